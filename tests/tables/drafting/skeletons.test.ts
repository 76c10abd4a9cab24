import { describe, expect, test } from 'vitest';
import type { Release } from '../../../src/dataset/model.ts';
import { movedPeriod, nextPeriod } from '../../../src/dataset/moved-period.ts';
import { parsePeriod, type Period } from '../../../src/dataset/period.ts';
import {
  blankClaim,
  blankFigure,
  nextFileName,
  type NextRelease,
  nextReleaseId,
  releaseSkeleton,
  tableSkeleton,
  withEdition,
  withReleaseRow,
} from '../../../src/tables/drafting/draft.ts';
import { asRelease } from '../../dataset/brands.ts';

function period(text: string): Period {
  const found = parsePeriod(text);
  if (!found) throw new Error(`${text} is not a period`);
  return found;
}

/** What the files of skeletons need of a release, and of those that its source published `earlier`. */
function next(id: string, from: string, newId: string, to: string, earlier: readonly string[] = []): NextRelease {
  const named = (name: string): Release =>
    ({ id: asRelease(name), period: period(from), source: { id: 'the_club' } }) as Release;
  return { old: named(id), id: asRelease(newId), period: period(to), earlier: earlier.map(named) };
}

describe('a release moves on', () => {
  test.each([
    ['2025-Q4', '2025-Q4', '2026-Q1', '2026-Q1'],
    ['2025-Q3', '2025-Q4', '2026-Q1', '2025-Q4'],
    ['2025', '2025-Q4', '2026-Q1', '2026'],
    ['2026', '2026-Q1', '2026-Q2', '2026'],
    ['2025-M10', '2025-M01..2025-M10', '2026-Q1', '2026-M03'],
    ['2025-Q4', '2025', '2026', '2026-Q4'],
    ['2025-12-31', '2025', '2026', '2026-12-31'],
    ['2024-02-29', '2024', '2025', '2025-02-28'],
    ['2025-06-30', '2025-S1', '2025-S2', '2025-12-31'],
    ['2025-M01..2025-M10', '2025', '2026', '2026-M01..2026-M10'],
    ['2024/25', '2024-M09', '2024-M10', '2024/25'],
    ['2024/25', '2024-M09', '2025-M09', '2025/26'],
  ])('%s, from %s to %s, is %s', (stated, from, to, expected) => {
    expect(movedPeriod(period(stated), period(from), period(to))?.text).toBe(expected);
  });

  test.each([
    ['2025', '2026'],
    ['2025-S2', '2026-S1'],
    ['2025-Q4', '2026-Q1'],
    ['2025-M12', '2026-M01'],
    ['2025-12-31', '2026-01-01'],
    ['2024/25', '2025/26'],
    ['2025-M01..2025-M10', undefined],
  ])('after %s comes %s', (from, expected) => {
    expect(nextPeriod(period(from))?.text).toBe(expected);
  });

  test.each([
    ['club-2025-q4', '2025-Q4', '2026-Q1', 'club-2026-q1', 'club-2025-q3'],
    ['club-2025-m10', '2025-M01..2025-M10', '2025-M01..2025-M11', 'club-2025-m11', undefined],
    ['club-652', '2024-M09', '2024-M10', 'the-club-2024-m10', 'club-650'],
    ['club-652', '2024-M09', '2024-M10', 'club-653', 'club-651'],
    ['club-2024-25', '2024/25', '2025/26', 'club-2025-26', undefined],
    ['harvest-11', '2024/25', '2024/25', 'harvest-12', 'harvest-10'],
    ['harvest', '2024/25', '2024/25', 'the-club-12', undefined],
  ])('after %s comes, from %s to %s, %s', (id, from, to, expected, before) => {
    const { old, earlier } = next(id, from, '', to, before === undefined ? [] : [before]);
    expect(nextReleaseId(old, period(to), earlier.at(-1), { from: '11', id: '12' })).toBe(expected);
  });

  test('its file is named as the old one is', () => {
    const quarter = next('club-2025-q4', '2025-Q4', 'club-2026-q1', '2026-Q1');
    expect(['club-2025-q4', 'data-2025-q4', 'latest'].map((name) => nextFileName(name, quarter))).toEqual([
      'club-2026-q1',
      'data-2026-q1',
      'club-2026-q1',
    ]);
  });
});

test('the day of the next release is still to be filled in, with the date on which it is due', () => {
  const due = { date: '2026-04-20', place: { file: { path: 'old.yaml', text: '' }, line: 1, column: 1, length: 1 } };
  const quarter = next('club-2025-q4', '2025-Q4', 'club-2026-q1', '2026-Q1');
  const planned = { ...quarter, old: { ...quarter.old, nextRelease: due } };
  const head = 'release: { id: club-2025-q4, published: 2026-01-15, period: 2025-Q4, next_release: 2026-04-20 }\n';
  expect(releaseSkeleton(head, planned)).toBe(
    'release: { id: club-2026-q1, published: TODO 2026-04-20, period: 2026-Q1, next_release: TODO }\n',
  );
  const text = 'id,published,period,next_release\nclub-2025-q4,2026-01-15,2025-Q4,2026-04-20\n';
  expect(withReleaseRow({ delimiter: ',', text }, planned)).toBe(`${text}club-2026-q1,TODO 2026-04-20,2026-Q1,TODO\n`);
});

