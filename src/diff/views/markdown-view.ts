import { lineOf } from '../../core/diagnostics/source-file.ts';
import type { DatasetChanges } from '../../comparison/dataset-changes.ts';
import type { StatementChange } from '../../comparison/statement-changes.ts';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Place } from '../../core/diagnostics/source-file.ts';
import type { CausedChange, Difference, EditionDifference } from '../difference.ts';
import {
  countsText,
  coverageTexts,
  dataTitle,
  findingText,
  hintText,
  moreVerdictsText,
  type Piece,
  problemPlace,
  programPieces,
  rulePieces,
  statementPieces,
  statementsTold,
  statementText,
  verdictPieces,
  whyText,
} from './data-words.ts';
import {
  causeText,
  chartTexts,
  editionText,
  failureTexts,
  otherTexts,
  placeText,
  shownEditions,
  summaryText,
  toldChanges,
  totalText,
  weightText,
} from './edition-words.ts';
import { type FirstRule, firstText, firstThings, type FirstThings, type FirstTurn } from './first-things.ts';
import { code, escapedForHost as escaped } from './markdown-text.ts';
import { markedTexts } from './marked-change.ts';

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

/**
 * How many cells of one table, statements of one release and verdicts stand under an edition or dataset, so that there is
 * room for the rest.
 */
const MOST_ALIKE = 12;

/** A comment with more characters begins with a list of its editions. */
const LISTED = 8000;

/** How many editions that list names. */
const MOST_LISTED = 30;

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
  const groups = [
    ...shown.map((edition) => editionGroup(edition, told)),
    ...datasets.map((one) => datasetGroup(one, told)),
  ];
  const length = groups.reduce((sum, { head: opening, entries }) => sum + opening.length + entries.join('').length, 0);
  const list = shown.length > 1 && length > LISTED ? [listGroup(shown)] : [];
  return cutEntries(
    {
      head: `${top.join('\n\n')}\n`,
      groups: [group, ...list, ...groups].filter(({ entries }) => entries.length > 0),
    },
    {
      limit,
      lengthOf,
      left: (count) => `\n**${count} more ${count === 1 ? 'change is' : 'changes are'} not shown here.**${whole}\n`,
    },
  );
}

/** What changes in each edition, in one line. */
function listGroup(shown: readonly EditionDifference[]): EntryGroup {
  const lines = shown
    .slice(0, MOST_LISTED)
    .map((edition) => `- ${escaped(editionText(edition))}: ${escaped(summaryText(edition))}\n`);
  return { head: '\n#### Editions\n\n', entries: [lines.join('') + moreEntry(shown.length - MOST_LISTED, 'more')] };
}

/** What a reviewer must know first, and which statements, rules and changes are reported there. */
function firstGroup({ rules, failures, slips, findings, turns, headlines }: FirstThings): {
  group: EntryGroup;
  told: ReadonlySet<object>;
} {
  // A slip that stops the build stands with its mistake.
  const others = slips.filter(({ failure }) => failure === undefined);
  const isShort = ({ change }: FirstTurn): boolean => !isLong(change);
  const first = {
    failures: failures.slice(0, MOST_FIRST),
    slips: others.slice(0, MOST_FIRST),
    findings: findings.slice(0, MOST_FIRST),
    turns: turns.filter(isShort).slice(0, MOST_FIRST).concat(headlines.filter(isShort).slice(0, MOST_FIRST)),
  };
  const told = new Set<object>([
    ...rules.map(({ rule }) => rule),
    ...slips.filter(({ failure }) => failure && first.failures.includes(failure)).map(({ statement }) => statement),
    ...first.slips.map(({ statement }) => statement),
    ...first.turns.map(({ change }) => change),
  ]);
  const once = advisedOnce();
  const entries = [
    ...rules.map(firstRuleEntry),
    ...first.failures.map((failure) => {
      const { what, editions } = failureTexts(failure);
      const own = slips.filter((slip) => slip.failure === failure).map(({ statement }) => statementLead(statement));
      return problemEntry(`**${what}**: ${escaped(editions)}`, failure.problem, once(failure.problem.hint), own);
    }),
    moreEntry(failures.length - MOST_FIRST, 'more that do not build'),
    ...first.slips.map(({ statement, advice }) => statementEntry(statement, once(advice))),
    ...first.findings.map((found) => problemEntry('**finding of the tests**', found, once(found.hint))),
    moreEntry(findings.length - MOST_FIRST, 'more findings of the tests'),
    ...first.turns.map(({ edition, change }) => changeEntry(change, edition, true)),
  ].filter((entry) => entry !== '');
  return { group: { head: '\n#### First\n\n', entries }, told };
}

