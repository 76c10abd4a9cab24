import { describe, expect, test } from 'vitest';
import { decimal } from '../../src/core/numbers/decimal.ts';
import { point } from '../../src/core/numbers/interval.ts';
import { Value, ValueAsText, type ValueFields } from '../../src/figure/value.ts';

const fields: ValueFields = {
  address: 'output.zinc@2025',
  decimal: decimal(72, -1),
  interval: point(decimal(72, -1)),
  unit: 'Mt',
  text: '7.2 million tonnes',
  qualifier: 'over',
  flags: ['provisional'],
  provenance: { release: 'r', source: 's', printed: '7.2 Mt' },
  place: undefined,
};

const value = new Value(fields);

describe('a value is not text', () => {
  test.each<[string, () => unknown]>([
    ['String()', () => String(value)],
    ['a template literal', () => `of ${value as unknown as string}`],
    ['concatenation', () => (value as unknown as string) + 'x'],
    ['join', () => [value].join()],
    ['Number()', () => Number(value)],
    ['arithmetic', () => (value as unknown as number) * 2],
    ['order', () => (value as unknown as number) < 3],
    ['loose equality', () => (value as unknown) == '7.2'],
    ['a key', () => ({})[value as unknown as string]],
    ['toString', () => value.toString()],
    ['valueOf', () => value.valueOf()],
  ])('%s throws, and says which', (_, use) => {
    expect(use).toThrow(ValueAsText);
    expect(use).toThrow('output.zinc@2025');
  });

  test('the error leads to the value', () => {
    expect(new ValueAsText(value).value).toBe(value);
    expect(new ValueAsText(value)).toBeInstanceOf(TypeError);
  });
});

test('a value in other words keeps the rest and leaves the first alone', () => {
  const other = value.with({ text: '7.2 Mt', flags: [] });
  expect(other).toEqual(new Value({ ...fields, text: '7.2 Mt', flags: [] }));
  expect(value).toMatchObject(fields);
  expect(value.with({ qualifier: undefined }).qualifier).toBeUndefined();
});
