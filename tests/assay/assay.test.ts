import { describe, expect, test } from 'vitest';
import { explainFigure } from '../../src/assay/report/explain.ts';
import { explanationReport } from '../../src/assay/report/report.ts';
import { countsOf, figureAt } from '../../src/assay/report/results.ts';
import { LONG } from '../long.ts';
import { assaySmall, repairs, resultOfSmall, said, type Small, verdicts } from './world.ts';
import { mentioning, saying } from '../messages.ts';

const TRADE = { 'trade.total': 'bn USD flow', 'trade.imports': 'bn USD flow', 'trade.exports': 'bn USD flow' };
const BALANCE = 'relations:\n  - {id: balance, hardness: hard, holds: trade.total = trade.imports + trade.exports}\n';

function trade(total: string, imports: string, exports: string): Small {
  const observations = [
    `  trade.total: [{level: ${total} bn USD}]`,
    `  trade.imports: [{level: ${imports} bn USD}]`,
    `  trade.exports: [{level: ${exports} bn USD}]`,
  ];
  return { indicators: TRADE, releases: { customs: observations.join('\n') }, relations: BALANCE };
}

describe('an identity', () => {
  test('holds within rounding: 271.94 and 59.61 make 331.55, but 331.54 is printed', async () => {
    const report = await assaySmall(trade('331.54', '271.94', '59.61'));
    expect(verdicts(report)).toEqual({ 'balance@2025': 'compatible' });
    expect(report.diagnostics).toEqual([]);
  });

  test('is contradicted where the open ends only touch', async () => {
    // [271.935, 271.945) + [59.605, 59.615) lies in [331.54, 331.56); 331.53 means [331.525, 331.535)
    expect(verdicts(await assaySmall(trade('331.53', '271.94', '59.61')))).toEqual({ 'balance@2025': 'contradicted' });
    // 331.535 to 331.545 meets 331.54; 331.56 to 331.57 begins where the sum ends, which is not in it
    expect(verdicts(await assaySmall(trade('331.565', '271.94', '59.61')))).toEqual({ 'balance@2025': 'contradicted' });
  });

  test('says by how many widths of the rounding it holds or fails', async () => {
    const exact = await assaySmall(trade('331.55', '271.94', '59.61'));
    expect(exact.relations[0]?.margin).toBe('0.5');
    const off = await assaySmall(trade('331.65', '271.94', '59.61'));
    // 331.645 lies 0.085 above 331.56, where the sum ends; the difference is 0.03 wide
    expect(off.relations[0]?.margin).toBe('-2.83');
  });

  test('with a slip of ten is explained by it first, but two slips of ten could be as well', async () => {
    const report = await assaySmall(trade('331.54', '271.94', '596.1'));
    expect(repairs(report)).toEqual([['trade.exports@2025 ÷10', 'trade.imports@2025 ×10, trade.total@2025 ×10']]);
    expect(report.components[0]?.accused).toEqual([]);
    expect(said(report)).toEqual([
      saying(
        'assay/contradiction: trade.exports@2025 … (596.1 … customs): trade.total = trade.imports + trade.exports … 331.535 … 331.545 … 867.985 … 868.095 …',
      ),
    ]);
  });

  test('that takes two changes names the other with each', async () => {
    const report = await assaySmall(trade('3315.4', '271.94', '5.961'));
    // two causes at 3; a value that one figure has and no known slip gives costs 6, and 1 where it is not a mistyped digit
    expect(repairs(report)).toEqual([
      [
        'trade.exports@2025 ×10, trade.total@2025 ÷10',
        'trade.exports@2025 unknown',
        'trade.imports@2025 unknown',
        'trade.total@2025 unknown',
      ],
    ]);
    expect(report.diagnostics.map(({ hint }) => hint?.split(';')[0])).toEqual([
      '÷10 makes it 331.54 bn USD, together with trade.exports@2025 ×10',
      '×10 makes it 59.61 bn USD, together with trade.total@2025 ÷10',
    ]);
  });

  test('a whole number that is a tenth has no more digits that count', async () => {
    const report = await assaySmall(trade('331500', '271900', '596000'));
    expect(report.components[0]?.repairs[0]?.changes).toMatchObject([{ proposed: '59600 bn USD' }]);
  });

  test('that no known slip explains says so', async () => {
    const report = await assaySmall(trade('777.77', '31.31', '12.12'));
    expect(repairs(report)).toEqual([
      ['trade.exports@2025 unknown', 'trade.imports@2025 unknown', 'trade.total@2025 unknown'],
    ]);
    // 777.77 less 31.31
    expect(report.components[0]?.repairs[0]?.changes[0]?.proposed).toBe('746.45 to 746.47 bn USD');
    expect(report.diagnostics[0]?.hint).toEqual(
      saying(
        '… trade.exports@2025 … 746.45 … 746.47 … trade.imports@2025 … 765.64 … 765.66 … trade.total@2025 … 43.42 … 43.44 … balance …',
      ),
    );
  });
});

