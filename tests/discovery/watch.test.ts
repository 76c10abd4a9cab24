import { describe, expect, it } from 'vitest';
import { isUnusual, type Watched, watchedInTime } from '../../src/discovery/watch.ts';
import { filesOf, loadFiles } from '../assay/world.ts';

/** What is unusual in the levels of one indicator from 2010 on, and how many are watched. */
async function unusualIn(
  values: string,
): Promise<{ readonly watched: readonly Watched[]; readonly told: readonly string[] }> {
  const stated = values.split(' ').map((value, index) => `{ level: '${value}', period: ${2010 + index} }`);
  const releases = { office: `  nights: [${stated.join(', ')}]` };
  const { dataset } = await loadFiles(filesOf({ indicators: { nights: 'count flow' }, releases }));
  const watched = watchedInTime(dataset);
  return { watched, told: watched.filter(isUnusual).map(({ statement }) => statement.address) };
}

const CALM = '5120 5344 5271 5402 5510 5433 5665 5722 5601';

describe('a series is watched in time', () => {
  it('says nothing of figures that move as usual', async () => {
    const { watched, told } = await unusualIn(CALM);
    expect(told).toEqual([]);
    expect(watched).toHaveLength(8);
    for (const { limit } of watched) expect(limit).toBeLessThan(2);
  });

  it.each([
    ['ten times too large', '5402', '54020', 0.1],
    ['ten times too small', '5402', '540', 10],
    ['the newest one', '5601', '56010', 0.1],
  ])('notices a figure that is %s', async (_, right, wrong, usual) => {
    const { watched, told } = await unusualIn(CALM.replace(right, wrong));
    expect(told).toHaveLength(1);
    const found = watched.find(isUnusual);
    expect(found?.usual).toBeGreaterThan(usual * 0.9);
    expect(found?.usual).toBeLessThan(usual * 1.1);
  });

  it('expects much of a series that always moves by much', async () => {
    const { told, watched } = await unusualIn('120 5344 271 3402 510 9433 665 1722 201');
    expect(told).toEqual([]);
    for (const { limit } of watched) expect(limit).toBeGreaterThan(10);
  });

  it.each([
    ['of four periods', '5120 5344 5271 54020'],
    ['with figures of one digit', '3 5 2 4 50 6 3'],
    ['that crosses zero', '512 -34 271 402 5100 433'],
  ])('but not one %s', async (_, values) => {
    expect(await unusualIn(values)).toEqual({ watched: [], told: [] });
  });
});
