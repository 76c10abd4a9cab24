import { describe, expect, test } from 'vitest';
import { decimal } from '../../src/core/numbers/decimal.ts';
import { point } from '../../src/core/numbers/interval.ts';
import { builtinUnit } from '../../src/dataset/unit.ts';
import {
  addressOf,
  formulaOf,
  inputsOf,
  originKey,
  term,
  Value,
  ValueAsText,
  type ValueFields,
} from '../../src/figure/value.ts';
import { statementAt } from '../document/fill.ts';

const fields: ValueFields = {
  origin: { kind: 'stated', observation: statementAt('output.zinc@2025') },
  decimal: decimal(72, -1),
  interval: point(decimal(72, -1)),
  unit: builtinUnit('Mt'),
  text: '7.2 million tonnes',
  decimals: 1,
  suffix: ' million tonnes',
  qualifier: 'over',
  flags: ['provisional'],
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

const half = value.with({ origin: { kind: 'derived', formula: [value, ' ÷ 2'] } });
const typed = value.with({ origin: { kind: 'typed', text: '3 Mt' } });
const counted = value.with({ origin: { kind: 'counted', name: 'edition.corrections' } });
const side = value.with({ origin: { kind: 'side', relation: 'whole', says: 'a >= b' } });

test('each value has an address, and a formula unless it was stated or typed', () => {
  expect([value, half, typed, counted, side].map(addressOf)).toEqual([
    'output.zinc@2025',
    'output.zinc@2025 ÷ 2',
    '3 Mt',
    'edition.corrections',
    'a side of whole',
  ]);
  expect([value, half, typed, counted, side].map(formulaOf)).toEqual([
    undefined,
    [value, ' ÷ 2'],
    undefined,
    ['edition.corrections'],
    ['a >= b'],
  ]);
});

test('within a formula a value stands as itself, and what was worked out stands in brackets', () => {
  expect([value, half, typed, counted].map(term)).toEqual([
    [value],
    ['(', value, ' ÷ 2', ')'],
    [typed],
    ['edition.corrections'],
  ]);
  expect(inputsOf([...term(half), ' + ', ...term(value), ' × ', ...term(typed)])).toEqual([value, typed]);
});

test('a print, its correction and the statement of another release are distinguished', () => {
  const stated = (parts: object): Value =>
    value.with({ origin: { kind: 'stated', observation: statementAt('output.zinc@2025', parts) } });
  const others = [
    stated({}),
    stated({ correction: { quantity: { text: '7.2 Mt' }, evidence: [] } }),
    stated({ release: { id: 'other' } }),
  ];
  const doubled = others.map((one) => one.with({ origin: { kind: 'derived', formula: ['2 × ', one] } }));
  expect(new Set([...others, ...doubled].map(originKey)).size).toBe(6);
  expect(originKey(stated({}))).toBe(originKey(value));
});