describe('soft relations', () => {
  const indicators = { 'out.a': 'Mt flow', 'out.b': 'Mt flow', 'out.c': 'Mt flow' };
  const releases = { office: '  out.a: [{level: 100 Mt}]\n  out.b: [{level: 11 Mt}]\n  out.c: [{level: 21 Mt}]' };
  const band = (id: string, of: string, range: string): string =>
    `  - {id: ${id}, hardness: soft, owner: tests, reason: seen, holds: 'out.a / ${of} in ${range}'}`;

  test('accuse nobody alone', async () => {
    const relations = `relations:\n${band('b', 'out.b', '[0.5, 2]')}\n`;
    const report = await assaySmall({ indicators, releases, relations });
    expect(report.components).toEqual([]);
    expect(report.diagnostics.map(({ severity, rule }) => `${severity} ${rule}`)).toEqual([
      'warning assay/soft-contradiction',
    ]);
  });

  test('accuse the figure that two of them share, if they rest on different others', async () => {
    const relations = `relations:\n${band('b', 'out.b', '[0.5, 2]')}\n${band('c', 'out.c', '[0.2, 1]')}\n`;
    const report = await assaySmall({ indicators, releases, relations });
    expect(repairs(report)).toEqual([['out.a@2025 ÷10', 'out.b@2025 ×10', 'out.c@2025 ×10']]);
  });

  test('do not accuse where both rest on the same other figure', async () => {
    const relations = `relations:\n${band('b', 'out.b', '[0.5, 2]')}\n${band('c', 'out.b', '[0.2, 1]')}\n`;
    expect((await assaySmall({ indicators, releases, relations })).components).toEqual([]);
  });

  test('are what a hard relation over a figure that is only "about" so much becomes', async () => {
    const report = await assaySmall({
      indicators,
      releases: { office: '  out.a: [{level: about 100 Mt}]\n  out.b: [{level: 11 Mt}]' },
      relations: 'relations:\n  - {id: part, hardness: hard, holds: out.a <= out.b}\n',
    });
    expect(report.relations[0]?.strength).toBe('soft');
  });
});

describe('what cannot be known is undecided', () => {
  test('where a divisor spans zero', async () => {
    const report = await assaySmall({
      indicators: { 'out.a': 'Mt flow', 'out.b': 'Mt flow', 'out.c': 'Mt flow' },
      releases: { office: '  out.a: [{level: 5 Mt}]\n  out.b: [{level: 2.0 Mt}]\n  out.c: [{level: 2.0 Mt}]' },
      relations: 'relations:\n  - {id: ratio, hardness: hard, holds: out.a / (out.b - out.c) <= 3}\n',
    });
    expect(verdicts(report)).toEqual({ 'ratio@2025': 'undecided' });
    expect(report.components).toEqual([]);
  });

  test('where "over" leaves open the side that could contradict', async () => {
    const report = await assaySmall({
      indicators: { 'stock.a': 'count stock', 'stock.b': 'count stock' },
      releases: { office: '  stock.a: [{level: over 12000}]\n  stock.b: [{level: 15000}]' },
      relations: `relations:
  - {id: fewer, hardness: hard, holds: stock.a <= stock.b}
  - {id: more, hardness: hard, holds: stock.a >= stock.b}
  - {id: enough, hardness: hard, holds: stock.a <= 0.7 * stock.b}
`,
    });
    // over 12,000 may be more than 15,000 or less, but is not 10,500 or less
    expect(verdicts(report)).toEqual({
      'fewer@2025': 'compatible',
      'more@2025': 'undecided',
      'enough@2025': 'contradicted',
    });
  });
});

