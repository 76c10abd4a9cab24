import { describe, expect, it } from 'vitest';
import { type Watched, watchedIn, type WatcherId } from '../../src/watch/watch.ts';
import { filesOf, loadFiles } from '../assay/world.ts';
import { saying } from '../messages.ts';

/** What watchers say about indicators from 2010 on, given the levels of each: `address, why`. */
async function watch(
  levels: Readonly<Record<string, string>>,
  by: WatcherId,
  unit = 'count',
): Promise<{ readonly watched: readonly Watched[]; readonly told: readonly string[] }> {
  const rows = Object.entries(levels).map(([id, values]) => {
    const stated = values.split(' ').map((value, index) => {
      const level = unit === 'count' ? value : `${value} ${unit}`;
      return value === '..' ? [] : `{ level: '${level}', period: ${2010 + index} }`;
    });
    return `  ${id}: [${stated.flat().join(', ')}]`;
  });
  const indicators = Object.fromEntries(Object.keys(levels).map((id) => [id, `${unit} flow`]));
  const { dataset } = await loadFiles(filesOf({ indicators, releases: { office: rows.join('\n') } }));
  const watched = watchedIn(dataset).filter((one) => one.by === by);
  const told = watched.flatMap(({ statement, says }) => (says === undefined ? [] : [`${statement.address}, ${says}`]));
  return { watched, told };
}

const CALM = '5120 5344 5271 5402 5510 5433 5665 5722 5601';

describe('a series is watched in time', () => {
  it('says nothing of figures that move as usual', async () => {
    const { watched, told } = await watch({ nights: CALM }, 'time');
    expect(told).toEqual([]);
    expect(watched).toHaveLength(8);
    for (const { limit } of watched) expect(limit).toBeLessThan(2);
  });

  it.each([
    ['ten times too large', '5402', '54020', /^nights@2013, (?:9|10)\.\d times more/],
    ['ten times too small', '5402', '540', /^nights@2013, (?:9|10)\.\d times less/],
    ['the newest one', '5601', '56010', /^nights@2018, (?:9|10)\.\d times more/],
  ])('notices a figure that is %s', async (_, right, wrong, says) => {
    const { told } = await watch({ nights: CALM.replace(right, wrong) }, 'time');
    expect(told).toEqual([expect.stringMatching(says)]);
  });

  it('expects much of a series that always moves by much', async () => {
    const { told, watched } = await watch({ nights: '120 5344 271 3402 510 9433 665 1722 201' }, 'time');
    expect(told).toEqual([]);
    for (const { limit } of watched) expect(limit).toBeGreaterThan(10);
  });

  it.each([
    ['of four periods', '5120 5344 5271 54020'],
    ['with figures of one digit', '3 5 2 4 50 6 3'],
    ['that crosses zero', '512 -34 271 402 5100 433'],
  ])('but not one %s', async (_, values) => {
    expect(await watch({ nights: values }, 'time')).toEqual({ watched: [], told: [] });
  });
});

/** Four series of four years: too short to be watched in time. */
const SHORT = { north: '512 534 527 540', south: '220 231 226 235', east: '911 950 937 960', west: '118 124 121 126' };

describe('a table is watched across', () => {
  it('says nothing where rows and columns move together', async () => {
    const { told, watched } = await watch(SHORT, 'across');
    expect(told).toEqual([]);
    expect(watched).toHaveLength(16);
  });

  it.each([
    ['2200', /^south@2010, (?:9|10)\.\d times more/],
    ['22', /^south@2010, (?:9|10)\.\d times less/],
  ])('notices %s in place of 220', async (wrong, says) => {
    const { told } = await watch({ ...SHORT, south: SHORT.south.replace('220', wrong) }, 'across');
    expect(told).toEqual([expect.stringMatching(says)]);
  });

  it('leaves a line of another kind out, in which many figures are unusual', async () => {
    const { told, watched } = await watch({ ...SHORT, money: '91 9400 93 9600 95' }, 'across');
    expect(told).toEqual([]);
    expect(watched.map(({ statement }) => statement.indicator.id)).not.toContain('money');
    const slipped = { ...SHORT, south: SHORT.south.replace('220', '2200'), money: '91 9400 93 9600 95' };
    expect((await watch(slipped, 'across')).told).toEqual([expect.stringMatching(/^south@2010/)]);
  });

  it('leaves rates out, which move by themselves', async () => {
    expect((await watch({ ...SHORT, growth_rate: '512 5 27 540' }, 'across')).told).toEqual([]);
  });
});

