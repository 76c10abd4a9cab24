import { describe, expect, test } from 'vitest';
import { filesOf, loadFiles } from '../assay/world.ts';
import { fillText } from './case.ts';

// tin has a figure of 2024 and none of 2025; iron ended in 2022; rates rose from 81.2 to 83.4 per cent
const { dataset } = await loadFiles(
  filesOf({
    indicators: {
      'out.copper': 'kt flow',
      'out.lead': 'kt flow',
      'out.tin': 'kt flow',
      'out.iron': 'kt flow',
      rate: '% ratio',
    },
    releases: {
      office:
        '  out.copper: [{level: 900 kt, period: 2024}, {level: 950 kt, period: 2025}, {growth: 5.6%, period: 2025}]\n' +
        '  out.lead: [{level: 300 kt, period: 2024}, {level: 301 kt, period: 2025}, {growth: 0.3%, period: 2025}]\n' +
        '  out.tin: [{level: 80 kt, period: 2024}]\n' +
        '  out.iron: [{level: 10 kt, period: 2022}]\n' +
        '  rate: [{level: 81.2%, period: 2024}, {level: 83.4%, period: 2025}, {change: 2.2 pp, period: 2025}]',
    },
  }),
);

function told(text: string): string[] {
  const { diagnostics } = fillText(dataset, `# Title {#top}\n\n${text}\n`, { release: 'office' });
  return diagnostics.map(({ severity, rule, place }) => `${severity} ${rule} ${place?.line}:${place?.column}`);
}

const MISSING = 'warning document/untested-claim 3:';

describe('a member of a pattern without a figure of the period', () => {
  test.each([
    ['{{label (smallest "out.*")}} was the smallest.', `${MISSING}19`],
    ['{{label "out.lead"}} was the {{rank "out.lead" "out.*" from="smallest"}}.', `${MISSING}37`],
    ['{{label (smallest (sort (figures "out.*")))}} was the smallest.', `${MISSING}19`],
  ])('makes a doubt of %s', (text, expected) => {
    expect(told(text)).toEqual([expected]);
  });

  test('is said once for a pattern', () => {
    expect(told('{{label (smallest "out.*")}}, {{value (smallest "out.*")}}')).toHaveLength(1);
  });

  test.each([
    '{{label (smallest (figures "out.*" except="out.tin"))}} was the smallest.',
    '{{label (smallest (figures "out.lead" "out.copper"))}} was the smaller.',
    '{{label (smallest "out.*@2024")}} was the smallest.',
    // 80 kt were not the largest the year before either
    '{{label (largest "out.*")}} was the largest.',
  ])('says nothing of %s', (text) => {
    expect(told(text)).toEqual([]);
  });

  test('those that are left out are not in the list', () => {
    const { shown } = fillText(dataset, '{{list (figures "out.*" except="out.le*")}}', { release: 'office' });
    expect(shown).toBe('⟦out.copper⟧');
  });
});

describe('percentage points are not per cent', () => {
  test.each([
    '{{value "rate:change" unit="%"}}',
    '{{minus "rate" "rate@2024" unit="%"}}',
    '{{cell "rate:change" unit="%"}}',
  ])('%s', (text) => {
    expect(told(text).map((one) => one.replace(/ \d.*/, ''))).toEqual(['error dataset/wrong-dimension']);
  });
});

describe('what is nearly no change', () => {
  test.each(['nearly="200 %"', 'nearly="6 %"', 'nearly="1 pp"'])('is not up to %s', (nearly) => {
    expect(told(`{{change "out.copper" ${nearly}}}`)).toEqual(['error template/bad-argument 3:23']);
  });

  test('is up to five per cent', () => {
    expect(told('{{change "out.lead" nearly="5 %"}} in %.')).toEqual([]);
  });
});
