import type { Heading, Link, List, Nodes, Parents, Root, RootContent, TableCell, Text } from 'mdast';
import { type Place, textAt } from '../core/diagnostics/source-file.ts';
import { refusedIn } from '../core/diagnostics/source-text.ts';
import { TOKEN } from '../figure/token.ts';
import { blanked, type Declared, declaredNumbers, numeralsIn } from '../language/typed-numbers.ts';
import { type Context, placeOfNode, reportAt, sourceOfNode } from './document-context.ts';
import { placeOfSpan } from './line-repairs.ts';

/**
 * Reports numbers typed by hand, empty headings, sections and cells, and skipped levels of headings. What the template
 * printed is still in tokens, so that only the author's own text is checked.
 */
export function lintTransform(root: Root, context: Context): void {
  const declared = declaredNumbers(context.options.declared ?? []);
  for (const [at, node] of root.children.entries()) lintSection(node, root.children[at + 1], context);
  lintIn(root, { context, declared, depth: 0, items: new Set([1]) });
}

interface Lint {
  readonly context: Context;
  readonly declared: Declared;
  /** Level of the previous heading. */
  depth: number;
  /** The numbers with which a list may start: one, and what goes on from a list before it. */
  readonly items: Set<number>;
}

function lintIn(parent: Parents, lint: Lint): void {
  for (const child of parent.children) {
    if (child.type === 'text') lintTypedNumbers(child.value, child, lint);
    if (child.type === 'text') lintReferences(child, lint);
    if (child.type === 'text') lintLeftovers(child, lint.context);
    if (child.type === 'list') lintListNumber(child, lint);
    if (child.type === 'heading') lintHeading(child, parent, lint);
    if (child.type === 'tableCell') lintCell(child, lint);
    if (child.type === 'code' || child.type === 'inlineCode') lintTypedNumbers(child.value, child, lint);
    if (child.type === 'link') lintTypedNumbers(child.title ?? '', child, lint);
    if (isBareAddress(child)) lintAddress(child, lint);
    else if ('children' in child) lintIn(child, lint);
  }
}

/** A number in groups, as it is printed: `1,234,567`. */
const GROUPED = /(?<![\p{N}.,])\p{N}{1,3}(?:(?:,\p{N}{3})+|(?:\.\p{N}{3}){2,})(?![\p{N}]|[.,]\p{N})/u;

/** Reports a number in an address that is read as words, unless it is declared: digits of a path, a date or a DOI are none. */
function lintAddress(link: Link, { context, declared }: Lint): void {
  const found = GROUPED.exec(declared.mask(link.url.replace(/^\w+:\/\/[^/]*/u, '')))?.[0];
  if (found === undefined) return;
  const message = `the number ${found} is in an address that is printed as words`;
  reportAt(context, link, 'document/loose-number', message, 'give the link words: [the report](https://…)');
}

/** Whether a node is a link that shows its own address, whose digits are not figures. */
function isBareAddress(node: Nodes): node is Link {
  if (node.type !== 'link' || node.children.length !== 1) return false;
  const [words] = node.children;
  return words?.type === 'text' && node.url.endsWith(words.value);
}

/** Reports a list that starts with a number which goes on from none before it: `1204.` would be printed before its text. */
function lintListNumber(list: List, { context, declared, items }: Lint): void {
  if (list.ordered !== true) return;
  const start = list.start ?? 1;
  const isKnown = items.has(start) || declared.covers(String(start));
  items.add(start + list.children.length);
  if (isKnown) return;
  const message = `the number ${start} is typed before this item, and no list goes on with it`;
  reportAt(context, list, 'document/loose-number', message, 'number a list from 1 on');
}

function lintHeading(heading: Heading, parent: Parents, lint: Lint): void {
  const { diagnostics } = lint.context;
  const place = placeOfNode(lint.context, heading);
  if (heading.children.length === 0) {
    diagnostics.error('document/empty-heading', 'this heading has no words', place, 'say what the section finds');
  }
  if (parent.type !== 'root') {
    const hint = 'move it out of the block, or close the block before it with :::';
    diagnostics.error('document/nested-heading', 'this heading is inside a block', place, hint);
    return;
  }
  if (heading.depth > lint.depth + 1 && lint.depth > 0) {
    const message = `a heading of level ${heading.depth} follows one of level ${lint.depth}`;
    diagnostics.error('document/skipped-heading', message, place, `write ${'#'.repeat(lint.depth + 1)}`);
  }
  lint.depth = heading.depth;
}

