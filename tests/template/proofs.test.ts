import { describe, expect, test } from 'vitest';
import { decimalToNumber } from '../../src/core/numbers/decimal.ts';
import { Value } from '../../src/figure/value.ts';
import type { Observation } from '../../src/dataset/model.ts';
import type { Phrase } from '../../src/template/helper.ts';
import type { Scope } from '../../src/template/scope.ts';
import { proofsOf, restoredRelations } from '../../src/template/proofs.ts';
import { loadTiny } from './case.ts';

const dataset = await loadTiny();

/** The first proof of a figure whose one restored relation has these sides. */
function proofIn(locale: string, before: readonly object[]) {
  const printed = {
    components: [{ repairs: [{ changes: [{ figure: 0, calledForBy: [{ relation: 0, before, after: [] }] }] }] }],
    figures: [{ address: 'ships@2025' }],
    relations: [
      {
        name: 'r',
        says: 'ships <= boats',
        strength: 'hard',
        derivation: 'stated',
        figures: [0],
        words: { en: 'No more ships than boats' },
      },
    ],
  };
  const scope = { locale, edition: { dataset }, tests: { printed, mended: printed } } as unknown as Scope;
  return proofsOf({ address: 'ships@2025' } as Observation, scope)[0];
}

function parts(phrase: Phrase | '' | undefined): (string | Value)[] {
  return phrase ? [...phrase.phrase] : [];
}

function textOf(phrase: Phrase | '' | undefined): string {
  return parts(phrase)
    .map((part) => (part instanceof Value ? `⟦${part.text.replaceAll('\u00A0', ' ')}⟧` : part))
    .join('');
}

const SIDES = [
  { left: '61895 to 61905 Mt', sense: '>=', right: 'below 14.5 Mt' },
  { left: '-12.50 Mt', sense: '<', right: 'anything' },
];

describe('every number of a proof is a value', () => {
  test('printed as all others are', () => {
    const proof = proofIn('en', SIDES);
    expect(proof).toMatchObject({ relation: 'r', says: 'ships <= boats', words: 'No more ships than boats' });
    expect(textOf(proof?.printed)).toBe('⟦61,895 to 61,905 Mt⟧ ≥ ⟦under 14.5 Mt⟧; ⟦−12.50 Mt⟧ < any number');
    expect(proof?.corrected).toBe('');
  });

  test('rates, counts and years too', () => {
    const sides = [
      { left: '3%', sense: '=', right: '4.00 to 5%' },
      { left: '1634 count', sense: '<=', right: 'above 12000' },
      { left: '2024 year', sense: '<', right: 'nothing' },
    ];
    expect(sides.map((side) => textOf(proofIn('en', [side])?.printed))).toEqual([
      '⟦3%⟧ = ⟦4.00 to 5%⟧',
      '⟦1,634⟧ ≤ ⟦over 12,000⟧',
      '⟦2024⟧ < no number',
    ]);
  });

  test('all in one unit of Chinese, that of the side to the right', () => {
    // 1 Mt is 100 × 10^4 t, 1 bn is 10 × 10^8.
    expect(textOf(proofIn('zh-CN', SIDES)?.printed)).toBe(
      '⟦6,189,500 至 6,190,500 万吨⟧ ≥ ⟦低于 1,450 万吨⟧；⟦−1,250 万吨⟧ < 任何数值',
    );
    const money = [{ left: '935 to 1634 bn USD', sense: '<=', right: '326.31 bn USD' }];
    expect(textOf(proofIn('zh-CN', money)?.printed)).toBe('⟦9,350 至 16,340 亿美元⟧ ≤ ⟦3,263.1 亿美元⟧');
  });

  test('with the interval that it stands for, and the relation as its expression', () => {
    const [left, , right] = parts(proofIn('zh-CN', SIDES)?.printed);
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

test('the plainest proof comes first: hard, stated, over few figures, soonest said', () => {
  const relation = (says: string, given: object = {}) => ({
    says,
    strength: 'hard',
    derivation: 'stated',
    figures: [0, 1],
    ...given,
  });
  const relations = [
    relation('a <= b', { strength: 'soft' }),
    relation('a + allowance >= need * b'),
    relation('a < b', { derivation: 'before' }),
    relation('a <= b + c', { figures: [0, 1, 2] }),
    relation('a <= b'),
  ];
  const calledForBy = relations.map((_, position) => ({ relation: position, before: [], after: [] }));
  const figures = [{ address: 'ships@2025' }];
  const printed = { components: [{ repairs: [{ changes: [{ figure: 0, calledForBy }] }] }], figures, relations };
  const tests = { printed } as unknown as Parameters<typeof restoredRelations>[1];
  const found = restoredRelations({ address: 'ships@2025' } as Observation, tests);
  expect(found.map((restored) => relations.indexOf(restored.relation as never))).toEqual([4, 1, 3, 2, 0]);
});
