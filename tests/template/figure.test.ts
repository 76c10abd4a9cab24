import { expect, test } from 'vitest';
import { inSentence } from '../../src/template/figure.ts';

test.each([
  ['Refined copper', 'refined copper'],
  ['Ångström', 'ångström'],
  ['LME price of copper', 'LME price of copper'],
  ['CO2 of smelters', 'CO2 of smelters'],
  ['精炼铜', '精炼铜'],
])('%s is %s in the middle of a sentence', (label, inside) => {
  expect(inSentence(label)).toBe(inside);
});
