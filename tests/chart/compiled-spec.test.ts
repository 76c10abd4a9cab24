import { ROW_NUMBER } from '../../src/chart/scene-reading.ts';
import { beforeEach, expect, test } from 'vitest';
import type { ChartRow } from '../../src/chart/chart-model.ts';
import { compileSpec, placeholder } from '../../src/chart/compiled-spec.ts';

let compiled: object[];
let isSound: boolean;
beforeEach(() => {
  compiled = [];
  isSound = true;
});

/** Compiles with compilers that keep data as Vega does, and returns the data of all parts. */
function dataOf(spec: object, rows: object[][], config = {}): unknown[] | undefined {
  const compilers = {
    vegaLite: { compile: (given: object) => (compiled.push(given), { spec: given }) },
    vega: {
      parse: ({ data }: { data: object[] }) => ({ operators: [{ value: { $ingest: ['fixed'] } }, {}, ...data] }),
    },
    logger: {},
  } as unknown as Parameters<typeof compileSpec>[2];
  const filled = { spec, rows: rows as unknown as ChartRow[][] };
  const made = compileSpec(filled, config, compilers, () => isSound);
  const runtime = made?.runtime as unknown as { operators: unknown[] } | undefined;
  return runtime?.operators.map((operator) => (operator as { value?: { $ingest: unknown } }).value?.$ingest);
}

const inOrder = (...numbers: number[]): object[] => numbers.map((at) => ({ value: { $ingest: placeholder(at) } }));

test('a specification is compiled once, and each drawing gets copies of its own rows', () => {
  const spec = { mark: 'once', data: inOrder(1, 0, 1) };
  const [first, second] = [[{ value: 1 }], [{ value: 2 }, { value: 3 }]];
  // Each row has its number among all.
  const numbered = (rows: object[], from: number): object[] =>
    rows.map((row, at) => ({ ...row, [ROW_NUMBER]: from + at }));
  const [one, two] = [numbered(first, 0), numbered(second, 1)];
  expect(dataOf(spec, [first, second])).toEqual([['fixed'], undefined, two, one, two]);
  const again = dataOf(structuredClone(spec), [[], first]);
  expect(again).toEqual([['fixed'], undefined, numbered(first, 0), [], numbered(first, 0)]);
  expect(again?.[2]).not.toBe(first);
  expect(again?.[2]).not.toBe(again?.[4]);
  expect(compiled).toHaveLength(1);
});

test('another specification or theme is compiled again, as is one of which something was reported', () => {
  const spec = { mark: 'anew', data: [] };
  isSound = false;
  expect(dataOf(spec, [])).toBe(undefined);
  isSound = true;
  for (const [given, config] of [
    [spec, {}],
    [{ ...spec, height: 1 }, {}],
    [spec, { font: 'x' }],
    [spec, {}],
  ] as const)
    expect(dataOf(given, [], config)).toEqual([['fixed'], undefined]);
  expect(compiled).toHaveLength(4);
});

test('what a batch goes on to use is kept, however many others were drawn once', () => {
  const used = { mark: 'used', data: [] };
  for (let height = 0; height < 200; height += 1) for (const spec of [used, { ...used, height }]) dataOf(spec, []);
  expect(compiled.filter((spec) => spec === used)).toHaveLength(1);
  dataOf({ ...used, height: 0 }, []);
  expect(compiled).toHaveLength(202);
});
