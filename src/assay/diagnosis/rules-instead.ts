import { isContradicted } from '../search/conflict.ts';
import { byFirst, type Component, type RuleExplanation } from './component.ts';
import { type DoubtfulRule, priceOfRule, testsByRule } from './doubtful-rules.ts';
import { type Model, UNCHANGED } from '../search/figure-model.ts';
import type { Assignment } from '../slips/change.ts';
import { priceOf, type Slip } from '../slips/slip.ts';
import { COINCIDENCE_COST } from '../slips/slip-cost.ts';

/** Rules that are taken to be wrong, and the components of what they do not explain. */
export interface WithoutRules {
  readonly broken: readonly DoubtfulRule[];
  readonly rest: readonly Component[];
}

/** What it costs to take rules as wrong and to repair the rest. */
export function costWithout({ broken, rest }: WithoutRules): number {
  return rest.reduce((sum, { cost }) => sum + cost, pricesOf(broken));
}

function pricesOf(rules: readonly DoubtfulRule[]): number {
  return rules.reduce((sum, rule) => sum + priceOfRule(rule), 0);
}

/**
 * The components, each with the rules that may be wrong in place of its figures, for no more than the margin above the
 * cheapest explanation: what such a rule alone speaks against is not accused. Those that broken rules explain for less are
 * joined, and are reported as the fault of these.
 */
export function withDoubtfulRules(model: Model, components: readonly Component[], without: WithoutRules): Component[] {
  const rulesOf = testsByRule(model);
  const firsts = components.map(slipsIn);
  const told = components.map((component, index) => {
    const elsewhere = new Set(firsts.toSpliced(index, 1).flatMap((slips) => slips.map(({ cause }) => cause)));
    const doubtful = rulesOf(component.contradicted).map((rule) => ({
      rule,
      share:
        priceOfRule(rule) / components.filter(({ contradicted }) => meetAny(contradicted, rule.contradicted)).length,
    }));
    return withRules(model, component, doubtful, elsewhere);
  });
  return without.broken.reduce((list, rule) => withBroken(list, rule, without), told).sort(byFirst);
}

function slipsIn({ explanations }: Component): readonly Slip[] {
  return explanations[0]?.variants[0].slips ?? [];
}

/** The components, those that a broken rule contradicts as one where the broken rules explain them for less. */
function withBroken(components: readonly Component[], rule: DoubtfulRule, { broken, rest }: WithoutRules): Component[] {
  const parts = components.filter(({ contradicted }) => meetAny(contradicted, rule.contradicted));
  const failing = parts.flatMap(({ contradicted }) => contradicted);
  const rules = broken.filter(({ contradicted }) => meetAny(failing, contradicted));
  const others = rest.filter(({ contradicted }) => meetAny(failing, contradicted));
  const cost = costWithout({ broken: rules, rest: others });
  const least = parts.reduce((sum, part) => sum + Math.min(part.cost, part.rules[0]?.cost ?? Infinity), 0);
  if (parts.length === 0 || cost >= least) return [...components];
  const explanation: RuleExplanation = { rules, repair: repairsOf(others), cost, isFirst: true };
  return [...components.filter((component) => !parts.includes(component)), joinedBy(parts, explanation)];
}

function meetAny(a: readonly number[], b: readonly number[]): boolean {
  const known = new Set(a);
  return b.some((one) => known.has(one));
}

function repairsOf(components: readonly Component[]): Assignment {
  return new Map(
    components.flatMap(({ explanations }) => Array.from(explanations[0]?.variants[0].repair ?? UNCHANGED)),
  );
}

/** Components as one that rules explain; by figures only if it was one before. */
function joinedBy(parts: readonly Component[], explanation: RuleExplanation): Component {
  const numbers = (of: (part: Component) => readonly number[]): number[] =>
    [...new Set(parts.flatMap(of))].sort((a, b) => a - b);
  const [first] = parts;
  const isOne = parts.length === 1;
  return {
    contradicted: numbers(({ contradicted }) => contradicted),
    cost: isOne ? (first?.cost ?? Infinity) : Infinity,
    explanations: isOne ? (first?.explanations ?? []) : [],
    accused: [],
    isCutShort: parts.some(({ isCutShort }) => isCutShort),
    involved: numbers(({ involved }) => involved),
    steps: parts.reduce((sum, { steps }) => sum + steps, 0),
    rules: [explanation],
  };
}

