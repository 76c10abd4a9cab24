import { describe, expect, test } from 'vitest';
import type { AssayResult, FigureResult } from '../../src/assay/report/results.ts';
import { resultOfSmall, type Small } from './world.ts';
import { mentioning } from '../messages.ts';

const INDICATORS = { 'out.a': 'Mt flow' };
const LEVEL = '  out.a: [{level: 5.00 Mt}]';
const LEVEL_AND_GROWTH = '  out.a: [{level: 5.25 Mt}, {growth: 5.0%}]';

function figureAt(result: AssayResult, address: string, release: string): FigureResult {
  const found = result.figures.find(
    ({ observation }) => observation.address === address && observation.release.id === release,
  );
  if (!found) throw new Error(`no ${address} in ${release}`);
  return found;
}

/** Whether slips of ×10 and ÷10 of a figure of the office are noticed. */
async function isCovered(small: Small, address: string): Promise<boolean> {
  return figureAt(await resultOfSmall(small), address, 'office')
    .tenfold()
    .every(({ reach }) => reach !== undefined);
}

async function advice(small: Small, address: string): Promise<readonly string[]> {
  return figureAt(await resultOfSmall(small), address, 'office').wouldCover();
}

describe('what would cover a figure is added and tested before it is named', () => {
  test('another publisher that states a level', async () => {
    const small = { indicators: INDICATORS, releases: { office: LEVEL } };
    expect(await isCovered(small, 'out.a@2025')).toBe(false);
    expect(await advice(small, 'out.a@2025')).toEqual(mentioning('… out.a@2025'));
    const added = { ...small, releases: { office: LEVEL, other: LEVEL } };
    expect(await isCovered(added, 'out.a@2025')).toBe(true);
    expect(await advice(added, 'out.a@2025')).toEqual([]);
  });

  test('the level of the year before, which shows a slip of growth in the same release, and not where it may be revised', async () => {
    // 5.25 Mt / 1.05 is 5.00 Mt, and 5.25 / 5.00 - 1 is neither 0.5 nor 50 %
    const growth = 'out.a:growth@2025';
    const small = { indicators: INDICATORS, releases: { office: LEVEL_AND_GROWTH } };
    const said = await advice(small, growth);
    expect(said).toEqual(mentioning('out.a@2024 …'));
    const own = '  out.a: [{level: 5.25 Mt}, {growth: 5.0%}, {level: 5.00 Mt, period: 2024}]';
    expect(await isCovered({ ...small, releases: { office: own } }, growth)).toBe(true);
    // a release a year earlier may have been revised since
    expect(said).not.toContain('a release that states out.a@2024');
    const releases = { office: LEVEL_AND_GROWTH, 'office-2024': LEVEL };
    expect(await isCovered({ ...small, releases }, growth)).toBe(false);
  });

  test('a relation, unless a figure ten times as large would be within its rounding', async () => {
    expect(await advice({ indicators: INDICATORS, releases: { office: LEVEL } }, 'out.a@2025')).toContain(
      'a hard relation with another figure',
    );
    // 0 to 0.1 Mt and 0 to 1 Mt have all of the former in common
    const nothing = { indicators: INDICATORS, releases: { office: '  out.a: [{level: under 0.1 Mt}]' } };
    expect(await advice(nothing, 'out.a@2025')).toEqual([]);
  });

  test('for all figures at once as for each alone', async () => {
    const result = await resultOfSmall({
      indicators: { ...INDICATORS, 'out.b': 'Mt flow', 'out.all': 'Mt flow' },
      releases: {
        office: '  out.a: [{level: 5.25 Mt}, {growth: 5.0%}]\n  out.b: [{growth: 3%}]\n  out.all: [{level: 9 Mt}]',
        other: '  out.b: [{level: 4 Mt}]',
      },
      relations: 'relations:\n  - {id: whole, hardness: hard, holds: out.all >= out.a}\n',
    });
    const open = result.figures.filter((figure) => figure.tenfold().some(({ reach }) => reach === undefined));
    expect(open.length).toBeGreaterThan(2);
    expect([...result.wouldCover().keys()]).toEqual(open);
    for (const figure of open) expect(result.wouldCover().get(figure)).toEqual(figure.wouldCover());
  });
});
