import { shortened } from '../core/diagnostics/source-text.ts';
import { decimal, decimalText, parseDecimal } from '../core/numbers/decimal.ts';
import { interval, point } from '../core/numbers/interval.ts';
import type { Claim, Quantity } from './model.ts';
import { parsePeriod } from './period.ts';
import { parseQuantity, type QuantityProblem } from './quantity.ts';
import { builtinUnit, type Unit } from './unit.ts';

/** The kinds of claim, as they are written in an address. */
export const CLAIM_KINDS = ['first above', 'record high', 'rises', 'falls', 'unchanged', 'years before'] as const;

/** Those that may compare with another release. */
export const SINCE_CLAIMS = ['rises', 'falls', 'unchanged'] as const;

/** What a source says of many figures that it does not revise. */
export const NO_REVISIONS = 'no revisions';

const CLAIM_FORMS = ['first above 80 Mt', 'record high', 'rises', 'falls', 'unchanged', '6 years before 2030'];

const FIRST_ABOVE = /^first above (.+)$/;
const YEARS_BEFORE = /^(\d{1,4}) years? before (\S+)$/;

/**
 * Parses a claim: `first above X`, `record high`, `rises`, `falls`, `unchanged` or `N years before P`. `of` says whether
 * it is about the level or its growth; `extra` holds the units that the dataset declares.
 */
export function parseClaim(text: string, of: Claim['of'], extra: ReadonlyMap<string, Unit>): Claim | QuantityProblem {
  const folded = text.trim().replace(/\s+/g, ' ');
  if (folded === 'record high' || folded === 'rises' || folded === 'falls' || folded === 'unchanged') {
    return { kind: folded, of };
  }
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
  if (claim.kind === 'first above') return claim.threshold.text;
  if (claim.kind !== 'years before') return claim.kind;
  const years = decimalText(claim.years);
  return `${years} ${years === '1' ? 'year' : 'years'} before ${claim.period.text}`;
}
