import { expect, test } from 'vitest';
import type { Component } from '../../src/assay/diagnosis/component.ts';
import { explainedElsewhere } from '../../src/assay/diagnosis/diagnose.ts';
import type { Explanation } from '../../src/assay/search/explanation.ts';
import type { Model } from '../../src/assay/search/figure-model.ts';
import type { Change } from '../../src/assay/slips/change.ts';

// Three constraints; a change of figure 7 fixes the first two, one of figure 8 the first only.
const FIXED = new Map([
  [7, [0, 1]],
  [8, [0]],
]);
const model = {
  strength: () => 'hard',
  verdict: (position: number, assignment: ReadonlyMap<number, Change>) =>
    [...assignment.keys()].some((figure) => FIXED.get(figure)?.includes(position)) ? 'compatible' : 'contradicted',
} as unknown as Model;

function component(contradicted: number[], figures: number[], isCutShort = false): Component {
  const sets = figures.map((figure) => {
    const found: Explanation = { slips: [], repair: new Map([[figure, {} as Change]]), cost: 3, orderOnly: 0 };
    return { dearer: 0, variants: [found] as const };
  });
  const accused = figures.length === 1 ? figures : [];
  const cost = figures.length > 0 ? 3 : Infinity;
  return { contradicted, cost, explanations: sets, accused, isCutShort, involved: contradicted, steps: 1, rules: [] };
}

test('what the repair of another component fixes joins it, and explanations that do not fix it are left out', () => {
  const [joined, ...others] = explainedElsewhere(model, [component([0], [7, 8]), component([1], [])]);
  expect(others).toEqual([]);
  expect(joined?.contradicted).toEqual([0, 1]);
  expect(joined?.explanations.map(({ variants: [{ repair }] }) => Array.from(repair.keys()))).toEqual([[7]]);
});

test('nothing is certain any longer where the search for it was cut short', () => {
  const [joined] = explainedElsewhere(model, [component([0], [7]), component([1], [], true)]);
  expect(joined).toMatchObject({ accused: [], isCutShort: true });
});

test('what no repair fixes stays without an explanation', () => {
  const given = [component([0], [7]), component([2], [])];
  expect(explainedElsewhere(model, given)).toEqual(given);
});
