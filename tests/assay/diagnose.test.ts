import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Constraint,
  type TestedFigure,
  type Strength,
  testConstraint,
  testsOf,
} from '../../src/assay/constraint.ts';
import { diagnose } from '../../src/assay/diagnose.ts';
import { binary, exactly, type Expression, variable } from '../../src/assay/expression.ts';
import { rangesOf } from '../../src/assay/ledger.ts';
import { Model, UNCHANGED } from '../../src/assay/figure-model.ts';
import { changesOf, type Change, type Operator } from '../../src/assay/operator.ts';
import type { Comparison } from '../../src/assay/relation.ts';
import { decimal } from '../../src/core/numbers/decimal.ts';
import { point, roundingInterval } from '../../src/core/numbers/interval.ts';

/** A figure that was printed as a whole number of tonnes. */
function figureOf(value: number, index: number): TestedFigure {
  const interval = roundingInterval(decimal(value), decimal(1));
  const unit = { code: 't', factor: decimal(1) };
  const printed = { decimal: decimal(value), resolution: decimal(1), interval, unit };
  return {
    index,
    interval,
    statement: `s${index}`,
    observation: { measure: 'level', printed },
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

/** The repairs as the definition has them, by trying everything. */
function bruteForce(
  figures: readonly TestedFigure[],
  constraints: readonly Constraint[],
): { cost: number; found: string[] } {
  const contradicted = (choice: Choice): Set<Constraint> => {
    const ranges = rangesOf(figures.map((figure, index) => choice[index]?.interval ?? figure.interval));
    return new Set(constraints.filter((constraint) => testConstraint(constraint, ranges).verdict === 'contradicted'));
  };
  const softOver = (failing: ReadonlySet<Constraint>, index: number): Constraint[] =>
    [...failing].filter((item) => item.strength === 'soft' && item.figures.includes(index));
  const accusersOf = (choice: Choice, failing: ReadonlySet<Constraint>, index: number): Constraint[] => {
    const figure = figures[index];
    if (!figure || choice[index]) return [];
    const changes = changesOf(figure.observation, true).filter(({ operator }) => tries(operator));
    return changes.flatMap((change) => {
      const after = contradicted(choice.map((old, other) => (other === index ? change : old)));
      const mended = softOver(failing, index).filter((item) => !after.has(item));
      return hasPair(mended, index) ? mended : [];
    });
  };
  const none: Choice = figures.map(() => undefined);
  const before = contradicted(none);
  const accused = figures.map((_, index) => accusersOf(none, before, index));
  const accuses = (choice: Choice, failing: ReadonlySet<Constraint>): boolean =>
    figures.some(
      (_, index) =>
        hasPair(accused[index]?.filter((item) => failing.has(item)) ?? [], index) ||
        (softOver(failing, index).some((item) => !before.has(item)) && accusersOf(choice, failing, index).length > 0),
    );
  let cost = Infinity;
  let best: { choice: Choice; soft: number }[] = [];
  for (const choice of everyChoice(figures)) {
    const price = choice.reduce((sum, change) => sum + (change?.cost ?? 0), 0);
    if (price > cost) continue;
    const failing = contradicted(choice);
    if ([...failing].some(({ strength }) => strength === 'hard') || accuses(choice, failing)) continue;
    if (price < cost) best = [];
    cost = price;
    best.push({ choice, soft: [...failing].filter(({ strength }) => strength === 'soft').length });
  }
  const fewest = Math.min(...best.map(({ soft }) => soft));
  return { cost, found: best.filter(({ soft }) => soft === fewest).map(({ choice }) => nameOf(choice)) };
}

function hasPair(list: readonly Constraint[], index: number): boolean {
  return list.some((a) => list.some((b) => a !== b && shareOnly(a, b, index)));
}

function shareOnly(a: Constraint, b: Constraint, index: number): boolean {
  return a.figures.filter((other) => b.figures.includes(other)).every((other) => other === index);
}

function nameOf(choice: Choice): string {
  return choice.flatMap((change, index) => (change ? [`${index}${change.name}`] : [])).join(' ');
}

test('finds exactly the repairs that trying everything finds', () => {
  fc.assert(
    fc.property(anyValues, fc.array(anyShape, { minLength: 1, maxLength: 5 }), (values, shapes) => {
      const figures = values.map(figureOf);
      const constraints = shapes.map(constraintOf);
      const ranges = rangesOf(figures.map(({ interval }) => interval));
      const model = new Model({ figures, constraints, ranges, asPrinted: true, tries });
      const components = diagnose(model);
      const truth = bruteForce(figures, constraints);
      const cost = components.reduce((sum, component) => sum + component.cost, 0);
      expect(cost).toBe(truth.cost);
      if (cost === Infinity) return;
      let combined: Choice[] = [figures.map(() => undefined)];
      for (const { repairs, count } of components) {
        fc.pre(count === repairs.length);
        combined = combined.flatMap((choice) =>
          repairs.map((repair) => choice.map((old, index) => repair.get(index) ?? old)),
        );
      }
      expect(combined.map(nameOf).sort()).toEqual(truth.found.sort());
    }),
    { numRuns: 120 },
  );
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
  expect(component?.repairs.map((repair) => [...repair].map(([figure, { name }]) => `${figure}${name}`))).toEqual([
    ['1÷10'],
  ]);
});
