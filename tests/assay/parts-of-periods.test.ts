import { describe, expect, it } from 'vitest';
import { type AssayReport, assaySmall } from './world.ts';

/** Tests statements about the imports of bauxite, by release. */
async function imports(releases: Readonly<Record<string, string>>, kind = 'Mt flow'): Promise<AssayReport> {
  const stated = Object.entries(releases).map(([id, list]) => [id, `  bauxite: [${list}]`] as const);
  return assaySmall({ indicators: { bauxite: kind }, releases: Object.fromEntries(stated) });
}

/** What is contradicted, by its name and period. */
function failing({ relations }: AssayReport): readonly string[] {
  return relations.filter(({ verdict }) => verdict === 'contradicted').map(({ name, at }) => `${name}@${at}`);
}

// China's imports of bauxite in 2025, as press releases and trade papers gave them.
const APRIL = '{ level: 67.7 Mt, period: 2025-M01..2025-M04 }, { growth: 34.2%, period: 2025-M01..2025-M04 }';
const MAY = '{ level: 17.51 Mt, period: 2025-M05 }, { growth: 29.43%, period: 2025-M05 }';
const SEPTEMBER = '{ level: 157.31 Mt, period: 2025-M01..2025-M09 }, { growth: 32%, period: 2025-M01..2025-M09 }';
const OCTOBER = '{ level: 13.8 Mt, period: 2025-M10 }, { growth: 12.5%, period: 2025-M10 }';

describe('the growth of a span follows from its parts', () => {
  // (67.7 + 17.51) / (67.7 / 1.342 + 17.51 / 1.2943) is 1.3319
  it('holds where it is what levels and growth of the parts give', async () => {
    const report = await imports({ may: `${APRIL}, ${MAY}, { growth: 33.2%, period: 2025-M01..2025-M05 }` });
    expect(report.relations.filter(({ derivation }) => derivation === 'parts')).toHaveLength(2);
    expect(failing(report)).toEqual([]);
  });

  it.each(['332%', '3.32%', '-33.2%', '23.3%'])('does not hold with %s', async (growth) => {
    const report = await imports({ may: `${APRIL}, ${MAY}, { growth: ${growth}, period: 2025-M01..2025-M05 }` });
    expect(failing(report)).toContain('bauxite:growth/part@2025-M01..2025-M05');
    expect(report.figures.every(({ standing }) => standing !== 'accused')).toBe(true);
  });

  it('is tested with the level of the year before, if somebody states it', async () => {
    // (157.31 + 13.8) / 131.56 is 1.3006
    const before = '{ level: 131.56 Mt, period: 2024-M01..2024-M10 }';
    const levels = '{ level: 157.31 Mt, period: 2025-M01..2025-M09 }, { level: 13.8 Mt, period: 2025-M10 }';
    const spanned = (growth: string): string =>
      `${before}, ${levels}, { growth: ${growth}, period: 2025-M01..2025-M10 }`;
    expect(failing(await imports({ october: spanned('30%') }))).toEqual([]);
    expect(failing(await imports({ october: spanned('40%') }))).toEqual(['bauxite:growth/part@2025-M01..2025-M10']);
  });

  it('lies between that of the parts, of which no level is known', async () => {
    const rates = '{ growth: 32%, period: 2025-M01..2025-M09 }, { growth: 12.5%, period: 2025-M10 }';
    const spanned = (growth: string): string => `${rates}, { growth: ${growth}, period: 2025-M01..2025-M10 }`;
    expect(failing(await imports({ october: spanned('30%') }))).toEqual([]);
    expect(failing(await imports({ october: spanned('3.0%') }))).toEqual(['bauxite:growth/part@2025-M01..2025-M10']);
    expect(failing(await imports({ october: spanned('33%') }))).toEqual(['bauxite:growth/part@2025-M01..2025-M10']);
  });

  it('may be revised by as much as is usual from one release to the next', async () => {
    // The growth of ten metals in 2023: 7.2% up to November, 7.3% in December, 7.1% in the year.
    const parts = '{ growth: 7.2%, period: 2023-M01..2023-M11 }, { growth: 7.3%, period: 2023-M12 }';
    expect(failing(await imports({ months2023: parts, year2023: '{ growth: 7.1% }' }))).toEqual([]);
    expect(failing(await imports({ months2023: parts, year2023: '{ growth: 71% }' }))).toHaveLength(1);
  });

  it('says nothing of what may be below zero', async () => {
    const rates = '{ growth: 32%, period: 2025-S1 }, { growth: 12.5%, period: 2025-S2 }';
    const report = await imports({ year: `{ level: -4 Mt, period: 2020 }, ${rates}, { growth: 50% }` });
    expect(report.relations.filter(({ derivation }) => derivation === 'parts')).toEqual([]);
  });

  it('says nothing of prices and stocks', async () => {
    const rates = '{ growth: 32%, period: 2025-S1 }, { growth: 12.5%, period: 2025-S2 }';
    const report = await imports({ year: `${rates}, { growth: 50% }` }, 'Mt stock');
    expect(failing(report)).toEqual([]);
  });
});

