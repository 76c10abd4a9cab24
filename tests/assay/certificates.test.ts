import Fraction from 'fraction.js';
import { describe, expect, test } from 'vitest';
import { tenTo } from '../core/numbers/exact.ts';
import { type AssayReport, assaySmall, type Small } from './world.ts';

/** Ends of an interval, calculated in fractions and without the code under test. */
type Range = readonly [low: Fraction, high: Fraction];

/** What rounds to a print, whose last digit is worth `worth`. */
function printed(value: string, worth: string): Range {
  const half = new Fraction(worth).div(2);
  return [new Fraction(value).sub(half), new Fraction(value).add(half)];
}

function of(values: readonly Fraction[]): Range {
  const sorted = values.toSorted((a, b) => a.compare(b));
  return [sorted[0] as Fraction, sorted.at(-1) as Fraction];
}

function add(...ranges: readonly Range[]): Range {
  const zero = new Fraction(0);
  return ranges.reduce<Range>(([low, high], next) => [low.add(next[0]), high.add(next[1])], [zero, zero]);
}

function subtract([low, high]: Range, other: Range): Range {
  return [low.sub(other[1]), high.sub(other[0])];
}

function divide([low, high]: Range, [from, to]: Range): Range {
  return of([low.div(from), low.div(to), high.div(from), high.div(to)]);
}

function times([low, high]: Range, factor: string): Range {
  return of([low.mul(factor), high.mul(factor)]);
}

/** A number without rounding. */
function exactly(value: string): Range {
  return [new Fraction(value), new Fraction(value)];
}

const ONE = exactly('1');

/** The sides of a relation, before and after a repair. */
interface Sides {
  readonly before: readonly [left: Range, right: Range];
  readonly after: readonly [left: Range, right: Range];
}

interface Case extends Sides {
  readonly small: Small;
  /** All changes of the repair, as they are printed. */
  readonly repair: readonly string[];
  readonly relation: string;
}

/** `14.715 to 14.725 Mt` as numbers, with what the last printed digit is worth. */
function read(text: string): { range: Range; worth: Fraction } {
  const numbers = text.match(/-?\d+(?:\.\d+)?/g) ?? [];
  const decimals = Math.max(...numbers.map((number) => (number.split('.')[1] ?? '').length));
  const scale = new Fraction(text.endsWith('%') ? '1/100' : '1');
  const values = numbers.map((number) => new Fraction(number).mul(scale));
  const [low, high] = [values[0], values.at(-1)];
  if (!low || !high) throw new RangeError(`no numbers in ${text}`);
  return { range: [low, high], worth: tenTo(-decimals).mul(scale) };
}

/** A printed side holds all that the side may be, and no more than its last digit needs. */
function expectSide(text: string, [low, high]: Range): void {
  const { range, worth } = read(text);
  const [below, above] = [low.sub(range[0]), range[1].sub(high)];
  for (const slack of [below, above]) {
    expect({ text, low: low.toString(12), high: high.toString(12), isIn: slack.compare(0) >= 0 }).toMatchObject({
      isIn: true,
    });
    expect({ text, low: low.toString(12), high: high.toString(12), isNear: slack.compare(worth) < 0 }).toMatchObject({
      isNear: true,
    });
  }
}

function proofIn(report: AssayReport, { repair, relation }: Case) {
  const all = report.components.flatMap(({ repairs }) => repairs);
  const namesOf = ({ changes }: (typeof all)[number]): string[] =>
    changes.map(({ figure, change }) => `${report.figures[figure]?.address} ${change}`);
  const found = all.find((one) => namesOf(one).join() === repair.join());
  const listed = all.map((one) => namesOf(one).join(', ')).join('; ');
  expect(found, `${repair.join(', ')} among ${listed}`).toBeDefined();
  const proof = found?.restored.find((one) => report.relations[one.relation]?.name === relation);
  expect(proof, `a proof by ${relation}`).toBeDefined();
  return proof;
}

/** A sum of two, of which one is printed otherwise. All in kilotonnes; the true figures are 12.3, 45.6 and 57.9. */
function sum(a: string, worth: string, slip: string): Case {
  const [whole, other] = [printed('57.9', '0.1'), printed('45.6', '0.1')];
  return {
    small: {
      indicators: { all: 'kt flow', 'x.a': 'kt flow', 'x.b': 'kt flow' },
      releases: {
        office: `  all: [{level: 57.9 kt}]\n  x.a: [{level: ${a} kt, resolution: ${worth} kt}]\n  x.b: [{level: 45.6 kt}]`,
      },
      relations: 'relations:\n  - {id: whole, hardness: hard, holds: all = x.a + x.b}\n',
    },
    repair: [`x.a@2025 ${slip}`],
    relation: 'whole',
    before: [whole, add(printed(a, worth), other)],
    after: [whole, add(printed('12.3', '0.1'), other)],
  };
}

const GROWTH = 'relations:\n  - {id: rate, hardness: hard, holds: out / out@2024 - 1 = out:growth}\n';

