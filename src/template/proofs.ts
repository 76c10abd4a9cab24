import type { Sense } from '../assay/relations/grammar.ts';
import { shownInterval } from '../assay/intervals/interval-digits.ts';
import { relationInWords } from '../assay/report/relation-words.ts';
import {
  type ShownProof as RelationProof,
  type ShownRelation,
  type ShownTests,
  statementAt,
} from '../assay/report/edition-tests.ts';
import { verdictOf } from '../assay/intervals/verdict.ts';
import { type Interval, isEmpty, subtractIntervals } from '../core/numbers/interval.ts';
import type { Observation } from '../dataset/model.ts';
import { builtinUnit, convertInterval, sameDimension, type Unit } from '../dataset/unit.ts';
import { printedBounds, boundsUnit, middleOf } from '../figure/interval-text.ts';
import { Value } from '../figure/value.ts';
import { words } from '../language/locales.ts';
import type { Phrase } from './helper.ts';
import type { Scope } from './scope.ts';

/** A relation that a figure contradicts as printed and agrees with as corrected, as a template sees it. */
interface Proof {
  readonly relation: string;
  /** The relation as its author wrote it. */
  readonly says: string;
  /** The same in words of the locale; empty where its author gave none, unless it says that sources agree. */
  readonly words: string;
  /**
   * Its two sides with the numbers. As printed: only what it rules out, with the sign that the numbers have, as in
   * `57.1 EUR/kg > 15 EUR/kg` of a price that is at most 15. As corrected: all comparisons, as they hold.
   */
  readonly printed: Phrase | '';
  readonly corrected: Phrase | '';
}

/**
 * The relations that call for the correction of a figure, the plainest first: with every other figure corrected and
 * this one as printed they are contradicted.
 */
export function relationsCallingFor(stated: Observation, tests: ShownTests): RelationProof[] {
  const own = tests.calls.find(({ statement }) => statementAt(tests, statement) === stated);
  // The plainest: hard, as its author wrote it, with words for readers, over few figures; of equals the shortest.
  const rankOf = ({ strength, derivation, words: own, figures }: ShownRelation): number =>
    (strength === 'hard' ? 0 : 400) + (derivation === 'stated' ? 0 : 200) + (own ? 0 : 100) + figures;
  return (own?.proofs ?? []).toSorted(
    ({ relation: a }, { relation: b }) => rankOf(a) - rankOf(b) || a.says.length - b.says.length,
  );
}

/** The same as a template sees it. */
export function proofsOf(stated: Observation, scope: Scope): Proof[] {
  const { tests } = scope;
  if (!tests) return [];
  return relationsCallingFor(stated, tests).map(({ relation, before, after }) => {
    const shown = shownUnit([...after, ...before], scope);
    const inWords = relationInWords(relation, { dataset: scope.edition.dataset, tests, locale: scope.locale }, true);
    return {
      relation: relation.name,
      says: relation.derivation === 'same' ? inWords : relation.says,
      words: inWords,
      printed: sidesPhrase(contradictedIn(before), shown, relation, scope),
      corrected: sidesPhrase(after, shown, relation, scope),
    };
  });
}

type Sides = RelationProof['before'];

const SIGNS: Readonly<Record<string, string>> = { '<=': '≤', '>=': '≥', '!=': '≠' };

/** What holds where a comparison does not. */
const OPPOSITES: Readonly<Record<Sense, Sense>> = {
  '=': '!=',
  '!=': '=',
  '<=': '>',
  '<': '>=',
  '>=': '<',
  '>': '<=',
};

/** The comparisons that the numbers contradict, each turned into what the numbers say; all, as written, if none is. */
function contradictedIn(sides: Sides): Sides {
  const found = sides.flatMap(({ sense, ...numbers }) => {
    const isContradicted = verdictOf(sense, subtractIntervals(numbers.left, numbers.right)) === 'contradicted';
    return isContradicted ? [{ ...numbers, sense: OPPOSITES[sense] }] : [];
  });
  return found.length > 0 ? found : sides;
}

/** `61.895 to 61.905 Mt ≤ 14.7 Mt; …`: both sides of each comparison, each a value. */
function sidesPhrase(sides: Sides, shown: Unit | undefined, relation: ShownRelation, scope: Scope): Phrase | '' {
  const { separator } = words(scope.locale);
  const phrase = sides.flatMap(({ unit, left, sense, right }, index) => [
    ...(index > 0 ? [separator] : []),
    sideValue(left, [unit, shown], relation, scope),
    ` ${SIGNS[sense] ?? sense} `,
    sideValue(right, [unit, shown], relation, scope),
  ]);
  return phrase.length > 0 ? { phrase } : '';
}

/** One unit for all numbers of a proof, so that they compare at sight: that of the first side to the right. */
function shownUnit([first]: Sides, { locale }: Scope): Unit | undefined {
  const unit = first?.unit;
  const bounds = first && unit && numbersIn(first.right) ? shownInterval(first.right, unit) : undefined;
  return bounds && unit && boundsUnit(bounds, unit, locale);
}

/** Whether there is a number to show of an interval: it is not empty and has an end. */
function numbersIn(interval: Interval): boolean {
  return !isEmpty(interval) && middleOf(interval) !== undefined;
}

/**
 * Everything that one side may come to, in the unit that is shown or else in its own; in words if that is not a number, or
 * any.
 */
function sideValue(
  side: Interval,
  [own, shown]: readonly [own: Unit | undefined, shown: Unit | undefined],
  { name, says }: ShownRelation,
  { locale, place }: Scope,
): Value | string {
  const { anything, nothing } = words(locale).provenance;
  if (!numbersIn(side)) return isEmpty(side) ? nothing : anything;
  const unit = own && shown && sameDimension(own, shown) ? shown : own;
  const bounds = own && unit ? convertInterval(shownInterval(side, own), own, unit) : shownInterval(side, own);
  const [middle, printed] = [middleOf(bounds), printedBounds(bounds, unit, locale)];
  if (!middle || !printed) return anything;
  return new Value({
    ...printed,
    origin: { kind: 'side', relation: name, says },
    decimal: middle,
    interval: bounds,
    unit: unit ?? builtinUnit('count'),
    flags: [],
    place,
  });
}