describe('second sources', () => {
  const indicators = { 'out.a': 'Mt flow' };

  test('that disagree are contradicted, and neither is preferred without a third', async () => {
    const releases = { agency: '  out.a: [{level: 14.72 Mt}]', office: '  out.a: [{level: 147.2 Mt}]' };
    const report = await assaySmall({ indicators, releases });
    expect(report.relations.map(({ name, strength, verdict }) => `${name} ${strength} ${verdict}`)).toEqual([
      'out.a/same hard contradicted',
    ]);
    expect(repairs(report)).toEqual([['out.a@2025 ×10', 'out.a@2025 ÷10']]);
    expect(report.components[0]?.accused).toEqual([]);
  });

  test('outvote: two that agree leave one to be fixed', async () => {
    const releases = {
      agency: '  out.a: [{level: 14.72 Mt}]',
      office: '  out.a: [{level: 147.2 Mt}]',
      paper: '  out.a: [{level: 14.7 Mt}]',
    };
    const report = await assaySmall({ indicators, releases });
    const [change] = report.components[0]?.repairs[0]?.changes ?? [];
    expect(report.figures[change?.figure ?? 0]?.release).toBe('office');
    // the other two, each ×10, confirm one another: they cost 4 more, beyond the margin
    expect(report.components[0]?.repairs.map(({ dearer }) => dearer)).toEqual([0]);
    expect(report.components[0]?.accused.map((figure) => report.figures[figure]?.release)).toEqual(['office']);
  });

  test('of one publication are evidence only, and cover nothing', async () => {
    const releases = { english: '  out.a: [{level: 147.2 Mt}]', chinese: '  out.a: [{level: 14.72 Mt}]' };
    const sources = { english: 'rank: 1, publisher_group: one', chinese: 'rank: 1, publisher_group: one' };
    const report = await assaySmall({ indicators, releases, sources });
    expect(report.relations[0]).toMatchObject({ strength: 'evidence', verdict: 'contradicted' });
    expect(report.components).toEqual([]);
    expect(report.figures.map(({ standing }) => standing)).toEqual(['disputed', 'disputed']);
    expect(report.figures.flatMap(({ notices }) => notices.filter(({ reach }) => reach !== null))).toEqual([]);
  });

  test('that are second-hand decide nothing', async () => {
    const releases = { agency: '  out.a: [{level: 14.72 Mt}]', rumour: '  out.a: [{level: 147.2 Mt}]' };
    const report = await assaySmall({ indicators, releases, sources: { rumour: 'rank: 1, reliability: second-hand' } });
    expect(report.relations[0]?.strength).toBe('evidence');
    expect(report.diagnostics).toEqual([]);
  });
});

