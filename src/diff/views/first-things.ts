import type { StatementChange } from '../../comparison/statement-changes.ts';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Place } from '../../core/diagnostics/source-file.ts';
import type { CausedChange, Difference, EditionDifference, Failure } from '../difference.ts';

/** A figure that contradicts others since it was changed, with what the tests advise. */
export interface FirstSlip {
  readonly statement: StatementChange;
  readonly advice: string | undefined;
}

/** A text that turns: another direction or rank. */
export interface FirstTurn {
  readonly edition: EditionDifference;
  readonly change: CausedChange;
}

/** What a reviewer must know before anything else. */
export interface FirstThings {
  /** What keeps editions of the later state from being built, then of the earlier one. */
  readonly failures: readonly Failure[];
  readonly slips: readonly FirstSlip[];
  /** What the tests report of the later state alone, beside slips and failures. */
  readonly findings: readonly Diagnostic[];
  readonly turns: readonly FirstTurn[];
}

/** What of a difference a reviewer must know first. What the tests say of a slip stands with it, and not again. */
export function firstThings({ failures, datasets, editions }: Difference): FirstThings {
  const findings = datasets.flatMap((dataset) => dataset.findings);
  const slips = datasets
    .flatMap(({ statements }) => statements.filter(({ nature }) => nature === 'slip'))
    .map((statement) => {
      const own = findings.filter((found) => isAbout(found, statement));
      return { statement, own, advice: own.find(({ hint }) => hint !== undefined)?.hint };
    });
  const told = new Set([...slips.flatMap(({ own }) => own), ...failures.map(({ problem }) => problem)].map(nameOf));
  return {
    failures,
    slips,
    findings: findings.filter((found) => !told.has(nameOf(found))),
    turns: editions.flatMap((edition) =>
      edition.changes
        .filter(({ weight }) => weight === 'direction' || weight === 'rank')
        .map((change) => ({ edition, change })),
    ),
  };
}

/** `1 mistake keeps editions from being built, 1 slip, 2 other findings of the tests, 1 turn`; empty if there is none. */
export function firstText({ failures, slips, findings, turns }: FirstThings): string {
  const counted = (count: number, one: string, several: string): string[] =>
    count === 0 ? [] : [`${count} ${count === 1 ? one : several}`];
  const errors = failures.filter(({ side }) => side === 'head').length;
  return [
    ...counted(errors, 'mistake that stops the build', 'mistakes that stop the build'),
    ...counted(slips.length, 'slip', 'slips'),
    ...counted(findings.length, 'other finding of the tests', 'other findings of the tests'),
    ...counted(turns.length, 'text that turns', 'texts that turn'),
  ].join(', ');
}

function isAbout({ place }: Diagnostic, { place: own, against = [] }: StatementChange): boolean {
  return place !== undefined && [own, ...against].some((other) => isSameLine(place, other));
}

function isSameLine(one: Place, other: Place): boolean {
  return one.file.path === other.file.path && one.line === other.line;
}

function nameOf({ rule, message }: Diagnostic): string {
  return `${rule} ${message}`;
}
