import { groupBy } from '../../core/diagnostics/text-order.ts';
import type { Component, ExplanationSet, RuleExplanation } from './component.ts';
import type { Explanation } from '../search/explanation.ts';
import type { Model } from '../search/figure-model.ts';
import type { Assignment } from '../slips/change.ts';
import { type Slip, withChanges } from '../slips/slip.ts';

/**
 * A component in parts whose cheapest repairs have no relation in common, so that each is reported by itself: what they
 * were ranked together for, such as an explanation of both at once or a cause that both share, says a reader of
 * neither. The cost of each part is that of the whole.
 */
export function independentParts(model: Model, component: Component): Component[] {
  const [best] = component.explanations[0]?.variants ?? [];
  const groups = best && !component.rules[0]?.isFirst ? tiedSlips(model, best) : [];
  if (groups.length < 2) return [component];
  const positions = groups.map((group) => {
    const changed = group.reduce(withChanges, new Map());
    return component.contradicted.filter((position) => standsIn(model, changed, position));
  });
  const isShared = component.contradicted.some((position) => positions.every((own) => !own.includes(position)));
  if (isShared || positions.some(({ length }) => length === 0)) return [component];
  return positions.map((contradicted) => partOf(model, component, contradicted));
}

/** What each slip of an explanation changes, as others have narrowed it, in groups between which no relation stands. */
function tiedSlips(model: Model, explanation: Explanation): Assignment[][] {
  const groups: Assignment[][] = [];
  for (const slip of narrowedSlips(explanation)) {
    const tied = groups.filter((group) => group.some((other) => areTied(model, slip, other)));
    groups.splice(0, groups.length, ...groups.filter((group) => !tied.includes(group)), [...tied.flat(), slip]);
  }
  return groups;
}

function narrowedSlips({ slips, repair }: Explanation): Assignment[] {
  const told = new Set(slips.flatMap(({ changes }) => Array.from(changes.keys())));
  const others = [...repair].filter(([figure]) => !told.has(figure)).map((entry): Assignment => new Map([entry]));
  return [...slips.map(({ changes }) => changes), ...others];
}

function areTied(model: Model, slip: Assignment, other: Assignment): boolean {
  const figures = [...slip.keys()];
  return figures.some((figure) =>
    model
      .touching(figure)
      .some((position) => model.strength(position) !== 'evidence' && standsIn(model, other, position)),
  );
}

function standsIn(model: Model, changes: Assignment, position: number): boolean {
  return model.constraint(position).figures.some((figure) => changes.has(figure));
}

/** The part of a component that some of its contradictions are, with what explains these. */
function partOf(model: Model, component: Component, contradicted: readonly number[]): Component {
  const own = component.explanations.map(({ dearer, variants }) => {
    const parts = variants.map((variant) => explanationOf(model, variant, contradicted));
    return { dearer, variants: parts.filter(({ repair }) => repair.size > 0) };
  });
  // the same slips of this part stand next to several of another one: the first are the cheapest
  const bySet = groupBy(own, ({ variants: [first] }) =>
    [...(first?.repair.keys() ?? [])].sort((a, b) => a - b).join(' '),
  );
  const explanations = [...bySet.values()].flatMap(([cheapest]): ExplanationSet[] => {
    const [first, ...others] = cheapest?.variants ?? [];
    return cheapest && first ? [{ dearer: cheapest.dearer, variants: [first, ...others] }] : [];
  });
  const changed = new Set(explanations.flatMap(({ variants: [{ repair }] }) => Array.from(repair.keys())));
  return {
    ...component,
    contradicted,
    explanations,
    accused: component.accused.filter((figure) => changed.has(figure)),
    rules: component.rules.flatMap((rule) => ruleOf(model, rule, contradicted)),
  };
}

function explanationOf(model: Model, explanation: Explanation, contradicted: readonly number[]): Explanation {
  const isOwn = ownIn(model, contradicted, explanation.repair);
  const slips = explanation.slips.filter((slip) => isOwn(slip.changes) || isFrom(model, slip, isOwn));
  const told = new Set(slips.flatMap(({ changes }) => Array.from(changes.keys())));
  const others = new Set(explanation.slips.flatMap(({ changes }) => Array.from(changes.keys())));
  const repair: Assignment = new Map(
    [...explanation.repair].filter(([figure, change]) =>
      others.has(figure) ? told.has(figure) : isOwn(new Map([[figure, change]])),
    ),
  );
  return { ...explanation, slips, repair };
}

/** Whether changes are of a figure in any of some contradictions. */
function ownIn(model: Model, contradicted: readonly number[], repair: Assignment): (changes: Assignment) => boolean {
  const figures = new Set(contradicted.flatMap((position) => model.constraint(position).figures));
  return (changes) => [...changes.keys()].some((figure) => repair.has(figure) && figures.has(figure));
}

/** Whether a figure was worked out from one of a part. */
function isFrom({ workings }: Model, { workedOut, changes }: Slip, isOwn: (changes: Assignment) => boolean): boolean {
  const [change] = changes.values();
  if (workedOut === undefined || !change) return false;
  return [...workings.roots(workedOut)].some((root) => isOwn(new Map([[root, change]])));
}

/** A rule that may be wrong, if it would fix any of some contradictions. */
function ruleOf(model: Model, rule: RuleExplanation, contradicted: readonly number[]): RuleExplanation[] {
  const rules = rule.rules.filter((one) => one.contradicted.some((position) => contradicted.includes(position)));
  const isOwn = ownIn(model, contradicted, rule.repair);
  const repair = new Map([...rule.repair].filter((entry) => isOwn(new Map([entry]))));
  return rules.length > 0 ? [{ ...rule, rules, repair }] : [];
}
