import { describe, expect, test } from 'vitest';
import { loadRules } from '../../src/assay/relations/relations-file.ts';
import { reportSchema } from '../../src/assay/report/report-schema.ts';
import type { SessionOptions } from '../../src/assay/diagnosis/session.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { asPrinted, type Dataset } from '../../src/dataset/model.ts';
import { loadReal } from '../dataset/real.ts';
import { LONG } from '../long.ts';
import { fixtureRules, without } from './nonferrous.ts';
import { type AssayReport, repairs, reportOn } from './world.ts';

/** The slips of the release, as the publisher's own Chinese text shows them. */
const SIX = [
  'output.mine_metals@2025 ÷10',
  'output.primary_aluminium@2025 ÷10',
  'output.refined_copper@2025 ÷10',
  'trade.copper_concentrate@2025 ÷10',
  'trade.unwrought_aluminium@2025 ÷10',
  'trade.unwrought_copper@2025 ÷10',
].join(', ');

const real = await loadReal();
const rules = await fixtureRules(real);
/** Worked out once each, by the first test that asks. */
const once = (options: SessionOptions): (() => AssayReport) => {
  let report: AssayReport | undefined;
  return () => (report ??= reportOn(real, rules, options));
};
const printed = once({ asPrinted: true, alone: 'cnia-2025' });

/** Only ×10 and ÷10 are tried, which takes a third of the time: for what does not depend on the other slips. */
const TENFOLD: SessionOptions = {
  asPrinted: true,
  alone: 'cnia-2025',
  tries: (operator: { kind: string; power?: number }) => Math.abs(operator.power ?? 0) === 1,
};
const tenfold = once(TENFOLD);

/** Both sides of a relation, and the verdict. */
function sides(report: AssayReport, name: string, at: string): string[] {
  const found = report.relations.filter((relation) => relation.name === name && relation.at === at);
  return found.map(
    (relation) => `${relation.sides.map(({ left, right }) => `${left} | ${right}`).join('; ')} ${relation.verdict}`,
  );
}

/** The release of a dataset without one claim. */
function withoutClaim(dataset: Dataset, address: string): Dataset {
  const releases = [...dataset.releases].map(([id, release]) => {
    const observations = release.observations.filter((observation) => observation.address !== address);
    return [id, { ...release, observations }] as const;
  });
  return { ...dataset, releases: new Map(releases) };
}