/**
 * A component with the rules among some that cost no more than the margin above the least by figures, each with what is
 * left of an explanation without the slips that it alone calls for. A rule that contradicts several components is paid once
 * for all of them, so each bears its share.
 */
function withRules(
  model: Model,
  component: Component,
  doubtful: readonly { readonly rule: DoubtfulRule; readonly share: number }[],
  elsewhere: ReadonlySet<string>,
): Component {
  const [first] = component.explanations;
  const own = first?.variants[0].slips ?? [];
  const least = component.cost - priceOfAll(own) + priceOfAll(own, elsewhere);
  const limit = least + model.slips.margin;
  const found = doubtful.flatMap(({ rule, share }): RuleExplanation[] => {
    const price = share + coincidencesOf(model, component, rule) * COINCIDENCE_COST;
    if (price > limit) return [];
    const options = component.explanations.map(({ variants: [{ slips, repair }] }): RuleExplanation => {
      const { left, remaining } = withoutSpared(model, rule, slips, repair);
      const cost = price + priceOfAll(left, elsewhere);
      return { rules: [rule], repair: remaining, cost, isFirst: cost < least && rule.independent > 1 };
    });
    if (explainsAll(component, rule)) {
      const isFirst = options.length === 0 || (price < least && rule.independent > 1);
      options.push({ rules: [rule], repair: UNCHANGED, cost: price, isFirst });
    }
    const [best] = options.toSorted((one, other) => one.cost - other.cost);
    return best && best.cost <= limit ? [best] : [];
  });
  return {
    ...component,
    accused: component.accused.filter((figure) => found.every(({ repair }) => repair.has(figure))),
    rules: found.sort((a, b) => a.cost - b.cost),
  };
}
/** What slips cost together, next to others with some causes. */
function priceOfAll(slips: readonly Slip[], elsewhere: ReadonlySet<string> = new Set()): number {
  const causes = new Set(elsewhere);
  let sum = 0;
  for (const slip of slips) {
    sum += priceOf(slip, causes);
    causes.add(slip.cause);
  }
  return sum;
}

/** Whether a rule alone explains all that is contradicted in a component. */
function explainsAll({ contradicted }: Component, { positions }: DoubtfulRule): boolean {
  return contradicted.every((position) => positions.includes(position));
}

/** What is left of a repair without the slips that nothing but tests of one rule calls for. */
function withoutSpared(
  model: Model,
  { positions }: DoubtfulRule,
  slips: readonly Slip[],
  repair: Assignment,
): { left: readonly Slip[]; remaining: Assignment } {
  const ofRule = new Set(positions);
  let [left, remaining] = [slips, repair];
  for (const slip of slips) {
    const without = new Map([...remaining].filter(([figure]) => !slip.changes.has(figure)));
    const touched = new Set([...slip.changes.keys()].flatMap((figure) => model.touching(figure)));
    const isCalledFor = [...touched].some(
      (position) =>
        !ofRule.has(position) &&
        isContradicted(model, position, without) &&
        !isContradicted(model, position, remaining),
    );
    if (isCalledFor) continue;
    left = left.filter((other) => other !== slip);
    remaining = without;
  }
  return { left, remaining };
}

/**
 * How many equations of a rule the cheapest explanation by figures meets that it could not have been made to meet: were
 * the rule wrong, this would be chance. A value that is left open meets one equation in any case.
 */
function coincidencesOf(
  model: Model,
  { explanations: [first] }: Component,
  { relation, contradicted }: DoubtfulRule,
): number {
  if (!first || !relation) return 0;
  const { repair } = first.variants[0];
  const equations = contradicted.filter((position) =>
    model.constraint(position).tests.every(({ sense }) => sense === '='),
  );
  const met = equations.filter((position) => !isContradicted(model, position, repair)).length;
  return Math.max(0, met - [...repair.values()].filter(({ decimal }) => !decimal).length);
}
