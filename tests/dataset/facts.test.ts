import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { type Decimal, decimalText, normalise } from '../../src/core/numbers/decimal.ts';
import type { Observation } from '../../src/dataset/model.ts';
import { loadReal } from './real.ts';
import { asAddress, asRelease } from './brands.ts';

/** One row of the transcription that was made independently of the dataset. */
interface Fact {
  readonly id: string;
  readonly address: string;
  readonly value: string;
  readonly unit: string;
  readonly low: string;
  readonly high: string;
  readonly qualifier: string;
  readonly corrected: string;
}

const facts = parse<Fact>(await readFile('tests/facts/2025.csv'), { columns: true });
const dataset = await loadReal();
const statements = new Map(
  dataset.releases.get(asRelease('cnia-2025'))?.observations.map((observation) => [observation.address, observation]),
);

/** An end of an interval without the zeros that only say how it was worked out. */
function endText(end: Decimal | undefined): string {
  return end ? decimalText(normalise(end)) : '';
}

function factOf(id: string, { address, printed, correction }: Observation): Fact {
  const isYear = printed?.unit.code === 'year';
  return {
    id,
    address,
    value: printed ? decimalText(printed.decimal) : '',
    unit: printed?.unit.code ?? '',
    low: isYear ? '' : endText(printed?.interval.low),
    high: isYear ? '' : endText(printed?.interval.high),
    qualifier: printed?.qualifier ?? '',
    corrected: correction ? decimalText(correction.quantity.decimal) : '',
  };
}

test('the second transcription has every statement, and one without an address', () => {
  expect(facts).toHaveLength(119);
  expect(facts.filter((fact) => fact.address === '').map((fact) => fact.id)).toEqual(['fc.q1']);
});

test.each(facts.filter((fact) => fact.address !== ''))('$id is the same in both transcriptions', (fact) => {
  const statement = statements.get(asAddress(fact.address));
  expect(statement && factOf(fact.id, statement)).toEqual(fact);
});

// The second transcription took the article's numbers and forecasts; these are its headline claims without a number,
// and fc.q1, to which it gave no address.
const CLAIMS_WITHOUT_NUMBER = [
  'industry.value_added:claim[rises]@2026-Q1',
  'trade.total:claim[record high]@2025',
  'trade.bauxite:claim[record high]@2025',
  'price.copper:claim[record high]@2025',
  'price.gold:claim[record high]@2025',
  'finance.assets:claim[record high]@2025',
  'finance.revenue:claim[record high]@2025',
  'finance.profit.total:claim[record high]@2025',
];

test('the dataset states nothing next to them but claims without a number', () => {
  const known = new Set(facts.map((fact) => fact.address));
  const others = [...statements.keys()].filter((address) => !known.has(address));
  expect(others).toEqual(CLAIMS_WITHOUT_NUMBER);
});
