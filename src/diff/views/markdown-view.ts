import type { DatasetChanges } from '../../comparison/dataset-changes.ts';
import type { StatementChange } from '../../comparison/statement-changes.ts';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Place } from '../../core/diagnostics/source-file.ts';
import type { CausedChange, Difference, EditionDifference } from '../difference.ts';
import {
  causeText,
  chartTexts,
  countsText,
  coverageTexts,
  dataTitle,
  editionText,
  failureTexts,
  findingText,
  lineText,
  PAGES,
  pagesText,
  type Piece,
  placeText,
  problemPlace,
  programPieces,
  rulePieces,
  shownEditions,
  statementPieces,
  statementText,
  summaryText,
  toldChanges,
  totalText,
  verdictPieces,
  weightText,
  whyText,
} from './change-words.ts';
import { firstText, firstThings, type FirstThings } from './first-things.ts';
import { markedTexts } from './marked-change.ts';
import { code, escapedForHost as escaped } from './markdown-text.ts';
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

/** How many things of a kind stand at the head of a comment, so that there is room for each kind. */
const MOST_FIRST = 10;

/** Longer texts stand in full under their edition. */
const LONG = 1200;

/**
 * A difference as Markdown for a comment, in what GitHub and GitLab share: first what a reviewer must know, then each
 * edition, the gravest changes first, then the data. What a host has no room for is left out by whole entries, and counted.
 */
export function differenceMarkdown(
  difference: Difference,
  { limit = COMMENT_LIMIT, lengthOf = ({ length }) => length, more }: MarkdownOptions = {},
): string {
  const { base, head, packages, datasets, editions } = difference;
  const { shown } = shownEditions(editions);
  const things = firstThings(difference);
  const counts = firstText(things);
  const top = [
    `### What changes: ${escaped(base)} → ${escaped(head)}`,
    totalText(datasets.length, editions) + (counts === '' ? '' : ` **Look first at: ${counts}.**`),
    ...packages.map((change) => written(programPieces(change))),
    ...(more === undefined ? [] : [`[The whole comparison, with pictures](${more})`]),
  ];
  const whole = more === undefined ? '' : ` They are in [the whole comparison](${more}).`;
  const { group, told } = firstGroup(things);
  return cutEntries(
    {
      head: `${top.join('\n\n')}\n`,
      groups: [
        group,
        ...shown.map((edition) => editionGroup(edition, told)),
        ...datasets.map((one) => datasetGroup(one, told)),
      ].filter(({ entries }) => entries.length > 0),
    },
    {
      limit,
      lengthOf,
      left: (count) => `\n**${count} more ${count === 1 ? 'change is' : 'changes are'} not shown here.**${whole}\n`,
    },
  );
}

/** What a reviewer must know first, and which statements and changes are told there. */
function firstGroup({ failures, slips, findings, turns }: FirstThings): {
  group: EntryGroup;
  told: ReadonlySet<object>;
} {
  const first = {
    failures: failures.slice(0, MOST_FIRST),
    slips: slips.slice(0, MOST_FIRST),
    findings: findings.slice(0, MOST_FIRST),
    turns: turns.filter(({ change }) => !isLong(change)).slice(0, MOST_FIRST),
  };
  const entries = [
    ...first.failures.map((failure) => {
      const { what, editions } = failureTexts(failure);
      return problemEntry(`**${what}**: ${escaped(editions)}`, failure.problem);
    }),
    ...first.slips.map(({ statement, advice }) => statementEntry(statement, advice)),
    ...first.findings.map((found) => problemEntry('**finding of the tests**', found)),
    ...first.turns.map(({ edition, change }) => changeEntry(change, edition)),
  ];
  const told = new Set<object>([
    ...first.slips.map(({ statement }) => statement),
    ...first.turns.map(({ change }) => change),
  ]);
  return { group: { head: '\n#### First\n\n', entries }, told };
}

function isLong({ before, after }: CausedChange): boolean {
  return (before?.text.length ?? 0) + (after?.text.length ?? 0) > LONG;
}

function problemEntry(lead: string, problem: Diagnostic): string {
  const place = problemPlace(problem);
  const hint = problem.hint === undefined ? '' : `  >\n  > ${escaped(problem.hint)}\n`;
  return `- ${lead}${place === '' ? '' : ` (${code(place)})`}\n  > ${escaped(findingText(problem))}\n${hint}`;
}

function editionGroup(edition: EditionDifference, told: ReadonlySet<object>): EntryGroup {
  const head = `\n#### ${escaped(editionText(edition))}: ${summaryText(edition)}\n\n`;
  const pages = pagesText(edition);
  const entries = [
    ...toldChanges(edition)
      .filter((change) => !told.has(change))
      .map((change) => changeEntry(change)),
    ...(pages === '' ? [] : [`- **${PAGES}**: ${escaped(pages)}\n`]),
  ];
  if (entries.length > 0) return { head, entries };
  // An edition that comes or goes is an entry without changes of its own; all of another one is told before.
  return { head: '', entries: toldChanges(edition).length > 0 || edition.state === 'failed' ? [] : [head] };
}

function changeEntry(change: CausedChange, edition?: EditionDifference): string {
  const of = edition ? `${escaped(editionText(edition))}, ` : '';
  const lead = `- **${weightText(change)}**, ${of}${escaped(placeText(change))}; ${causeText(change)}${placeCode(change.place)}`;
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

function datasetGroup(changes: DatasetChanges, told: ReadonlySet<object>): EntryGroup {
  const counts = countsText(changes);
  const rows = [
    ...changes.statements.filter((statement) => !told.has(statement)).map((statement) => statementEntry(statement)),
    ...changes.rules.map(
      (rule) => `- **${rule.kind}** ${code(rule.name)}: ${written(rulePieces(rule))}${placeCode(rule.place)}\n`,
    ),
    ...changes.verdicts.map((verdict) => `- **verdict**, ${written(verdictPieces(verdict))}\n`),
    ...coverageTexts(changes).map((text) => `- ${escaped(text)}\n`),
  ];
  const head = `\n#### ${escaped(dataTitle(changes))}${counts === '' ? '' : `: ${escaped(counts)}`}\n\n`;
  if (rows.length > 0) return { head, entries: rows };
  return { head: '', entries: counts === '' ? [] : [head] };
}

function statementEntry(statement: StatementChange, advice?: string): string {
  const lead = `- **${statement.nature}**, ${written(statementPieces(statement))}: ${escaped(statementText(statement))}`;
  const advised = advice === undefined ? '' : `  >\n  > ${escaped(advice)}\n`;
  return `${lead}${placeCode(statement.place)}\n  > ${escaped(whyText(statement))}\n${advised}`;
}

function written(pieces: readonly Piece[]): string {
  return pieces.map((piece) => (typeof piece === 'string' ? escaped(piece) : code(piece.code))).join('');
}

function placeCode(place: Place | undefined): string {
  return place ? ` (${code(lineText(place))})` : '';
}
