import type {
  Blockquote,
  Link,
  List,
  ListItem,
  Paragraph,
  Parent,
  PhrasingContent,
  Root,
  RootContent,
  Strong,
  Table,
  Text,
} from 'mdast';
import { defaultHandlers, type Handle } from 'mdast-util-to-markdown';
import remarkGfm from 'remark-gfm';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';
import type { Alert, Box, BriefDocument, DefinitionList, DocumentContent, Exhibit } from '../../document/nodes.ts';
import { outline, type OutlineEntry } from '../../document/outline.ts';
import { flagText } from '../../document/transforms/flags.ts';
import type { Locale } from '../../locale/locale.ts';
import { words } from '../../locale/locales.ts';
import { trendName } from '../svg-file.ts';
import { attentionHandler } from './attention.ts';

export interface GithubOptions {
  readonly locale: string;
  /** Folder of the SVG files, relative to the Markdown file, without a slash at its end. */
  readonly charts: string;
}

/** The document in GitHub's Markdown, with charts as image files and anchors for the ids of the document. */
export function renderGithub(document: BriefDocument, options: GithubOptions): string {
  const context = { ...options, words: words(options.locale) };
  const root: Root = { type: 'root', children: blocks(document.root.children, context) };
  return unified()
    .use(remarkGfm, { tablePipeAlign: false }) // so that a changed figure changes only its own line
    .use(remarkStringify, {
      bullet: '-',
      emphasis: '_',
      fences: true,
      listItemIndent: 'one',
      resourceLink: true,
      rule: '-',
      strong: '*',
      // GitHub may read a dollar sign as the start of a formula.
      unsafe: [{ character: '$', inConstruct: 'phrasing' }],
      handlers: {
        strong: attentionHandler('**', 'strong'),
        emphasis: attentionHandler('_', 'em'),
        delete: attentionHandler('~~', 'del'),
        text: textHandler,
      },
    })
    .stringify(root);
}

interface Context extends GithubOptions {
  readonly words: Locale;
}

