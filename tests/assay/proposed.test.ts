import { describe, expect, it } from 'vitest';
import { type AssayReport, assaySmall, type Small } from './world.ts';
import { mentioning } from '../messages.ts';

// 5,120 + 3,048 + 812 = 8,980; of 2024 the tram has two digits swapped: 5,477 + 3,214 + 1,113 = 9,804, not 9,714.
const FERRIES: Small = {
  indicators: { bus: 'count flow', tram: 'count flow', ferry: 'count flow', total: 'count flow' },
  releases: {
    city: `
  bus: [{ level: '5,120', period: 2022 }, { level: '5,344', period: 2023 }, { level: '5,477', period: 2024 }]
  tram: [{ level: '3,048', period: 2022 }, { level: '2,991', period: 2023 }, { level: '3,214', period: 2024 }]
  ferry: [{ level: '812', period: 2022 }, { level: '905', period: 2023 }, { level: '1,113', period: 2024 }]
  total: [{ level: '8,980', period: 2022 }, { level: '9,240', period: 2023 }, { level: '9,714', period: 2024 }]`,
  },
};

function withRule(lines: string, more = ''): Small {
  return {
    ...FERRIES,
    relations: `relations:\n  - id: total\n    hardness: hard\n${lines}\n    holds: total = bus + tram + ferry\n${more}`,
  };
}

const PROPOSED = '    proposed: { holds: 2, of: 3 }';

function errorsOf({ diagnostics }: AssayReport): readonly string[] {
  return diagnostics.filter(({ severity }) => severity === 'error').map(({ rule }) => rule);
}

describe('a proposed rule that does not hold', () => {
  it('fails the check at the line of the rule, with the count, the numbers and the swap first', async () => {
    const { diagnostics } = await assaySmall(withRule(PROPOSED));
    expect(diagnostics).toHaveLength(1);
    const [only] = diagnostics;
    expect(only).toMatchObject({ rule: 'assay/proposed', severity: 'error', place: { line: 2 } });
    expect(only?.message).toMatch(/total\D*bus \+ tram \+ ferry\D*2\D*3\D*2024/);
    expect(only?.message).toMatch(/9,714\D*total\D*9,804, 90/);
    expect(only?.hint).toMatch(/^what\D*tram@2024\D*3,214\D*2\D*3 swapped\D*3,124/);
    expect(only?.hint).toMatch(/9,804 as total/);
  });

  it('judges no figure: nothing is accused, touched or repaired, and nothing counts as tested', async () => {
    const report = await assaySmall(withRule(PROPOSED));
    expect(new Set(report.figures.map(({ standing }) => standing))).toEqual(new Set(['untested']));
    expect(report).toMatchObject({ relations: [], components: [], counts: { relations: 0, untested: 12 } });
    expect(report.proposed).toMatchObject([
      { rule: 'total', held: 2, of: 3, broken: [{ at: '2024', figures: expect.arrayContaining(['tram@2024']) }] },
    ]);
  });

  it('is an ordinary relation once it is accepted, and nothing once it is rejected', async () => {
    expect(errorsOf(await assaySmall(withRule('    reason: so it is')))).toEqual(['assay/contradiction']);
    const rejected = await assaySmall(withRule('    proposed: rejected'));
    expect(rejected).toMatchObject({ diagnostics: [], proposed: [], relations: [] });
  });

  it('only warns where it is soft', async () => {
    const soft = withRule('    proposed: { holds: 2, of: 3 }\n    owner: assay');
    const { diagnostics } = await assaySmall({ ...soft, relations: soft.relations?.replace('hard\n', 'soft\n') ?? '' });
    expect(diagnostics.map(({ rule, severity }) => `${severity} ${rule}`)).toContain('warning assay/proposed');
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('is not evidence for a correction', async () => {
    const small = withRule(PROPOSED);
    const corrected = small.releases['city']?.replace(
      "{ level: '3,214', period: 2024 }",
      "{ level: '3,214', period: 2024, corrected: '3,124', evidence: arithmetic }",
    );
    const releases = { city: corrected ?? '' };
    const without = { indicators: FERRIES.indicators, releases };
    expect(errorsOf(await assaySmall({ ...small, releases }))).toEqual(errorsOf(await assaySmall(without)));
    const accepted = withRule('    reason: so it is');
    expect(errorsOf(await assaySmall({ ...accepted, releases }))).not.toEqual(errorsOf(await assaySmall(without)));
  });

  it('cannot be excepted before somebody has accepted it', async () => {
    const exception = 'exceptions:\n  - { relation: total, at: 2024, reason: { en: other counts } }\n';
    const { diagnostics } = await assaySmall(withRule(PROPOSED, exception));
    expect(diagnostics).toMatchObject([{ rule: 'assay/idle-exception', hint: mentioning('… total') }]);
  });

  it('is one message with the accepted relation that fails for the same figure', async () => {
    const more = '  - { id: land, hardness: hard, reason: so it is, holds: total - ferry = bus + tram }\n';
    expect(errorsOf(await assaySmall(withRule(PROPOSED, more)))).toEqual(['assay/contradiction']);
  });

  it('that breaks in many periods is said to be none, once', async () => {
    const small = withRule(PROPOSED);
    const city = small.releases['city']?.replace("'8,980'", "'8,900'").replace("'9,240'", "'9,400'") ?? '';
    const { diagnostics } = await assaySmall({ ...small, releases: { city } });
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]?.message).toContain('not in 2022, 2023 and 2024');
  });
});

it('a proposed rule that holds is counted apart, and says nothing', async () => {
  const small = withRule(PROPOSED);
  const city = small.releases['city']?.replace('3,214', '3,124') ?? '';
  const report = await assaySmall({ ...small, releases: { city } });
  expect(report).toMatchObject({
    diagnostics: [],
    counts: { relations: 0 },
    proposed: [{ held: 3, of: 3, broken: [] }],
  });
});
