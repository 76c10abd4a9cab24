import { compare, decimal } from '../../core/numbers/decimal.ts';
import type { Observation, Source } from '../../dataset/model.ts';
import type { SlipKind } from '../../dataset/slip-kinds.ts';
import { isComma, type Operator, slipKindOf } from './operator.ts';

/**
 * The cost of the first figure that a kind of slip changes in the releases of a publisher. At first use all kinds cost
 * about the same; the region in which these numbers may lie without much effect is wide, and was found by injecting
 * faults into releases of several subjects.
 */
const COSTS: Readonly<Record<SlipKind, number>> = {
  '10': 3,
  '10^2': 5.5,
  '10^3': 4.5,
  '10^4': 4.5,
  '10^5': 6,
  '10^6': 6,
  '10^7': 6,
  '10^8': 5.5,
  '10^9': 6,
  sign: 4,
  digits: 4,
  ratio: 4.5,
  points: 5,
  rows: 5.5,
  shift: 5.5,
  columns: 5.5,
  level_growth: 5,
  unit: 5,
  period: 4.5,
  worked_out: 1,
  unknown: 6,
};

/** The powers of ten by which a number may be wrong, whatever the language. */
const POWERS = [1, 2, 3, 4, 6, 8, 9];

/** Languages that count in ten thousands and hundred millions, or in hundred thousands and ten millions. */
const COUNTING: readonly { readonly languages: readonly string[]; readonly powers: readonly number[] }[] = [
  { languages: ['zh', 'ja', 'ko'], powers: [4, 8] },
  { languages: ['hi', 'bn', 'gu', 'mr', 'ta', 'te', 'kn', 'ml', 'pa', 'ur', 'en-IN'], powers: [5, 7] },
];

/** What a power costs that the number words of the language of a source suggest. */
const COUNTING_COST = 4.5;

/** The powers of ten by which a number word of a language is easily mistaken for another. */
function countingPowers({ language = '' }: Source): readonly number[] {
  const [word] = language.split('-');
  const isIts = (one: string): boolean => one === language || one === word;
  return COUNTING.filter(({ languages }) => languages.some(isIts)).flatMap(({ powers }) => powers);
}

/** The powers of ten by which figures of a source may be wrong, with both signs. */
export function powersOf(source: Source): number[] {
  return [...new Set([...POWERS, ...countingPowers(source)])].flatMap((power) => [power, -power]);
}

/** The cost of each further figure with the same cause: slips of one hand are alike. */
export const FURTHER_COST = 1.75;

/** Unknown values and exchanges have no cause in common: a further one may not replace one cause of many figures. */
const FURTHER_APART = new Map<SlipKind, number>([
  // two cost more than one digit mistyped
  ['digits', 2.5],
  ['unknown', 5],
  ['rows', 4],
  ['shift', 4],
  ['columns', 4],
  ['unit', 4],
  ['level_growth', 4],
  ['worked_out', 0.5],
]);

/** Added where the scale of a rate is wrong: a rate has no unit that could be mistaken. */
const RATE_SURCHARGE = 1.5;

/** Added to an unknown value that no other digit in one place of the print explains. */
export const DIGITS_SURCHARGE = 1;

/**
 * Added where a minus is lost of a figure of which nothing shows that it may be below zero: then dearer than that a part and
 * its whole changed places, which gives the same sums, and cheaper than an unknown value elsewhere.
 */
export const LOST_MINUS_SURCHARGE = 1.75;

/** Added to an unknown value of such a figure that is below zero. */
export const BELOW_ZERO_SURCHARGE = 1;

/**
 * Added for each sum that is met only because figures with other powers of ten cancel one another or vanish within rounding:
 * two slips that nothing tests are no likelier than an unknown value.
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

/** What it costs to assume a slip: the first with its cause, and each further one. */
export interface SlipPrice {
  readonly cost: number;
  readonly further: number;
}

/**
 * The price of a slip of a figure. A dataset may set the cost of a kind for a source. A multiple in per cent without its
 * sign is as usual as one that is printed as an increase, as is a share of 0.797 with the sign, and a decimal comma is as
 * easily misread in a rate as in a level.
 */
export function priceFor(operator: Operator, observation: Observation): SlipPrice {
  const { measure, release } = observation;
  const kind = slipKindOf(operator);
  const isCounted = operator.kind === 'scale' && countingPowers(release.source).includes(Math.abs(operator.power));
  const isPercent = (measure === 'ratio' && kind === '10^2') || isFraction(operator, observation);
  const isUsual = isPercent || isComma(operator, observation);
  const usual = isPercent ? COSTS.ratio : isCounted ? Math.min(COUNTING_COST, COSTS[kind]) : COSTS[kind];
  const surcharge = operator.kind === 'scale' && measure !== 'level' && !isUsual ? RATE_SURCHARGE : 0;
  const cost = (release.source.slipCosts?.get(kind)?.cost ?? usual) + surcharge;
  return { cost, further: Math.min(cost, (FURTHER_APART.get(kind) ?? FURTHER_COST) + surcharge) };
}

/** Whether it makes a share that is printed below 1% a hundred times larger: 0.797 of a whole is no 0.797%. */
function isFraction(operator: Operator, { measure, printed }: Observation): boolean {
  const isHundredfold = operator.kind === 'scale' && operator.power === 2;
  const isBelowOne = printed?.unit.code === '%' && compare(printed.decimal, decimal(1)) < 0;
  return isHundredfold && isBelowOne && measure === 'share';
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
 * How much dearer than the cheapest an explanation may be and still count: at least the cost of one unknown value less
 * that of the cheapest slip, so that an accusation competes with an unknown value of any other figure, also of one that
 * is confirmed if any `isConfirmed`.
 */
export function marginFor(sources: readonly Source[], isConfirmed: boolean): number {
  const least = Math.min(COSTS['10'], ...sources.flatMap(({ slipCosts }) => costsIn(slipCosts)));
  const unknown = Math.max(COSTS.unknown, ...sources.map(({ slipCosts }) => slipCosts?.get('unknown')?.cost ?? 0));
  const ranks = new Set(sources.map(({ rank }) => rank));
  return unknown + (ranks.size > 1 ? RANK_SURCHARGE : 0) + (isConfirmed ? CONFIRMED_SURCHARGE : 0) - least;
}

function costsIn(costs: Source['slipCosts']): number[] {
  return [...(costs?.values() ?? [])].map(({ cost }) => cost);
}