test.each(['{ en: Three, de: Drei }', '\n    en: Three\n    de: Drei'])(
  'a title by language, %j, is one gap',
  (title) => {
    const quarter = next('club-2025-q4', '2025-Q4', 'club-2026-q1', '2026-Q1');
    const head = (said: string): string => `release:\n  id: club-2025-q4\n  title: ${said}\n`;
    expect(releaseSkeleton(head(title), quarter).replaceAll(/\s+/g, ' ')).toBe(
      'release: id: club-2026-q1 title: TODO ',
    );
  },
);

describe('what is not over yet is not asked for', () => {
  const quarter = next('club-2025-q4', '2025-Q4', 'club-2026-q1', '2026-Q1');

  test('in YAML: the year after a fourth quarter, in records and columns', () => {
    const old = `tables:
  - columns: [2025-Q3, 2025, { period: 2025, measure: growth }]
    rows:
      sales: 4.1   15.2 3.0%
observations:
  sales:
    - { level: 15 t, period: 2025 } # of the year
    - { level: 4 t }
    - { growth: 3%, period: 2026 }
  paper:
    - level: 9 t
      period: 2025
  ink:
    - { level: 1 t, period: 2025-12-31 }
`;
    expect(releaseSkeleton(old, quarter)).toBe(`tables:
  - columns: [2025-Q4]
    rows:
      sales: TODO
observations:
  sales:
    - { level: TODO t }
    - { growth: TODO%, period: 2027 }
  ink:
    - { level: TODO t, period: 2026-03-31 }
`);
  });

  test('in a table of statements', () => {
    const text = 'indicator,measure,period,printed\nsales,level,,4 t\nsales,level,2025,15 t\n';
    expect(tableSkeleton({ delimiter: ',', text }, quarter)).toBe(
      'indicator,measure,period,printed\nsales,level,,TODO t\n',
    );
  });

  test('but where it is over, as after a second year', () => {
    const text = 'indicator,measure,period,printed\nsales,level,2025,15 t\n';
    const year = next('club-2025-q4', '2025-Q4', 'club-2026-q4', '2026-Q4');
    expect(tableSkeleton({ delimiter: ',', text }, year)).toBe(
      'indicator,measure,period,printed\nsales,level,2026,TODO t\n',
    );
  });
});

test('a new edition does not say when the one after it is expected; the old one still does', () => {
  const old = 'editions:\n  - { id: q4, release: club-2025-q4, next_edition: 2026-05 }\n';
  const entry = { from: 'q4', id: 'q1', release: 'club-2026-q1', endsOld: '2026-01-15' };
  expect(withEdition(old, entry)).toBe(
    'editions:\n  - { id: q4, release: club-2025-q4, next_edition: 2026-05, as_of: 2026-01-15 }\n  - { id: q1, release: club-2026-q1 }\n',
  );
});

describe('what is still to be filled in', () => {
  test.each([
    ['14.72 Mt', 'TODO Mt'],
    ['over 12,000', 'TODO'],
    ['-10.4%', 'TODO%'],
    ['8175.0 10^4 t', 'TODO 10^4 t'],
    ['4 to 5%', 'TODO%'],
    ['17,000 CNY/t', 'TODO CNY/t'],
    ['5 m3', 'TODO m3'],
    ['about 0.2 bn USD', 'TODO bn USD'],
  ])('of %s is %s', (printed, blank) => {
    expect(blankFigure(printed)).toBe(blank);
  });

  test.each([
    ['first above 80 Mt', 'first above TODO Mt'],
    ['record high', 'TODO record high'],
  ])('of the claim %s is %s', (claim, blank) => {
    expect(blankClaim(claim)).toBe(blank);
  });
});

test('a release in YAML keeps its comments, layout and places, and says nothing of the old figures', () => {
  const old = `# The club's quarterly.
release: {id: club-2025-q4, source: club, published: 2026-01-15, period: 2025-Q4, url: 'https://club.example/4'}

observations:
  # --- sales ---
  sales.city:
    - {level: '1,104', at: table/1, corrected: '1,140', evidence: [paper-2025], status: [provisional]} # checked
    - growth:   10.4%   # on the quarter before
      base: 2025-Q3
      note: as the club says
      at: text/2
    - { claim: first above 1000, period: 2025 }
  sales.all:
    - {level: 2204, as_in: club-2025-q3, period: 2025-Q3}
    - {level: 2310, from: 2300, since: club-2025-q2}
    - {difference: 1.2 pp, from: sales.city, of: growth}
    - {change: 12, since: paper-2025}
unrevised:
  - {since: club-2025-q3, indicators: ['*'], periods: [2025-Q3], at: text/9}
tables:
  - unit: kt
    columns: [2025-Q3, { period: 2025-Q4, status: [provisional] }]
    rows:
      steel.used:  9.1 ..
`;
  const quarters = ['club-2025-q2', 'club-2025-q3'];
  expect(releaseSkeleton(old, next('club-2025-q4', '2025-Q4', 'club-2026-q1', '2026-Q1', quarters)))
    .toBe(`# The club's quarterly.
release: {id: club-2026-q1, source: club, published: TODO, period: 2026-Q1, url: 'TODO'}

observations:
  # --- sales ---
  sales.city:
    - {level: 'TODO', at: table/1, status: [provisional]} # checked
    - growth:   TODO%   # on the quarter before
      base: 2025-Q4
      at: text/2
  sales.all:
    - {level: TODO, as_in: club-2025-q4, period: 2025-Q4}
    - {level: TODO, from: TODO, since: club-2025-q3}
    - {difference: TODO pp, from: sales.city, of: growth}
    - {change: TODO, since: paper-2025}
unrevised:
  - {since: TODO club-2025-q4, indicators: ['*'], periods: [2025-Q4], at: text/9}
tables:
  - unit: kt
    columns: [2025-Q4, { period: 2026-Q1, status: [provisional] }]
    rows:
      steel.used:  TODO ..
`);
});

