import { expect, test } from 'vitest';
import type { Observation } from '../../src/dataset/model.ts';
import type { Scope } from '../../src/template/helper.ts';
import { proofsOf } from '../../src/template/tests.ts';

test('the numbers of a proof are printed as all others are', () => {
  const before = [
    { left: '935 to 1634 bn USD', sense: '<=', right: '-12345.50 bn USD' },
    { left: '3%', sense: '=', right: '4%' },
  ];
  const printed = {
    components: [{ repairs: [{ changes: [{ figure: 0 }], restored: [{ relation: 0, before, after: [] }] }] }],
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
  const scope = { locale: 'en', tests: { printed, mended: printed } } as unknown as Scope;
  expect(proofsOf({ address: 'ships@2025' } as Observation, scope)).toEqual([
    {
      relation: 'r',
      says: 'ships <= boats',
      words: 'No more ships than boats',
      printed: '935 to 1,634\u00A0bn USD ≤ −12,345.50\u00A0bn USD; 3% = 4%',
      corrected: '',
    },
  ]);
});
