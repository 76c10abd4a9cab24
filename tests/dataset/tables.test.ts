import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { decimalText } from '../../src/core/numbers/decimal.ts';
import { type Loaded, loadChanged, textOf } from './case.ts';
import { saying } from '../messages.ts';
import { asRelease } from './brands.ts';

const HEADS = 'id,source,published,period\nclub-2026,club,2027-01-15,2026\n';

/** The base dataset with files in `releases/`, and lines in `dataset.yaml`. */
function loadTables(files: Readonly<Record<string, string | Uint8Array>>, declared = ''): Promise<Loaded> {
  return loadChanged(async (folder) => {
    for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, 'releases', name), text);
    if (declared === '') return;
    const file = path.join(folder, 'dataset.yaml');
    await writeFile(file, `${declared}\n${await textOf(file)}`);
  });
}

/** `file:line:column rule: message -- hint` of each diagnostic, without the folder. */
function said({ diagnostics }: Loaded): string[] {
  return diagnostics.map(({ place, path: only, rule, message, hint }) => {
    const file = (place?.file.path ?? only ?? '').replace('data/bicycles/releases/', '');
    return `${file}${place ? `:${place.line}:${place.column}` : ''} ${rule}: ${message} -- ${hint}`;
  });
}

test('a table states what the same release states in YAML', async () => {
  const yaml = `release: {id: club-2026, source: club, published: 2027-01-15, period: 2026, title: Yearbook, url: 'https://club.example/26', announced: 2027-01-12, transcribed: true}
observations:
  sales.city:
    - {level: '12,999', at: 1/2, note: counted twice}
    - {growth: 3.5%, period: 2026-Q4, base: 2026-Q3}
    - {cagr: 2%, since: 2021}
    - {share: 40%, of: sales.all, resolution: 5%}
    - {claim: rises, of: growth, period: 2027, status: [forecast, provisional], condition: dry_summer}
  steel.used:
    - {level: 61.2 t, period: 2025, corrected: 6.12 t, evidence: [paper-2025]}
  share.repaired:
    - {difference: 1.0 pp, from: sales.all, of: growth, words: a point}
`;
  const csv = `indicator,measure,printed,period,base,of,place,corrected,evidence,status,condition,note,resolution,words
sales.city,level,"12,999",,,,1/2,,,,,counted twice,,
sales.city,growth,3.5%,2026-Q4,2026-Q3,,,,,,,,,
sales.city,cagr,2%,,2021,,,,,,,,,
sales.city,share,40%,,,sales.all,,,,A,,,5%,
sales.city,claim,rises,2027,,growth,,,,F provisional,dry_summer,,,
steel.used,level,61.2 t,2025,,,,6.12 t,paper-2025,,,,,
share.repaired,difference,1.0 pp,,,sales.all:growth,,,,,,,,a point
`;
  const heads =
    'id,source,published,period,title,url,announced,transcribed\nclub-2026,club,2027-01-15,2026,Yearbook,https://club.example/26,2027-01-12,true\n';
  const [typed, tabled] = [
    await loadTables({ 'second.yaml': yaml }),
    await loadTables({ 'releases.csv': heads, 'club-2026.csv': csv }),
  ];
  expect([said(typed), said(tabled)]).toEqual([[], []]);
  const facts = ({ dataset }: Loaded): object[] => {
    const { observations = [], file: _, ...head } = dataset?.releases.get(asRelease('club-2026')) ?? {};
    const stated = observations.map((item) =>
      Object.fromEntries(
        Object.entries({ ...item, indicator: item.indicator.id, corrected: item.correction?.quantity }).filter(
          ([key]) => !['release', 'place', 'correction'].includes(key),
        ),
      ),
    );
    return [head, ...stated];
  };
  expect(facts(tabled)).toHaveLength(8);
  expect(facts(tabled)).toEqual(facts(typed));
});

test('one table may hold several releases, and the statements of one may stand in several tables', async () => {
  const loaded = await loadTables({
    'releases.csv': `${HEADS}club-2027,club,2028-01-15,2027\n`,
    'all.csv': 'release,indicator,measure,printed\nclub-2026,sales.all,level,5\nclub-2027,sales.all,level,6\n',
    'club-2026.csv': 'indicator,measure,printed\nsales.city,level,3\n',
  });
  expect(said(loaded)).toEqual([]);
  const counts = [...(loaded.dataset?.releases.values() ?? [])].map(({ id, observations }) => [
    id,
    observations.length,
  ]);
  expect(counts).toContainEqual(['club-2026', 2]);
  expect(counts).toContainEqual(['club-2027', 1]);
});

