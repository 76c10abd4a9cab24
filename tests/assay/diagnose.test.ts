import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Constraint,
  type TestedFigure,
  type Strength,
  testConstraint,
  testsOf,
} from '../../src/assay/constraints/constraint.ts';
import { diagnose } from '../../src/assay/diagnosis/diagnose.ts';
import { binary, exactly, type Expression, variable } from '../../src/assay/relations/expression.ts';
import { rangesOf } from '../../src/assay/constraints/ledger.ts';
import { Model, UNCHANGED } from '../../src/assay/search/figure-model.ts';
import type { Change } from '../../src/assay/slips/change.ts';
import type { Operator } from '../../src/assay/slips/kinds.ts';
import { changesOf } from '../../src/assay/slips/single-changes.ts';
import type { Comparison } from '../../src/assay/relations/relation.ts';
import { isProof } from '../../src/assay/search/point.ts';
import { findPoint } from '../../src/assay/search/point-search.ts';
import { decimal, decimalText } from '../../src/core/numbers/decimal.ts';
import {
  addIntervals,
  contains,
  type Interval,
  negateInterval,
  point,
  roundingInterval,
} from '../../src/core/numbers/interval.ts';
import { RANDOM, runs } from '../long.ts';

/** A figure that was printed as a whole number of tonnes. */
function figureOf(value: number, index: number): TestedFigure {
  const interval = roundingInterval(decimal(value), decimal(1));
  const unit = { code: 't', factor: decimal(1) };
  const release = { id: 'office', source: { group: 'office', rank: 1 }, observations: [] };
  const period = { text: '2025', kind: 'year' };
  const indicator = { id: `out.f${index}` };
  const printed = { decimal: decimal(value), resolution: decimal(1), interval, unit };
  return {
    index,
    interval,
    statement: `s${index}`,
    observation: { measure: 'level', printed, release, indicator, period, address: indicator.id, status: [] },
  } as unknown as TestedFigure;
}

interface Shape {
  readonly kind: 'sum' | 'part' | 'ratio' | 'product';
  readonly figures: readonly [number, number, number];
  readonly strength: Strength;
}

function constraintOf({ kind, figures: [a, b, c], strength }: Shape, index: number): Constraint {
  const comparison = comparisonOf(kind, a, b, c);
  const used = kind === 'sum' || kind === 'product' ? [a, b, c] : [a, b];
  const figures = [...new Set(used)].sort((x, y) => x - y);
  return { key: `c${index}`, strength, figures, tests: testsOf(comparison) } as unknown as Constraint;
}

function comparisonOf(kind: Shape['kind'], a: number, b: number, c: number): Comparison {
  const dimension = new Map<string, number>();
  const [x, y, z] = [variable(a), variable(b), variable(c)];
  const one = (left: Expression, sense: '=' | '<=', right: Expression): Comparison => ({
    left,
    dimension,
    tests: [{ sense, right }],
  });
  const number = (value: number): Expression => exactly(point(decimal(value, -1)));
  if (kind === 'sum') return one(z, '=', binary('add', x, y));
  if (kind === 'part') return one(x, '<=', y);
  if (kind === 'product') return one(binary('multiply', x, y), '<=', binary('multiply', z, number(200)));
  return {
    left: binary('divide', x, y),
    dimension,
    tests: [
      { sense: '>=', right: number(4) },
      { sense: '<=', right: number(30) },
    ],
  };
}

const FIGURES = 4;

const anyShape: fc.Arbitrary<Shape> = fc.record({
  kind: fc.constantFrom('sum', 'part', 'ratio', 'product'),
  figures: fc
    .shuffledSubarray([0, 1, 2, 3], { minLength: 3, maxLength: 3 })
    .map((list) => list as unknown as Shape['figures']),
  strength: fc.constantFrom<Strength>('hard', 'hard', 'soft'),
});

const anyValues = fc.array(
  fc.tuple(fc.integer({ min: 11, max: 60 }), fc.constantFrom(1, 1, 1, 10)).map(([value, slip]) => value * slip),
  { minLength: FIGURES, maxLength: FIGURES },
);

