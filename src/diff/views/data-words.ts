import { lineOf } from '../../core/diagnostics/source-file.ts';
import type { DatasetChanges } from '../../comparison/dataset-changes.ts';
import { shiftText } from '../../comparison/figure-shift.ts';
import { RELEASE_GONE, type StatementChange } from '../../comparison/statement-changes.ts';
import { type Diagnostic, locationOf } from '../../core/diagnostics/diagnostic.ts';
import { groupBy } from '../../core/diagnostics/text-order.ts';
import type { PackageChange } from '../program-change.ts';

// What every view of a difference says about data, in the same words.

/** A piece of a text: words, or something that stands in the files. */
export type Piece = string | { readonly code: string };

/** A text without markup. */
export function plain(pieces: readonly Piece[]): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : piece.code)).join('');
}

/** `The program changes: assay-briefs 0.1.0 → 0.2.0. What that does to the text is not composed.` */
export function programPieces({ name, before = 'none', after = 'none' }: PackageChange): Piece[] {
  return [
    'The program changes: ',
    { code: `${name} ${before} → ${after}` },
    '. What that does to the text is not composed.',
  ];
}

/** The heading of what changes in a dataset. */
export function dataTitle({ dataset }: DatasetChanges): string {
  return `Data of ${dataset}`;
}

/** What a statement is about: `passengers@2025-Q4 in ferry-2025-q4`. */
export function statementPieces({ address, release }: StatementChange): Piece[] {
  return [{ code: address }, ' in ', { code: release }];
}

/** What a rule says: `a = b → a = c`. */
export function rulePieces({ before, after }: DatasetChanges['rules'][number]): Piece[] {
  return [before === undefined ? 'new' : { code: before }, ' → ', after === undefined ? 'removed' : { code: after }];
}

/** `total at 2025-Q4: compatible → contradicted`. */
export function verdictPieces({ relation, at, before, after }: DatasetChanges['verdicts'][number]): Piece[] {
  return [{ code: relation }, ` at ${at}: ${before ?? 'not tested'} → ${after ?? 'not tested'}`];
}

/** `6.1% → −6.1%`, with what the amount is worth. */
export function statementText({ before, after, shift }: StatementChange): string {
  const amount = shift ? ` (${shiftText(shift)})` : '';
  if (before === undefined) return withMinus(after ?? '');
  return withMinus(after === undefined ? before : `${before} → ${after}${amount}`);
}

/** A text with the sign for minus that briefs print, in place of the hyphen that people type before a number. */
export function withMinus(text: string): string {
  return text.replaceAll(/(?<![\p{L}\p{N}.,)%_-])-(?=\d)/gu, '−');
}

/** Why a statement is called what it is. */
export function whyText({ why }: StatementChange): string {
  return withThousands(withMinus(why));
}

/** Statements to be reported one by one, and releases that are gone with all that they stated. */
export function statementsTold({ statements }: DatasetChanges): {
  readonly single: readonly StatementChange[];
  readonly gone: readonly string[];
} {
  const lost = groupBy(
    statements.filter(({ why }) => why === RELEASE_GONE),
    ({ release }) => release,
  );
  return {
    single: statements.filter(({ why }) => why !== RELEASE_GONE),
    gone: [...lost].map(
      ([release, { length }]) => `release ${release} is gone (${length} ${length === 1 ? 'statement' : 'statements'})`,
    ),
  };
}

/** How many relations are contradicted besides those that are listed, which stand for others of their name and period. */
export function moreVerdictsText({ verdicts, counts: { before, after } }: DatasetChanges): string {
  const gained = verdicts.filter((verdict) => verdict.after === 'contradicted').length;
  const lost = verdicts.filter((verdict) => verdict.before === 'contradicted').length;
  const more = after.contradicted + after.excepted - before.contradicted - before.excepted - (gained - lost);
  return more > 0 ? `and ${more} more of the same ${more === 1 ? 'name and period' : 'names and periods'}` : '';
}

/** What the tests report: `growing_town does not hold at 2025-Q4: …`. */
export function findingText({ message }: Diagnostic): string {
  return withThousands(withMinus(message));
}

/** What they advise. */
export function hintText(hint: string): string {
  return withThousands(hint);
}

/** A text with the marks for thousands that releases and briefs print; names, addresses and quoted text stay. */
function withThousands(text: string): string {
  return text
    .split(/("[^"]*")/)
    .map((part, index) =>
      index % 2 === 1
        ? part
        : part.replaceAll(/(?<![\p{L}\p{N}.,:@_/-])\d{5,}(?=$|[\s,;:)%]|\.(?!\p{L}))/gu, (digits) =>
            digits.replaceAll(/(?<=\d)(?=(?:\d{3})+$)/g, ','),
          ),
    )
    .join('');
}

/** Where a message is about: `data/metals/releases/2025.yaml:12`; empty for none. */
export function problemPlace(problem: Diagnostic): string {
  return problem.place ? lineOf(problem.place) : locationOf(problem);
}

/** `relations 12 → 13, contradicted 0 → 2`; only counts that differ. */
export function countsText({ counts: { before, after } }: DatasetChanges): string {
  const names = Object.keys(after) as (keyof typeof after)[];
  const changed = names.filter((name) => before[name] !== after[name]);
  return changed.map((name) => `${COUNTS[name]} ${before[name]} → ${after[name]}`).join(', ');
}

const COUNTS: Readonly<Record<keyof DatasetChanges['counts']['after'], string>> = {
  statements: 'statements',
  corrections: 'corrections',
  exceptions: 'exceptions',
  figures: 'figures',
  numeric: 'figures in numbers',
  untested: 'untested figures',
  relations: 'tested relations',
  contradicted: 'contradicted relations',
  excepted: 'excepted relations',
  undecided: 'undecided relations',
};

/** How many slips of all kinds would be noticed in the figures of either state; nothing where that number stays. */
export function coverageTexts({ coverage }: DatasetChanges): string[] {
  const share = ({ slips, sources }: { readonly slips: number; readonly sources: number }): string =>
    `${sources} of ${slips}`;
  const sum = (side: 'before' | 'after') => ({
    slips: coverage.reduce((total, row) => total + row[side].slips, 0),
    sources: coverage.reduce((total, row) => total + row[side].sources, 0),
  });
  const [before, after] = [sum('before'), sum('after')];
  if (coverage.length === 0 || before.sources === after.sources) return [];
  return [`coverage: the tests would notice ${share(after)} possible slips, before ${share(before)}`];
}
