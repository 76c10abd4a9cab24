import { type Interval, meets } from '../core/numbers/interval.ts';
import type { Component } from './component.ts';
import { bestRepair, diagnoseFigures } from './diagnose.ts';
import { type Model, UNCHANGED } from './figure-model.ts';
import type { Assignment } from './operator.ts';
import { namesOf, without } from './slip.ts';

/** The numbers that prove a repair. Positions of constraints, sorted. */
export interface Certificate {
  /** Contradicted before, and no longer. */
  readonly repaired: readonly number[];
  /** Not contradicted before, and now. */
  readonly broken: readonly number[];
  /** Contradicted before and after. */
  readonly left: readonly number[];
  readonly undecided: readonly number[];
  /** Statements of other releases at the same addresses. */
  readonly witnesses: readonly Witness[];
}

/** Another statement of a changed figure; both by the number of the figure. */
export interface Witness {
  readonly figure: number;
  readonly witness: number;
  /** Whether it is a text of the same publication: it shows the digits, but is no independent source. */
  readonly isCopy: boolean;
  readonly agrees: boolean;
}

/** Proves one repair of a component. */
export function certify(model: Model, repair: Assignment): Certificate {
  const touched = [...new Set([...repair.keys()].flatMap((figure) => model.touching(figure)))].sort((a, b) => a - b);
  const weighed = touched.filter((position) => model.strength(position) !== 'evidence');
  const before = (position: number): boolean => model.verdict(position, UNCHANGED) === 'contradicted';
  const after = (position: number): boolean => model.verdict(position, repair) === 'contradicted';
  return {
    repaired: weighed.filter((position) => before(position) && !after(position)),
    broken: weighed.filter((position) => !before(position) && after(position)),
    left: weighed.filter((position) => before(position) && after(position)),
    undecided: weighed.filter((position) => model.verdict(position, repair) === 'undecided'),
    witnesses: [...repair].flatMap(([figure, change]) => witnessesOf(model, figure, change.interval)),
  };
}

/**
 * The constraints that call for one change of a repair: with every other change made and this one not, they are
 * contradicted; with this one too, they are not. Positions, sorted.
 */
export function calledForBy(model: Model, repair: Assignment, figure: number): number[] {
  const others = without(repair, figure);
  return model
    .touching(figure)
    .filter((position) => model.strength(position) !== 'evidence')
    .filter((position) => model.verdict(position, others) === 'contradicted')
    .filter((position) => model.verdict(position, repair) !== 'contradicted')
    .toSorted((a, b) => a - b);
}

function witnessesOf(model: Model, figure: number, interval: Interval): Witness[] {
  const own = model.figures[figure]?.observation;
  const others = model.figures.filter(({ observation }) => observation.address === own?.address && observation !== own);
  return others.flatMap((other) =>
    other.interval
      ? [
          {
            figure,
            witness: other.index,
            isCopy: other.observation.release.source.group === own?.release.source.group,
            agrees: meets(other.interval, interval),
          },
        ]
      : [],
  );
}

/** Most steps of search for the deciding constraints of a component. */
const MOST_STEPS = 1_000_000;

/**
 * The constraints that decide a diagnosis: leave one out, and another explanation is the cheapest. A repair that depends
 * on one relation is no surer than that relation. None where looking for them would take too many steps.
 */
export function decidingConstraints(model: Model, component: Component): number[] {
  const { involved, steps } = component;
  if (component.explanations.length === 0 || steps * involved.length > MOST_STEPS) return [];
  const effort = { most: MOST_STEPS, steps: { left: MOST_STEPS }, cost: component.cost + 1 };
  const found = namesOf(bestRepair(component));
  return involved.filter((position) => {
    const rest = component.contradicted.filter((other) => other !== position);
    const [other, ...more] = diagnoseFigures(model.without(position), rest, effort);
    return !other || more.length > 0 || namesOf(bestRepair(other)) !== found;
  });
}
