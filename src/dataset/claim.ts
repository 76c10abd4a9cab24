import { shortened } from '../core/diagnostics/source-text.ts';
import { decimal, decimalText, parseDecimal } from '../core/numbers/decimal.ts';
import { interval, point } from '../core/numbers/interval.ts';
import type { Claim, Quantity } from './model.ts';
import { parsePeriod, periodHint } from './period.ts';
import { parseQuantity, type QuantityProblem } from './quantity.ts';
import { builtinUnit, type Unit } from './unit.ts';

/** The kinds of claim, as they are written in an address. */
export const CLAIM_KINDS = [
  'first above',
  'record high',
  'record low',
  'highest since',
  'lowest since',
  'consecutive rise',
  'consecutive fall',
  'rises',
  'falls',
  'doubled',
  'unchanged',
  'more than half',
  'years before',
] as const;

/** Those that may compare with another release. */
export const SINCE_CLAIMS = ['rises', 'falls', 'unchanged'] as const;

/** What a source says about many figures that it does not revise. */
export const NO_REVISIONS = 'no revisions';

const CLAIM_FORMS = [
  'first above 80 Mt',
  'record high',
  'record low',
  'highest since 2019',
  'lowest since 2019',
  '3rd consecutive rise',
  '3rd consecutive fall',
  'rises',
  'falls',
  'doubled',
  'unchanged',
  'more than half of output.all',
  '6 years before 2030',
];

const PLAIN = ['record high', 'record low', 'rises', 'falls', 'unchanged', 'doubled'] as const;
/** Those that may be about growth. */
const OF_GROWTH: readonly string[] = ['first above', 'record high', 'rises', 'falls', 'unchanged'];

const SINCE = /^(highest|lowest) since (\S+)$/;
const CONSECUTIVE = /^(\d{1,2})(st|nd|rd|th) consecutive (rise|fall)$/;
const MORE_THAN_HALF = /^more than half of (\S+)$/;
const FIRST_ABOVE = /^first above (.+)$/;
const YEARS_BEFORE = /^(\d{1,4}) years? before (\S+)$/;

/**
 * Parses a claim, as `CLAIM_FORMS` shows them. `of` says whether it is about the level or its growth; `extra` holds the
 * units that the dataset declares. Whether the indicator exists of which a figure is more than half is not known here.
 */
export function parseClaim(text: string, of: Claim['of'], extra: ReadonlyMap<string, Unit>): Claim | QuantityProblem {
  const claim = readClaim(text.trim().replace(/\s+/g, ' '), of, extra);
  if ('problem' in claim || of === 'level' || OF_GROWTH.includes(claim.kind)) return claim;
  return {
    rule: 'dataset/bad-claim',
    problem: `"${claimText(claim)}" is about a level, not about its growth`,
    hint: `of: growth goes with ${OF_GROWTH.join(', ')}`,
  };
}

function readClaim(folded: string, of: Claim['of'], extra: ReadonlyMap<string, Unit>): Claim | QuantityProblem {
  const plain = PLAIN.find((kind) => kind === folded);
  if (plain) return { kind: plain, of };
  const [, end, since] = SINCE.exec(folded) ?? [];
  if (since !== undefined) return extremeSince(end === 'highest' ? 'highest since' : 'lowest since', since, of);
  const [, count = '', ending, way] = CONSECUTIVE.exec(folded) ?? [];
  if (Number(count) > 1 && ending === ordinalEnding(Number(count))) {
    return { kind: way === 'rise' ? 'consecutive rise' : 'consecutive fall', of, count: Number(count) };
  }
  const whole = MORE_THAN_HALF.exec(folded)?.[1];
  if (whole !== undefined) return { kind: 'more than half', of, whole };
  const threshold = FIRST_ABOVE.exec(folded)?.[1];
  if (threshold !== undefined) return firstAbove(folded, threshold, of, extra);
  const [, years, period] = YEARS_BEFORE.exec(folded) ?? [];
  if (years !== undefined && period !== undefined) return yearsBefore(years, period, of);
  return {
    rule: 'dataset/bad-claim',
    problem: `"${shortened(folded)}" is not a claim that can be tested`,
    hint: `claims are ${CLAIM_FORMS.map((form) => `"${form}"`).join(', ')}`,
  };
}

function firstAbove(
  text: string,
  threshold: string,
  of: Claim['of'],
  extra: ReadonlyMap<string, Unit>,
): Claim | QuantityProblem {
  const quantity = parseQuantity(threshold, extra);
  if ('problem' in quantity) return quantity;
  if (quantity.qualifier || quantity.ends) {
    return {
      rule: 'dataset/bad-claim',
      problem: `"${shortened(text)}" has no single number as its threshold`,
      hint: 'write "first above" and the threshold alone',
    };
  }
  const above = interval(quantity.decimal, undefined, true);
  return { kind: 'first above', of, threshold: { ...quantity, text, qualifier: 'over', interval: above } };
}

function extremeSince(kind: 'highest since' | 'lowest since', text: string, of: Claim['of']): Claim | QuantityProblem {
  const since = parsePeriod(text);
  if (since) return { kind, of, since };
  return { rule: 'dataset/bad-period', problem: `${shortened(text)} is not a period`, hint: periodHint(text) };
}

function ordinalEnding(count: number): string {
  if (count > 10 && count < 14) return 'th';
  return ['th', 'st', 'nd', 'rd'][count % 10] ?? 'th';
}

function yearsBefore(years: string, periodText: string, of: Claim['of']): Claim | QuantityProblem {
  const period = parsePeriod(periodText);
  const count = parseDecimal(years);
  if (period?.kind === 'year' && count) return { kind: 'years before', of, years: count, period };
  return {
    rule: 'dataset/bad-period',
    problem: `${shortened(periodText)} is not a year`,
    hint: 'the claim is written as in "6 years before 2030"',
  };
}

/** The number in a claim, if it has one: everything above its threshold, or its count of years. */
export function quantityOfClaim(claim: Claim): Quantity | undefined {
  if (claim.kind === 'first above') return claim.threshold;
  if (claim.kind !== 'years before') return undefined;
  return {
    text: claimText(claim),
    decimal: claim.years,
    unit: builtinUnit('year'),
    resolution: decimal(1),
    interval: point(claim.years),
  };
}

/** A claim as it is written: `first above 80 Mt`, `6 years before 2030`. */
export function claimText(claim: Claim): string {
  switch (claim.kind) {
    case 'first above':
      return claim.threshold.text;
    case 'years before': {
      const years = decimalText(claim.years);
      return `${years} ${years === '1' ? 'year' : 'years'} before ${claim.period.text}`;
    }
    case 'highest since':
    case 'lowest since':
      return `${claim.kind} ${claim.since.text}`;
    case 'consecutive rise':
    case 'consecutive fall':
      return `${claim.count}${ordinalEnding(claim.count)} ${claim.kind}`;
    case 'more than half':
      return `${claim.kind} of ${claim.whole}`;
    case 'doubled':
    case 'falls':
    case 'record high':
    case 'record low':
    case 'rises':
    case 'unchanged':
      return claim.kind;
  }
}
