import type { Component, ExplanationSet } from './component.ts';
import type { Explanation } from './explanation.ts';
import type { Model } from './figure-model.ts';
import type { Assignment, Change, Operator } from './operator.ts';
import { openChange } from './single-changes.ts';

/**
 * The component with another explanation first, of those that change the same figures: where a total follows from a part
 * that no usual slip explains, but a usual slip of the total fits, the part is what remained of the wrong total. What was
 * worked out is not the first to be doubted.
 */
export function remaindersLast(model: Model, component: Component): Component {
  const [first, ...others] = component.explanations;
  const turned = first && turnedIn(model, first);
  return turned ? { ...component, explanations: [turned, ...others] } : component;
}

function turnedIn(model: Model, set: ExplanationSet): ExplanationSet | undefined {
  const [best, ...rest] = set.variants;
  const open = figuresOf(best.repair, 'unknown');
  const [part] = open;
  const totals = figuresOf(best.repair, 'worked_out').filter((figure) =>
    model.workings.from(figure).includes(part ?? -1),
  );
  if (part === undefined || open.length > 1 || totals.length === 0) return undefined;
  const found = rest.find(
    ({ repair }) =>
      repair.get(part)?.operator.kind === 'unknown' &&
      totals.some((figure) => repair.get(figure)?.decimal !== undefined),
  );
  return found && { ...set, variants: [asRemainder(model, found, part), best, ...rest.filter((one) => one !== found)] };
}

function figuresOf(repair: Assignment, kind: Operator['kind']): number[] {
  return [...repair].filter(([, { operator }]) => operator.kind === kind).map(([figure]) => figure);
}

/** The same explanation, in which a figure was worked out. */
function asRemainder({ figures }: Model, found: Explanation, part: number): Explanation {
  const observation = figures[part]?.observation;
  const workedOut = (change: Change): Change =>
    observation ? openChange(observation, { kind: 'worked_out' }, change.interval) : change;
  const turned = (changes: Assignment): Assignment =>
    new Map([...changes].map(([figure, change]) => [figure, figure === part ? workedOut(change) : change]));
  const slips = found.slips.map((slip) =>
    slip.changes.has(part) ? { ...slip, changes: turned(slip.changes), workedOut: part } : slip,
  );
  return { ...found, slips, repair: turned(found.repair) };
}
