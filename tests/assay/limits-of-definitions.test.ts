import { expect, it } from 'vitest';
import { assaySmall } from './world.ts';

/** What is said about one statement of `part`, of which 347 of 1,000 are published; `whole` is what it is a share of. */
async function said(statement: string, whole = "[{ level: '1,000' }]"): Promise<readonly string[]> {
  const indicators = { part: 'count flow', whole: 'count flow' };
  const releases = { office: `  part: [{ level: '347' }, ${statement}]\n  whole: ${whole}` };
  const { diagnostics } = await assaySmall({ indicators, releases });
  return diagnostics.flatMap(({ rule, message }) => (rule === 'assay/beyond-limits' ? [message] : []));
}

it.each(['growth: -3470%, base: 2024', 'growth: -100.1%, base: 2024'])(
  '%s is beyond what can be',
  async (statement) => {
    expect(await said(`{ ${statement} }`)).toEqual([expect.stringMatching(/part:growth\S* cannot be -/)]);
  },
);

it.each(['share: 347%, of: whole', 'share: -34.7%, of: whole'])('%s is not a share', async (statement) => {
  expect(await said(`{ ${statement} }`, "[{ level: '9,000', period: 2020 }]")).toHaveLength(1);
});

it.each(['growth: -100%, base: 2024', 'growth: 347%, base: 2024', 'share: 34.7%, of: whole', 'share: 100%, of: whole'])(
  '%s can be',
  async (statement) => {
    expect(await said(`{ ${statement} }`)).toEqual([]);
  },
);

it('what is printed below zero elsewhere may shrink by more', async () => {
  expect(await said("{ level: '-12', period: 2023 }, { growth: -347%, base: 2024 }")).toEqual([]);
  expect(await said('{ share: 347%, of: whole }', "[{ level: '100' }, { level: '-5', period: 2023 }]")).toEqual([]);
});
