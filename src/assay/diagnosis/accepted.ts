import { type Interval, meets } from '../../core/numbers/interval.ts';
import type { Component } from './component.ts';
import { contradictedIn } from './diagnose.ts';
import { intervalOf } from '../constraints/ledger.ts';
import type { Model } from '../search/figure-model.ts';
import type { Assignment } from '../slips/change.ts';
import type { Change } from '../slips/change.ts';

/** Whether every change of a repair agrees with the accepted correction of its figure. */
export function isAccepted(model: Model, repair: Assignment): boolean {
  return [...repair].every(([figure, change]) => agreesWithCorrection(model, figure, change));
}

/**
 * The same repair, with each accepted change as the correction states it. That may have fewer digits than the print, and a
 * proof then says about the figure what the rest of a brief says about it.
 */
export function asCorrected(model: Model, repair: Assignment): Assignment {
  return new Map(
    [...repair].map(([figure, change]) => {
      const corrected = agreesWithCorrection(model, figure, change) ? correctionOf(model, figure) : undefined;
      return [figure, corrected ? { ...change, interval: corrected } : change];
    }),
  );
}

function agreesWithCorrection(model: Model, figure: number, change: Change): boolean {
  const corrected = correctionOf(model, figure);
  return corrected !== undefined && change.decimal !== undefined && meets(corrected, change.interval);
}

/** The values that the correction of a figure stands for. */
function correctionOf(model: Model, figure: number): Interval | undefined {
  const observation = model.figures[figure]?.observation;
  return observation?.correction && intervalOf(observation, false);
}

/**
 * All contradictions as one component, with the accepted corrections as its only repair: of each figure the cheapest
 * change that agrees with its correction. A correction that no known kind of change explains is left out.
 */
export function acceptedComponent(model: Model): Component {
  const corrected = model.figures.filter(({ observation }) => observation.correction);
  const steps = corrected.flatMap(({ index }): [number, Change][] => {
    const change = model.slips.changesOf(index).find((each) => agreesWithCorrection(model, index, each));
    return change ? [[index, change]] : [];
  });
  const repair: Assignment = new Map(steps);
  const cost = steps.reduce((sum, [, change]) => sum + change.cost, 0);
  return {
    contradicted: contradictedIn(model),
    cost,
    explanations: [{ dearer: 0, variants: [{ slips: [], repair, cost, orderOnly: 0 }] }],
    accused: [...repair.keys()],
    isCutShort: false,
    involved: [],
    steps: 0,
    rules: [],
  };
}