describe('dialects', () => {
  const dialect = "csv: { delimiter: ';', decimal: ',' }";
  const heads = HEADS.replaceAll(',', ';');

  test('semicolons, decimal commas, a byte-order mark and CRLF', async () => {
    const csv =
      '\uFEFFindicator;measure;printed\r\nsteel.used;level;2.704,7 t\r\nsales.all;claim;first above 1.000\r\n';
    const loaded = await loadTables({ 'releases.csv': heads, 'club-2026.csv': csv }, dialect);
    expect(said(loaded)).toEqual([]);
    const [steel, claim] = loaded.dataset?.releases.get(asRelease('club-2026'))?.observations ?? [];
    expect(steel?.printed?.text).toBe('2,704.7 t');
    expect(steel?.place).toMatchObject({ line: 2, column: 18, length: 9 });
    expect(claim?.printed && decimalText(claim.printed.decimal)).toBe('1000');
  });

  test('a number with a point among decimal commas', async () => {
    const csv = 'indicator;measure;printed\nsteel.used;level;2,704.7 t\n';
    expect(said(await loadTables({ 'releases.csv': heads, 'club-2026.csv': csv }, dialect))).toEqual([
      saying('club-2026.csv:2:18 dataset/not-a-decimal: "2,704.7 t" … -- dataset.yaml … 2.704,7 …'),
    ]);
  });

  test('tabs', async () => {
    const files = {
      'releases.csv': HEADS.replaceAll(',', '\t'),
      'club-2026.csv': 'indicator\tmeasure\tprinted\nsales.all\tlevel\t12,999\n',
    };
    expect(said(await loadTables(files, 'csv: { delimiter: tab }'))).toEqual([]);
  });
});

