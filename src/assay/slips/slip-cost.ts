import type { Observation, Source } from '../../dataset/model.ts';
import type { SlipKind } from '../../dataset/slip-kinds.ts';
import type { SlipPrice } from './kind.ts';
import { ALL_KINDS, kindOf, type Operator } from './kinds.ts';

/** The cost of each further figure with the same cause: slips of one hand are alike. */
export const FURTHER_COST = 1.75;

/**
 * The cost of each kind of slip. At first use all kinds cost about the same; the region in which these numbers may lie
 * without much effect is wide, and was found by injecting faults into releases of several subjects.
 */
const COSTS: ReadonlyMap<SlipKind, SlipPrice> = new Map(
  ALL_KINDS.flatMap(({ rows }) => rows).flatMap(({ names, cost, further = FURTHER_COST }) =>
    names.map((name) => [name, { cost, further }] as const),
  ),
);

/** That of the cheapest slip that says what happened, and that of an unknown value. */
const LEAST_COST = Math.min(
  ...ALL_KINDS.filter(({ isVague }) => !isVague).flatMap(({ rows }) => rows.map(({ cost }) => cost)),
);
const UNKNOWN_COST = kindOf({ kind: 'unknown' }).rows[0].cost;

/** The name of the kind of an operator, under which a dataset sets its cost. */
export function nameOf(operator: Operator): SlipKind {
  const kind = kindOf(operator);
  return kind.nameOf?.(operator) ?? kind.rows[0].names[0];
}

/** Added to an unknown value that no other digit in one place of the print explains. */
export const DIGITS_SURCHARGE = 1;

/**
 * Added where a minus is lost of a figure of which nothing shows that it may be below zero: then this costs more than that a part and
 * its whole changed places, which gives the same sums, and cheaper than an unknown value elsewhere.
 */
export const LOST_MINUS_SURCHARGE = 1.75;

/** Added to an unknown value of such a figure that is below zero. */
export const BELOW_ZERO_SURCHARGE = 1;

/**
 * Added for each sum that is met only because figures with other powers of ten cancel one another or vanish within rounding:
 * two slips that nothing tests are not likelier than an unknown value.
 */
export const CANCELLED_SURCHARGE = 4;

/** Added to the first slip of a cause in a source of higher rank than others that take part. */
export const RANK_SURCHARGE = 0.5;

/** Added to each slip of a figure that another publisher states alike. */
export const CONFIRMED_SURCHARGE = 0.5;

/**
 * The cost of each independent soft constraint that an explanation breaks, and of each that stays contradicted. Of the
 * latter, half decides the order only: a proof should not rest on bands that may be too narrow.
 */
export const BROKEN_COST = 1.5;
export const LEFT_COST = 1;
export const LEFT_ORDER_COST = 0.5;

/** The price of a slip of a figure. A dataset may set the cost of a kind for a source. */
export function priceFor(operator: Operator, observation: Observation): SlipPrice {
  const name = nameOf(operator);
  const price = COSTS.get(name);
  if (!price) throw new RangeError(`no kind of slip has a row for ${name}`);
  const { usual = price.cost, more } = kindOf(operator).costOf?.(operator, observation) ?? { more: 0 };
  const cost = (observation.release.source.slipCosts?.get(name)?.cost ?? usual) + more;
  return { cost, further: Math.min(cost, price.further + more) };
}

/** The cost of a rule that one figure breaks; less for each further one, down to the least. */
const RULE_COST = 6;
const RULE_FURTHER = -0.5;
const LEAST_RULE_COST = 4.5;

/** Added for each equation of a rule that the figures meet by chance, if the rule is wrong. */
export const COINCIDENCE_COST = 3.5;

/** The cost for each natural unit of chance that just these tests of a rule fail while others hold. */
const RULE_CHANCE = 0.5;

/**
 * The cost of a rule that does not hold, given how many independent figures break it, and how many tests it passes: one
 * that never held is as likely wrong as an unknown figure, and more so the more figures break it; where it holds in most
 * cases, those few figures are.
 */
export function costOfRule(failing: number, holding: number): number {
  let chance = 0;
  for (let one = 1; one <= Math.min(failing, holding); one += 1)
    chance += Math.log((failing + holding + 1 - one) / one);
  return Math.max(LEAST_RULE_COST, RULE_COST + RULE_FURTHER * (failing - 1)) + RULE_CHANCE * chance;
}

/**
 * How much more expensive than the cheapest an explanation may be and still count: at least the cost of one unknown value less
 * that of the cheapest slip, so that an accusation competes with an unknown value of any other figure, also of one that
 * is confirmed if any `isConfirmed`.
 */
export function marginFor(sources: readonly Source[], isConfirmed: boolean): number {
  const least = Math.min(LEAST_COST, ...sources.flatMap(({ slipCosts }) => costsIn(slipCosts)));
  const unknown = Math.max(UNKNOWN_COST, ...sources.map(({ slipCosts }) => slipCosts?.get('unknown')?.cost ?? 0));
  const ranks = new Set(sources.map(({ rank }) => rank));
  return unknown + (ranks.size > 1 ? RANK_SURCHARGE : 0) + (isConfirmed ? CONFIRMED_SURCHARGE : 0) - least;
}

function costsIn(costs: Source['slipCosts']): number[] {
  return [...(costs?.values() ?? [])].map(({ cost }) => cost);
}
