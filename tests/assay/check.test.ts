import { describe, expect, test } from 'vitest';
import { water } from './waterworks.ts';
import { type AssayReport, assaySmall, said, type Small } from './world.ts';
import { mentioning, saying } from '../messages.ts';
import { asDay } from '../dataset/brands.ts';

const INDICATORS = { 'out.a': 'Mt flow', 'out.b': 'Mt flow', 'out.all': 'Mt flow' };
const WHOLE = 'relations:\n  - {id: whole, hardness: hard, holds: out.all = out.a + out.b}\n';

function small(a: string, relations = WHOLE, others: Small['releases'] = {}): Small {
  const office = `  out.all: [{level: 100.0 Mt}]\n  out.a: [${a}]\n  out.b: [{level: 40.0 Mt}]`;
  return { indicators: INDICATORS, releases: { office, ...others }, relations };
}

describe('a correction', () => {
  test('that a contradicted relation calls for settles it', async () => {
    const report = await assaySmall(
      small('{level: 600.0 Mt, corrected: 60.00 Mt, evidence: [paper]}', WHOLE, { paper: '  out.a: [{level: 60 Mt}]' }),
    );
    expect(said(report)).toEqual([]);
    expect(
      report.figures.find(({ release, address }) => release === 'office' && address === 'out.a@2025'),
    ).toMatchObject({
      printed: '600.0 Mt',
      corrected: '60.00 Mt',
      evidence: ['paper'],
      standing: 'compatible',
    });
  });

  test('that nothing calls for fails the check', async () => {
    const report = await assaySmall(
      small('{level: 60.0 Mt, corrected: 60.01 Mt, evidence: [paper]}', WHOLE, { paper: '  out.a: [{level: 60 Mt}]' }),
    );
    expect(said(report)).toEqual([saying('assay/uncalled-correction … out.a@2025 … 60.01 Mt')]);
  });

  test('is called for by a second text of the same publication, which decides nothing else', async () => {
    const copied = small('{level: 660.0 Mt, corrected: 66.0 Mt, evidence: [paper]}', 'relations: []\n', {
      paper: '  out.a: [{level: 66.0 Mt}]',
    });
    const sources = { office: 'rank: 1, publisher_group: one', paper: 'rank: 2, publisher_group: one' };
    expect(said(await assaySmall({ ...copied, sources }))).toEqual([]);
  });

  test('that makes a contradiction fails the check', async () => {
    const report = await assaySmall(
      small('{level: 60.0 Mt, corrected: 66.0 Mt, evidence: [paper]}', WHOLE, { paper: '  out.a: [{level: 66 Mt}]' }),
    );
    expect(said(report)).toEqual(mentioning('assay/correction-contradicts … out.a@2025 makes whole … 2025 …'));
  });

  test('is ignored as printed, and the contradiction is settled by it', async () => {
    const corrected = small('{level: 600.0 Mt, corrected: 60.00 Mt, evidence: [paper]}', WHOLE, {
      paper: '  out.a: [{level: 60 Mt}]',
    });
    const report = await assaySmall(corrected, { asPrinted: true });
    expect(report.components[0]?.repairs[0]?.isAccepted).toBe(true);
    expect(said(report)).toEqual([]);
  });
});