describe('the 2025 release as it was printed', () => {
  // Numbers worked out by hand from the print, before any of this was written.
  test.each([
    ['trade_balance', '2025', '412.235 to 412.245 bn USD | 412.23 to 412.25 bn USD compatible'],
    ['trade_balance/before', '2024', '366.594 to 366.930 bn USD | 366.742 to 367.088 bn USD compatible'],
    ['profit_whole/before', '2024', '420.569 to 420.912 bn CNY | 420.758 to 421.110 bn CNY compatible'],
    ['copper_in_ten', '2025', '147.195 to 147.205 Mt | 81.745 to 81.755 Mt contradicted'],
    ['ten_whole', '2025', '597.35 to 597.37 Mt | 81.745 to 81.755 Mt contradicted'],
    ['mine_bound', '2025', '61.895 to 61.905 Mt | -368.42 to -368.40 Mt contradicted'],
    ['copper_import_value', '2025', '519.2 to 548.3 bn USD | 326.305 to 326.315 bn USD contradicted'],
    ['copper_value', '2025', '10.486 to 10.617 tn CNY | 10.15 to 10.25 tn CNY contradicted'],
    ['metal_value', '2025', '18.652 to 19.183 tn CNY | 10.15 to 10.25 tn CNY contradicted'],
    ['energy.aluminium_peak_year:claim[years before]', '2025', '6 year | 6 year compatible'],
  ])('%s at %s', (name, at, expected) => {
    expect(sides(tenfold(), name, at)).toEqual([expected]);
  });

  test('is proved by the accepted corrections as by the repair that a search finds', LONG, () => {
    const proofs = reportOn(real, rules, { asPrinted: true, alone: 'cnia-2025', acceptedOnly: true });
    const [accepted, found] = [proofs.components[0]?.repairs, printed().components[0]?.repairs];
    const proofsIn = (repair = accepted?.[0]) =>
      repair?.changes.map(({ change, proposed, calledForBy }) => ({ change, proposed, calledForBy }));
    expect(proofsIn()).toHaveLength(6);
    expect(proofsIn()).toEqual(proofsIn(found?.[0]));
    expect(accepted?.[0]).toMatchObject({ isAccepted: true });
  });

  test('calls for each correction by itself, with all others made', LONG, () => {
    const [repair] = printed().components[0]?.repairs ?? [];
    const called = (repair?.changes ?? []).map(({ figure, calledForBy }) => {
      const proofs = calledForBy.map(({ relation, before: [before], after: [after] }) => {
        const sidesText = [before, after].map((side) => `${side?.left} ${side?.sense} ${side?.right}`);
        return `${printed().relations[relation]?.name}: ${sidesText.join(' | ')}`;
      });
      return [printed().figures[figure]?.address, proofs] as const;
    });
    expect(called.map(([address]) => address)).toHaveLength(6);
    expect(called.filter(([, proofs]) => proofs.length === 0)).toEqual([]);
    // 81.75 Mt of ten metals less 45.016 Mt of aluminium, both right by then; the correction has a digit less than the print
    const mine = new Map(called).get('output.mine_metals@2025');
    const less = '36.7285 to 36.7395 Mt';
    expect(mine).toContain(`mine_bound: 61.895 to 61.905 Mt <= ${less} | 6.185 to 6.195 Mt <= ${less}`);
  });

  test('has one cheapest explanation over all operators, the true one, and accuses no other figure', LONG, () => {
    expect(repairs(printed()).map(([first]) => first)).toEqual([SIX]);
    // 3 for the first figure of one cause, and five times 1.75
    expect(printed().components[0]).toMatchObject({ cost: 11.75, isCutShort: false });
    expect(printed().components[0]?.repairs[1]?.dearer).toBeGreaterThan(0);
    const accused = printed().components[0]?.accused.map((figure) => printed().figures[figure]?.address);
    expect(accused?.length).toBeGreaterThan(0);
    for (const address of accused ?? []) expect(SIX).toContain(address);
    expect(printed().components[0]?.repairs[0]).toMatchObject({ broken: [], left: [] });
  });

  test('does not accuse a trade figure alone where its price ÷10 would do nearly as well', LONG, () => {
    const [component] = printed().components;
    const accused = component?.accused.map((figure) => printed().figures[figure]?.address);
    // the bound of all ten metals is not a product of a price
    const three = ['output.mine_metals@2025', 'output.primary_aluminium@2025', 'output.refined_copper@2025'];
    expect(accused).toEqual(expect.arrayContaining(three));
    expect(accused).not.toContain('trade.unwrought_aluminium@2025');
    const others = component?.repairs
      .slice(1)
      .map(({ changes }) => changes.map(({ figure }) => printed().figures[figure]?.address));
    expect(others).toContainEqual(expect.arrayContaining([...three, 'price.aluminium@2025']));
  });

  test('has no repair with five figures or fewer where only ×10 and ÷10 are tried', () => {
    expect(repairs(tenfold()).map(([first]) => first)).toEqual([SIX]);
    // nothing cheaper than six of them was found
    expect(tenfold().components[0]?.cost).toBe(11.75);
  });

  test(
    'is repaired so alone by the rules of the dataset too: bauxite of the same paragraph stays as it is',
    LONG,
    async () => {
      const own = await loadRules(new Workspace('.'), real, new Diagnostics());
      if (!own) throw new Error('the rules of the dataset cannot be read');
      expect(repairs(reportOn(real, own, { asPrinted: true, alone: 'cnia-2025' })).map(([first]) => first)).toEqual([
        SIX,
      ]);
    },
  );

  test('is repaired as with history and second sources, with witnesses for most', LONG, () => {
    const report = reportOn(real, rules, { asPrinted: true });
    expect(repairs(report)).toEqual([[SIX]]);
    expect(report.components[0]?.accused).toHaveLength(6);
    const [repair] = report.components[0]?.repairs ?? [];
    expect(repair?.isAccepted).toBe(true);
    expect(repair?.witnesses.every(({ agrees }) => agrees)).toBe(true);
    // the texts that differ are shown, with what settles them
    expect(report.diagnostics.map(({ severity, rule }) => `${severity} ${rule}`)).toEqual(
      report.diagnostics.map(() => 'warning assay/texts-differ'),
    );
    expect(report.diagnostics.length).toBeGreaterThan(0);
  });

  test('ties where fewer relations speak, and the ties are listed', LONG, async () => {
    const fewer = await fixtureRules(real, without('aluminium_share', 'concentrate_use'));
    const report = reportOn(real, fewer, TENFOLD);
    const [found = []] = repairs(report);
    expect(found).toContain(SIX);
    expect(found.length).toBeGreaterThan(1);
    // without these two bands nothing speaks for trade figures rather than for their prices
    expect(report.components[0]?.repairs[1]?.dearer).toBeLessThanOrEqual(0.5);
  });

  test('proves less when the claim of a first time is dropped', LONG, () => {
    const silent = withoutClaim(real, 'output.ten_metals:claim[first above]@2025');
    const report = reportOn(silent, rules, TENFOLD);
    const [found = []] = repairs(report);
    expect(found[0]).toBe(SIX);
    expect(found.some((repair) => repair.includes('output.ten_metals@2025 ×10'))).toBe(true);
    const accused = report.components[0]?.accused.map((figure) => report.figures[figure]?.address);
    expect(accused).not.toContain('output.primary_aluminium@2025');
  });

  test('gives the report that its schema describes', LONG, () => {
    const { diagnostics: _, ...data } = printed();
    expect(reportSchema.safeParse(JSON.parse(JSON.stringify(data))).error).toBeUndefined();
  });
});