describe('what nothing tests is said to be untested', () => {
  test('without relations and records that speak of one another', async () => {
    const report = await assaySmall({
      indicators: { 'out.a': 'Mt flow' },
      releases: { office: '  out.a: [{level: 5.00 Mt}]' },
    });
    expect(report.counts).toMatchObject({ numeric: 1, untested: 1, relations: 0 });
    const [figure] = report.figures;
    expect(figure).toMatchObject({ standing: 'untested', relations: [] });
    expect(figure?.wouldCover).toEqual(mentioning('… out.a@2025'));
    expect(figure?.notices.every(({ reach }) => reach === null)).toBe(true);
    expect(report.coverage.every(({ sources }) => sources === 0)).toBe(true);
  });

  test('a bound over one figure and numbers covers nothing, though it can be contradicted', async () => {
    const report = await assaySmall({
      indicators: { 'out.a': 'Mt flow' },
      releases: { office: '  out.a: [{level: 5 Mt}]' },
      relations: 'relations:\n  - {id: bound, hardness: hard, holds: out.a <= 6 Mt}\n',
    });
    expect(report.figures[0]?.standing).toBe('compatible');
    expect(report.figures[0]?.notices.every(({ reach }) => reach === null)).toBe(true);
  });
});

describe('an explanation', () => {
  test('says the print, the relations with their numbers, what others imply and what would be noticed', async () => {
    const result = await resultOfSmall(trade('331.55', '271.94', '59.61'));
    const [explanation] = explainFigure(result, 'trade.exports').explanations.map((found) =>
      explanationReport(result, found),
    );
    expect(explanation?.figure).toMatchObject({
      printed: '59.61 bn USD',
      interval: '59.605 to 59.615 bn USD',
      implied: { hard: '59.60 to 59.62 bn USD', all: '59.60 to 59.62 bn USD' },
    });
    expect(explanation?.relations[0]?.sides).toEqual([
      { left: '331.545 to 331.555 bn USD', sense: '=', right: '331.54 to 331.56 bn USD' },
    ]);
    expect(explanation?.figure.notices[0]).toMatchObject({ change: '×10', reach: 'alone', by: [0] });
  });

  test('without a period is of the newest one that is not a forecast, with each release that states it', async () => {
    const records = '{level: 5 Mt, period: 2024}, {level: 6 Mt}, {level: 7 Mt, period: 2026, status: [forecast]}';
    const result = await resultOfSmall({
      indicators: { 'out.a': 'Mt flow' },
      releases: { office: `  out.a: [${records}]`, club: '  out.a: [{level: 6 Mt}]' },
    });
    const { explanations, otherPeriods } = explainFigure(result, 'out.a');
    expect(
      explanations.map(({ figure: { observation } }) => `${observation.release.id} ${observation.address}`),
    ).toEqual(['club out.a@2025', 'office out.a@2025']);
    expect(otherPeriods).toEqual(['2026', '2024']);
    expect(explainFigure(result, 'out.a@2024').explanations).toHaveLength(1);
  });

  test('of what nobody states is empty', async () => {
    const result = await resultOfSmall(trade('331.55', '271.94', '59.61'));
    expect(explainFigure(result, 'trade.exports@2019').explanations).toEqual([]);
    expect(explainFigure(result, 'not an address').explanations).toEqual([]);
  });
});

test('a thousand relations over one figure are one contradiction with one repair', LONG, async () => {
  const ids = Array.from({ length: 1000 }, (_, index) => index);
  const indicators = Object.fromEntries([['out.a', 'Mt flow'], ...ids.map((id) => [`part.p${id}`, 'Mt flow'])]);
  const observations = [
    '  out.a: [{level: 1.30 Mt}]',
    ...ids.map((id) => `  part.p${id}: [{level: 12.${id + 10} Mt}]`),
  ];
  const relations = ids.map((id) => `  - {id: part${id}, hardness: hard, holds: part.p${id} <= out.a}`);
  const small = {
    indicators,
    releases: { office: observations.join('\n') },
    relations: `relations:\n${relations.join('\n')}\n`,
  };
  const result = await resultOfSmall(small);
  expect(countsOf(result).contradicted).toBe(1000);
  expect(result.components).toHaveLength(1);
  const changes = result.components[0]?.repairs.map((repair) =>
    repair.changes.map(({ figure, change }) => `${figureAt(result, figure).observation.address} ${change.name}`),
  );
  expect(changes).toEqual([['out.a@2025 ×10']]);
});
