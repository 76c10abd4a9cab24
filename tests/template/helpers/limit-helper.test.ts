import { beforeAll, expect, test } from 'vitest';
import { parseDecimal } from '../../../src/core/numbers/decimal.ts';
import { interval, type Interval } from '../../../src/core/numbers/interval.ts';
import type { Edition } from '../../../src/dataset/edition.ts';
import { lookUpAddress } from '../../../src/dataset/lookup.ts';
import type { Trend } from '../../../src/figure/trend.ts';
import { HELPERS } from '../../../src/template/helpers/helper-table.ts';
import { metals } from '../../chart/case.ts';

let edition: Edition;
beforeAll(async () => {
  edition = await metals();
});

function given(low: string, high = low): Interval {
  return interval(parseDecimal(low), parseDecimal(high));
}

interface Sides {
  readonly left: Interval;
  readonly sense: string;
  readonly right: Interval;
}

/** The drawing of the corrected copper output, whose one repair is called for by a relation with these sides. */
function limitOf(before: Sides, after: Sides, from = edition): Trend {
  const found = lookUpAddress(from, 'output.refined_copper');
  const observation = 'observation' in found ? found.observation : undefined;
  const relation = { says: 'a <= b', strength: 'hard', derivation: 'stated', figures: 1 };
  const proofs = [{ relation, before: [before], after: [after] }];
  const tests = { statements: [observation], calls: [{ statement: 0, proofs }] };
  const place = { file: { path: 'x', text: '' }, offset: 0, length: 0, line: 1, column: 1 };
  return HELPERS.get('limit')?.call(
    { edition: from, locale: 'en', place, tests } as never,
    ['output.refined_copper'],
    {},
  ) as Trend;
}

const NOTHING = { phrase: [], why: 'no rule that calls for this correction sets it a limit' };

test('a figure is a multiple of its limit, whichever side of the relation it is on', () => {
  const after = { left: given('20', '40'), sense: '<=', right: given('100') };
  const drawn = limitOf({ left: given('200', '400'), sense: '<=', right: given('100') }, after);
  expect(drawn.limit).toEqual({ printed: [2, 4], corrected: [0.2, 0.4] });
  expect(drawn.text).toBe('Refined copper: as printed beyond the limit, as corrected within it');
  const turned = limitOf(
    { left: given('100'), sense: '>=', right: given('200', '400') },
    { left: given('100'), sense: '>=', right: given('20', '40') },
  );
  expect(turned.limit).toEqual(drawn.limit);
});

test('a limit from below is met from above: what is printed too small stands to its left', () => {
  const drawn = limitOf(
    { left: given('20', '40'), sense: '>=', right: given('100') },
    { left: given('200', '400'), sense: '>=', right: given('100') },
    printingATenth(),
  );
  expect(drawn.limit).toEqual({ printed: [0.2, 0.4], corrected: [2, 4] });
});

/** The edition, of a release that prints a hundredth of what it does for copper, which is a tenth of what is right. */
function printingATenth(): Edition {
  const release = { ...edition.release };
  const observations = release.observations.map((stated) =>
    stated.address === 'output.refined_copper@2025' && stated.printed
      ? { ...stated, release, printed: { ...stated.printed, decimal: parseDecimal('1.472') } }
      : stated,
  );
  Object.assign(release, { observations });
  const releases = new Map(edition.dataset.releases).set(release.id, release);
  return { ...edition, release, dataset: { ...edition.dataset, releases } };
}

test.each([
  ['a balance is not a limit', { left: given('200'), sense: '=', right: given('100') }],
  ['a limit of nothing has no multiples', { left: given('200'), sense: '<=', right: given('0', '100') }],
  ['what holds as printed is not drawn', { left: given('50'), sense: '<=', right: given('100') }],
])('%s', (_name, before) => {
  const after = { left: given('20'), sense: before.sense, right: given('100') };
  expect(limitOf(before, after)).toEqual(NOTHING);
});