describe('copies of a neighbour', () => {
  const nights = '5120 5944 6271 5402 7510 6433 5665';
  const guests = '1204 1377 1450 1302 1811 1540 1366';

  it('are noticed in a line that usually moves by much', async () => {
    const { told } = await watch({ nights: nights.replace('6271', '5944'), guests }, 'copied');
    expect(told).toEqual([saying('nights@2012 …')]);
  });

  it('are none in a line that hardly moves, or where it happens again', async () => {
    expect((await watch({ index: '1002 1003 1003 1001 1004 1005 1006' }, 'copied')).told).toEqual([]);
    expect((await watch({ nights: '5120 5944 5944 5402 7510 7510 5665', guests }, 'copied')).told).toEqual([]);
  });

  it('are none where two columns are the same on purpose', async () => {
    const twice = {
      a: '5120 5944 6271 5402 5402 6433 5665',
      b: '1204 1377 1950 2302 2302 1540 1066',
      c: '8204 9377 8450 7302 7302 9540 8366',
    };
    expect((await watch(twice, 'copied')).told).toEqual([]);
  });
});

describe('how a figure is printed', () => {
  it('a minus sign is unusual where all others have none', async () => {
    const line = '512 534 527 -540 551 543 566 572';
    expect((await watch({ nights: line }, 'negative')).told).toEqual([saying('nights@2013 …')]);
    expect((await watch({ 'net.balance': line }, 'negative')).told).toEqual([]);
    expect((await watch({ nights: line.replace('572', '-3') }, 'negative')).told).toEqual([]);
  });

  it('a minus sign is usual where a whole column has it', async () => {
    const year = '512 534 527 540 551 543 566';
    const rows = Object.fromEntries('abc'.split('').map((id) => [id, `${year} -570`]));
    expect((await watch(rows, 'negative')).told).toEqual([]);
    const one = { ...rows, a: `${year} 570`, b: `${year} 570` };
    expect((await watch(one, 'negative')).told).toEqual([expect.stringMatching(/^c@2017/)]);
  });

  it('other decimals are unusual, and a zero that was left out is not', async () => {
    const told = async (line: string): Promise<readonly string[]> =>
      (await watch({ output: line }, 'decimals', 'kt')).told;
    expect(await told('51.2 53.4 52.7 54.02 55.1 54.3')).toEqual([saying('output@2013 … 2 … 1')]);
    expect(await told('51.2 53.4 52.7 54 55.1 54.3')).toEqual([]);
    expect(await told('51.0 53.4 52.7 54 55.1 54.3')).toEqual([saying('output@2013 … 0 … 1')]);
  });
});

describe('the unit of a whole column', () => {
  const before = { north: '512', south: '220', east: '911' };

  it('is compared with the column next to it, so that a first release has it', async () => {
    const two = { north: '512 534000', south: '220 231000', east: '911 950000' };
    expect((await watch(two, 'unit')).told).toEqual([saying('north@2011 … 1043 times …')]);
    const among = { north: '512 534000 527', south: '220 231000 226', east: '911 950000 937' };
    expect((await watch(among, 'unit')).told).toEqual([expect.stringMatching(/^north@2011/)]);
  });

  it('is the same where the rows grow', async () => {
    const grown = Object.fromEntries(
      Object.entries(before).map(([id, value]) => [id, `${value} ${Number(value) * 20}`]),
    );
    expect((await watch(grown, 'unit')).told).toEqual([]);
  });
});
