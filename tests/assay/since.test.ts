import { describe, expect, test } from 'vitest';
import type { AssayReport } from './world.ts';
import { filesOf, loadFiles, reportOn, said, tryFiles, verdicts } from './world.ts';
import { saying } from '../messages.ts';

const FORECAST = 'period: 2026, status: [forecast]';

/** The report on two or more monthly releases of one source, of which each entry states something. */
async function monthly(releases: readonly string[], relations?: string): Promise<AssayReport> {
  const indicators = { crop: '10^6 t flow', price: 'USD/t price', 'stock.old.farm': '10^6 t stock' };
  const files = filesOf({ indicators, releases: { m1: releases[0] ?? '' }, ...(relations ? { relations } : {}) });
  for (const [index, text] of releases.entries()) {
    const month = `2025-0${index + 1}`;
    const head = `release: {id: m${index + 1}, source: m1, published: ${month}-12, period: 2025-M0${index + 1}}`;
    files.set(`releases/m${index + 1}.yaml`, `${head}\nobservations:\n${text}\n`);
  }
  const { dataset, rules } = await loadFiles(files);
  return reportOn(dataset, rules);
}

const FIRST = `  crop: [{level: 1,980 10^6 t, decimals: 0, ${FORECAST}}]
  price: [{level: 5.60 USD/t, ${FORECAST}}]`.replace('{level: 1,980 10^6 t', `{level: '1,980 10^6 t'`);

function second(crop: string, more = ''): string {
  return `  crop:\n    - {level: '1,997 10^6 t', ${FORECAST}}\n    - {${crop}, ${FORECAST}}${more}`;
}

describe('a change since an earlier release is that of the two levels', () => {
  test.each([
    ['change: 17 Mt, since: m1', 'compatible'],
    ['change: up 17 Mt, since: m1', 'compatible'],
    ['change: down 17 Mt, since: m1', 'contradicted'],
    ["change: '17,000 kt', since: m1", 'compatible'],
    ['change: 71 Mt, since: m1', 'contradicted'],
    ['change: slightly over 10 Mt, since: m1', 'compatible'],
    ['change: slightly over 20 Mt, since: m1', 'contradicted'],
    ['growth: up 0.9%, since: m1', 'compatible'],
    ['growth: -0.9%, since: m1', 'contradicted'],
  ])('%s', async (stated, verdict) => {
    const report = await monthly([FIRST, second(stated)]);
    expect(Object.values(verdicts(report))).toEqual([verdict]);
    expect(report.relations.map(({ strength }) => strength)).toEqual([stated.includes('slightly') ? 'soft' : 'hard']);
  });

  test('in another unit than that of the level', async () => {
    const price = `  price:
    - {level: 5.70 USD/t, ${FORECAST}}
    - {change: up 10 cent/t, since: m1, ${FORECAST}}`;
    expect(verdicts(await monthly([FIRST, price]))).toEqual({ 'price:change[m1]@2026': 'compatible' });
    const lower = price.replace('up 10', 'down 10');
    expect(verdicts(await monthly([FIRST, lower]))).toEqual({ 'price:change[m1]@2026': 'contradicted' });
  });

  test('where the named release does not state the level, softly with what was stated last', async () => {
    const third = second('change: 17 Mt, since: m2').replace('m1', 'm2');
    const silent = `  price: [{level: 5.60 USD/t, ${FORECAST}}]`;
    const report = await monthly([FIRST, silent, third]);
    const relation = report.relations.find(({ name }) => name === 'crop:change[m2]');
    expect([relation?.verdict, relation?.strength]).toEqual(['compatible', 'soft']);
  });
});

describe('a claim that compares with an earlier release', () => {
  test.each([
    ['unchanged', '1,997', false],
    ['unchanged', '1,980', true],
    ['rises', '1,997', true],
    ['falls', '1,997', false],
  ])('%s at %s holds: %s', async (claim, level, holds) => {
    const text = second(`claim: ${claim}, since: m1`).replace('1,997', level).replace('10^6 t', '10^6 t');
    const report = await monthly([FIRST, text.replace("t', ", "t', decimals: 0, ")]);
    const expected = holds
      ? []
      : [expect.stringMatching(`^assay/false-claim: crop:claim\\[${claim} since m1\\] does not hold at 2026: `)];
    expect(said(report)).toEqual(expected);
  });
});

