import type {
  Blockquote,
  Code,
  Delete,
  Emphasis,
  Image,
  InlineCode,
  Link,
  Paragraph,
  PhrasingContent,
  Strong,
  Table,
  Text,
} from 'mdast';
import { defaultHandlers, type Handle, type Handlers, type Unsafe } from 'mdast-util-to-markdown';
import remarkGfm from 'remark-gfm';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';
import type { WritingContext } from '../host.ts';
import type { Anchor, Callout, Fold, Page, Picture, Raised } from '../page.ts';
import { hasLiquid, type HostMark, LIQUID, withHostMarks, withoutLiquid } from './host-marks.ts';

/** How a host's Markdown differs from GitHub's. */
export interface MarkdownDialect {
  /** What the host acts on in plain text, besides Markdown. */
  readonly hostMarks?: readonly HostMark[];
  /** Characters that the host's parser acts on, besides those of GitHub's Markdown. */
  readonly unsafe?: readonly Unsafe[];
  /** The first line of a box; default: GitHub's. */
  readonly calloutHead?: (callout: Callout) => string;
  /** A picture, where Markdown's own form (`image`) does not do. */
  readonly picture?: (picture: Picture, url: string, image: string) => string;
  /** A table, where the host has no tables of GitHub's form. */
  readonly table?: (table: Table, context: WritingContext) => string;
  /** Where a link within the page leads; default: to an anchor with its id. */
  readonly heading?: (words: readonly PhrasingContent[]) => string;
  /** Struck words have no marks, so they are an element. */
  readonly struckByElement?: boolean;
  /** Whether braces are escaped anyway, so that no Jekyll finds any. */
  readonly escapesBraces?: boolean;
  /** What makes the host print its contents list. */
  readonly contents?: string;
}

/** Prints a page in a dialect of Markdown. */
export function writeMarkdown(page: Page, context: WritingContext, dialect: MarkdownDialect): string {
  const { hostMarks = [], escapesBraces = false } = dialect;
  const written = unified()
    .use(remarkGfm, { tablePipeAlign: false }) // so that a changed figure changes only its own line
    .use(remarkStringify, {
      bullet: '-',
      emphasis: '_',
      fences: true,
      listItemIndent: 'one',
      resourceLink: true,
      rule: '-',
      strong: '*',
      // GitHub and others may read a dollar sign as the start of a formula.
      unsafe: [{ character: '$', inConstruct: 'phrasing' }, ...(dialect.unsafe ?? [])],
      handlers: {
        strong: attentionHandler('**', 'strong'),
        emphasis: attentionHandler('_', 'em'),
        delete: attentionHandler('~~', 'del'),
        text: textHandler(escapesBraces ? hostMarks : [LIQUID, ...hostMarks]),
        ...(escapesBraces ? {} : CODE_HANDLERS),
        ...pageHandlers(page, context, dialect),
      },
    })
    .stringify(page.root);
  return escapesBraces ? written : withoutLiquid(written);
}

/** Escapes the Markdown characters of a text, and what the host acts on. */
function textHandler(marks: readonly HostMark[]): Handle {
  return (node: Text, parent, state, info) =>
    withHostMarks(node, marks, (marked) => defaultHandlers.text(marked, parent, state, info));
}

/** Code with what Jekyll would carry out is an element, since in code of Markdown nothing can be escaped. */
const CODE_HANDLERS: Partial<Handlers> = {
  inlineCode: Object.assign(
    (...[node, parent, state]: Parameters<typeof defaultHandlers.inlineCode>) =>
      hasLiquid(node.value) ? codeElement(node.value) : defaultHandlers.inlineCode(node, parent, state),
    { peek: (node: InlineCode) => (hasLiquid(node.value) ? '<' : '`') },
  ),
  code: (node: Code, parent, state, info) =>
    hasLiquid(node.value) ? `<pre>${codeElement(node.value)}</pre>` : defaultHandlers.code(node, parent, state, info),
};

/** Code in which no character is itself: Jekyll would carry out `{{ … }}` in marks of Markdown. */
function codeElement(text: string): string {
  const letters = text.replaceAll(/[^\p{L}\p{N} ]/gu, (sign) => `&#${sign.codePointAt(0)};`);
  return `<code>${letters}</code>`;
}