/** Lets an advice through once: the same one holds for several figures. */
function advisedOnce(): (advice: string | undefined) => string | undefined {
  const given = new Set<string>();
  return (advice) => {
    if (advice === undefined || given.has(advice)) return undefined;
    given.add(advice);
    return advice;
  };
}

function isLong({ before, after }: CausedChange): boolean {
  return (before?.text.length ?? 0) + (after?.text.length ?? 0) > LONG;
}

function editionGroup(edition: EditionDifference, told: ReadonlySet<object>): EntryGroup {
  const head = `\n#### ${escaped(editionText(edition))}: ${escaped(summaryText(edition))}\n\n`;
  const changes = toldChanges(edition);
  const entries = [
    ...changeEntries(
      edition,
      changes.filter((change) => !told.has(change)),
    ),
    ...otherTexts(edition).map(({ name, text }) => `- **${name}**: ${escaped(text)}\n`),
  ];
  if (entries.length > 0) return { head, entries };
  // An edition that comes or goes is an entry without changes of its own; all of another one is reported before.
  return { head: '', entries: changes.length > 0 || edition.state === 'failed' ? [] : [head] };
}

/** The changes of an edition; of the cells of one table the first, and how many more there are. */
function changeEntries(edition: EditionDifference, changes: readonly CausedChange[]): string[] {
  const { shown, more } = limited(changes, ({ part, where }) => (part === 'cell' ? tableText(where) : undefined));
  return [
    ...shown.map((change) => changeEntry(change, edition)),
    ...more.map(([table, count]) => moreEntry(count, `more cells in ${escaped(table)}`)),
  ];
}

/** The first items of each kind, and how many more there are of it; all of those without a kind. */
function limited<T>(
  items: readonly T[],
  kindOf: (item: T) => string | undefined,
): { readonly shown: readonly T[]; readonly more: readonly [kind: string, count: number][] } {
  const counts = new Map<string, number>();
  const shown = items.filter((item) => {
    const kind = kindOf(item);
    if (kind === undefined) return true;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    return count <= MOST_ALIKE;
  });
  const over = [...counts].filter(([, count]) => count > MOST_ALIKE);
  return { shown, more: over.map(([kind, count]) => [kind, count - MOST_ALIKE]) };
}

function tableText({ exhibit, section }: CausedChange['where']): string {
  return exhibit ? `${exhibit.name} (${section})` : section;
}

function datasetGroup(changes: DatasetChanges, told: ReadonlySet<object>): EntryGroup {
  const counts = countsText(changes);
  const { single, gone } = statementsTold(changes);
  const more = moreVerdictsText(changes);
  const statements = limited(
    single.filter((statement) => !told.has(statement)),
    ({ nature, release }) => `${nature} in ${release}`,
  );
  const over = changes.verdicts.length - MOST_ALIKE;
  const rows = [
    ...statements.shown.map((statement) => statementEntry(statement)),
    ...statements.more.map(([kind, count]) => moreEntry(count, `more ${escaped(kind)}`)),
    ...gone.map((text) => `- ${escaped(text)}\n`),
    ...changes.rules.filter((rule) => !told.has(rule)).map(ruleEntry),
    ...changes.verdicts.slice(0, MOST_ALIKE).map((verdict) => `- **verdict**, ${written(verdictPieces(verdict))}\n`),
    ...(over > 0 ? [moreEntry(over, over === 1 ? 'more verdict' : 'more verdicts')] : []),
    ...(more === '' ? [] : [`- ${more}\n`]),
    ...coverageTexts(changes).map((text) => `- ${escaped(text)}\n`),
  ];
  const head = `\n#### ${escaped(dataTitle(changes))}${counts === '' ? '' : `: ${escaped(counts)}`}\n\n`;
  if (rows.length > 0) return { head, entries: rows };
  return { head: '', entries: counts === '' ? [] : [head] };
}

/** A text of whole entries, of which some may be left out: heads stay as long as an entry below them does. */
interface Entries {
  /** What always stands there. */
  readonly head: string;
  readonly groups: readonly EntryGroup[];
}

