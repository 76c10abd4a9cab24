import { describe, expect, test } from 'vitest';
import { confidenceInterval } from '../../src/dataset/confidence-interval.ts';
import { decimalText, normalise } from '../../src/core/numbers/decimal.ts';
import { assaySmall, filesOf, loadFiles, type Small, verdicts } from './world.ts';
import { asRelease } from '../dataset/brands.ts';

const crop = (records: string): Small => ({
  indicators: { crop: 'Mt flow' },
  releases: { office: `  crop:\n    - {level: 200.0 Mt}\n${records}` },
});

describe('the ends of a confidence interval lie on both sides of the level, as far as the margin says', () => {
  test.each([
    ['lower: 185.6 Mt', 'upper: 214.4 Mt', 'margin: 7.2%', ['compatible', 'compatible', 'compatible', 'compatible']],
    [
      'lower: 214.4 Mt',
      'upper: 215.0 Mt',
      'margin: 70%',
      ['contradicted', 'contradicted', 'compatible', 'contradicted'],
    ],
    ['lower: 185.6 Mt', 'upper: 220.0 Mt', 'margin: 7.2%', ['compatible', 'compatible', 'compatible', 'contradicted']],
  ])('%s, %s, %s', async (lower, upper, margin, expected) => {
    const records = [lower, upper, margin].map((stated) => `    - {${stated}, confidence: 90%}`).join('\n');
    const { relations } = await assaySmall(crop(records));
    const found = relations.map(({ says, verdict }) => [says, verdict]);
    const ends = ['lower', 'upper'].map((end) => `the ${end} end of the 90% confidence interval of crop`);
    const [low, high] = ends;
    expect(Object.fromEntries(found)).toEqual({
      [`${low} is not above the level`]: expected[0],
      [`${low} is the margin from the level`]: expected[1],
      [`${high} is not below the level`]: expected[2],
      [`${high} is the margin from the level`]: expected[3],
    });
  });

  test('an interval of another probability is another one, and relations name them', async () => {
    const records = `    - {lower: 185.6 Mt, confidence: 90%}
    - {margin: 3%, confidence: 67%}`;
    const relations = `relations:
  - {id: near, hardness: hard, owner: tests, reason: a test, holds: "crop:lower[90%] <= 180 Mt"}
  - {id: close, hardness: hard, owner: tests, reason: a test, holds: "crop:margin[67%] <= 5%"}`;
    const report = await assaySmall({ ...crop(records), relations });
    expect(verdicts(report)).toEqual({
      'near@2025': 'contradicted',
      'close@2025': 'compatible',
      'crop:lower[90%]@2025': 'compatible',
    });
  });
});

describe('the interval of a level', () => {
  test.each([
    ['    - {margin: 7.2%, confidence: 90%}', ['185.6', '214.4', '90%']],
    ['    - {lower: 180 Mt, confidence: 90%}\n    - {margin: 7.2%, confidence: 90%}', ['180', '214.4', '90%']],
    ['    - {margin: 7.2%, confidence: 90%}\n    - {margin: 3%, confidence: 67%}', ['185.6', '214.4', '90%']],
    ["    - {upper: '214,400 kt', confidence: 90%}", [undefined, '214.4', '90%']],
    ['    - {margin: 7.2%, confidence: 90%, period: 2024}', undefined],
  ])('%s', async (records, expected) => {
    const { dataset } = await loadFiles(filesOf(crop(records)));
    const level = dataset.releases.get(asRelease('office'))?.observations.find(({ measure }) => measure === 'level');
    const found = level && confidenceInterval(dataset, level);
    const text = (end: Parameters<typeof decimalText>[0] | undefined) => end && decimalText(normalise(end));
    expect(found && [text(found.lower), text(found.upper), found.confidence]).toEqual(expected);
  });
});
