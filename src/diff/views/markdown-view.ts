import type { DatasetChanges } from '../../comparison/dataset-changes.ts';
import type { Place } from '../../core/diagnostics/source-file.ts';
import type { CausedChange, Difference, EditionDifference } from '../difference.ts';
import {
  causeText,
  chartTexts,
  countsText,
  coverageTexts,
  dataTitle,
  editionText,
  lineText,
  markedTexts,
  PAGES,
  pagesText,
  type Piece,
  placeText,
  programPieces,
  rulePieces,
  shownEditions,
  statementPieces,
  statementText,
  summaryText,
  totalText,
  verdictPieces,
  weightText,
} from './change-words.ts';
import { code, escaped } from './markdown-text.ts';
import { cutEntries, type EntryGroup } from './cut-entries.ts';

/**
 * The most characters of a comment: 65,536 on GitHub, less those of the mark by which the comment is found again. Those of
 * GitLab may be longer.
 */
export const COMMENT_LIMIT = 65_536 - 136;

/** How a difference is written as Markdown. */
export interface MarkdownOptions {
  /** How long it may be. */
  readonly limit?: number;
  /** The length of a text as the host counts it; default: characters. */
  readonly lengthOf?: (text: string) => number;
  /** Address of a page with all of it. */
  readonly more?: string | undefined;
}

/**
 * A difference as Markdown for a comment, in what GitHub and GitLab share: the data, then each edition, the gravest changes
 * first. What a host has no room for is left out by whole entries, and counted.
 */
export function differenceMarkdown(
  difference: Difference,
  { limit = COMMENT_LIMIT, lengthOf = ({ length }) => length, more }: MarkdownOptions = {},
): string {
  const { base, head, packages, datasets, editions, notes } = difference;
  const { shown } = shownEditions(editions);
  const top = [
    `### What changes: ${escaped(base)} → ${escaped(head)}`,
    totalText(datasets.length, editions),
    ...packages.map((change) => written(programPieces(change))),
    ...notes.map((note) => escaped(`${note}.`)),
    ...(more === undefined ? [] : [`[The whole comparison, with pictures](${more})`]),
  ];
  const whole = more === undefined ? '' : ` They are in [the whole comparison](${more}).`;
  return cutEntries(
    { head: `${top.join('\n\n')}\n`, groups: [...shown.map(editionGroup), ...datasets.map(datasetGroup)] },
    {
      limit,
      lengthOf,
      left: (count) => `\n**${count} more ${count === 1 ? 'change is' : 'changes are'} not shown here.**${whole}\n`,
    },
  );
}

function editionGroup(edition: EditionDifference): EntryGroup {
  const head = `\n#### ${escaped(editionText(edition))}: ${summaryText(edition)}\n\n`;
  // An edition that comes or goes is an entry without changes of its own.
  const pages = pagesText(edition);
  const entries = [
    ...edition.changes.map(changeEntry),
    ...(pages === '' ? [] : [`- **${PAGES}**: ${escaped(pages)}\n`]),
  ];
  return entries.length === 0 ? { head: '', entries: [head] } : { head, entries };
}

function changeEntry(change: CausedChange): string {
  const lead = `- **${weightText(change)}**, ${escaped(placeText(change))}; ${causeText(change)}${placeCode(change.place)}`;
  const texts =
    change.part === 'chart' && change.change === 'changed' ? chartTexts(change).map(escaped) : [marked(change)];
  return `${lead}\n${texts.map((text) => `  > ${text}\n`).join('  >\n')}`;
}

function marked(change: CausedChange): string {
  return markedTexts(change)
    .map(({ text, mark }) => (mark === 'same' ? escaped(text) : emphasised(text, mark === 'old' ? 'del' : 'ins')))
    .join('');
}

/** Words in an element, which needs no space around it as marks of Markdown do. */
function emphasised(text: string, element: 'del' | 'ins'): string {
  const [, before = '', words = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(text) ?? [];
  return words === '' ? text : `${before}<${element}>${escaped(words)}</${element}>${after}`;
}

function datasetGroup(changes: DatasetChanges): EntryGroup {
  const counts = countsText(changes);
  const rows = [
    ...changes.statements.map(
      (statement) =>
        `- **${statement.nature}**, ${written(statementPieces(statement))}: ${escaped(statementText(statement))}${placeCode(statement.place)}\n  > ${escaped(statement.why)}\n`,
    ),
    ...changes.rules.map(
      (rule) => `- **${rule.kind}** ${code(rule.name)}: ${written(rulePieces(rule))}${placeCode(rule.place)}\n`,
    ),
    ...changes.verdicts.map((verdict) => `- **verdict**, ${written(verdictPieces(verdict))}\n`),
    ...coverageTexts(changes).map((text) => `- ${escaped(text)}\n`),
  ];
  return {
    head: `\n#### ${escaped(dataTitle(changes))}${counts === '' ? '' : `: ${escaped(counts)}`}\n\n`,
    entries: rows,
  };
}

function written(pieces: readonly Piece[]): string {
  return pieces.map((piece) => (typeof piece === 'string' ? escaped(piece) : code(piece.code))).join('');
}

function placeCode(place: Place | undefined): string {
  return place ? ` (${code(lineText(place))})` : '';
}
