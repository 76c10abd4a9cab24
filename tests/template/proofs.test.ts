import { describe, expect, test } from 'vitest';
import { type Decimal, decimal, decimalToNumber, parseDecimal } from '../../src/core/numbers/decimal.ts';
import { type Interval, interval, scaleInterval } from '../../src/core/numbers/interval.ts';
import { parseUnit, type Unit } from '../../src/dataset/unit.ts';
import { Value } from '../../src/figure/value.ts';
import type { Observation } from '../../src/dataset/model.ts';
import type { ShownTests } from '../../src/assay/report/edition-tests.ts';
import type { Phrase, Words } from '../../src/template/helper.ts';
import type { Scope } from '../../src/template/scope.ts';
import { proofsOf, relationsCallingFor } from '../../src/template/proofs.ts';

const SHIPS = { address: 'ships@2025' } as Observation;

interface Sides {
  readonly unit?: Unit;
  readonly left: Interval;
  readonly sense: string;
  readonly right: Interval;
}

function unitOf(code: string) {
  const unit = parseUnit(code, new Map());
  if (!unit) throw new Error(`no unit ${code}`);
  return unit;
}

/** An interval from numerals in a unit, in base units; an end left out is undefined. */
function given(code: string | undefined, low?: string, high?: string, isOpen = false): Interval {
  const end = (numeral?: string): Decimal | undefined => (numeral === undefined ? undefined : parseDecimal(numeral));
  const range = interval(end(low), end(high), isOpen, isOpen);
  return code === undefined ? range : scaleInterval(range, unitOf(code).factor);
}

/** The first proof of a figure whose one repaired relation has these sides, shown in a unit. */
function proofIn(locale: string, code: string | undefined, sides: readonly Sides[]) {
  const unit = code === undefined ? undefined : unitOf(code);
  const before = sides.map((each) => ({ unit, ...each }));
  const relation = {
    name: 'r',
    says: 'ships <= boats',
    strength: 'hard',
    derivation: 'stated',
    figures: 1,
    words: new Map([['en', 'No more ships than boats']]),
  };
  const tests = { statements: [SHIPS], calls: [{ statement: 0, proofs: [{ relation, before, after: [] }] }] };
  const scope = { locale, edition: {}, tests } as unknown as Scope;
  return proofsOf(SHIPS, scope)[0];
}

function parts(phrase: Phrase | '' | undefined): Words[] {
  return phrase ? [...phrase.phrase] : [];
}

function textOf(phrase: Phrase | '' | undefined): string {
  return parts(phrase)
    .map((part) => (part instanceof Value ? `⟦${part.text.replaceAll('\u00A0', ' ')}⟧` : part))
    .join('');
}

const SIDES = [
  { left: given('Mt', '61895', '61905'), sense: '>=', right: given('Mt', undefined, '14.5', true) },
  { left: given('Mt', '-12.5', '-12.5'), sense: '<', right: given('Mt') },
];