function tries(operator: Operator): boolean {
  return operator.kind === 'scale' && Math.abs(operator.power) <= 2;
}

type Choice = readonly (Change | undefined)[];

/** Every way to change the figures or leave them, each figure by itself. */
function* everyChoice(figures: readonly TestedFigure[], index = 0): Generator<(Change | undefined)[]> {
  const figure = figures[index];
  if (!figure) {
    yield [];
    return;
  }
  const options = [undefined, ...changesOf(figure.observation, true).filter(({ operator }) => tries(operator))];
  for (const rest of everyChoice(figures, index + 1)) for (const option of options) yield [option, ...rest];
}

/** The explanations as the definition has them, by trying everything: the cheapest of each set of figures. */
function bruteForce(figures: readonly TestedFigure[], shapes: readonly Shape[]): Map<string, number> {
  const constraints = shapes.map(constraintOf);
  const tested = new Map<string, boolean>();
  const isContradicted = (constraint: Constraint, choice: Choice): boolean => {
    const key = `${constraint.key} ${constraint.figures.map((figure) => choice[figure]?.name ?? '').join(' ')}`;
    const known = tested.get(key);
    if (known !== undefined) return known;
    const ranges = rangesOf(figures.map((figure, index) => choice[index]?.interval ?? figure.interval));
    const found = testConstraint(constraint, ranges).verdict === 'contradicted';
    tested.set(key, found);
    return found;
  };
  const contradicted = (choice: Choice): Constraint[] =>
    constraints.filter((constraint) => isContradicted(constraint, choice));
  const softOver = (failing: readonly Constraint[], index: number): Constraint[] =>
    failing.filter((item) => item.strength === 'soft' && item.figures.includes(index));
  const before = contradicted(figures.map(() => undefined));
  const accused = figures.map((figure, index) => {
    const changes = changesOf(figure.observation, true).filter(({ operator }) => tries(operator));
    return changes.flatMap((change) => {
      const after = contradicted(figures.map((_, other) => (other === index ? change : undefined)));
      const repaired = softOver(before, index).filter((item) => !after.includes(item));
      return hasPair(repaired, index) ? repaired : [];
    });
  });
  const hard = before.filter(({ strength }) => strength === 'hard');
  const conflicting = new Set([...hard, ...accused.flat()].flatMap((item) => item.figures));
  const weighed = before.filter(
    ({ strength, figures: own }) => strength === 'soft' && own.some((one) => conflicting.has(one)),
  );
  const all: { key: string; cost: number; counts: number; choice: Choice }[] = [];
  for (const choice of everyChoice(figures)) {
    const failing = contradicted(choice);
    const isAccused = (index: number): boolean =>
      hasPair(accused[index]?.filter((item) => failing.includes(item)) ?? [], index);
    if (failing.some(({ strength }) => strength === 'hard') || figures.some((_, index) => isAccused(index))) continue;
    const changed = figures.flatMap((_, index) => (choice[index] ? [index] : []));
    const broken: Constraint[] = [];
    for (const item of failing) {
      const rest = new Set(item.figures.filter((figure) => !changed.includes(figure)));
      const isPaid = broken.some((other) => other.figures.some((figure) => rest.has(figure)));
      if (!before.includes(item) && !isPaid) broken.push(item);
    }
    const left = weighed.filter((item) => failing.includes(item));
    const empty = constraints.filter((_, index) => isEmptySum(shapes[index], choice, figures));
    const isCalledFor = (index: number): boolean =>
      contradicted(choice.map((change, other) => (other === index ? undefined : change))).some(
        (item) => item.figures.includes(index) && !empty.includes(item),
      );
    const unproven = empty.filter((item) => item.figures.some((one) => changed.includes(one) && !isCalledFor(one)));
    const counts = priceOf(choice) + 4 * unproven.length + 1.5 * broken.length + 0.5 * left.length;
    all.push({ key: changed.join(' '), cost: counts + 0.5 * left.length, counts, choice });
  }
  const within = (part: string, whole: string): boolean =>
    part !== whole && part.split(' ').every((figure) => whole.split(' ').includes(figure));
  const byCost = all.toSorted((a, b) => a.counts - b.counts);
  const isMet = (choice: Choice): boolean => canBeMet(figures, constraints, choice);
  const least = byCost.find(({ choice }) => isMet(choice))?.counts ?? Infinity;
  const found = new Map<string, number>();
  for (const { key, cost, counts } of byCost.filter((one) => one.counts <= least + 3 && isMet(one.choice))) {
    if (counts <= least + 3 && cost < (found.get(key) ?? Infinity)) found.set(key, cost);
  }
  return new Map(
    [...found].filter(([key, cost]) => ![...found].some(([other, price]) => within(other, key) && price <= cost)),
  );
}

