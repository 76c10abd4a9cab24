import type { Element } from 'hast';
import { h } from 'hastscript';
import type { State } from 'mdast-util-to-hast';
import { GRID_WIDTHS } from '../../document/exhibit-nodes.ts';
import { type Columns, type DocumentContent, type Passage } from '../../document/nodes.ts';
import { isMarginal } from '../../document/transforms/margins.ts';
import { settingClasses } from '../../document/settings.ts';
import { nodesOf, plainText } from '../../document/tree-walk.ts';
import { blocks } from './node-content.ts';
import type { PageElements } from './page-elements.ts';

/** Columns of text; of exhibits, a row in which each has its width. */
export function columnsElement(state: State, node: Columns): Element {
  const exhibits = node.children.filter((child) => child.type === 'exhibit');
  const isRow = exhibits.length === node.children.length && exhibits.some(({ width }) => width !== undefined);
  const settings = settingClasses(node.data?.settings);
  if (!isRow) return h('div', { className: ['columns', ...settings] }, blocks(state, node));
  const widths = exhibits.map(({ width = 'half' }) => `minmax(0, ${GRID_WIDTHS[width]}fr)`);
  const style = `--widths: ${widths.join(' ')}`;
  return h('div', { className: ['columns', 'row', ...settings], style }, blocks(state, node));
}

/**
 * Text with notes beside it, in groups: the notes on a block stand beside it and the blocks up to the next one with notes.
 * On a screen notes that are by an estimate much longer than that go on below their block; on paper this is measured
 * (`output/pdf/long-margins.ts`).
 */
export function passageElement(state: State, { children }: Passage, { hasPages }: PageElements): Element[] {
  return groupsOf(children).map(({ texts, notes }) => {
    const [first, ...others] = texts.map((text, at) =>
      h('div', { className: 'passage-text', style: `--row: ${at + 1}` }, blocks(state, { children: [text] })),
    );
    const beside = h(
      'div',
      { className: 'margins', style: `--row: 1 / ${texts.length + 1}` },
      blocks(state, { children: notes }),
    );
    const isLong = !hasPages && areLonger(notes, texts);
    // What notes need beside several blocks is added below the last of them.
    const rows = texts.length > 1 ? `--rows: ${'auto '.repeat(texts.length - 1)}1fr` : undefined;
    const content = [...(first ? [first] : []), ...(notes.length > 0 ? [beside] : []), ...others];
    return h('div', { className: ['passage', ...(isLong ? ['around'] : [])], style: rows }, content);
  });
}

interface PassageGroup {
  readonly texts: DocumentContent[];
  readonly notes: DocumentContent[];
}

/** A group begins with each block that has notes, the first one with the passage. */
function groupsOf(children: readonly DocumentContent[]): PassageGroup[] {
  const groups: PassageGroup[] = [];
  for (const [at, child] of children.entries()) {
    const next = children[at + 1];
    const last = groups.at(-1);
    if (last && isMarginal(child)) last.notes.push(child);
    else if (last && !(next && isMarginal(next))) last.texts.push(child);
    else groups.push({ texts: [child], notes: [] });
  }
  return groups;
}

/** A kind of text on a wide screen: letters in a line, and the heights of a line and of the space below, in pixels. */
interface Setting {
  readonly letters: number;
  readonly line: number;
  readonly space: number;
}
const TEXT: Setting = { letters: 80, line: 27, space: 15 };
const NOTE: Setting = { letters: 40, line: 20, space: 18 };

/** Lines by which notes may be longer than the text beside them: a gap in the text is less of a fault than a note in two places. */
const MORE_LINES = 5;

/** Whether notes are much longer than the text beside them. An exhibit has no lines that could go on. */
function areLonger(notes: readonly DocumentContent[], texts: readonly DocumentContent[]): boolean {
  if (notes.some(({ type }) => type === 'exhibit')) return false;
  return heightOf(notes, NOTE) > heightOf(texts, TEXT) + MORE_LINES * NOTE.line;
}

function heightOf(content: readonly DocumentContent[], { letters, line, space }: Setting): number {
  const paragraphs = content.flatMap((block) => nodesOf(block, 'paragraph'));
  const lines = paragraphs.map(({ children }) => Math.ceil(widthOf(plainText(children)) / letters));
  return lines.reduce((sum, count) => sum + count * line, 0) + content.length * space;
}

/** In letters: Chinese characters are two wide. */
function widthOf(text: string): number {
  return text.length + (text.match(/\p{Script=Han}/gu)?.length ?? 0);
}
