import type { Link, PhrasingContent, Root } from 'mdast';
import { didYouMean } from '../../core/diagnostics/diagnostic.ts';
import type { Locale } from '../../language/locale.ts';
import { words } from '../../language/locales.ts';
import { type Context, placeOfNode } from '../document-context.ts';
import { nodesOf, plainText } from '../tree-walk.ts';

/**
 * Checks the targets of links. A link without words gets the name of its target: `[](#trade)` reads "Figure 2". One with
 * the title `page` has on paper the page of its target instead.
 */
export function linksTransform(root: Root, context: Context): void {
  const names = namesIn(root, words(context.options.locale));
  const sections = new Set(nodesOf(root, 'section').map(({ id }) => id));
  for (const link of nodesOf(root, 'link')) {
    if (link.title === 'page' && sections.has(link.url.slice(1))) markPage(link);
    checkLink(link, names, context);
  }
  for (const type of ['paragraph', 'tableCell'] as const) {
    for (const { children } of nodesOf(root, type)) markFirst(children, '');
  }
}

/** The end of a sentence, or nothing at all. */
const BEFORE_SENTENCE = /(?:^|[.!?…][”’"'»)\]]*)\s*$/u;

/** Marks links to pages that start a sentence, in what follows a text; returns the text of all. */
function markFirst(nodes: readonly PhrasingContent[], before: string): string {
  let read = before;
  for (const node of nodes) {
    if (node.type === 'link' && node.data?.isPage && BEFORE_SENTENCE.test(read)) node.data.isFirst = true;
    read = 'children' in node && node.type !== 'link' ? markFirst(node.children, read) : read + plainText([node]);
  }
  return read;
}

function namesIn(root: Root, { exhibit }: Locale): Map<string, PhrasingContent[]> {
  const names = new Map<string, PhrasingContent[]>();
  for (const { id, name, children } of nodesOf(root, 'section')) {
    names.set(id, withoutLinks(name ?? children[0].children));
  }
  for (const { id, body, number } of nodesOf(root, 'exhibit')) {
    names.set(id, [{ type: 'text', value: `${exhibit[body.type]}\u00A0${number}` }]);
  }
  return names;
}

/** A copy of the words of a heading for use elsewhere: without links, and without the flags of values. */
export function withoutLinks(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  return nodes.flatMap((node): PhrasingContent[] => {
    if (node.type === 'link') return withoutLinks(node.children);
    if (node.type === 'value') return [{ ...node, shown: [], note: undefined }];
    return ['children' in node ? { ...node, children: withoutLinks(node.children) } : { ...node }] as PhrasingContent[];
  });
}

function markPage(link: Link): void {
  link.title = null;
  link.data = { ...link.data, isPage: true };
}

const WEB_OR_MAIL = /^(?:https?:\/\/|mailto:)/i;
/** A file next to the document: a relative path that does not lead upwards. */
const NEXT_TO = /^(?![a-z][a-z\d+.-]*:|\/|\\|\.\.)[^#]/i;

function checkLink(link: Link, names: ReadonlyMap<string, PhrasingContent[]>, context: Context): void {
  const place = placeOfNode(context, link);
  const id = link.url.startsWith('#') ? link.url.slice(1) : undefined;
  if (id) {
    if (link.children.length === 0) link.children = withoutLinks(names.get(id) ?? []);
    if (!context.ids.has(id)) {
      const hint = didYouMean(id, context.ids.keys());
      context.diagnostics.error('document/unknown-id', `nothing here has the id ${id}`, place, hint);
      return;
    }
  } else if (/^www\./i.test(link.url)) {
    const message = `a link leads to "${link.url}", which is read as the name of a file`;
    context.diagnostics.error('document/link', message, place, `write https://${link.url}`);
  } else if (id === undefined && !WEB_OR_MAIL.test(link.url) && !NEXT_TO.test(link.url)) {
    const hint = 'use https://, mailto:, #id or the path of a file next to the document';
    context.diagnostics.error('document/link', `a link leads to "${link.url}"`, place, hint);
    link.url = '#';
  }
  if (link.children.length === 0) {
    context.diagnostics.error('document/link', 'this link has no words', place, 'write them between the brackets');
  }
}
