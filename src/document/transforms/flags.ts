import type { Node, Paragraph, Root } from 'mdast';
import type { Flag } from '../../core/value.ts';
import { FLAG_LETTERS, words } from '../../format/words.ts';
import type { Context } from '../context.ts';
import type { DocumentContent } from '../nodes.ts';
import { childrenOf, visitDocument } from '../walk.ts';

/**
 * What running text must not leave out: what was changed, and what no source printed. Tables and boxes show every flag.
 */
const SHOWN_IN_TEXT: ReadonlySet<Flag> = new Set<Flag>(['corrected', 'derived']);

const FLAG_ORDER = Object.keys(FLAG_LETTERS) as Flag[];

/** Decides which flags each value shows, and adds a legend to every table and box that shows any, or lacks figures. */
export function flagsTransform(root: Root, context: Context): void {
  showIn(root, false);
  addLegends(root, context.options.locale);
}

function showIn(node: Node, everyFlag: boolean): void {
  for (const child of childrenOf(node)) {
    if (child.type === 'value') {
      child.shown = FLAG_ORDER.filter(
        (flag) => child.value.flags.includes(flag) && (everyFlag || SHOWN_IN_TEXT.has(flag)),
      );
    }
    showIn(child, everyFlag || child.type === 'table' || child.type === 'box');
  }
}

function addLegends(node: Node, locale: string): void {
  if (node.type === 'exhibit' || !('children' in node)) return;
  const parent = node as { children: DocumentContent[] };
  parent.children = parent.children.flatMap((child) => {
    addLegends(child, locale);
    const legend = legendOf(child, locale);
    if (!legend) return [child];
    if (child.type !== 'exhibit') return [child, legend];
    child.notes.push(legend.children);
    return [child];
  });
}

function legendOf(node: DocumentContent, locale: string): Paragraph | undefined {
  const holder = node.type === 'exhibit' ? node.body : node;
  if (holder.type !== 'table' && holder.type !== 'box') return undefined;
  const { flag: names, separator, notAvailable, absent } = words(locale);
  const shown = new Set<Flag>();
  let isAbsent = false;
  visitDocument(holder, (inner) => {
    if (inner.type === 'value') for (const flag of inner.shown) shown.add(flag);
    if (inner.type === 'text' && inner.value.trim() === notAvailable) isAbsent = true;
  });
  const entries = FLAG_ORDER.filter((flag) => shown.has(flag)).map((flag) => `${flagText([flag])} ${names[flag]}`);
  if (isAbsent) entries.push(`${notAvailable} ${absent}`);
  if (entries.length === 0) return undefined;
  return { type: 'paragraph', children: [{ type: 'text', value: entries.join(separator) }], data: { legend: true } };
}

/** Flags as they are printed after a figure: `[c]`, `[f, p]`. */
export function flagText(flags: readonly Flag[]): string {
  return `[${flags.map((flag) => FLAG_LETTERS[flag]).join(', ')}]`;
}