describe('every number of a proof is a value', () => {
  test('printed as all others are', () => {
    const proof = proofIn('en', 'Mt', SIDES);
    expect(proof).toMatchObject({ relation: 'r', says: 'ships <= boats', words: 'No more ships than boats' });
    expect(textOf(proof?.printed)).toBe('⟦61,895 to 61,905 Mt⟧ ≥ ⟦under 14.5 Mt⟧; ⟦−12.5 Mt⟧ < any number');
    expect(proof?.corrected).toBe('');
  });

  test('rates, counts and years too', () => {
    const none = interval(decimal(0), decimal(0), true, true);
    const sides: [string | undefined, Sides][] = [
      ['%', { left: given('%', '3', '3'), sense: '=', right: given('%', '4', '5') }],
      ['count', { left: given('count', '1634', '1634'), sense: '<=', right: given('count', '12000', undefined, true) }],
      [undefined, { left: given(undefined, '1634', '1634'), sense: '>', right: given(undefined, '0.5', '0.5') }],
      ['year', { left: given('year', '2024', '2024'), sense: '<', right: none }],
    ];
    expect(sides.map(([code, side]) => textOf(proofIn('en', code, [side])?.printed))).toEqual([
      '⟦3%⟧ ≠ ⟦4 to 5%⟧',
      '⟦1,634⟧ ≤ ⟦over 12,000⟧',
      '⟦1,634⟧ > ⟦0.5⟧',
      '⟦2024⟧ < no number',
    ]);
  });

  test('each comparison in its own unit', () => {
    const share = { unit: unitOf('%'), left: given('%', '39', '40'), sense: '<=', right: given('%', '41', '41') };
    expect(textOf(proofIn('en', 'Mt', [...SIDES.slice(0, 1), share])?.printed)).toBe(
      '⟦61,895 to 61,905 Mt⟧ ≥ ⟦under 14.5 Mt⟧; ⟦39 to 40%⟧ ≤ ⟦41%⟧',
    );
  });

  test('only of what the print contradicts, with the sign that the numbers have', () => {
    const price = given('%', '57', '58');
    const [least, most] = [given('%', '2', '2'), given('%', '15', '15')];
    const within = (side: Interval) => [
      { left: side, sense: '>=', right: least },
      { left: side, sense: '<=', right: most },
    ];
    expect(textOf(proofIn('en', '%', within(price))?.printed)).toBe('⟦57 to 58%⟧ > ⟦15%⟧');
    expect(textOf(proofIn('en', '%', within(given('%', '1', '1')))?.printed)).toBe('⟦1%⟧ < ⟦2%⟧');
    const strict = ['<', '>', '!='].map((sense) => ({ left: least, sense, right: least }));
    expect(textOf(proofIn('en', '%', strict)?.printed)).toBe('⟦2%⟧ ≥ ⟦2%⟧; ⟦2%⟧ ≤ ⟦2%⟧; ⟦2%⟧ = ⟦2%⟧');
  });

  test('all in one unit of Chinese, that of the side to the right', () => {
    // 1 Mt is 100 × 10^4 t, 1 bn is 10 × 10^8.
    expect(textOf(proofIn('zh-CN', 'Mt', SIDES)?.printed)).toBe(
      '⟦6,189,500 至 6,190,500 万吨⟧ ≥ ⟦低于 1,450 万吨⟧；⟦−1,250 万吨⟧ < 任何数值',
    );
    const right = given('bn USD', '326.31', '326.31');
    const money = [{ left: given('bn USD', '935', '1634'), sense: '<=', right }];
    expect(textOf(proofIn('zh-CN', 'bn USD', money)?.printed)).toBe('⟦9,350 至 16,340 亿美元⟧ > ⟦3,263.1 亿美元⟧');
  });

  test('with the interval that it stands for, and the relation as its expression', () => {
    const [left, , right] = parts(proofIn('zh-CN', 'Mt', SIDES)?.printed);
    if (!(left instanceof Value) || !(right instanceof Value)) throw new Error('no values');
    const ends = ({ interval: { low, high } }: Value) => [low, high].map((end) => end && decimalToNumber(end));
    expect([ends(left), left.unit.code, decimalToNumber(left.decimal)]).toEqual([
      [6189500, 6190500],
      '10^4 t',
      6190000,
    ]);
    expect([ends(right), right.interval.highOpen]).toEqual([[undefined, 1450], true]);
    expect(left.origin).toEqual({ kind: 'side', relation: 'r', says: 'ships <= boats' });
  });
});

test('the plainest proof comes first: hard, stated, in words, over few figures, soonest said', () => {
  const relation = (says: string, given: object = {}) => ({
    says,
    strength: 'hard',
    derivation: 'stated',
    figures: 2,
    ...given,
  });
  const relations = [
    relation('a <= b', { strength: 'soft' }),
    relation('a + allowance >= need * b'),
    relation('a < b', { derivation: 'before' }),
    relation('a <= b + c', { figures: 3 }),
    relation('a <= b'),
    relation('a <= b + c + d', { figures: 4, words: new Map([['en', 'A cannot outweigh the rest.']]) }),
  ];
  const proofs = relations.map((one) => ({ relation: one, before: [], after: [] }));
  const tests = { statements: [SHIPS], calls: [{ statement: 0, proofs }] } as unknown as ShownTests;
  const found = relationsCallingFor(SHIPS, tests);
  expect(found.map((proof) => relations.indexOf(proof.relation as never))).toEqual([5, 4, 1, 3, 2, 0]);
});