describe('a correction by arithmetic', () => {
  const BOTH = `relations:
  - {id: whole, hardness: hard, holds: out.all = out.a + out.b}
  - {id: parts, hardness: hard, holds: out.a = out.c + out.d}
`;
  const records = (a: string): string =>
    `  out.all: [{level: 100.0 Mt}]\n  out.a: [${a}]\n  out.b: [{level: 40.0 Mt}]\n  out.c: [{level: 25.0 Mt}]\n  out.d: [{level: 35.0 Mt}]`;
  const checked = (a: string, relations: string): Promise<AssayReport> =>
    assaySmall({
      indicators: { ...INDICATORS, 'out.c': 'Mt flow', 'out.d': 'Mt flow' },
      releases: { office: records(a) },
      relations,
    });

  test.each(['arithmetic', '[arithmetic]'])('that is the only repair stands: evidence: %s', async (evidence) => {
    const report = await checked(`{level: 600.0 Mt, corrected: 60.00 Mt, evidence: ${evidence}}`, BOTH);
    expect(said(report)).toEqual([]);
    expect(report.figures.find(({ address }) => address === 'out.a@2025')).toMatchObject({
      corrected: '60.00 Mt',
      evidence: ['arithmetic'],
    });
  });

  test('that is one of several repairs is an error that names the others', async () => {
    const report = await checked('{level: 600.0 Mt, corrected: 60.00 Mt, evidence: arithmetic}', WHOLE);
    const [first, ...more] = report.diagnostics;
    expect(more).toEqual([]);
    expect(first).toMatchObject({
      rule: 'assay/undecided-correction',
      severity: 'error',
      message: saying('… out.a@2025 … 60.00 Mt'),
    });
    expect(first?.hint).toEqual(saying('… out.all@2025 … out.b@2025 ×10 …'));
  });

  test('that hides a lost minus elsewhere is an error that names it', async () => {
    // the true figure is corrected, and 257 is the one that lost its minus
    const pumped = "{level: '8,412 kt', corrected: '7,898 kt', evidence: arithmetic}";
    const report = await assaySmall(water('{level: 257 kt}', { pumped }));
    expect(report.diagnostics.map(({ rule }) => rule)).toEqual(['assay/undecided-correction']);
    expect(report.diagnostics[0]?.hint).toEqual(mentioning('drawn@2025 …'));
  });

  describe('is as fine as what proves it', () => {
    // 1,312 = 2,624 / 2 = 3,936 / 3 to the last digit, whatever 4,012 is a slip of
    const relations = `relations:
  - {id: twice, hardness: hard, holds: twice = 2 * one}
  - {id: thrice, hardness: hard, holds: thrice = 3 * one}
  - {id: whole, hardness: hard, holds: whole = one + twice + thrice}
`;
    const of = (one: string): Promise<AssayReport> =>
      assaySmall({
        indicators: { one: 't flow', twice: 't flow', thrice: 't flow', whole: 't flow' },
        releases: {
          office: `  one: [{level: '4,012 t', ${one}evidence: arithmetic}]\n  twice: [{level: '2,624 t'}]\n  thrice: [{level: '3,936 t'}]\n  whole: [{level: '7,872 t'}]`,
        },
        relations,
      });
    test.each([
      ['1,312 t', true],
      // 500 to 1,500
      ['1,000 t', false],
      ['1,310 t', false],
      ['1,312.4 t', false],
    ])('%s', async (corrected, isAccepted) => {
      const rules = (await of(`corrected: '${corrected}', `)).diagnostics.map(({ rule }) => rule);
      expect(rules.filter((rule) => rule === 'assay/undecided-correction').length).toBe(isAccepted ? 0 : 1);
      if (isAccepted) expect(rules).toEqual([]);
    });
  });

  test('has the decimals of its table', async () => {
    const record = "{level: '1,310.0 t', decimals: 1, corrected: '1,300 t', evidence: [paper]}";
    const { figures } = await assaySmall({
      indicators: { one: 't flow' },
      releases: { office: `  one: [${record}]`, paper: "  one: [{level: '1,300.0 t'}]" },
    });
    // not 1,250 to 1,350
    expect(figures.find(({ release }) => release === 'office')?.interval).toBe('1299.95 to 1300.05 t');
  });

  test('that is not what the repair makes of the figure is an error too', async () => {
    const wrong = await checked('{level: 600.0 Mt, corrected: 66.00 Mt, evidence: arithmetic}', BOTH);
    expect(said(wrong).map((line) => line.split(':')[0])).toContain('assay/undecided-correction');
  });
});