test('a release in a table has the rows of the old one and a row among the releases', () => {
  const quarter = next('club-2025-q4', '2025-Q4', 'club-2026-q1', '2026-Q1');
  const statements = [
    'release;indicator;measure;period;base;printed;place;corrected;evidence;value',
    'club-2025-q3;sales;level;;;1.100;table/1;;;1100',
    'club-2025-q4;sales;level;;;1.104;table/1;1.140;paper-2025;1140',
    'club-2025-q4;sales;growth;2025-Q4;2025-Q3;-1,2%;text/1;;;-1.2',
    'club-2025-q4;sales;claim;2025;;record high;text/1;;;',
    '',
  ].join('\r\n');
  expect(tableSkeleton({ delimiter: ';', text: statements }, quarter).split('\r\n')).toEqual([
    'release;indicator;measure;period;base;printed;place;corrected;evidence;value',
    'club-2026-q1;sales;level;;;TODO;table/1;;;',
    'club-2026-q1;sales;growth;2026-Q1;2025-Q4;TODO%;text/1;;;',
    '',
  ]);
  const heads = 'id,source,published,period,title\nclub-2025-q4,the_club,2026-01-15,2025-Q4,"Fourth, and last"';
  expect(withReleaseRow({ delimiter: ',', text: heads }, quarter)).toBe(
    `${heads}\nclub-2026-q1,the_club,TODO,2026-Q1,TODO\n`,
  );
});

test('what a row of a table compares with moves on', () => {
  const month = next('club-10', '2024/25', 'club-11', '2024/25', ['club-8', 'club-9']);
  const text = `indicator,measure,of,from,printed,as_in
sales,change,club-9,,12 t,
sales,growth,club-8,,2%,
sales,level,club-9,33.1 t,32.7 t,
sales,level,,,33.1 t,club-9
sales,claim,unchanged since club-9,,unchanged,
*,claim,club-9,,no revisions,
sales,share,sales.all,,12%,
sales,margin,90%,,2%,
sales,change,paper-9,,12 t,
`;
  expect(tableSkeleton({ delimiter: ',', text }, month)).toBe(`indicator,measure,of,from,printed,as_in
sales,change,club-10,,TODO t,
sales,growth,club-9,,TODO%,
sales,level,club-10,TODO t,TODO t,
sales,level,,,TODO t,club-10
sales,claim,unchanged since club-10,,TODO unchanged,
*,claim,TODO club-10,,no revisions,
sales,share,sales.all,,TODO%,
sales,margin,90%,,TODO%,
sales,change,paper-9,,TODO t,
`);
});

describe('a brief gets the edition in the way in which its others are written', () => {
  const entry = { from: '2025', id: '2026', release: 'club-2026', endsOld: '2026-01-15' };
  test.each([
    [
      'in lines',
      "editions:\n  # yearly\n  - { id: '2025', release: club-2025 } # so far\nlocales: [en]\n",
      "editions:\n  # yearly\n  - { id: '2025', release: club-2025, as_of: 2026-01-15 } # so far\n  - { id: '2026', release: club-2026 }\nlocales: [en]\n",
    ],
    [
      'in blocks',
      'editions:\n- id: 2025\n  release: club-2025\nlocales: [en]\n',
      'editions:\n- id: 2025\n  release: club-2025\n  as_of: 2026-01-15\n- id: 2026\n  release: club-2026\nlocales: [en]\n',
    ],
    [
      'between brackets',
      'editions: [{id: 2025, release: club-2025}]\n',
      'editions: [{id: 2025, release: club-2025, as_of: 2026-01-15}, {id: 2026, release: club-2026}]\n',
    ],
  ])('%s', (_, before, after) => {
    expect(withEdition(before, entry)).toBe(after);
  });

  test('without the date of the old one, which ends already', () => {
    const before = "editions:\n  - { id: '2025', release: club-2025, as_of: 2026-02 }\n";
    expect(withEdition(before, { ...entry, endsOld: undefined })).toBe(
      `${before}  - { id: '2026', release: club-2026 }\n`,
    );
  });
});