/** A level in two years with the growth between them. */
function growth(unit: string, records: string): Small {
  return { indicators: { out: unit }, releases: { office: `  out: [${records}]` }, relations: GROWTH };
}

/** The growth from one level to another, and a printed rate in per cent. */
function rateSides(now: string, before: string, worth: string, rate: Range): readonly [Range, Range] {
  const ratio = divide(printed(now, worth), printed(before, worth));
  return [subtract(ratio, ONE), times(rate, '1/100')];
}

const SCALES: readonly (readonly [printed: string, worth: string, slip: string])[] = [
  ['123.0', '1', '÷10'],
  ['1.23', '0.01', '×10'],
  ['1230', '10', '÷10^2'],
  ['0.123', '0.001', '×10^2'],
  ['12300', '100', '÷10^3'],
  ['0.0123', '0.0001', '×10^3'],
  ['123000', '1000', '÷10^4'],
  ['12300000', '100000', '÷10^6'],
  ['1230000000', '10000000', '÷10^8'],
  ['12300000000', '100000000', '÷10^9'],
];

const cases: readonly (readonly [operator: string, case_: Case])[] = [
  ...SCALES.map(([value, worth, slip]) => [`scale ${slip}`, sum(value, worth, slip)] as const),
  ['swap', sum('21.3', '0.1', 'digits 1 and 2 swapped')],
  [
    // nothing says more of the part than the sum does
    'unknown',
    {
      ...sum('78.3', '0.1', 'unknown'),
      after: [
        printed('57.9', '0.1'),
        add(subtract(printed('57.9', '0.1'), printed('45.6', '0.1')), printed('45.6', '0.1')),
      ],
    },
  ],
  [
    'sign',
    {
      small: {
        indicators: { balance: 't flow', sold: 't flow', bought: 't flow' },
        releases: {
          'office-2025': '  balance: [{level: 50.1 t}]\n  sold: [{level: 210.0 t}]\n  bought: [{level: 260.1 t}]',
          'office-2024': '  balance: [{level: -40.0 t}]\n  sold: [{level: 200.0 t}]\n  bought: [{level: 240.0 t}]',
        },
        relations: 'relations:\n  - {id: balance, hardness: hard, holds: balance = sold - bought}\n',
      },
      repair: ['balance@2025 sign'],
      relation: 'balance',
      before: [printed('50.1', '0.1'), subtract(printed('210', '0.1'), printed('260.1', '0.1'))],
      after: [printed('-50.1', '0.1'), subtract(printed('210', '0.1'), printed('260.1', '0.1'))],
    },
  ],
  [
    'ratio',
    {
      small: growth('t flow', '{level: 100.0 t}, {growth: 250%, resolution: 1%}, {level: 40.0 t, period: 2024}'),
      repair: ['out:growth@2025 less 100 points'],
      relation: 'rate',
      before: rateSides('100', '40', '0.1', printed('250', '1')),
      after: rateSides('100', '40', '0.1', printed('150', '1')),
    },
  ],
  [
    'points',
    {
      small: growth('% ratio', '{level: 33.0%}, {growth: 5.0%}, {level: 28.0%, period: 2024}'),
      repair: ['out:growth@2025 points for per cent'],
      relation: 'rate',
      before: rateSides('33', '28', '0.1', printed('5', '0.1')),
      after: rateSides(
        '33',
        '28',
        '0.1',
        times(divide(printed('5', '0.1'), subtract(printed('33', '0.1'), printed('5', '0.1'))), '100'),
      ),
    },
  ],
  [
    'exchange of rows',
    {
      small: {
        indicators: { 'p.a': 't flow', 'p.b': 't flow', 'q.a': 't flow', 'q.b': 't flow' },
        releases: {
          office: [
            ['p.a', '5678'],
            ['p.b', '1234'],
            ['q.a', '1235'],
            ['q.b', '5670'],
          ]
            .map(([id, level]) => `  ${id}: [{level: ${level} t, resolution: 1 t}]`)
            .join('\n'),
        },
        relations: [
          'relations:',
          '  - {id: first, hardness: hard, owner: x, reason: y, holds: p.a / q.a <= 1.01}',
          '  - {id: second, hardness: hard, owner: x, reason: y, holds: p.b / q.b >= 0.99}',
        ].join('\n'),
      },
      repair: ['p.a@2025 exchanged with p.b@2025', 'p.b@2025 exchanged with p.a@2025'],
      relation: 'second',
      before: [divide(printed('1234', '1'), printed('5670', '1')), exactly('0.99')],
      after: [divide(printed('5678', '1'), printed('5670', '1')), exactly('0.99')],
    },
  ],
  [
    'exchange of columns',
    {
      small: growth('t flow', '{level: 812.0 t}, {level: 1374.0 t, period: 2024}, {growth: 69.2%}'),
      repair: ['out@2024 exchanged with out@2025', 'out@2025 exchanged with out@2024'],
      relation: 'rate',
      before: rateSides('812', '1374', '0.1', printed('69.2', '0.1')),
      after: rateSides('1374', '812', '0.1', printed('69.2', '0.1')),
    },
  ],
  [
    'exchange of a level and its growth',
    {
      small: {
        indicators: { out: 'kt flow' },
        releases: { office: '  out: [{level: 12.5 kt}, {growth: 83.2%}]' },
        relations:
          'relations:\n  - {id: least, hardness: hard, owner: x, reason: y, holds: "out in [50 kt, 100 kt]"}\n',
      },
      repair: ['out:growth@2025 exchanged with out@2025', 'out@2025 exchanged with out:growth@2025'],
      relation: 'least',
      before: [printed('12.5', '0.1'), exactly('50')],
      after: [printed('83.2', '0.1'), exactly('50')],
    },
  ],
  [
    'unit',
    {
      small: {
        indicators: { total: 'Mt flow', 'm.a': 'Mt flow', 'm.b': 'Mt flow', 'm.c': 'Mt flow' },
        releases: {
          office:
            '  total: [{level: 1368 kt, resolution: 1 kt}]\n  m.a: [{level: 123.0 Mt}]\n  m.b: [{level: 456.0 Mt}]\n  m.c: [{level: 789.0 Mt}]',
        },
        relations: 'relations:\n  - {id: sum, hardness: hard, holds: total = sum(m.*)}\n',
      },
      repair: ['m.a', 'm.b', 'm.c'].map((id) => `${id}@2025 ÷10^3 with all levels in Mt`),
      relation: 'sum',
      before: [
        times(printed('1368', '1'), '1/1000'),
        add(printed('123', '0.1'), printed('456', '0.1'), printed('789', '0.1')),
      ],
      after: [
        times(printed('1368', '1'), '1/1000'),
        times(add(printed('123', '0.1'), printed('456', '0.1'), printed('789', '0.1')), '1/1000'),
      ],
    },
  ],
  [
    'period',
    {
      small: {
        indicators: { out: 't flow' },
        releases: {
          'first-2025': '  out: [{level: 1374 t, period: 2025-S1}, {level: 1374 t, period: 2025-M01..2025-M10}]',
          'second-2025': '  out: [{level: 805 t, period: 2025-S1}, {level: 1374 t, period: 2025-M01..2025-M10}]',
        },
      },
      repair: ['out@2025-S1 belongs to 2025-M01..2025-M10'],
      relation: 'out/same',
      before: [printed('1374', '1'), printed('805', '1')],
      after: [printed('805', '1'), printed('805', '1')],
    },
  ],
];

