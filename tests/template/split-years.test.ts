import { localeOf } from '../locale-of.ts';
import { expect, test } from 'vitest';
import { filesOf, loadFiles } from '../assay/world.ts';
import { fillText } from './case.ts';

const records = `  crop:
    - {level: 190.0 Mt, period: 2022/23}
    - {level: 180.0 Mt, period: 2023/24}
    - {level: 200.0 Mt, period: 2024/25}
    - {growth: 11.1%, period: 2024/25}
    - {level: 50.0 Mt, period: 2024-Q4}`;
const { dataset } = await loadFiles(
  filesOf({ indicators: { crop: 'Mt flow, year_starts: 9' }, releases: { office: records } }),
);

test.each([
  ['{{value "crop@2024/25"}}', 'en', '⟦200.0\u00A0million tonnes⟧'],
  ['{{period "crop@2024/25"}}, {{period "2023/24"}}', 'zh-CN', '⟦2024/25年度⟧, ⟦2023/24年度⟧'],
  ['{{change "crop@2024/25"}}', 'en', '⟦rose⟧ ⟦11.1%⟧'],
  ['{{#each (figures "crop@2022/23..2024/25")}}{{period}} {{/each}}', 'de', '⟦2022/23⟧ ⟦2023/24⟧ ⟦2024/25⟧ '],
  ['{{plus "crop@2024/25" "crop@2023/24"}}', 'en', '⟦380.0\u00A0million tonnes⟧'],
  ['{{cell "crop" period="2023/24"}} {{cell "crop:growth@2023/24"}}', 'en', '⟦180.0⟧ ⟦[x]⟧'],
])('%s in %s', (text, locale, expected) => {
  const { shown, diagnostics } = fillText(dataset, text, { locale: localeOf(locale), release: 'office' });
  expect(diagnostics.map(({ message }) => message)).toEqual([]);
  expect(shown).toBe(expected);
});