/** Handlers of the nodes that Markdown does not have. */
function pageHandlers(page: Page, context: WritingContext, dialect: MarkdownDialect): Partial<Handlers> {
  const { table, heading } = dialect;
  const urlOf = ({ name }: Picture): string => context.files.pictureUrl(name);
  const handlers: Record<string, Handle> = {
    // GitHub replaces the ids of headings with slugs of their words, which depend on the locale.
    anchor: ({ id }: Anchor) => `<a name="${id}" id="${id}"></a>`,
    fold: (node: Fold, _parent, state, info) =>
      `<details>\n<summary>${node.title}</summary>\n\n${state.containerFlow(node, info)}\n\n</details>`,
    hostContents: () => dialect.contents ?? '',
    callout: (node: Callout, parent, state, info) =>
      defaultHandlers.blockquote(calloutQuote(node, dialect.calloutHead ?? githubAlertHead), parent, state, info),
    raised: peeking('<', ({ children }: Raised, _parent, state, info) => {
      const inside = state.containerPhrasing({ type: 'paragraph', children }, { ...info, before: '>', after: '<' });
      return `<sup>${inside}</sup>`;
    }),
    picture: peeking('!', (node: Picture, parent, state, info) => {
      const image: Image = { type: 'image', url: urlOf(node), alt: node.alt };
      const written = defaultHandlers.image(image, parent, state, info);
      return dialect.picture ? dialect.picture(node, urlOf(node), written) : written;
    }),
  };
  if (dialect.struckByElement) handlers['delete'] = struckElement;
  if (table) handlers['table'] = (node: Table) => table(node, context);
  if (heading) handlers['link'] = headingLinks(page, heading);
  return handlers as Partial<Handlers>;
}

/** A handler with the first character that it writes, which decides about escapes before it. */
function peeking(first: string, handle: Handle): Handle {
  return Object.assign(handle, { peek: () => first });
}

const struckElement: Handle = (node: Delete, _parent, state, info) =>
  `<del>${state.containerPhrasing(node, { ...info, before: '>', after: '<' })}</del>`;

/** Links within the page lead to the words of headings. */
function headingLinks({ headings }: Page, heading: (words: readonly PhrasingContent[]) => string): Handle {
  const handle: Handle = (node: Link, parent, state, info) => {
    const words = node.url.startsWith('#') ? headings.get(node.url.slice(1)) : undefined;
    const led = words ? { ...node, url: heading(words) } : node;
    return defaultHandlers.link(led, parent, state, info);
  };
  return peeking('[', handle);
}

/** GitHub recognises an alert by the first line of a quotation. */
function githubAlertHead({ kind = 'note' }: Callout): string {
  return `[!${kind.toUpperCase()}]`;
}

function calloutQuote(node: Callout, headOf: (callout: Callout) => string): Blockquote {
  const [first, ...rest] = node.children;
  const mark = headOf(node);
  const head = first?.type === 'paragraph' ? first.children : [];
  const line: PhrasingContent = { type: 'html', value: head.length > 0 ? `${mark}\n` : mark };
  const content = first === undefined || head.length > 0 ? rest : [first, ...rest];
  const opening: Paragraph = { type: 'paragraph', children: [line, ...head] };
  return { type: 'blockquote', children: [opening, ...content] as Blockquote['children'] };
}

/**
 * A handler for strong, emphasis and deletion. By CommonMark's flanking rules their marks are recognised only between
 * certain characters, and not where bold meets Chinese: `**10.4%**至`. There it writes an HTML element, which every host
 * of GitHub Markdown accepts; a character reference would be hard to read for people.
 */
function attentionHandler(mark: string, element: string): Handle {
  const handle: Handle = (node: Delete | Emphasis | Strong, _parent, state, info) => {
    const tracker = state.createTracker(info);
    const before = tracker.move(mark);
    const content = state.containerPhrasing(node, { ...tracker.current(), before, after: mark });
    if (content === '') return '';
    const asMarks = flanks(info.before, content, info.after, mark);
    return asMarks ? mark + content + mark : `<${element}>${content}</${element}>`;
  };
  return Object.assign(handle, { peek: () => mark.charAt(0) });
}

/** Whether marks around `content` are recognised as opening and closing. */
function flanks(before: string, content: string, after: string, mark: string): boolean {
  return (
    turnsBetween(lastCharacter(before), firstCharacter(content), mark) &&
    turnsBetween(firstCharacter(after), lastCharacter(content), mark)
  );
}

function firstCharacter(text: string): string {
  return /^./su.exec(text)?.[0] ?? '';
}

function lastCharacter(text: string): string {
  return /.$/su.exec(text)?.[0] ?? '';
}

/** The rule for one end, by the characters outside and inside the mark. Underscores are not marks within words. */
function turnsBetween(outside: string, inside: string, mark: string): boolean {
  if (/^\s?$/u.test(inside) || inside === mark.charAt(0) || outside === mark.charAt(0)) return false;
  if (/^\s?$/u.test(outside) || PUNCTUATION.test(outside)) return true;
  return mark !== '_' && !/[\p{P}\p{S}]/u.test(inside);
}

/** Punctuation for every parser: Unicode's, and the symbols of ASCII. Some parsers treat other symbols as letters. */
const PUNCTUATION = /[\p{P}$+<=>^`|~]/u;
