import { compare, type Decimal, decimal, decimalText, normalise } from '../../core/numbers/decimal.ts';
import { claimText } from '../../dataset/claim.ts';
import type { Observation, Quantity } from '../../dataset/model.ts';
import { type Interval, subtractIntervals } from '../../core/numbers/interval.ts';
import { type Constraint, isOfParts, type Outcome, type TestedSides } from '../constraints/constraint.ts';
import type { Sense } from '../relations/grammar.ts';
import { givenTexts, limitsOf, numberIn, saidInterval, unitText } from '../intervals/interval-digits.ts';
import type { Change } from '../slips/change.ts';
import { nameOfRecord } from '../constraints/record-sides.ts';
import { verdictOf } from '../intervals/verdict.ts';

/** The figure as it stands in the source, or the claim in words. */
export function printedText({ printed, claim }: Observation): string | null {
  return claim ? claimText(claim) : (printed?.text ?? null);
}

/** The same as `proposedText` in a message, with commas between thousands. */
export function saidProposal(observation: Observation, change: Change): string {
  const unit = observation.printed?.unit;
  return proposedText(observation, change, numberIn(unit), unitText(unit));
}

/** The figure that a change proposes, in the unit of the print; of an unknown value, what it must lie in. */
export function proposedText(
  observation: Observation,
  change: Change,
  number: (value: Decimal) => string = decimalText,
  code?: string,
): string {
  const { decimal: proposed, ends, qualifier, interval } = change;
  if (!proposed) return limitsOf(interval, observation.printed);
  if (!observation.printed) return decimalText(proposed);
  const { unit, resolution, decimal: printed, ends: printedEnds = [printed] } = observation.printed;
  // Zeros that do not count, as at the end of a whole number, are not decimals of a smaller one.
  const allCount = compare(resolution, decimal(1, Math.min(...printedEnds.map(({ exponent }) => exponent)))) === 0;
  const texts = (ends ?? [proposed]).map((value) => {
    const short = normalise(value);
    const isWholeCount = unit.code === 'count' && short.exponent >= 0;
    return number(allCount && !isWholeCount ? value : short);
  });
  const digits = `${qualifier ? `${qualifier} ` : ''}${texts.join(' to ')}`;
  if (code !== undefined || unit.code === 'count') return digits + (code ?? '');
  return `${digits}${unit.code === '%' ? '' : ' '}${unit.code}`;
}

/**
 * What a figure can be: `must lie in 14.7 to 14.8 Mt`, `must be above 0 Mt`, `can be anything`; `must then lie in …` if it
 * is not certain that it is wrong.
 */
export function limitsText(limits: Interval, printed: Quantity | undefined, isCertain = true): string {
  const text = limitsOf(limits, printed);
  if (text === 'anything' || text === 'nothing') return `can be ${text}`;
  return `must ${isCertain ? '' : 'then '}${limits.low && limits.high ? 'lie in' : 'be'} ${text}`;
}

/** `61.895 to 61.905 Mt <= 14.7 Mt`, for each comparison. */
export function sidesTexts(sides: readonly TestedSides[]): string[] {
  return sides.map(({ unit, left, sense, right, isDifference }) => {
    const of = isDifference ? 'left side less right side ' : '';
    return `${of}${saidInterval(left, unit)} ${sense} ${saidInterval(right, unit)}`;
  });
}

const NOT: Readonly<Record<Sense, string>> = {
  '=': 'is not',
  '!=': 'is just',
  '<=': 'is more than',
  '<': 'is not less than',
  '>=': 'is less than',
  '>': 'is not more than',
};

/**
 * What contradicts a relation, with the numbers of both sides: `1035 to 1045 Mt is not 99.9 to 100.1 Mt`. Of several
 * comparisons only those that fail.
 */
export function contradictionText(
  { derivation }: Pick<Constraint, 'derivation'>,
  sides: readonly TestedSides[],
): string {
  if (derivation === 'alike') return 'levels and growth are the same';
  const failing = sides.filter(
    ({ sense, left, right }) => verdictOf(sense, subtractIntervals(left, right)) === 'contradicted',
  );
  const isGiven = derivation === 'record' || isOfParts(derivation);
  const texts = (failing.length > 0 ? failing : sides).map(({ unit, left, sense, right, isDifference }) => {
    const isTold = isGiven && sense === '=' && !isDifference;
    const [from, to] = isTold ? givenTexts(left, right, unit) : [left, right].map((side) => saidInterval(side, unit));
    if (isDifference) return `the left side less the right side ${NOT[sense]} 0: it is ${from}`;
    return isTold ? `these give ${from}, not ${to}` : `${from} ${NOT[sense]} ${to}`;
  });
  return texts.join(', and ');
}

/** What a test says, with the numbers of both sides: `a = b + c, but 5 Mt is not 4 Mt`, `a <= b: 3 Mt <= 4 Mt`. */
export function testText(
  tested: Pick<Constraint, 'derivation'>,
  { verdict, sides }: Pick<Outcome, 'verdict' | 'sides'>,
  says: string,
): string {
  return verdict === 'contradicted'
    ? `${says}, but ${contradictionText(tested, sides)}`
    : `${says}: ${sidesTexts(sides).join(' and ')}`;
}

/** The id of the authored relation, or the address of the record, that a tested relation follows from. */
export function originText({ name, relation, record }: Pick<Constraint, 'name' | 'relation' | 'record'>): string {
  return relation?.id ?? (record ? nameOfRecord(record) : name);
}
