import type { Root } from 'mdast';
import { directiveFromMarkdown } from 'mdast-util-directive';
import { directive } from 'micromark-extension-directive';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { type Processor, unified } from 'unified';

/** Not recognised, like text directives (`10:30` is text): indentation in a template is layout. */
const SYNTAX_OFF = ['codeIndented'];

function blockDirectives(this: Processor): void {
  const data = this.data();
  const { flow } = directive();
  (data.micromarkExtensions ??= []).push({ ...(flow ? { flow } : {}), disable: { null: SYNTAX_OFF } });
  (data.fromMarkdownExtensions ??= []).push(directiveFromMarkdown());
}

/** Texts that are remembered. Editions of one brief seldom have more forms. */
const REMEMBERED = 16;

/** The texts that were parsed last, the latest last, each with its tree if it was parsed more than once. */
const remembered = new Map<string, Root | undefined>();

/**
 * The syntax tree of Markdown with GFM and block directives, for the caller to change. As a token stands for all that
 * depends on data, members of a brief often have the same text: it is parsed twice, and then copied.
 */
export function parseMarkdown(markdown: string): Root {
  const isKnown = remembered.has(markdown);
  const tree =
    remembered.get(markdown) ?? unified().use(remarkParse).use(remarkGfm).use(blockDirectives).parse(markdown);
  remembered.delete(markdown);
  remembered.set(markdown, isKnown ? tree : undefined);
  if (remembered.size > REMEMBERED) remembered.delete(remembered.keys().next().value ?? '');
  return isKnown ? copyOf(tree) : tree;
}

/** A copy of plain data. */
function copyOf<T>(data: T): T {
  if (typeof data !== 'object' || data === null) return data;
  if (Array.isArray(data)) return data.map(copyOf) as T;
  const copy = {} as T;
  for (const key in data) copy[key] = copyOf(data[key]);
  return copy;
}