/** A document may be no more than its title; what has no id is reported already. */
function lintSection(heading: RootContent, next: RootContent | undefined, context: Context): void {
  if (heading.type !== 'heading' || heading.depth === 1 || heading.data?.id === undefined) return;
  if (next && !(next.type === 'heading' && next.depth <= heading.depth)) return;
  const message = 'nothing is under this heading';
  const hint = 'where its content depends on the data, put the heading within the same {{#if}}';
  context.diagnostics.warn('document/empty-section', message, placeOfNode(context, heading), hint);
}

function lintCell(cell: TableCell, { context }: Lint): void {
  if (cell.children.length > 0) return;
  const hint =
    blankIn(cell, context) ?? 'write [x] for not available, [z] for not applicable, or what the column is about';
  reportAt(context, cell, 'document/empty-cell', 'this table cell is empty', hint);
}

/** Why a helper printed nothing in a cell, and what to write there instead. */
function blankIn(cell: TableCell, context: Context): string | undefined {
  const place = placeOfNode(context, cell);
  const blank = context.filled.tokens.blanks.find(({ place: { file, line, column } }) => {
    const isOnLine = file === place?.file && line === place.line;
    return isOnLine && place.column <= column && column < place.column + place.length;
  });
  if (!blank) return undefined;
  const call = textAt(blank.place).replaceAll(/^\{\{~?\s*|\s*~?\}\}$/g, '');
  return `${blank.why}: write {{#if (${call})}}{{${call}}}{{else}}[z]{{/if}}`;
}

/** Reports forbidden characters that are written as references, `&#8238;`: the check of the template did not see them. */
function lintReferences(node: Text, { context }: Lint): void {
  const refused = refusedIn(node.value.replaceAll(TOKEN, ''));
  if (!refused) return;
  reportAt(context, node, refused.rule, refused.message, refused.hint);
}

const CHARACTER_REFERENCE = /&#?[\dA-Za-z]+;/g;
/** Reports each number in a typed text, at its own place if that is known. */
function lintTypedNumbers(value: string, node: Nodes, { context, declared }: Lint): void {
  const source = declared.mask(blanked(blanked(sourceOfNode(context, node), TOKEN), CHARACTER_REFERENCE));
  let from = 0;
  for (const numeral of numeralsIn(declared.mask(blanked(value, TOKEN)), context.options.locale)) {
    const at = source.indexOf(numeral, from);
    if (at >= 0) from = at + numeral.length;
    if (declared.covers(numeral)) continue;
    context.diagnostics.error(
      'document/loose-number',
      `the number ${numeral.replaceAll(/\s+/g, ' ')} is typed by hand and bound to nothing`,
      numeralPlace(node, at, numeral.length, context),
      'print it with a helper, or declare it under loose_numbers in brief.yaml if it is a name or a year',
    );
  }
}

function numeralPlace(node: Nodes, at: number, length: number, context: Context): Place | undefined {
  const start = node.position?.start.offset;
  if (at < 0 || start === undefined) return placeOfNode(context, node);
  const place = context.filled.placeOf(start + at);
  return place && { ...place, length };
}

/** Marks of Markdown that are left in a text, because they do not mark anything, with why and what to do. */
const LEFTOVERS: readonly (readonly [pattern: RegExp, problem: string, hint: string])[] = [
  [
    /(?<!\\|\*)\*\*(?!\*)/g,
    'these two stars make nothing bold',
    'close the bold words with two stars and no space before them, or put a backslash before each star',
  ],
  [
    /\][ \t]+\((?:#|https?:|mailto:)[^()\s]*\)/g,
    'there is a space between the words of a link and its address',
    'write [words](address) without a space',
  ],
  [
    /(?<!\\)\$\$[^$\n]+\$\$|(?<![\\\p{L}\p{N}$])\$(?=[^\s$])[^$\n]*(?:[\^_]|\\[a-z])[^$\n]*(?<=[^\s\\])\$(?![\p{L}\p{N}$])/gu,
    'formulas are printed as they are written',
    'say it in words, or put a backslash before each dollar sign',
  ],
];

/** Reports marks that Markdown prints as they are, because what they belong to is missing. */
function lintLeftovers(node: Text, context: Context): void {
  const start = node.position?.start.offset;
  if (start === undefined) return;
  const source = sourceOfNode(context, node);
  for (const [pattern, problem, hint] of LEFTOVERS) {
    for (const { 0: found, index } of source.matchAll(pattern)) {
      const place = placeOfSpan(context.filled, start + index, start + index + found.length);
      context.diagnostics.error('document/leftover-mark', problem, place, hint);
    }
  }
}
