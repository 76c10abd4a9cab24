import { expect, test } from 'vitest';
import { assaySmall, said } from './world.ts';

// Growth of four rows; the second is the whole of the third and fourth. A lead tells how far the whole is from the nation,
// whose growth to October and November was 4.9 and 4.0%. 4.9 - 2.3 less these is -2.3 and -1.4 points.
const RELATIONS = `relations:
  - {id: october, hardness: hard, holds: 'whole:growth - lead:growth - nation.m10 in [-12%, 12%]'}
  - {id: november, hardness: hard, holds: 'whole:growth - lead:growth - nation.m11 in [-8%, 8%]'}
  - {id: weight, hardness: hard, holds: 'whole:growth >= 0.4 * smelting:growth'}
`;

async function withColumn(growths: readonly string[]) {
  const rows = ['lithium', 'whole', 'mining', 'smelting'];
  const office = [
    ...rows.map((id, at) => `  ${id}: [{growth: '${growths[at]}%', at: table}]`),
    '  lead: [{growth: 2.3%, at: text}]',
    "  nation.m10: [{level: '4.9%', at: text}]",
    "  nation.m11: [{level: '4.0%', at: text}]",
  ];
  const flows = Object.fromEntries([...rows, 'lead'].map((id) => [id, 't flow']));
  const indicators = { ...flows, 'nation.m10': '% ratio', 'nation.m11': '% ratio' };
  return assaySmall({ indicators, releases: { office: office.join('\n') }, relations: RELATIONS });
}

test('the column as it should be has no mistake', async () => {
  expect(said(await withColumn(['34.7', '4.9', '41.0', '-4.2']))).toEqual([]);
});

test('rows shifted where only one is contradicted: what mends that elsewhere is told, and not certain', async () => {
  // the whole, mining and smelting have the growth of the row above
  const report = await withColumn(['34.7', '34.7', '4.9', '41.0']);
  expect(said(report).some((text) => text.startsWith('assay/contradiction: lead:growth@2025 may be wrong'))).toBe(true);
  expect(report.figures.filter(({ standing }) => standing === 'accused')).toEqual([]);
});
