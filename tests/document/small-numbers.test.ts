import { localeOf } from '../locale-of.ts';
import { expect, test } from 'vitest';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { parseDocument } from '../../src/document/document-parser.ts';
import { filesOf, loadFiles } from '../assay/world.ts';
import { fillText } from '../template/case.ts';

const { dataset } = await loadFiles(
  filesOf({ indicators: { fuel: 't flow' }, releases: { office: '  fuel: [{level: "268,400 t", period: 2025}]' } }),
);

test.each([
  ['de', 'Der Saldo: {{value "fuel@2025"}} im Minus.', 'document/value-neighbour'],
  ['de', 'Ein Dutzend Stationen.', 'document/untested-claim'],
  ['zh-CN', '变动减{{value "fuel@2025"}}。', 'document/value-neighbour'],
  ['zh-CN', '停运廿次。', 'document/untested-claim'],
  ['zh-CN', '停运叁次。', 'document/untested-claim'],
])('in %s, %s', (locale, text, rule) => {
  const { filled } = fillText(dataset, `# Title {#top}\n\n${text}\n`, { release: 'office', locale: localeOf(locale) });
  const found = new Diagnostics();
  parseDocument(filled, new Map(), { locale: localeOf(locale), dataset }, found);
  expect(found.all.map((one) => one.rule)).toContain(rule);
});

test('a bare figure of a table in a partial names its call, and asks for the unit in the head', () => {
  const partials = { row: '| a | {{cell "fuel@2025"}} |' };
  const text = '# Title {#top}\n\n| Name | Amount |\n| :-- | --: |\n{{> row}}\n';
  const { filled } = fillText(dataset, text, { release: 'office', partials });
  const found = new Diagnostics();
  parseDocument(filled, new Map(), { locale: 'en' as const, dataset }, found);
  const unit = found.all.find(({ rule }) => rule === 'document/unit');
  expect(unit).toMatchObject({ place: { line: 1, column: 7 } });
  expect(unit?.hint).toMatch(/head of the column/);
});