describe('each mistake is reported at its cell, all of them in one run', () => {
  const tables = (csv: string, heads = HEADS): Promise<Loaded> =>
    loadTables({ 'releases.csv': heads, 'club-2026.csv': csv });

  test('in statements', async () => {
    const csv = `indicator,measure,printed,base,of,status,period
sales.city,level,"12,999",2024,,,
sales.cty,level,"12,999",,,,
sales.all,lvel,12,,,,
sales.all,level,#REF!,,,,
sales.all,level,1.20E+05,,,,
steel.used,level,"2,70 t",,,,
steel.used,cagr,5%,,,,
sales.city,share,5%,,,,
sales.all,level,12,,,X,
"sales.all",level,12,,,,2026-13
sales.all,claim,rises,,falls,,
`;
    const all = said(await tables(csv));
    expect(all).toEqual([
      saying('club-2026.csv:2:27 schema/unknown-key … level -- … ratio'),
      saying('club-2026.csv:3:1 dataset/unknown-indicator … sales.cty … dataset.yaml -- … sales.city?'),
      saying('club-2026.csv:4:11 schema/wrong-type: lvel … ratio, cagr … margin, claim -- … level?'),
      saying('club-2026.csv:5:17 csv/spreadsheet … #REF! … -- …'),
      saying('club-2026.csv:6:17 csv/spreadsheet … 1.20E+05 … -- …'),
      saying('club-2026.csv:7:18 dataset/not-a-decimal: "2,70 t" … -- write "2.70 t"'),
      saying('club-2026.csv:8:20 schema/empty … base … -- … cagr …'),
      saying('club-2026.csv:9:22 schema/empty … -- …'),
      saying('club-2026.csv:10:22 schema/wrong-type: X … break, low_reliability -- undefined'),
      saying(
        'club-2026.csv:11:25 dataset/bad-period: 2026-13 … -- … 2025, 2024/25, 2025-S1, 2025-Q4, 2025-M12, 2025-12-31 … 2025-M01..2025-M10',
      ),
      saying('club-2026.csv:12:24 csv/calculated … falls … rises -- …'),
    ]);
  });

  test('in the facts of releases', async () => {
    const heads = `id,source,published,period,url\nclub-2026,clb,2027-1-15,2026x,club.example\nclub-2027,club,,2027,\nclub-2028,club,2029,2028,\n`;
    expect(said(await tables('indicator,measure,printed\nsales.all,level,5\n', heads))).toEqual([
      saying('releases.csv:2:11 dataset/unknown-source … clb … dataset.yaml -- … club?'),
      saying('releases.csv:2:15 schema/wrong-type: "2027-1-15" … published … 2026, 2026-02 … 2026-02-04 -- …'),
      saying(
        'releases.csv:2:25 dataset/bad-period: 2026x … -- … 2025, 2024/25, 2025-S1, 2025-Q4, 2025-M12, 2025-12-31 … 2025-M01..2025-M10',
      ),
      saying('releases.csv:2:31 schema/wrong-type: "club.example" … url … https:// … http:// -- …'),
      saying('releases.csv:3:16 schema/empty … published … -- …'),
    ]);
  });

  test('a release without statements, statements without a release, a release in YAML and in a table', async () => {
    const loaded = await loadTables({
      'releases.csv': `${HEADS}club-2027,club,2028-01-15,2027\nclub-2025,club,2026-01-15,2025\n`,
      'club-2026.csv': 'indicator,measure,printed\nsales.all,level,5\n',
      'clubb-2026.csv': 'indicator,measure,printed\nsales.all,level,5\n',
      'club-2025.csv': 'indicator,measure,printed\nsales.all,level,5\n',
    });
    expect(said(loaded)).toEqual([
      saying('clubb-2026.csv:1:1 dataset/unknown-release … clubb-2026 … releases.csv -- … club-2026?'),
      saying('releases.csv:3:1 schema/empty … club-2027 … -- … releases/club-2027.csv … club-2027 …'),
      saying('releases.csv:4:1 dataset/duplicate-release … club-2025 … data/bicycles/releases/club.yaml:1 -- …'),
    ]);
  });

  test('no releases.csv', async () => {
    expect(said(await loadTables({ 'club-2026.csv': 'indicator,measure,printed\nsales.all,level,5\n' }))).toEqual([
      saying('club-2026.csv dataset/unknown-release … -- add releases/releases.csv … id … period'),
    ]);
  });

  test('a place that is stated twice, in one table and in two', async () => {
    const loaded = await loadTables({
      'releases.csv': HEADS,
      'club-2026.csv': 'indicator,measure,printed\nsales.all,level,5\nsales.all,level,6\n',
      'more.csv': 'release,indicator,measure,printed\nclub-2026,sales.all,level,7\n',
    });
    const hint = 'a release states a figure once: remove one, or give the period or base in which they differ';
    expect(said(loaded)).toEqual([
      saying(`club-2026.csv:3:17 dataset/stated-twice: sales.all@2026 … 2 already -- ${hint}`),
      `more.csv:2:27 dataset/stated-twice: sales.all@2026 is stated at data/bicycles/releases/club-2026.csv:2 already -- ${hint}`,
    ]);
  });

  test('columns that are calculated and do not agree', async () => {
    const csv = `indicator,measure,printed,value,unit,low,high,start,source
steel.used,level,61.20 t,61.2,t,61.195,61.2050,2026-01-01,club
steel.used,growth,5,6,t,,,2026-01-02,paper
`;
    expect(said(await tables(csv))).toEqual([saying('club-2026.csv:3:19 dataset/wrong-dimension … % … -- … %')]);
    expect(said(await tables(csv.replace(',5,6,', ',5%,6,')))).toEqual([
      saying('club-2026.csv:3:22 csv/calculated … 6 … 5 -- …'),
      saying('club-2026.csv:3:24 csv/calculated … t … % -- …'),
      saying('club-2026.csv:3:28 csv/calculated … 2026-01-02 … 2026-01-01 -- …'),
      saying('club-2026.csv:3:39 csv/calculated … paper … club -- …'),
    ]);
  });

  test.each([
    ['UTF-16', Buffer.from('\uFEFFa,b\n', 'utf16le'), 'club-2026.csv:1:1 file/encoding … UTF-16 -- … UTF-8'],
    [
      'Latin-1',
      Buffer.from('indicator,measure,printed\nsteel.used,level,é', 'latin1'),
      'club-2026.csv:2:18 file/encoding … UTF-8 … -- … UTF-8',
    ],
    ['NUL', Buffer.from('indicator\0'), 'club-2026.csv:1:10 file/encoding … NUL character U+0000 … -- …'],
  ])('%s', async (_, bytes, expected) => {
    expect(said(await loadTables({ 'releases.csv': HEADS, 'club-2026.csv': bytes }))).toEqual([saying(expected)]);
  });
});

test('a release that was not read has the figures that another reprints of it', async () => {
  const loaded = await loadTables({
    'releases.csv': `${HEADS}club-2025b,club,2026-07-15,2025\n`,
    'club-2026.csv':
      'indicator,measure,period,printed,place,as_in\nsales.all,level,2026,7,page 2,\nsales.all,level,2026,5,page 2,club-2025b\n',
  });
  expect(said(loaded)).toEqual([]);
  const known = loaded.dataset?.releases.get(asRelease('club-2025b'))?.observations ?? [];
  expect(known.map(({ address, printed, at, release }) => [address, printed?.text, at, release.id])).toEqual([
    ['sales.all@2026', '5', 'club-2026, page 2', 'club-2025b'],
  ]);
});