describe('the numbers of a proof are those of fractions, before and after', () => {
  test.each(cases)('%s', async (_, given) => {
    const proof = proofIn(await assaySmall(given.small), given);
    for (const when of ['before', 'after'] as const) {
      const [sides] = proof?.[when] ?? [];
      expectSide(sides?.left ?? '', given[when][0]);
      expectSide(sides?.right ?? '', given[when][1]);
    }
  });
});

test('what calls for a correction includes relations with figures of other periods, as earlier releases state them', async () => {
  const small: Small = {
    indicators: { north: 'Mt flow', south: 'Mt flow' },
    releases: {
      a2024: '  north: [{level: 8.2 Mt}]\n  south: [{level: 5.0 Mt}]',
      a2025: '  north: [{level: 87.0 Mt, corrected: 8.70 Mt, evidence: arithmetic}]\n  south: [{level: 5.1 Mt}]',
      b2025: '  north: [{level: 8.7 Mt}]',
      a2026: '  north: [{level: 9.0 Mt}]',
    },
    relations: `relations:
  - {id: steady, hardness: soft, owner: X, reason: Y, holds: 'north / north@-1 in [0.8, 1.25]'}
  - {id: sizes, hardness: soft, owner: X, reason: Y, holds: 'north <= 3 * south'}
`,
  };
  const called = async (withEarlier: boolean) => {
    const report = await assaySmall(small, { asPrinted: true, acceptedOnly: true, alone: 'a2025', withEarlier });
    const changes = report.components.flatMap(({ repairs: [first] }) => first?.changes ?? []);
    return changes.flatMap(({ calledForBy }) =>
      calledForBy.map(({ relation, before: [low, high] }) => {
        const { name, at } = report.relations[relation] ?? {};
        const second = high ? `, ${high.sense} ${high.right}` : '';
        return `${name} at ${at}: ${low?.left} ${low?.sense} ${low?.right}${second}`;
      }),
    );
  };
  // 3 × 5.05 to 3 × 5.15, 86.95 / 8.25 and 87.05 / 8.15; neither another source of the year speaks nor the year after.
  const sizes = 'sizes at 2025: 86.95 to 87.05 Mt <= 15.15 to 15.45 Mt';
  expect(await called(false)).toEqual([sizes]);
  expect(await called(true)).toEqual([sizes, 'steady at 2025: 10.539 to 10.681 >= 0.8, <= 1.25']);
});