/** Where a figure is tried in its range: near both ends and between. */
const TRIED = [1e-6, 0.25, 0.5, 0.75, 1 - 1e-6];

/**
 * Whether numbers meet all hard relations that changes touch: some of a grid, of which the total of a sum is worked out, or
 * those that the program gives, which are tried in fractions.
 */
function canBeMet(figures: readonly TestedFigure[], constraints: readonly Constraint[], choice: Choice): boolean {
  const rangeOf = (index: number): Interval => choice[index]?.interval ?? figures[index]?.interval ?? point(decimal(0));
  const touched = constraints.filter(
    ({ strength, figures: own }) => strength === 'hard' && own.some((index) => choice[index]),
  );
  const tests = touched.flatMap((constraint) => constraint.tests);
  const { meeting } = findPoint(tests, rangeOf);
  if (typeof meeting !== 'string') return isProof(meeting, tests, rangeOf);
  const ends = figures.map((_, index) =>
    [rangeOf(index).low, rangeOf(index).high].map((end) => Number(decimalText(end ?? decimal(0)))),
  );
  return everyPoint(figures.length).some((steps) => {
    const at = steps.map(
      (step, index) => (ends[index]?.[0] ?? 0) + step * ((ends[index]?.[1] ?? 0) - (ends[index]?.[0] ?? 0)),
    );
    for (const { sense, right } of tests) {
      if (sense === '=' && right.op === 'add' && right.left.op === 'variable' && right.right.op === 'variable') {
        const total = tests.find((test) => test.right === right)?.left;
        if (total?.op === 'variable') at[total.index] = (at[right.left.index] ?? 0) + (at[right.right.index] ?? 0);
      }
    }
    const isInside = at.every((value, index) => value >= (ends[index]?.[0] ?? 0) && value < (ends[index]?.[1] ?? 0));
    return (
      isInside && tests.every(({ sense, left, right }) => isNearlyMet(sense, numberAt(left, at) - numberAt(right, at)))
    );
  });
}

function everyPoint(count: number): number[][] {
  return count === 0 ? [[]] : everyPoint(count - 1).flatMap((rest) => TRIED.map((step) => rest.concat(step)));
}

function isNearlyMet(sense: string, gap: number): boolean {
  if (sense === '=') return Math.abs(gap) < 1e-9;
  return sense === '<=' ? gap <= 0 : gap >= 0;
}

function numberAt(expression: Expression, at: readonly number[]): number {
  if (expression.op === 'variable') return at[expression.index] ?? 0;
  if (expression.op === 'exactly') return Number(decimalText(expression.value.low ?? decimal(0)));
  if (expression.op !== 'add' && expression.op !== 'multiply' && expression.op !== 'divide')
    throw new Error('none here');
  const [a, b] = [numberAt(expression.left, at), numberAt(expression.right, at)];
  return expression.op === 'add' ? a + b : expression.op === 'multiply' ? a * b : a / b;
}

