import { expect, test } from 'vitest';
import { filesOf, tryFiles } from './world.ts';
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