describe('a year of which a quarter is missing', () => {
  const quarters =
    '{ level: 21.0 Mt, period: 2025-Q1 }, { level: 22.0 Mt, period: 2025-Q2 }, { level: 20.0 Mt, period: 2025-Q4 }';

  it('is at least the quarters that are there', async () => {
    expect(failing(await imports({ office: `${quarters}, { level: 62.0 Mt }` }))).toEqual(['bauxite/part@2025']);
    expect(failing(await imports({ office: `${quarters}, { level: 63.1 Mt }` }))).toEqual([]);
  });

  it('takes no part twice', async () => {
    const half = '{ level: 43.0 Mt, period: 2025-S1 }';
    expect(failing(await imports({ office: `${quarters}, ${half}, { level: 64.0 Mt }` }))).toEqual([]);
  });
});

describe('a part and its whole with the same level and growth', () => {
  const year = `${SEPTEMBER}, ${OCTOBER}`;

  it('are one of them under a wrong period', async () => {
    const wrong = '{ level: 157.31 Mt, period: 2025-S1 }, { growth: 32%, period: 2025-S1 }';
    const report = await imports({ october: year, half: wrong });
    expect(failing(report)).toContain('bauxite/part@2025-M01..2025-M09');
  });

  it.each([
    ['the growth differs', '{ level: 157.31 Mt, period: 2025-S1 }, { growth: 35%, period: 2025-S1 }'],
    ['the level differs', '{ level: 110.94 Mt, period: 2025-S1 }, { growth: 32%, period: 2025-S1 }'],
    ['no growth is stated', '{ level: 157.31 Mt, period: 2025-S1 }'],
  ])('but not where %s', async (_, half) => {
    expect(failing(await imports({ october: year, half }))).toEqual([]);
  });
});

describe('what notices a slip', () => {
  it('is said apart for hard relations, for soft ones, and for one that only warns', async () => {
    const report = await assaySmall({
      indicators: { 'out.all': 'Mt flow', 'out.a': 'Mt flow', 'out.b': 'Mt flow', fuel: 'Mt flow' },
      releases: {
        office:
          '  out.all: [{ level: 100.0 Mt }]\n  out.a: [{ level: 60.0 Mt }]\n  out.b: [{ level: 40.0 Mt }]\n  fuel: [{ level: 30.0 Mt }]',
      },
      relations: `relations:
  - { id: sum, hardness: hard, holds: out.all = out.a + out.b }
  - { id: use, hardness: soft, owner: us, reason: seen, seen: 9, holds: 'fuel / out.all in [0.2, 0.4]' }
`,
    });
    const row = report.coverage.find(({ change }) => change === '×10');
    expect(row).toMatchObject({ slips: 4, sources: 3, hard: 3, soft: 0, warned: 1 });
    const fuel = report.figures.find(({ address }) => address === 'fuel@2025');
    expect(fuel?.notices.find(({ change }) => change === '×10')).toMatchObject({ reach: null, strength: 'warning' });
    expect(report.newest).toMatchObject({ release: 'office', untested: [] });
  });
});