describe('the fixed release and all history', () => {
  const report = reportOn(real, rules);

  test('contradict nothing', () => {
    expect(report.components).toEqual([]);
    expect(report.diagnostics).toEqual([]);
  });

  test('call for each of the corrections', () => {
    const corrected = report.figures.filter(({ corrected }) => corrected !== null);
    expect(corrected.map(({ address, corrected }) => `${address} ${corrected}`)).toEqual([
      'output.mine_metals@2025 6.19 Mt',
      'output.primary_aluminium@2025 45.016 Mt',
      'output.refined_copper@2025 14.72 Mt',
      'trade.copper_concentrate@2025 30.31 Mt',
      'trade.unwrought_aluminium@2025 6.134 Mt',
      'trade.unwrought_copper@2025 5.321 Mt',
    ]);
  });
});

test('the order of releases, statements and relations changes nothing', LONG, () => {
  const backwards: Dataset = {
    ...real,
    releases: new Map(
      [...real.releases]
        .reverse()
        .map(([id, release]) => [id, { ...release, observations: [...release.observations].reverse() }]),
    ),
  };
  const { diagnostics: _, ...data } = reportOn(
    backwards,
    { ...rules, relations: [...rules.relations].reverse() },
    TENFOLD,
  );
  const { diagnostics: __, ...expected } = tenfold();
  expect(data).toEqual(expected);
});

test('without the corrections, the three levels that the Chinese text states otherwise are errors', async () => {
  const both = [...real.releases].filter(([id]) => id === 'cnia-2025' || id === 'cnia-zh-2025');
  const releases = both.map(([id, release]) => {
    const observations = release.observations.map((one) => asPrinted(one));
    return [id, { ...release, observations }] as const;
  });
  const uncorrected = { ...real, releases: new Map(releases) };
  const { diagnostics } = reportOn(uncorrected, {
    constants: new Map(),
    relations: [],
    proposed: [],
    rejected: [],
    exceptions: [],
    words: [],
  });
  const differing = diagnostics.filter(({ rule }) => rule === 'assay/texts-differ');
  const chinese = differing.filter(({ message }) => message.includes('cnia-zh-2025'));
  expect(chinese.map(({ message }) => message.split(',')[0] ?? '').toSorted()).toEqual([
    'output.mine_metals@2025 is 61.90 Mt in cnia-2025 and 619 10^4 t in cnia-zh-2025',
    'output.primary_aluminium@2025 is 450.16 Mt in cnia-2025 and 4501.6 10^4 t in cnia-zh-2025',
    'output.refined_copper@2025 is 147.20 Mt in cnia-2025 and 1472 10^4 t in cnia-zh-2025',
  ]);
});
