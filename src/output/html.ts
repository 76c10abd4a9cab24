import type { ElementContent, Nodes } from 'hast';
import { h } from 'hastscript';
import { toHast } from 'mdast-util-to-hast';
import rehypeStringify from 'rehype-stringify';
import { unified } from 'unified';
import type { BriefDocument, DocumentContent, Section } from '../document/nodes.ts';
import { plainText } from '../document/walk.ts';
import { documentHandlers } from './html/content.ts';
import { HOUSE_STYLE } from './style/house.ts';

/** What a page needs beside its document. */
export interface HtmlOptions {
  readonly locale: string;
  /** Who publishes it. */
  readonly author?: string | undefined;
  /** The brief's own style sheet, which follows the house style. */
  readonly style?: string | undefined;
}

/**
 * The document as one complete page for printing, style sheets and drawings within it: nothing is loaded. Page numbers
 * of a contents list are empty elements with the attribute `data-page-of`.
 */
export function renderHtml(document: BriefDocument, options: HtmlOptions): string {
  const { cover, rest } = coverOf(document.root.children);
  const render = (nodes: readonly DocumentContent[]): ElementContent[] => elements(nodes, options.locale);
  const summary = cover.find(({ type }) => type === 'paragraph');
  const page = h('html', { lang: options.locale }, [
    h('head', [
      h('meta', { charSet: 'utf-8' }),
      h('title', document.title),
      ...metadata('author', options.author),
      ...metadata('description', summary && plainText([summary])),
      h('style', styleSheet(document.title, options.style)),
    ]),
    h('body', [
      h('header', { className: 'band' }, render(cover.filter(({ type }) => type !== 'list'))),
      ...cover.filter(({ type }) => type === 'list').map((list) => h('div', { className: 'facts' }, render([list]))),
      h('main', render(rest)),
    ]),
  ]);
  const tree: Nodes = { type: 'root', children: [{ type: 'doctype' }, page] };
  return `${unified().use(rehypeStringify, { allowDangerousHtml: true }).stringify(tree)}\n`;
}

function elements(nodes: readonly DocumentContent[], locale: string): ElementContent[] {
  const tree = toHast(
    { type: 'root', children: nodes as [] },
    { handlers: documentHandlers(locale), allowDangerousHtml: false },
  );
  return tree.type === 'root' ? (tree.children as ElementContent[]) : [tree as ElementContent];
}

function metadata(name: string, content: string | undefined): ElementContent[] {
  return content ? [h('meta', { name, content })] : [];
}

/**
 * The cover band: the title, the paragraphs straight after it (the first is the summary) and a list straight after
 * those (the facts of the edition). What follows is the body.
 */
function coverOf(content: readonly DocumentContent[]): { cover: DocumentContent[]; rest: DocumentContent[] } {
  const [title, ...others] = content;
  if (title?.type !== 'section' || title.depth !== 1) return { cover: [], rest: [...content] };
  const { children } = title satisfies Section;
  let end = children.findIndex(({ type }, at) => at > 0 && type !== 'paragraph');
  if (end < 0) end = children.length;
  else if (children[end]?.type === 'list') end += 1;
  return { cover: children.slice(0, end), rest: [...children.slice(end), ...others] };
}

/** The house style, the running title, then the brief's own style. */
function styleSheet(title: string, own = ''): string {
  const running = `:root { --title: ${cssString(title)}; }`;
  return [running, HOUSE_STYLE, own].join('\n').replaceAll(/<\/(?=style)/gi, String.raw`<\/`);
}

function cssString(text: string): string {
  const escaped = text.replaceAll(/["\\<\p{Cc}]/gu, (character) => `\\${character.codePointAt(0)?.toString(16)} `);
  return `"${escaped}"`;
}
