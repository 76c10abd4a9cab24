import type { FigureReport, RepairReport, ReportData } from '../assay/report.ts';
import { decimal, parseDecimal } from '../core/decimal.ts';
import { point } from '../core/interval.ts';
import { Value } from '../core/value.ts';
import type { Observation } from '../dataset/model.ts';
import { statementsIn } from '../dataset/slice.ts';
import { parsePeriod } from '../dataset/period.ts';
import { formatNumber } from '../format/number.ts';
import { words } from '../format/words.ts';
import { figureOf } from './figure.ts';
import type { Scope } from './helper.ts';

/** What testing the figures of an edition found. */
export interface EditionTests {
  /** With the corrections in place: what is tested, what is not. */
  readonly mended: ReportData;
  /** From the print of the release alone: what calls for each correction. */
  readonly printed: ReportData;
}

/** A relation that a figure contradicts as printed and agrees with as corrected. */
interface ProofName {
  readonly relation: string;
  /** What it says, as its author wrote it. */
  readonly says: string;
  /** The same in words of the locale; empty where its author gave none. */
  readonly words: string;
  /** Its two sides with the numbers, before and after. */
  readonly printed: string;
  readonly corrected: string;
}

/** `tests` in a template: how much was tested, what is known to disagree, and the figures that nothing tests. */
export function testsName(scope: Scope) {
  const { tests } = scope;
  if (!tests) return { relations: '', exceptions: [], untested: [] };
  const { relations, exceptions } = tests.mended;
  const decisive = relations.filter(({ strength }) => strength !== 'evidence');
  return {
    relations: countOf('tests.relations', decisive.length, scope),
    exceptions: exceptions
      .filter(({ at }) => (parsePeriod(at)?.start ?? '') <= scope.edition.period.end)
      .map(({ relation, at, reason, reasons }) => ({
        relation,
        period: periodText(at, scope.locale),
        reason: reasons[scope.locale] ?? reason,
      })),
    untested: untestedIn(scope, tests),
  };
}

function periodText(text: string, locale: string): string {
  const period = parsePeriod(text);
  return period ? words(locale).period(period) : text;
}

/** The figures of the edition's release, or of its slice, that stand in no relation. */
function untestedIn(scope: Scope, { mended }: EditionTests) {
  const { release } = scope.edition;
  const untested = new Set(
    mended.figures
      .filter((figure) => figure.release === release.id && figure.verdict === 'untested')
      .map(({ address }) => address),
  );
  return statementsIn(scope.edition)
    .filter(({ address }) => untested.has(address))
    .map((stated) => figureOf(stated, scope))
    .filter(({ value }) => value !== '');
}

/** The relations that a corrected figure contradicts as printed: those that its correction restores, the plainest first. */
export function proofsOf({ address }: Observation, { tests, locale }: Pick<Scope, 'tests' | 'locale'>): ProofName[] {
  if (!tests) return [];
  const { components, figures, relations } = tests.printed;
  const restored = components.flatMap(({ repairs }) => (repairs[0] ? restoredBy(repairs[0], address, figures) : []));
  // The plainest first: hard, as its author wrote it, over few figures.
  const rankOf = (position: number): number => {
    const { strength, derivation, figures: over } = relations[position] ?? { figures: [] };
    return (strength === 'hard' ? 0 : 200) + (derivation === 'stated' ? 0 : 100) + over.length;
  };
  return restored
    .toSorted((a, b) => rankOf(a.relation) - rankOf(b.relation))
    .flatMap(({ relation: position, before, after }) => {
      const relation = relations[position];
      if (!relation?.figures.some((index) => figures[index]?.address === address)) return [];
      return [
        {
          relation: relation.name,
          says: relation.says,
          words: relation.words?.[locale] ?? '',
          printed: sidesText(before),
          corrected: sidesText(after),
        },
      ];
    });
}

function restoredBy({ changes, restored }: RepairReport, address: string, figures: readonly FigureReport[]) {
  return changes.some(({ figure }) => figures[figure]?.address === address) ? restored : [];
}

const SIGNS: Readonly<Record<string, string>> = { '<=': '≤', '>=': '≥' };

function sidesText(sides: RepairReport['restored'][number]['before']): string {
  const text = sides.map(({ left, sense, right }) => `${left} ${SIGNS[sense] ?? sense} ${right}`).join('; ');
  return text.replaceAll(NUMERALS, numeralText).replaceAll(BEFORE_UNIT, '\u00A0');
}

const NUMERALS = /-?\d+(?:\.\d+)?/g;

/** A space between a number and its unit, where no line breaks. */
const BEFORE_UNIT = /(?<=\d) (?!to )(?=\p{L})/gu;

/** A numeral of a report as documents print numbers. */
function numeralText(numeral: string): string {
  const number = parseDecimal(numeral);
  return number ? formatNumber(number) : numeral;
}

/** A number that was counted here, as a value. */
export function countOf(name: string, of: number, { place }: Scope): Value {
  const number = decimal(of);
  return new Value({
    address: name,
    decimal: number,
    interval: point(number),
    unit: 'count',
    text: formatNumber(number),
    flags: [],
    provenance: { expression: name },
    place,
  });
}
