import fc from 'fast-check';
import Fraction from 'fraction.js';
import { describe, expect, test } from 'vitest';
import { openSession, type Session } from '../../src/assay/diagnosis/session.ts';
import type { Expression } from '../../src/assay/relations/expression.ts';
import { findPoint, type Meeting } from '../../src/assay/search/point-search.ts';
import { testsOf } from '../../src/assay/constraints/constraint.ts';
import { decimal } from '../../src/core/numbers/decimal.ts';
import { type Interval, interval } from '../../src/core/numbers/interval.ts';
import { NUMBER } from '../../src/dataset/unit-dimension.ts';
import { fractionOf } from '../core/numbers/exact.ts';
import { RANDOM, runs } from '../long.ts';
import { holds } from './random.ts';
import { anyTwiceWorld } from './twice.ts';
import { assaySmall, filesOf, loadFiles, type Small } from './world.ts';

async function sessionOf(small: Small): Promise<Session> {
  const { dataset, rules } = await loadFiles(filesOf(small));
  return openSession(dataset, rules, {});
}

function idsOf({ ledger }: Session, figures: readonly number[]): string[] {
  return figures.map((index) => ledger.figures[index]?.observation.indicator.id ?? '');
}

/** The value of an expression at a point, in another arithmetic than the program's. */
function valueAt(expression: Expression, at: (index: number) => Fraction): Fraction {
  switch (expression.op) {
    case 'variable':
      return at(expression.index);
    case 'exactly':
      return fractionOf(expression.value.low ?? decimal(0));
    case 'negate':
      return valueAt(expression.of, at).neg();
    case 'power':
      return Array.from({ length: expression.n }).reduce(
        (product: Fraction) => product.mul(valueAt(expression.of, at)),
        new Fraction(1),
      );
    case 'root':
      throw new Error('no relation here has a root');
    case 'add':
    case 'divide':
    case 'max':
    case 'min':
    case 'multiply':
    case 'subtract': {
      const [a, b] = [valueAt(expression.left, at), valueAt(expression.right, at)];
      switch (expression.op) {
        case 'add':
          return a.add(b);
        case 'subtract':
          return a.sub(b);
        case 'multiply':
          return a.mul(b);
        case 'divide':
          return a.div(b);
        case 'min':
          return a.compare(b) < 0 ? a : b;
        case 'max':
          return a.compare(b) > 0 ? a : b;
      }
    }
  }
}

const HOLDS: Readonly<Record<string, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '<=': (order) => order <= 0,
  '>=': (order) => order >= 0,
};

test(
  'where figures stand twice in relations only slips are accused, with numbers that meet every hard relation touched',
  RANDOM,
  async () => {
    let proofs = 0;
    await fc.assert(
      fc.asyncProperty(anyTwiceWorld, async ({ small, slipped }) => {
        const session = await sessionOf(small);
        const { components, model } = session;
        const right = components
          .flatMap(({ accused }) => idsOf(session, accused))
          .filter((id) => !slipped.includes(id));
        expect(right).toEqual([]);
        for (const { accused, explanations } of components.filter((each) => each.accused.length > 0)) {
          for (const { repair } of explanations.flatMap(({ variants }) => variants.slice(0, 1))) {
            const { meeting, positions } = model.pointUnder(repair);
            if (typeof meeting === 'string') throw new Error(`${accused.length} accused without a point`);
            const at = (index: number): Fraction => {
              const { over, under } = meeting.get(index) ?? { over: 0n, under: 0n };
              return new Fraction(over, under);
            };
            const touched = model.constraints.filter(({ figures }) => figures.some((figure) => repair.has(figure)));
            expect(positions.length).toBe(touched.length);
            for (const { tests, figures } of touched) {
              for (const figure of figures) expect(holds(model.rangesUnder(repair)(figure), at(figure))).toBe(true);
              for (const { sense, left, right } of tests)
                expect(HOLDS[sense]?.(valueAt(left, at).compare(valueAt(right, at)))).toBe(true);
            }
            proofs += 1;
          }
        }
      }),
      { numRuns: runs(4), seed: 2 },
    );
    expect(proofs).toBeGreaterThan(0);
  },
);

