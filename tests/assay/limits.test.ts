import { expect, test } from 'vitest';
import { assaySmall, filesOf, tryFiles } from './world.ts';
import { LONG } from '../long.ts';

/** What is reported about relations of one growing figure. */
async function reportedOf(relations: readonly string[]): Promise<string[]> {
  const world = { indicators: { 'out.a': 'Mt flow' }, releases: { office: '  out.a: [{level: 10.0 Mt}]' } };
  const lines = relations.map((holds, at) => `  - { id: r${at}, hardness: hard, ${holds} }`);
  const { rules, diagnostics } = await tryFiles(filesOf({ ...world, relations: `relations:\n${lines.join('\n')}\n` }));
  expect(rules === undefined).toBe(diagnostics.length > 0);
  return diagnostics.map(({ rule, place }) => `${place?.line} ${rule}`);
}

test('a relation that says what an earlier one says is refused, however often', async () => {
  const twice = Array.from({ length: 3_000 }, () => 'holds: out.a >= 1 Mt');
  const repeated = twice.slice(1).map((_, at) => `${at + 3} assay/duplicate-relation`);
  expect(new Set(await reportedOf(twice))).toEqual(new Set([...repeated, '1002 assay/too-many']));
});

test('more relations than can be tested are refused at the first one too many', async () => {
  const different = Array.from({ length: 1_001 }, (_, at) => `holds: out.a >= ${at} t`);
  expect(await reportedOf(different)).toEqual(['1002 assay/too-many']);
  expect(await reportedOf(different.slice(1))).toEqual([]);
});

test('what holds in other periods says something else', async () => {
  expect(await reportedOf(['holds: out.a >= 1 Mt, periods: 2024..', 'holds: out.a >= 1 Mt, periods: ..2023'])).toEqual(
    [],
  );
  expect(await reportedOf(['holds: out.a >= 1 Mt', 'holds: " out.a  >= 1 Mt"'])).toEqual([
    '3 assay/duplicate-relation',
  ]);
});

test('more figures than can be tested are refused at the release with the first one too many', LONG, async () => {
  const ids = Array.from({ length: 26 }, (_, at) => `out.${String.fromCharCode(97 + at)}`);
  const each = (years: number): string => {
    const levels = Array.from({ length: years }, (_, at) => `{level: 1 Mt, period: ${1000 + at}}`).join(', ');
    return ids.map((id) => `  ${id}: [${levels}]`).join('\n');
  };
  const indicators = Object.fromEntries(ids.map((id) => [id, 'Mt flow']));
  const released = async (...years: readonly number[]): Promise<string[]> => {
    const releases = Object.fromEntries(years.map((count, at) => [`office-${at}`, each(count)]));
    const { diagnostics } = await tryFiles(filesOf({ indicators, releases }));
    return diagnostics.map(({ rule, place }) => `${place?.file.path.split('/').at(-1) ?? ''} ${rule}`);
  };
  // 26 series of 1,000 years, and as many again: 52,000 of at most 50,000; what comes after is not read
  expect(await released(1000, 1000, 3)).toEqual(['office-1.yaml assay/too-many']);
  expect(await released(1000, 3)).toEqual([]);
});

/** The level of one series in so many years. */
function yearsOf(count: number): string {
  return Array.from({ length: count }, (_, at) => `{level: 10.0 Mt, period: ${1500 + at}}`).join(', ');
}

function relationsOf(holds: readonly string[]): string {
  return `relations:\n${holds.map((one, at) => `  - { id: r${at}, hardness: hard, holds: "${one}" }`).join('\n')}\n`;
}

test('more tests than can be made are refused at the relation with the first one too many', LONG, async () => {
  // a sum of 300 years before the tested one is looked up for each of 500 years: 301 × 500 a relation, of at most 600,000
  const before = Array.from({ length: 6 }, (_, at) => `sum(out.a@-300..-1) >= ${at} t`);
  const world = (relations: readonly string[]): Parameters<typeof assaySmall>[0] => ({
    indicators: { 'out.a': 'Mt flow' },
    releases: { office: `  out.a: [${yearsOf(500)}]` },
    relations: relationsOf(relations),
  });
  const { diagnostics, relations } = await assaySmall(world(before));
  expect(diagnostics.map(({ rule, severity, place }) => `${severity} ${place?.line} ${rule}`)).toEqual([
    'error 4 assay/too-many',
  ]);
  expect(relations).toEqual([]);
  const fewer = await assaySmall(world(before.slice(0, 1)));
  expect(fewer.diagnostics.map(({ rule }) => rule)).not.toContain('assay/too-many');
  expect(fewer.relations).toHaveLength(201);
});

test('of thousands of contradictions none is explained by slips, and each relation is reported once', async () => {
  const bounds = Array.from({ length: 4 }, (_, at) => `out.a >= ${500 + at} Mt`);
  const small = {
    indicators: { 'out.a': 'Mt flow' },
    releases: { office: `  out.a: [${yearsOf(400)}]` },
    relations: relationsOf(bounds),
  };
  const { diagnostics, relations, figures } = await assaySmall(small);
  expect(relations.filter(({ verdict }) => verdict === 'contradicted')).toHaveLength(1600);
  expect(diagnostics.filter(({ rule }) => rule === 'assay/contradiction').map(({ place }) => place?.line)).toEqual([
    2, 3, 4, 5,
  ]);
  expect(figures.filter(({ standing }) => standing === 'accused')).toEqual([]);
});
