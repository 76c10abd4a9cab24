import type { Root } from 'mdast';
import type { RenderedChart } from '../chart/chart-model.ts';
import { linesThatDraw } from '../chart/kinds/chart-line.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { Filled } from '../figure/filled-template.ts';
import type { RuleId } from '../core/diagnostics/rules.ts';
import { words } from '../language/locales.ts';
import { type Context, type DocumentOptions, placeOfNode } from './document-context.ts';
import { lintTransform } from './document-lint.ts';
import { fenceRepairs } from './fences.ts';
import { lineRepairs } from './line-forms.ts';
import { withRepairs } from './line-repairs.ts';
import { withoutManyMarks } from './mark-limits.ts';
import { parseMarkdown } from './markdown-tree.ts';
import type { BriefDocument } from './nodes.ts';
import { sizeLimitsTransform } from './transforms/size-limits.ts';
import { contentsTransform } from './transforms/contents.ts';
import { BLOCKS, directivesTransform } from './transforms/directives.ts';
import { alertsTransform } from './transforms/alerts.ts';
import { definitionListsTransform } from './transforms/definition-lists.ts';
import { footnotesTransform } from './transforms/footnotes.ts';
import { draftTransform } from './transforms/draft.ts';
import { emptyListsTransform } from './transforms/empty-lists.ts';
import { flagsTransform } from './transforms/flags.ts';
import { glossaryTransform } from './transforms/glossary.ts';
import { headPeriodsTransform } from './transforms/head-periods.ts';
import { ownWordsTransform } from './transforms/own-words.ts';
import { headUnitsTransform } from './transforms/head-units.ts';
import { identifiersTransform } from './transforms/identifiers.ts';
import { linksTransform } from './transforms/links.ts';
import { marginsTransform } from './transforms/margins.ts';
import { notesTransform } from './transforms/notes.ts';
import { numberingTransform } from './transforms/numbering.ts';
import { proofsTransform } from './transforms/proofs.ts';
import { referencesTransform } from './transforms/references.ts';
import { refusedTransform } from './transforms/refused-content.ts';
import { sectionSettingsTransform } from './transforms/section-settings.ts';
import { sectionsTransform } from './transforms/sections.ts';
import { sourcesTransform } from './transforms/sources.ts';
import { tablesTransform } from './transforms/tables.ts';
import { tokensTransform } from './transforms/tokens.ts';
import { unitsTransform } from './transforms/units.ts';
import { untestedClaimsTransform } from './untested-claims.ts';
import { neighboursTransform } from './value-neighbours.ts';
import { printedValues } from './document-values.ts';
import { plainText } from './tree-walk.ts';

/** The steps from Markdown to document, each with the reason for its position. */
const TRANSFORMS: readonly ((root: Root, context: Context) => void)[] = [
  sizeLimitsTransform, // first: the others walk the tree recursively
  refusedTransform, // before the rest: refused content becomes text
  referencesTransform, // before steps that read links
  alertsTransform, // before tokens: the mark is the author's own text
  footnotesTransform, // before lint, for which a mark without a text is not a number; before directives: marks are nodes of Markdown
  identifiersTransform, // before lint: digits in {#q4} are not figures; before tokens: an id may contain one
  neighboursTransform, // before tokens: what Assay prints around a figure is none of it
  untestedClaimsTransform, // before tokens: what a helper prints is tested
  lintTransform, // before tokens: every digit is still one that was typed by hand
  definitionListsTransform, // after lint, which needs the places of texts; before tokens, which join lines
  tokensTransform, // before directives: their attributes may contain tokens
  directivesTransform, // before sections: blocks contain paragraphs, not sections
  sectionsTransform, // after directives: a heading inside a block starts no section
  sectionSettingsTransform, // after sections; before margins, which put text into passages
  numberingTransform, // before links: a link may print the number of an exhibit
  tablesTransform, // after tokens: a column of figures is recognised by its values
  unitsTransform, // before the steps that add words to subtitles
  headUnitsTransform, // after units, which are printed where they are asked for
  headPeriodsTransform, // the same: it reads the same texts
  ownWordsTransform, // the same; before links, which may make text of a label
  draftTransform, // after sections, for its notice; before flags: it adds one
  flagsTransform, // after directives: tables and boxes show more flags than text
  linksTransform, // after all ids and numbers are known
  glossaryTransform, // after links: it makes its own
  notesTransform, // after flags: a note is on a figure with a flag
  marginsTransform, // after notes: the note next to a figure is nearer than the one in a list
  proofsTransform, // after all steps that add figures of releases
  sourcesTransform, // after all steps that add values
  emptyListsTransform, // after notes, proofs and sources have filled their lists
  contentsTransform, // last: it copies the final headings
];

/** Rules that are not applied to a text with gaps, because the gap itself may break them. */
const BROKEN_BY_GAPS: ReadonlySet<RuleId> = new Set([
  'document/title',
  'document/unknown-id',
  'document/skipped-heading',
  'document/empty-heading',
  'document/empty-cell',
  'document/empty-list',
  'document/empty-section',
  'document/block-content',
]);

/**
 * Parses a filled template. Problems are reported at their places in the template, and a document is answered all the
 * same, so that one run shows every problem; a document with errors must not be printed.
 */
export function parseDocument(
  filled: Filled,
  charts: ReadonlyMap<string, RenderedChart>,
  options: DocumentOptions,
  diagnostics: Diagnostics,
): BriefDocument {
  const found = new Diagnostics();
  const sound = soundMarkdown(filled, found);
  const context: Context = {
    filled: sound,
    charts,
    options,
    diagnostics: found,
    ids: new Map(),
    shown: new Set(),
    misdated: new Set(),
    misscaled: new Set(),
  };
  const root = parseMarkdown(sound.markdown);
  for (const transform of TRANSFORMS) transform(root, context);
  warnOfLongSummary(root, context);
  const { draft, colon } = words(options.locale);
  diagnostics.include({ all: found.all.filter(({ rule }) => !(filled.hasGaps && BROKEN_BY_GAPS.has(rule))) });
  return {
    root,
    title: options.doubts ? draft.name + colon + titleOf(root) : titleOf(root),
    values: printedValues(root),
    charts: context.shown,
    placeOf: (offset) => sound.placeOf(offset),
  };
}

/** The Markdown without lines that would be read as something else than they are meant to be; these are reported. */
function soundMarkdown(filled: Filled, diagnostics: Diagnostics): Filled {
  const bounded = withPlainCharts({ ...filled, markdown: withoutManyMarks(filled, diagnostics) });
  const repairs = [...fenceRepairs(bounded, BLOCKS, diagnostics), ...lineRepairs(bounded, diagnostics)];
  return withRepairs(bounded, repairs);
}

/** Lines that draw charts, whose mistakes are reported where they are read, without what they say. */
function withPlainCharts(filled: Filled): Filled {
  const written = linesThatDraw(filled.markdown);
  return withRepairs(
    filled,
    written.map(({ at, end }) => ({ start: at, end, text: '::chart{kind}' })),
  );
}

/** Characters of a summary that search engines and lists of releases show. */
const MAX_SUMMARY = 160;

/** The paragraph right under the title is the summary. */
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