interface EntryGroup {
  readonly head: string;
  /** The most important first. Each is complete in itself: no table, list or fence goes on in the next. */
  readonly entries: readonly string[];
}

/** What a host takes, and where the rest is. */
interface CutOptions {
  /** How long the text may be. */
  readonly limit: number;
  /** The length as the host counts it. */
  readonly lengthOf: (text: string) => number;
  /** Says how many entries are left out. */
  readonly left: (count: number) => string;
}

/**
 * The text with as many entries as fit; those of the first groups first. Nothing is cut within an entry, and
 * there is no text where there is no room for the head. */
function cutEntries({ head, groups }: Entries, { limit, lengthOf, left }: CutOptions): string {
  const all = groups.reduce((sum, { entries }) => sum + entries.length, 0);
  const whole = head + groups.map((group) => group.head + group.entries.join('')).join('');
  if (lengthOf(whole) <= limit) return whole;
  const room = limit - lengthOf(left(all));
  let text = head;
  let used = lengthOf(head);
  if (used > room) return '';
  let shown = 0;
  for (const group of groups) {
    let opening = group.head;
    for (const entry of group.entries) {
      const length = lengthOf(opening) + lengthOf(entry);
      if (used + length > room) return text + left(all - shown);
      text += opening + entry;
      used += length;
      opening = '';
      shown += 1;
    }
  }
  return text + left(all - shown);
}

/** How many things of a kind are not listed; empty for none. */
function moreEntry(count: number, what: string): string {
  return count > 0 ? `- and ${count} ${what}\n` : '';
}

/** A changed rule with the tests that it now contradicts. */
function firstRuleEntry({ rule, verdicts }: FirstRule): string {
  const [first, ...others] = verdicts;
  const rest = others.length === 0 ? '' : `, and ${others.length} more`;
  return `${ruleEntry(rule)}  > now contradicted: ${escaped(`${first?.relation} at ${first?.at}`)}${rest}\n`;
}

/** A mistake or finding, with the statements that cause it and the advice. */
function problemEntry(
  lead: string,
  problem: Diagnostic,
  hint: string | undefined,
  statements: readonly string[] = [],
): string {
  const place = problemPlace(problem);
  const texts = [
    ...statements,
    escaped(findingText(problem)),
    ...(hint === undefined ? [] : [escaped(hintText(hint))]),
  ];
  return `- ${lead}${place === '' ? '' : ` (${code(place)})`}\n${quoted(texts)}`;
}

/** Paragraphs of a quotation in an entry. */
function quoted(texts: readonly string[]): string {
  return texts.map((text) => `  > ${text}\n`).join('  >\n');
}

/** A change of an edition, which is named where the entry does not stand under it. */
function changeEntry(change: CausedChange, edition: EditionDifference, isNamed = false): string {
  const of = isNamed ? `${escaped(editionText(edition))}, ` : '';
  const cause = causeText(change, edition);
  const why = cause === '' ? '' : `; ${cause}`;
  const lead = `- **${weightText(change, edition)}**, ${of}${escaped(placeText(change))}${why}${placeCode(change.place)}`;
  const texts =
    change.part === 'chart' && change.change === 'changed' ? chartTexts(change).map(escaped) : [marked(change)];
  return `${lead}\n${quoted(texts)}`;
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

/** A changed relation, constant, band or exception. */
function ruleEntry(rule: DatasetChanges['rules'][number]): string {
  return `- **${rule.kind}** ${code(rule.name)}: ${written(rulePieces(rule))}${placeCode(rule.place)}\n`;
}

/** `**slip**, a@2025 in release: 398,700 → 389,700`. */
function statementLead(statement: StatementChange): string {
  return `**${statement.nature}**, ${written(statementPieces(statement))}: ${escaped(statementText(statement))}`;
}

/** A changed statement, with why it is called what it is and the advice. */
function statementEntry(statement: StatementChange, advice?: string): string {
  const texts = [escaped(whyText(statement)), ...(advice === undefined ? [] : [escaped(hintText(advice))])];
  return `- ${statementLead(statement)}${placeCode(statement.place)}\n${quoted(texts)}`;
}

/** Pieces of a text as Markdown. */
function written(pieces: readonly Piece[]): string {
  return pieces.map((piece) => (typeof piece === 'string' ? escaped(piece) : code(piece.code))).join('');
}

function placeCode(place: Place | undefined): string {
  return place ? ` (${code(lineOf(place))})` : '';
}