describe('a point', () => {
  const [h, a, s] = [0, 1, 2].map((index): Expression => ({ op: 'variable', index })) as [
    Expression,
    Expression,
    Expression,
  ];
  const over = (left: Expression, right: Expression): Expression => ({ op: 'divide', left, right });
  const sum: Expression = { op: 'add', left: h, right: a };
  const gap: Expression = { op: 'subtract', left: h, right: a };
  const meet = (boxes: readonly Interval[], ...equations: readonly (readonly [Expression, Expression])[]): Meeting =>
    findPoint(
      equations.flatMap(([left, right]) => testsOf({ left, dimension: NUMBER, tests: [{ sense: '=', right }] })),
      (index) => boxes[index] ?? interval(undefined, undefined),
    ).meeting;
  const within = (low: number, high: number, exponent = -1): Interval =>
    interval(decimal(low, exponent), decimal(high, exponent), false, true);
  const kindOf = (meeting: Meeting): string => (typeof meeting === 'string' ? meeting : 'point');

  test('is found where a figure stands twice', () => {
    // 60 / (60 + 40) = 0.6
    expect(kindOf(meet([within(595, 605), within(395, 405), within(595, 605, -3)], [s, over(h, sum)]))).toBe('point');
  });

  test('is none where each relation allows the figure something and both together nothing', () => {
    // with abroad 40, a share of 60% makes home 60, a lead of 50% makes it 120
    const open = interval(decimal(0), undefined);
    const third: Expression = { op: 'variable', index: 3 };
    const boxes = [open, within(395, 405), within(595, 605, -3), within(495, 505, -3)];
    expect(kindOf(meet(boxes.slice(0, 3), [s, over(h, sum)]))).toBe('point');
    expect(kindOf(meet(boxes, [s, over(h, sum)], [third, over(gap, sum)]))).toBe('none');
  });

  test('meets sums by rows and by columns, of which one follows from the others', () => {
    // 2 × 2 cells 0 to 3, rows 4 and 5, columns 6 and 7, the whole 8
    const v = (index: number): Expression => ({ op: 'variable', index });
    const plus = (left: number, right: number): Expression => ({ op: 'add', left: v(left), right: v(right) });
    const boxes = [
      [10, 11],
      [20, 21],
      [30, 31],
      [40, 41],
      [30, 32],
      [70, 72],
      [40, 42],
      [60, 62],
      [101, 103],
    ].map(([low = 0, high = 0]) => within(low, high, 0));
    const equations = [
      [v(4), plus(0, 1)],
      [v(5), plus(2, 3)],
      [v(6), plus(0, 2)],
      [v(7), plus(1, 3)],
      [v(8), plus(4, 5)],
      [v(8), plus(6, 7)],
    ] as const;
    expect(kindOf(meet(boxes, ...equations))).toBe('point');
    expect(kindOf(meet([...boxes.slice(0, 8), within(110, 112, 0)], ...equations))).toBe('none');
  });
});

test('the certificate shows the point in the units of the prints, and the relations that it meets', async () => {
  const small: Small = {
    indicators: { home: 'kt flow', abroad: 'kt flow', share: '% ratio', all: 'kt flow' },
    releases: {
      office: [
        '  home: [{level: 60.0 kt}]',
        '  abroad: [{level: 400.0 kt}]',
        '  share: [{level: 60.0 %}]',
        '  all: [{level: 100.0 kt}]',
      ].join('\n'),
    },
    relations:
      'relations:\n  - {id: r, hardness: hard, holds: share = home / (home + abroad)}\n  - {id: t, hardness: hard, holds: all = home + abroad}\n',
  };
  const report = await assaySmall(small);
  const [repair] = report.components[0]?.repairs ?? [];
  expect(repair?.changes.map(({ change }) => change)).toEqual(['÷10']);
  const names = repair?.point?.relations.map((position) => report.relations[position]?.name);
  expect(names).toEqual(['r', 't']);
  const values = new Map(
    repair?.point?.values.map(({ figure, value }) => [report.figures[figure ?? -1]?.address, new Fraction(value)]),
  );
  const at = (id: string): Fraction => values.get(`${id}@2025`) ?? new Fraction(0);
  expect(at('all').equals(at('home').add(at('abroad')))).toBe(true);
  expect(
    at('share')
      .div(100)
      .equals(at('home').div(at('home').add(at('abroad')))),
  ).toBe(true);
  expect(at('abroad').compare(39.95)).toBeGreaterThanOrEqual(0);
  expect(at('abroad').compare(40.05)).toBeLessThan(0);
});