describe('no revisions', () => {
  const claim = `
unrevised:
  - {since: m1, indicators: ['*'], at: text/3}`;

  test('is a claim about each level, and each that fails is reported', async () => {
    const both = `  crop: [{level: '1,997 10^6 t', ${FORECAST}}]
  price: [{level: 5.90 USD/t, ${FORECAST}}]${claim}`;
    expect(said(await monthly([FIRST, both]))).toEqual([
      expect.stringMatching(/^assay\/false-claim: crop:claim\[unchanged since m1\]\D*2026: /),
      expect.stringMatching(/^assay\/false-claim: price:claim\[unchanged since m1\]\D*2026: /),
    ]);
    expect(said(await monthly([FIRST, FIRST + claim]))).toEqual([]);
  });

  test('of everything reaches indicators in any depth', async () => {
    const stock = (level: string): string => `  stock.old.farm: [{level: '${level} 10^6 t', ${FORECAST}}]`;
    expect(said(await monthly([stock('21'), stock('12') + claim]))).toEqual([
      expect.stringMatching(/^assay\/false-claim: stock\.old\.farm:claim/),
    ]);
  });

  test('leaves out what the release says about a figure by itself', async () => {
    const own = `  crop:
    - {level: '1,997 10^6 t', ${FORECAST}}
    - {claim: rises, since: m1, ${FORECAST}}
  price: [{level: 5.60 USD/t, ${FORECAST}}]${claim}`;
    expect(said(await monthly([FIRST, own]))).toEqual([]);
  });

  test('may be said about figures that are not repeated, which then are those stated before', async () => {
    const silent = `  price: [{level: 5.60 USD/t, ${FORECAST}}]
unrevised: [{since: m1, indicators: [crop], periods: [2026]}]`;
    const third = second('change: 17 Mt, since: m2');
    expect(verdicts(await monthly([FIRST, silent, third]))).toEqual({ 'crop:change[m2]@2026': 'compatible' });
  });

  test('is not an error next to a release that does not state the figure', async () => {
    const silent = `  price: [{level: 5.60 USD/t, ${FORECAST}}]`;
    const third = second('claim: falls, since: m2');
    expect(said(await monthly([FIRST, silent, third]))).toEqual([
      expect.stringMatching(/^assay\/soft-contradiction: crop:claim\[falls since m2\]/),
    ]);
  });

  test('accuses no figure, and an exception explains it', async () => {
    const report = await monthly([FIRST, second('claim: unchanged, since: m1')]);
    expect(report.figures.filter(({ standing }) => standing === 'accused')).toEqual([]);
    const exception = `exceptions:
  - {relation: 'crop:claim[unchanged since m1]', at: 2026, reason: the text was not updated, source: the table}`;
    expect(said(await monthly([FIRST, second('claim: unchanged, since: m1')], exception))).toEqual([]);
  });
});

describe('a printed pair', () => {
  test.each([
    ["level: '1,997 10^6 t', from: '1,980 10^6 t', since: m1", []],
    [
      "level: '1,997 10^6 t', from: '1,890 10^6 t', since: m1",
      ['assay/texts-differ: crop@2026 … 1,890 10^6 t … 1,980 10^6 t … m1 …'],
    ],
  ])('%s reprints the release', async (pair, expected) => {
    expect(said(await monthly([FIRST, `  crop: [{${pair}, ${FORECAST}}]`]))).toEqual(
      expected.map((one) => saying(one)),
    );
  });

  test('states the level of an earlier period', async () => {
    const pair = `  crop: [{level: '1,997 10^6 t', from: '1,970 10^6 t', base: 2025, period: 2026}, {change: 72 Mt, period: 2026}]`;
    expect(verdicts(await monthly([FIRST, pair]))).toEqual({ 'crop:change@2026': 'contradicted' });
  });
});

describe('words that nothing changed', () => {
  const cotton = (unit: string, level: string, claim: string): Promise<AssayReport> => {
    const files = filesOf({
      indicators: { price: `${unit} price` },
      releases: { m1: `  price: [{level: 76.0 ${unit}}]` },
    });
    const head = (at: number): string => `release: {id: m${at}, source: m1, published: 2025-0${at}-12, period: 2025}`;
    files.set('releases/m1.yaml', `${head(1)}\nobservations:\n  price: [{level: 76.0 ${unit}}]\n`);
    files.set(
      'releases/m2.yaml',
      `${head(2)}\nobservations:\n  price: [{level: ${level} ${unit}}, {claim: ${claim}}]\n`,
    );
    return loadFiles(files).then(({ dataset, rules }) => reportOn(dataset, rules));
  };

  test.each(['cent/lb', 'USD/bbl', 'USD/ozt', 'USD/gal', 'bu_corn/acre', 'USD/t'])(
    'since an earlier release, in %s',
    async (unit) => {
      const verdictOf = async (level: string): Promise<unknown> =>
        verdicts(await cotton(unit, level, '"unchanged", since: m1'))['price:claim[unchanged since m1]@2025'];
      expect([await verdictOf('76.0'), await verdictOf('76.1')]).toEqual(['compatible', 'contradicted']);
    },
  );
});

test.each([
  ['76.0 cent/lb', 'compatible'],
  ['76.1 cent/lb', 'contradicted'],
])('a level that is called unchanged is that of the year before, softly: %s', async (level, verdict) => {
  const report = await reportOfPrices(
    `  price: [{level: ${level}}, {claim: unchanged}, {level: 76.0 cent/lb, period: 2024}]`,
  );
  const relation = report.relations.find(({ name }) => name.startsWith('price:claim'));
  expect([relation?.verdict, relation?.strength]).toEqual([verdict, 'soft']);
});

async function reportOfPrices(observations: string): Promise<AssayReport> {
  const { dataset, rules } = await loadFiles(
    filesOf({ indicators: { price: 'cent/lb price' }, releases: { office: observations } }),
  );
  return reportOn(dataset, rules);
}

describe('a unit that is built in', () => {
  const stated = async (units: string): Promise<readonly string[]> => {
    const files = filesOf({
      indicators: { price: 'cent/lb price' },
      releases: { office: '  price: [{level: 76.0 cent/lb}]' },
    });
    files.set('dataset.yaml', `${files.get('dataset.yaml')}units:\n  lb: ${units}\n`);
    return (await tryFiles(files)).diagnostics.map(({ rule, message }) => `${rule}: ${message}`);
  };

  test('may be declared with the same size, as before it was built in', async () => {
    expect(await stated('{base: mass, factor: 0.45359237/1000, symbol: lbs}')).toEqual([]);
  });

  test.each([
    ['{base: mass, factor: 0.5/1000}', '0.5/1000 mass'],
    ['{base: weight, factor: 0.00045359237}', '0.00045359237 weight'],
  ])('with another size is an error that shows both: %s', async (declared, size) => {
    const [first, ...others] = await stated(declared);
    expect(others).toEqual([]);
    expect(first).toContain('yaml/duplicate-key');
    expect(first).toContain('0.00045359237 mass');
    expect(first).toContain(size.replace('0.5/1000', '0.0005'));
  });
});