describe('an exception', () => {
  const exceptions = 'exceptions:\n  - {relation: whole, at: "2025", reason: two scopes}\n';

  test('settles the contradiction that it names', async () => {
    const report = await assaySmall(small('{level: 66.0 Mt}', WHOLE + exceptions));
    expect(said(report)).toEqual([]);
    expect(report.relations[0]).toMatchObject({ verdict: 'contradicted', strength: 'hard', exception: 'two scopes' });
    expect(report.components).toEqual([]);
    expect(report.exceptions).toEqual([
      {
        relation: 'whole',
        at: '2025',
        reason: 'two scopes',
        reasons: { en: 'two scopes' },
        source: null,
        relations: [0],
      },
    ]);
  });

  test('may name a pattern, which an exception by name precedes', async () => {
    const of = (relation: string): Promise<AssayReport> =>
      assaySmall({
        indicators: { 'out.a': 'Mt flow', 'out.b': 'Mt flow', 'in.a': 'Mt flow' },
        releases: {
          office: ['out.a', 'out.b', 'in.a']
            .map((id) => `  ${id}: [{level: 15.0 Mt}, {level: 10.0 Mt, period: 2024}, {growth: 20%}]`)
            .join('\n'),
        },
        relations: `exceptions:\n  - {relation: '${relation}', at: "2025", reason: all}\n  - {relation: 'out.b:growth', at: "2025", reason: one}\n`,
      });
    const report = await of('out.*:growth');
    expect(report.relations.map(({ name, exception }) => [name, exception])).toEqual([
      ['in.a:growth', null],
      ['out.a:growth', 'all'],
      ['out.b:growth', 'one'],
    ]);
    expect(said(await of('*:growth')).some((message) => message.includes('idle'))).toBe(true);
    const { diagnostics } = await of('out.*:level');
    expect(diagnostics.find(({ rule }) => rule === 'assay/idle-exception')?.message).toEqual(
      saying('… out.*:level … 2025'),
    );
    const mistyped = await of('ou.*:growth');
    expect(mistyped.diagnostics.find(({ rule }) => rule === 'assay/idle-exception')?.hint).toEqual(
      saying('… out.*:growth?'),
    );
  });

  test('that no longer applies fails the check', async () => {
    const report = await assaySmall(small('{level: 60.0 Mt}', WHOLE + exceptions));
    expect(said(report)).toEqual([saying('assay/idle-exception … 2025')]);
  });

  test('is not idle only because a part of the data speaks', async () => {
    const report = await assaySmall(small('{level: 60.0 Mt}', WHOLE + exceptions), { alone: 'office' });
    expect(said(report)).toEqual([]);
  });
});

describe('what takes part', () => {
  const second = small('{level: 60.0 Mt}', WHOLE, { paper: '  out.a: [{level: 600 Mt}]' });

  test('is one release, alone', async () => {
    // The two releases disagree, and the sum does not hold with the figure of the other one.
    expect((await assaySmall(second)).counts.contradicted).toBe(2);
    expect((await assaySmall(second, { alone: 'office' })).counts).toMatchObject({ figures: 3, contradicted: 0 });
  });

  test('is what was published by a day', async () => {
    expect((await assaySmall(second, { asOf: asDay('2026-01') })).counts.figures).toBe(0);
    expect((await assaySmall(second, { asOf: asDay('2026-02') })).counts.figures).toBe(4);
  });
});

test('two contradictions that never meet are fixed apart, not in every combination', async () => {
  // of different units, since rows of one unit may have changed places
  const indicators = { 'one.a': 'Mt flow', 'one.b': 'Mt flow', 'two.c': 't flow', 'two.d': 't flow' };
  const report = await assaySmall({
    indicators,
    releases: {
      office:
        '  one.a: [{level: 15 Mt}]\n  one.b: [{level: 123 Mt}]\n  two.c: [{level: 15 t}]\n  two.d: [{level: 123 t}]',
    },
    relations:
      'relations:\n  - {id: one, hardness: hard, holds: one.a >= one.b}\n  - {id: two, hardness: hard, holds: two.c >= two.d}\n',
  });
  expect(report.components.map((component) => component.repairs.filter(({ dearer }) => dearer === 0).length)).toEqual([
    2, 2,
  ]);
});

test('a relation that nothing tests is reported, whatever else has its name', async () => {
  const report = await assaySmall({
    indicators: { ships: 'Mt flow', boats: 'Mt flow' },
    releases: { office: '  ships: [{level: 10.0 Mt}]', club: '  ships: [{level: 10.0 Mt}]' },
    relations: 'relations:\n  - {id: ships, hardness: hard, holds: ships > boats}\n',
  });
  expect(said(report)).toEqual([saying('assay/never-evaluated: ships …')]);
});

