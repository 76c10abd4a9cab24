import { expect, test } from 'vitest';
import { filesOf, tryFiles } from './world.ts';

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
