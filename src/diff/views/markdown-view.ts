import type { DatasetChanges } from '../../comparison/dataset-changes.ts';
import type { CausedChange, Difference, EditionDifference } from '../difference.ts';
import {
  countsText,
  coverageTexts,
  dataTitle,
  moreVerdictsText,
  programPieces,
  statementsTold,
  verdictPieces,
} from './data-words.ts';
import {
  editionText,
  failureTexts,
  otherTexts,
  shownEditions,
  summaryText,
  toldChanges,
  totalText,
} from './edition-words.ts';
import { firstText, firstThings, type FirstThings, type FirstTurn } from './first-things.ts';
import { escapedForHost as escaped } from './markdown-text.ts';
import { cutEntries, type EntryGroup } from './cut-entries.ts';
import {
  moreEntry,
  firstRuleEntry,
  problemEntry,
  changeEntry,
  ruleEntry,
  statementLead,
  statementEntry,
  written,
} from './markdown-entries.ts';

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

/** What a reviewer must know first, and which statements, rules and changes are told there. */
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
  // An edition that comes or goes is an entry without changes of its own; all of another one is told before.
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
