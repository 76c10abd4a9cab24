import { messageKey } from '../../core/diagnostics/diagnostic.ts';
import type { RuleChange, VerdictChange } from '../../comparison/dataset-changes.ts';
import type { StatementChange } from '../../comparison/statement-changes.ts';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Place } from '../../core/diagnostics/source-file.ts';
import {
  type CausedChange,
  type Difference,
  type EditionDifference,
  type Failure,
  isHeadline,
  isTurn,
} from '../difference.ts';

/** A relation that was changed, and that figures contradict since. */
export interface FirstRule {
  readonly rule: RuleChange;
  readonly verdicts: readonly VerdictChange[];
}

/** A figure that contradicts others since it was changed, with what the tests advise. */
export interface FirstSlip {
  readonly statement: StatementChange;
  readonly advice: string | undefined;
  /** The mistake that it is, where it keeps editions from being built. */
  readonly failure: Failure | undefined;
}

/** A text that says something else. */
export interface FirstTurn {
  readonly edition: EditionDifference;
  readonly change: CausedChange;
}

/** What a reviewer must know before anything else. */
export interface FirstThings {
  readonly rules: readonly FirstRule[];
  /** What keeps editions of the later state from being built, then of the earlier one. */
  readonly failures: readonly Failure[];
  /** Slips, then disputes. */
  readonly slips: readonly FirstSlip[];
  /** What the tests report of the later state alone, besides slips and failures. */
  readonly findings: readonly Diagnostic[];
  /** Another direction or rank, or a heading or title with other words because of data. */
  readonly turns: readonly FirstTurn[];
  /** All other headings and titles. */
  readonly headlines: readonly FirstTurn[];
}

/** What of a difference a reviewer must know first. What the tests say about a slip stands with it, and not again. */
export function firstThings({ failures, datasets, editions }: Difference): FirstThings {
  const findings = datasets.flatMap((dataset) => dataset.findings);
  const slips = (['slip', 'disputed'] as const)
    .flatMap((wanted) => datasets.flatMap(({ statements }) => statements.filter(({ nature }) => nature === wanted)))
    .map((statement) => {
      const own = findings.filter((found) => isAbout(found, statement));
      const failure = failures.find(({ side, problem }) => side === 'head' && isOf(problem, statement));
      return { statement, own, advice: own.find(({ hint }) => hint !== undefined)?.hint, failure };
    });
  const told = new Set([...slips.flatMap(({ own }) => own), ...failures.map(({ problem }) => problem)].map(messageKey));
  // Of what does not build nobody knows what it will say.
  const turns = editions
    .filter(({ state }) => state !== 'failed')
    .flatMap((edition) => edition.changes.filter(isTurn).map((change) => ({ edition, change })));
  return {
    rules: datasets.flatMap(({ rules, verdicts }) => rules.flatMap((rule) => firstRule(rule, verdicts))),
    failures,
    slips,
    findings: findings.filter((found) => !told.has(messageKey(found))),
    turns: turns.filter(({ change }) => !isOnlyHeadline(change)),
    headlines: turns.filter(({ change }) => isOnlyHeadline(change)),
  };
}

/** `1 mistake that stops the build, 1 slip, 2 other findings of the tests, 1 text that turns`; empty if there is none. */
export function firstText({ rules, failures, slips, findings, turns, headlines }: FirstThings): string {
  const counted = (count: number, one: string, several: string): string[] =>
    count === 0 ? [] : [`${count} ${count === 1 ? one : several}`];
  const errors = failures.filter(({ side }) => side === 'head').length;
  const disputed = slips.filter(({ statement }) => statement.nature === 'disputed').length;
  return [
    ...counted(rules.length, 'changed relation that figures contradict', 'changed relations that figures contradict'),
    ...counted(errors, 'mistake that stops the build', 'mistakes that stop the build'),
    ...counted(slips.length - disputed, 'slip', 'slips'),
    ...counted(disputed, 'disputed figure', 'disputed figures'),
    ...counted(findings.length, 'other finding of the tests', 'other findings of the tests'),
    ...counted(turns.length, 'text that turns', 'texts that turn'),
    ...counted(headlines.length, 'heading or title', 'headings and titles'),
  ].join(', ');
}

function firstRule(rule: RuleChange, verdicts: readonly VerdictChange[]): FirstRule[] {
  if (rule.kind !== 'relation' || rule.after === undefined) return [];
  const broken = verdicts.filter(
    ({ relation, after }) =>
      after === 'contradicted' && (relation === rule.name || relation.startsWith(`${rule.name}/`)),
  );
  // What the relation says itself stands before what is worked out from it.
  const verdictsOf = broken.toSorted((a, b) => a.relation.length - b.relation.length);
  return broken.length === 0 ? [] : [{ rule, verdicts: verdictsOf }];
}

/** Whether a heading or title says something else though no data turn it. */
function isOnlyHeadline(change: CausedChange): boolean {
  const { weight, why } = change;
  return (
    isHeadline(change) && weight !== 'direction' && weight !== 'rank' && !(weight === 'words' && why.includes('data'))
  );
}

function isAbout({ place }: Diagnostic, { place: own, against = [] }: StatementChange): boolean {
  return place !== undefined && [own, ...against].some((other) => isSameLine(place, other));
}

/** Whether a mistake is that of a statement; other statements may share its line. */
function isOf({ place, message }: Diagnostic, { place: own, address }: StatementChange): boolean {
  return place !== undefined && isSameLine(place, own) && message.startsWith(`${address} `);
}

function isSameLine(one: Place, other: Place): boolean {
  return one.file.path === other.file.path && one.line === other.line;
}