/** Escapes the Markdown characters of a text, except the brackets around flags where they need no escape. */
const textHandler: Handle = (node, parent, state, info) => {
  const safe = defaultHandlers.text(node, parent, state, info);
  return safe.replaceAll(ESCAPED_FLAG, (escaped, flags: string, at: number) => {
    const next = safe.charAt(at + escaped.length) || info.after;
    const opensLink = /^[([:]/.test(next);
    const opensTask = flags === 'x' && at === 0 && state.stack.includes('listItem');
    return opensLink || opensTask ? escaped : `[${flags}]`;
  });
};

const ESCAPED_FLAG = /(?<!\\)\\\[([a-z](?:, [a-z])*)\]/g;

function blocks(nodes: readonly DocumentContent[], context: Context): RootContent[] {
  return nodes.flatMap((node) => block(node, context));
}

/** The Markdown blocks for one block of the document. */
function block(node: DocumentContent, context: Context): RootContent[] {
  switch (node.type) {
    case 'section':
      return [anchor(node.id), ...blocks(node.children, context)];
    case 'exhibit':
      return exhibitBlocks(node, context);
    case 'box':
      return [anchor(node.id), boxTable(node, context)];
    case 'note': {
      const quote: Blockquote = {
        type: 'blockquote',
        children: blocks(node.children, context) as Blockquote['children'],
      };
      return [...(node.id === undefined ? [] : [anchor(node.id)]), quote];
    }
    case 'alert':
      return [alertQuote(node, context)];
    case 'definitionList':
      return [definitionItems(node, context)];
    case 'footnotes':
      return blocks(node.children, context);
    case 'footnoteReference':
    case 'footnoteDefinition': {
      const label = String(node.data?.footnote?.number);
      const named = { ...node, identifier: label, label };
      return [named.type === 'footnoteDefinition' ? withBlocks(named, context) : named];
    }
    case 'columns':
      return blocks(node.children, context);
    case 'contents':
      return [paragraph([strong([text(context.words.contents)])]), ...contentsList(outline(node.entries), context)];
    case 'value':
      return [text(node.shown.length > 0 ? `${node.text}\u00A0${flagText(node.shown)}` : node.text)];
    case 'trend':
      return [{ type: 'image', url: `${context.charts}/${trendName(node.trend)}.svg`, alt: node.trend.text }];
    default:
      return ['children' in node ? withBlocks(node, context) : node];
  }
}

/** GitHub recognises an alert by the first line of a quotation. */
function alertQuote({ kind, children }: Alert, context: Context): Blockquote {
  const [first, ...rest] = blocks(children, context);
  const mark = `[!${kind.toUpperCase()}]`;
  const head = first?.type === 'paragraph' ? first.children : [];
  const line: PhrasingContent = { type: 'html', value: head.length > 0 ? `${mark}\n` : mark };
  const content = first === undefined || head.length > 0 ? rest : [first, ...rest];
  return { type: 'blockquote', children: [paragraph([line, ...head]), ...content] as Blockquote['children'] };
}

/** GitHub's Markdown has no definition lists: a list in which each term is bold, and each definition a line below it. */
function definitionItems({ children }: DefinitionList, context: Context): List {
  const items: PhrasingContent[][] = [];
  let before: string | undefined;
  for (const node of children) {
    const line = phrasing(node.children, context);
    const shown = node.type === 'definitionTerm' ? [strong(withoutStrong(line))] : line;
    if (node.type === 'definitionTerm' && before !== 'definitionTerm') items.push(shown);
    else items.at(-1)?.push({ type: 'break' }, ...shown);
    before = node.type;
  }
  const listItems = items.map((item): ListItem => ({ type: 'listItem', spread: false, children: [paragraph(item)] }));
  return { type: 'list', ordered: false, spread: false, children: listItems };
}

function withBlocks<T extends RootContent & Parent>(node: T, context: Context): T {
  return { ...node, children: blocks(node.children, context) };
}

function phrasing(nodes: readonly PhrasingContent[], context: Context): PhrasingContent[] {
  return blocks(nodes, context) as PhrasingContent[];
}

function exhibitBlocks(node: Exhibit, context: Context): RootContent[] {
  const label = `${context.words.exhibit[node.body.type]}\u00A0${node.number}${context.words.colon}`;
  const title = withoutStrong(phrasing(node.title, context));
  return [
    anchor(node.id),
    paragraph([strong([text(label), ...title])]),
    ...(node.subtitle.length > 0 ? [paragraph(phrasing(node.subtitle, context))] : []),
    node.body.type === 'table' ? withBlocks(node.body, context) : image(node.body, context),
    ...node.notes.map((note) => paragraph(phrasing(note, context))),
  ];
}

function image({ name, alt }: { name: string; alt: string }, { charts }: Context): Paragraph {
  return paragraph([{ type: 'image', url: `${charts}/${name}.svg`, alt }]);
}

/** A column for each figure. Head cells without alignment would be centred. */
function boxTable({ items }: Box, context: Context): Table {
  const notes = Math.max(0, ...items.map((item) => item.notes.length));
  const rows = [
    items.map(({ label }) => phrasing(label, context)),
    items.map(({ figure }) => [strong(withoutStrong(phrasing(figure, context)))]),
    ...Array.from({ length: notes }, (_, at) => items.map((item) => phrasing(item.notes[at] ?? [], context))),
  ];
  return {
    type: 'table',
    align: items.map(() => 'left'),
    children: rows.map((cells) => ({
      type: 'tableRow',
      children: cells.map((children) => ({ type: 'tableCell', children })),
    })),
  };
}

/** Nested lists of links. */
function contentsList(entries: readonly OutlineEntry[], context: Context): RootContent[] {
  if (entries.length === 0) return [];
  const children = entries.map(({ id, title, inside }): ListItem => {
    const link: Link = { type: 'link', url: `#${id}`, children: phrasing(title, context) };
    const deeper = contentsList(inside, context) as ListItem['children'];
    return { type: 'listItem', spread: false, children: [paragraph([link]), ...deeper] };
  });
  return [{ type: 'list', ordered: false, spread: false, children }];
}

/** A target for links. GitHub replaces the ids of headings with slugs of their words, which depend on the locale. */
function anchor(id: string): Paragraph {
  return paragraph([{ type: 'html', value: `<a name="${id}" id="${id}"></a>` }]);
}

function paragraph(children: PhrasingContent[]): Paragraph {
  return { type: 'paragraph', children };
}

function strong(children: PhrasingContent[]): Strong {
  return { type: 'strong', children };
}

function text(value: string): Text {
  return { type: 'text', value };
}

/** Removes bold from words that will be bold as a whole. */
function withoutStrong(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  return nodes.flatMap((node) => (node.type === 'strong' ? withoutStrong(node.children) : [node]));
}
