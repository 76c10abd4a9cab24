import type { Root } from 'mdast';
import { directiveFromMarkdown } from 'mdast-util-directive';
import { directive } from 'micromark-extension-directive';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { type Processor, unified } from 'unified';
import type { RenderedChart } from '../chart/chart-model.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { Filled } from '../figure/filled-template.ts';
import type { RuleId } from '../core/diagnostics/rules.ts';
import { type Context, type DocumentOptions, placeOfNode } from './context.ts';
import { lintTransform } from './document-lint.ts';
import type { BriefDocument } from './nodes.ts';
import { boundsTransform } from './transforms/size-limits.ts';
import { contentsTransform } from './transforms/contents.ts';
import { directivesTransform } from './transforms/directives.ts';
import { emptyListsTransform } from './transforms/empty-lists.ts';
import { flagsTransform } from './transforms/flags.ts';
import { identifiersTransform } from './transforms/identifiers.ts';
import { linksTransform } from './transforms/links.ts';
import { notesTransform } from './transforms/notes.ts';
import { numberingTransform } from './transforms/numbering.ts';
import { referencesTransform } from './transforms/references.ts';
import { refusedTransform } from './transforms/refused.ts';
import { sectionsTransform } from './transforms/sections.ts';
import { sourcesTransform } from './transforms/sources.ts';
import { tablesTransform } from './transforms/tables.ts';
import { tokensTransform } from './transforms/tokens.ts';
import { printedValues } from './values.ts';
import { plainText } from './walk.ts';

/** From Markdown to document, step by step; each stands where it does for the reason given. */
const TRANSFORMS: readonly ((root: Root, context: Context) => void)[] = [
  boundsTransform, // first: all others walk down the tree
  refusedTransform, // before the rest: what may not be in a document is text to all that follow
  referencesTransform, // before anything looks at links
  identifiersTransform, // before lint: digits in {#q4} are no figures; before tokens: an id may hold one
  lintTransform, // while tokens are still opaque: what else is a digit was typed by hand
  tokensTransform, // before directives: their attributes may hold tokens
  directivesTransform, // while the document is flat: blocks hold paragraphs, not sections
  sectionsTransform, // after directives: a heading inside a block is none of the outline
  numberingTransform, // before links: a link may take the number of an exhibit
  tablesTransform, // after tokens: a column of figures is known by its values
  flagsTransform, // after directives: tables and boxes show more flags than text
  linksTransform, // when every id is known and every exhibit is numbered
  notesTransform, // when flags are shown
  sourcesTransform, // after all that prints values
  emptyListsTransform, // when both have filled theirs
  contentsTransform, // last: it copies headings as they have become
];

/**
 * Text directives are off, so `10:30` and `:smile:` are text; so is indented code, for indentation in a template is
 * layout.
 */
const SYNTAX_OFF = ['codeIndented', 'gfmFootnoteDefinition', 'gfmFootnoteCall', 'gfmPotentialFootnoteCall'];

function blockDirectives(this: Processor): void {
  const data = this.data();
  const { flow } = directive();
  (data.micromarkExtensions ??= []).push({ ...(flow ? { flow } : {}), disable: { null: SYNTAX_OFF } });
  (data.fromMarkdownExtensions ??= []).push(directiveFromMarkdown());
}

/** Rules that a text breaks where something is missing from it: of a text with gaps that says nothing. */
const BROKEN_BY_GAPS: ReadonlySet<RuleId> = new Set([
  'document/title',
  'document/unknown-id',
  'document/skipped-heading',
  'document/empty-heading',
  'document/empty-cell',
  'document/empty-list',
  'document/bad-directive',
]);

/**
 * Reads a filled template as a document. Whatever is wrong in it is reported at its place in the template, and a
 * document is answered all the same, so that one run shows every problem; a document with errors must not be printed.
 */
export function parseDocument(
  filled: Filled,
  charts: ReadonlyMap<string, RenderedChart>,
  options: DocumentOptions,
  diagnostics: Diagnostics,
): BriefDocument {
  const found = new Diagnostics();
  const context: Context = { filled, charts, options, diagnostics: found, ids: new Map(), shown: new Set() };
  const root = unified().use(remarkParse).use(remarkGfm).use(blockDirectives).parse(filled.markdown);
  for (const transform of TRANSFORMS) transform(root, context);
  warnOfLongSummary(root, context);
  diagnostics.include({ all: found.all.filter(({ rule }) => !(filled.hasGaps && BROKEN_BY_GAPS.has(rule))) });
  return { root: root, title: titleOf(root), values: printedValues(root), charts: context.shown };
}

/** Characters that a search engine or a list of releases shows of a summary. */
const MAX_SUMMARY = 160;

/** The paragraph right under the title is the summary, which stands alone in lists: it must be short. */
function warnOfLongSummary(root: Root, context: Context): void {
  const title = root.children.find((node) => node.type === 'section' && node.depth === 1);
  const [, summary] = title?.type === 'section' ? title.children : [];
  if (summary?.type !== 'paragraph') return;
  const { length } = plainText([summary]);
  if (length <= MAX_SUMMARY) return;
  const message = `the summary under the title has ${length} characters, ${length - MAX_SUMMARY} too many`;
  const place = placeOfNode(context, summary);
  context.diagnostics.warn('document/long-summary', message, place, 'say the news first, and the rest below');
}

function titleOf(root: Root): string {
  const title = root.children.find((node) => node.type === 'section' && node.depth === 1);
  return title?.type === 'section' ? plainText([title.children[0]]) : '';
}