describe('two texts of one release', () => {
  const sources = { english: 'rank: 1, publisher_group: one', chinese: 'rank: 1, publisher_group: one' };
  const texts = (english: string, chinese: string, relations = WHOLE): Small => ({
    indicators: INDICATORS,
    releases: {
      english: `  out.all: [{level: 100.0 Mt}]\n  out.a: [{level: ${english} Mt}]\n  out.b: [{level: 40.0 Mt}]`,
      chinese: `  out.a: [{level: ${chinese} Mt}]`,
    },
    relations,
    sources,
  });

  test('that differ are an error, with what the arithmetic says about each', async () => {
    const { diagnostics } = await assaySmall(texts('60.0', '66.0'));
    const differing = diagnostics.filter(({ rule }) => rule === 'assay/texts-differ');
    expect(differing.map(({ severity, message, hint }) => `${severity}: ${message} -- ${hint}`)).toEqual([
      saying('error: out.a@2025 … 66.0 Mt … 60.0 Mt … english … -- … 66.0 Mt 2 … 60.0 Mt 0 …'),
    ]);
  });

  test('that agree as corrected are not an error', async () => {
    const corrected = texts('66.0', '60.0');
    const english = corrected.releases['english']?.replace(
      '66.0 Mt',
      '66.0 Mt, corrected: 60.0 Mt, evidence: [chinese]',
    );
    const small = { ...corrected, releases: { ...corrected.releases, english: english ?? '' } };
    expect((await assaySmall(small)).diagnostics).toEqual([]);
  });

  test('that are not independent confirm nothing: a slip in one is noticed by nobody', async () => {
    const { figures } = await assaySmall(texts('60.0', '60.0', 'relations: []\n'));
    const notices = figures.flatMap((figure) => figure.notices);
    expect(notices.filter(({ reach }) => reach !== null)).toEqual([]);
  });

  test('of which one prints 2.5 billion and the other 2,450 million agree', async () => {
    const world = (million: string): Small => ({
      indicators: { 'out.a': 'bn USD flow' },
      releases: { english: '  out.a: [{level: 2.5 bn USD}]', chinese: `  out.a: [{level: "${million} million USD"}]` },
      relations: 'relations: []\n',
      sources,
    });
    expect((await assaySmall(world('2,450'))).diagnostics).toEqual([]);
    expect((await assaySmall(world('2,440'))).diagnostics.map(({ rule }) => rule)).toEqual(['assay/texts-differ']);
  });

  test('that round the same number differently agree', async () => {
    expect((await assaySmall(texts('60.0', '60.04'))).diagnostics).toEqual([]);
  });

  test('that an exception explains are not an error', async () => {
    const exception = `relations: []\nexceptions:\n  - {relation: out.a/same, at: "2025", reason: two scopes}\n`;
    expect((await assaySmall(texts('60.0', '66.0', exception))).diagnostics).toEqual([]);
  });
});

describe('the sides of a contradicted relation show the contradiction', () => {
  const sidesOf = async (holds: string, figures: string): Promise<string[]> => {
    const { relations } = await assaySmall({
      indicators: { a: 't flow', b: 't flow' },
      releases: { office: figures },
      relations: `relations:\n  - {id: bound, hardness: hard, owner: x, reason: y, holds: ${holds}}\n`,
    });
    const bound = relations.find(({ name }) => name === 'bound');
    expect(bound?.verdict).toBe('contradicted');
    return (bound?.sides ?? []).map(({ left, sense, right }) => `${left} ${sense} ${right}`);
  };

  test('where a figure stands twice on one side', async () => {
    // 9.95 of 9.95 + 30.05, 10.05 of 10.05 + 29.95
    expect(await sidesOf('a / (a + b) <= 0.2485', '  a: [{level: 10.0 t}]\n  b: [{level: 30.0 t}]')).toEqual([
      '0.24875 to 0.25125 <= 0.2485',
    ]);
  });

  test('where it stands on both sides, by their difference', async () => {
    // 1 % of 9.95 to 10.05, less 0.01
    expect(await sidesOf('a <= a * 0.99 + 0.01 t', '  a: [{level: 10.0 t}]\n  b: [{level: 30.0 t}]')).toEqual([
      '0.0895 to 0.0905 t <= 0 t',
    ]);
  });
});
