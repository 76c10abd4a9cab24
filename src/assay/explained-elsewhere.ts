import { isContradicted } from './conflict.ts';
import type { Component } from './component.ts';
import type { Model } from './figure-model.ts';
import type { Assignment } from './operator.ts';

/**
 * The components, without those that have no explanation of their own but are repaired by the cheapest one of another: their
 * contradictions join that component, which keeps the explanations that repair them too.
 */
export function explainedElsewhere(model: Model, components: readonly Component[]): Component[] {
  return components
    .filter(({ explanations }) => explanations.length === 0)
    .reduce((list, unexplained) => withExplained(model, list, unexplained), [...components]);
}

function withExplained(model: Model, components: Component[], unexplained: Component): Component[] {
  const repairing = components.find(
    ({ explanations: [first] }) => first && repairs(model, first.variants[0].repair, unexplained),
  );
  if (!repairing) return components;
  return components
    .filter((component) => component !== unexplained)
    .map((component) => (component === repairing ? joinedTo(model, component, unexplained) : component));
}

function repairs(model: Model, repair: Assignment, { contradicted }: Component): boolean {
  return contradicted.every((position) => !isContradicted(model, position, repair));
}

function joinedTo(model: Model, component: Component, other: Component): Component {
  const isCutShort = component.isCutShort || other.isCutShort;
  return {
    ...component,
    contradicted: union(component.contradicted, other.contradicted),
    explanations: component.explanations.filter(({ variants: [{ repair }] }) => repairs(model, repair, other)),
    accused: isCutShort ? [] : component.accused,
    isCutShort,
    involved: union(component.involved, other.involved),
    steps: component.steps + other.steps,
  };
}

function union(a: readonly number[], b: readonly number[]): number[] {
  return [...new Set([...a, ...b])].sort((x, y) => x - y);
}