/** Whether two of the three terms of a hard sum are scaled, and the sum would hold just as well without both. */
function isEmptySum(shape: Shape | undefined, choice: Choice, figures: readonly TestedFigure[]): boolean {
  if (shape?.kind !== 'sum' || shape.strength !== 'hard') return false;
  const [a, b, c] = shape.figures;
  const signed = (index: number): Interval => {
    const range = choice[index]?.interval ?? figures[index]?.interval ?? point(decimal(0));
    return index === c ? negateInterval(range) : range;
  };
  const scaled = [a, b, c].filter((index) => choice[index]);
  const [kept, another] = [a, b, c].filter((index) => !choice[index]);
  if (kept === undefined || another !== undefined) return false;
  const isNothing = contains(signed(kept), decimal(0));
  if (scaled.every((index) => choice[index]?.name.startsWith('÷'))) return isNothing;
  return !isNothing && contains(scaled.map(signed).reduce(addIntervals), decimal(0));
}

/** The first figure of a cause costs 3, or 5.5 where it is a hundredfold; each further one 1.75. */
function priceOf(choice: Choice): number {
  const byCause = new Map<string, number>();
  for (const change of choice) if (change) byCause.set(change.name, (byCause.get(change.name) ?? 0) + 1);
  const first = (name: string): number => (name.endsWith('^2') ? 5.5 : 3);
  return [...byCause].reduce((sum, [name, count]) => sum + first(name) + 1.75 * (count - 1), 0);
}

function hasPair(list: readonly Constraint[], index: number): boolean {
  return list.some((a) => list.some((b) => a !== b && shareOnly(a, b, index)));
}

function shareOnly(a: Constraint, b: Constraint, index: number): boolean {
  return a.figures.filter((other) => b.figures.includes(other)).every((other) => other === index);
}

/** To change a third figure costs less than to leave two soft relations about it contradicted. */
const fixed: [number[], Shape[]] = [
  [20, 20, 110, 11],
  [
    { kind: 'sum', figures: [1, 2, 3], strength: 'hard' },
    { kind: 'ratio', figures: [0, 2, 3], strength: 'soft' },
    { kind: 'ratio', figures: [0, 2, 1], strength: 'soft' },
  ],
];

test('finds exactly the explanations that trying everything finds', RANDOM, () => {
  let compared = 0;
  fc.assert(
    fc.property(anyValues, fc.array(anyShape, { minLength: 1, maxLength: 5 }), (values, shapes) => {
      const figures = values.map(figureOf);
      const constraints = shapes.map(constraintOf);
      const ranges = rangesOf(figures.map(({ interval }) => interval));
      const model = new Model({ figures, constraints, ranges, asPrinted: true, tries });
      const [component, ...others] = diagnose(model);
      fc.pre(component !== undefined && others.length === 0);
      compared += 1;
      const found = component?.explanations.map(({ variants: [{ repair, cost }] }) => [
        [...repair.keys()].join(' '),
        cost,
      ]);
      expect(new Map(found as [string, number][])).toEqual(bruteForce(figures, shapes));
    }),
    { numRuns: runs(40), examples: [fixed] },
  );
  expect(compared).toBeGreaterThan(runs(10));
});

test('a cycle of relations is searched like any other', () => {
  const figures = [20, 200, 20].map(figureOf);
  const shapes: Shape[] = [
    { kind: 'part', figures: [0, 1, 2], strength: 'hard' },
    { kind: 'part', figures: [1, 2, 0], strength: 'hard' },
    { kind: 'part', figures: [2, 0, 1], strength: 'hard' },
  ];
  const ranges = rangesOf(figures.map(({ interval }) => interval));
  const model = new Model({ figures, constraints: shapes.map(constraintOf), ranges, asPrinted: true });
  expect(model.verdict(1, UNCHANGED)).toBe('contradicted');
  const [component] = diagnose(model);
  const [first] = component?.explanations ?? [];
  expect([...(first?.variants[0].repair ?? [])].map(([figure, { name }]) => `${figure}${name}`)).toEqual(['1÷10']);
  // the other two, each ×10, would do as well for 1.75 more
  expect(component?.explanations.map(({ dearer }) => dearer)).toEqual([0, 1.75]);
  expect(component?.accused).toEqual([]);
});
