import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Dataset } from '../../../src/dataset/model.ts';
import { loadReal } from '../../dataset/real.ts';
import { filesOf, loadFiles } from '../../assay/world.ts';
import { fillText, summaryOf } from '../case.ts';
import { saying } from '../../messages.ts';

let dataset: Dataset;
beforeAll(async () => {
  dataset = await loadReal();
});

function printed(template: string): string {
  const { shown, diagnostics } = fillText(dataset, template, { release: 'cnia-2025', asOf: '2026-02-28' });
  expect(diagnostics.map(summaryOf)).toEqual([]);
  return shown.replaceAll('\u00A0', ' ');
}

describe('what the release implies, by hand', () => {
  test.each([
    // 81.75 ÷ 1.05^5 = 64.05; its ends 81.745 ÷ 1.0505^5 = 63.9 and 81.755 ÷ 1.0495^5 = 64.2.
    ['{{impliedBase "output.ten_metals:cagr[2020]"}}', '64 million tonnes'],
    // 81.75 ÷ 1.039 = 78.68.
    ['{{impliedBase "output.ten_metals" unit="Mt"}}', '78.7 million tonnes'],
    // (14.72 − 14.72 ÷ 1.104) ÷ (81.75 ÷ 1.039) = 1.3867 ÷ 78.68 = 1.76 %.
    ['{{contribution "output.refined_copper" "output.ten_metals"}}', '1.8 percentage points'],
    // 326.31 × (1 − 1 ÷ 1.096) × 1.124 ÷ 412.24 = 7.79 %.
    ['{{contribution "trade.imports" "trade.total"}}', '7.8 percentage points'],
    // 1,017 ÷ 796.8 − 1 = 27.64 %, from 1,016.5 ÷ 796.85 to 1,017.5 ÷ 796.75.
    ['{{increase "price.gold_peak" "price.gold" sign=true}}', '+27.6%'],
  ])('%s', (template, expected) => {
    expect(printed(template)).toBe(`⟦${expected}⟧`);
  });
});

test('a sum or difference has the digit that a reader gets who works it out', () => {
  // 10.4% − 2.4% is 7.9 to 8.1 points, and 8 alone would not say that it is known to a tenth; 14.72 + 45.016 = 59.736.
  expect(printed('{{minus "output.refined_copper:growth" "output.primary_aluminium:growth"}}')).toBe(
    '⟦8.0 percentage points⟧',
  );
  const typed = '{{minus "10.04 %" "9.6 %"}} {{plus "9.8 %" "9.1 %"}}';
  const edition = { release: 'cnia-2025', asOf: '2026-02-28' };
  expect(fillText(dataset, typed, edition).shown.replaceAll('\u00A0', ' ')).toBe('⟦0.44 percentage points⟧ ⟦18.9%⟧');
});

test.each<[text: string, rules: readonly string[]]>([
  ['{{plus 268400 0}}', ['document/loose-number']],
  ['{{bounds "5 kt"}}', ['document/loose-number']],
  ['{{increase "12,000 t" "10,000 t"}}', ['document/loose-number']],
  ['{{over "500 kt" 2}}', ['document/loose-number']],
  ['{{spell 7}}', ['document/loose-number']],
  ['{{times (plus "1 kt" "2 kt") 2}}', ['document/loose-number']],
  ['{{times "output.ten_metals" 2}}', []],
  ['{{minus "output.ten_metals" "1 Mt"}}', []],
  ['{{times "1 kt" 1 unit="t"}}', []],
])('a number of typed ones alone is bound to no figure: %s', (text, rules) => {
  const { diagnostics } = fillText(dataset, text, { release: 'cnia-2025', asOf: '2026-02-28' });
  expect(diagnostics.map(({ rule }) => rule)).toEqual(rules);
});

test('parts add up as they are printed, or do not', () => {
  expect(printed('{{#if (addsUp "trade.total" "trade.imports" "trade.exports")}}yes{{/if}}')).toBe('yes');
  // 271.94 + 59.61 = 331.55, and 331.54 is printed.
  expect(
    printed('{{#unless (addsUp "trade.total@2023" "trade.imports@2023" "trade.exports@2023")}}no{{/unless}}'),
  ).toBe('no');
});

test('no growth is printed from a base below zero, where it means nothing', () => {
  const { diagnostics } = fillText(dataset, '{{increase "output.ten_metals" "-41.0 Mt"}}', {
    release: 'cnia-2025',
    asOf: '2026-02-28',
  });
  expect(diagnostics.map(({ message, hint }) => `${message} -- ${hint}`)).toEqual([
    saying('-41.0 Mt … -- … {{minus "…" "…"}}'),
  ]);
});

test('no base of a rate is printed where it is below zero', async () => {
  const small = await loadFiles(
    filesOf({
      indicators: { gain: 'Mt flow', turned: 'Mt flow' },
      releases: {
        office: `  gain:
    - {level: -2.5 Mt}
    - {growth: -40%}
  turned:
    - {level: 2.5 Mt}
    - {growth: -160%}`,
      },
    }),
  );
  for (const text of ['{{impliedBase "gain"}}', '{{impliedBase "turned"}}', '{{contribution "turned" "gain"}}']) {
    const { diagnostics } = fillText(small.dataset, text, { release: 'office', asOf: '2026-12-31' });
    expect([text, diagnostics.map(({ rule }) => rule)]).toEqual([text, ['template/bad-argument']]);
  }
});

test('a year counted from the edition is the year itself', () => {
  const years = fc.integer({ min: -5, max: 1 });
  fc.assert(
    fc.property(years, (offset) => {
      const relative = offset > 0 ? `+${offset}` : String(offset);
      expect(printed(`{{period "${relative}"}}`)).toBe(`⟦${2025 + offset}⟧`);
    }),
  );
});

test('a count that a typed number divides stays a count, and is a share of it where that is asked for', async () => {
  const { dataset: loans } = await loadFiles(
    filesOf({ indicators: { loans: '10^3 count flow' }, releases: { office: '  loans: [{level: 1362.9 10^3}]' } }),
  );
  const shown = (text: string): string => fillText(loans, text, { release: 'office' }).shown.replaceAll('\u00A0', ' ');
  // 1,362,900 ÷ 5 = 272,580; 1,362,900 ÷ 2,000,000 = 68.1 %
  expect(shown('{{over "loans" 5}}')).toMatch(/^⟦272\.6 thousand⟧$|^⟦272\.58 thousand⟧$/);
  expect(shown('{{over "loans" "2000000" unit="%"}}')).toMatch(/^⟦68\.1\d?%⟧$/);
});
