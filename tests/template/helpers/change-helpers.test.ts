import { expect, test } from 'vitest';
import { filesOf, loadFiles } from '../../assay/world.ts';
import { fillText } from '../case.ts';

const { dataset } = await loadFiles(
  filesOf({
    indicators: { stay: 'day index', rate: '% ratio', out: 'Mt flow', use: 'Mt flow' },
    releases: {
      before: '  out: [{level: 14.2 Mt}]',
      office:
        '  stay: [{change: -0.1 day, base: 2019}, {growth: -5 to -4%}, {growth: 2 to 3.5%, period: 2026}, {level: 2 to 3 day}, {ratio: 3.2, base: 2019}, {ratio: 102%}]\n  rate: [{change: 0.2 pp}]\n  out: [{change: 0.3 Mt, since: before}, {share: 38%, of: use}]',
    },
  }),
);

test.each([
  ['{{value "stay:change[2019]"}}', '-0.1 days'],
  ['{{value "rate:change" sign=true}}', '+0.2 percentage points'],
  ['{{value "stay:ratio[2019]"}} times; {{value "stay:ratio"}}', '3.2 times; 102%'],
  ['{{#each (figures "stay:ratio[2019]")}}{{measure_label}}{{/each}}', 'ratio to 2019'],
  ['{{change "stay:change[2019]"}}', 'fell 0.1 days'],
  ['{{change "rate:change" noun=true}}', 'a rise of 0.2 percentage points'],
  ['{{direction "out:change[before]"}} {{value "out:change[before]"}}', 'rose 0.3 million tonnes'],
  ['{{value "stay:growth@2026"}}, {{change "stay:growth@2026"}}', '2 to 3.5%, rose 2 to 3.5%'],
  ['{{value "stay:growth"}}, {{change "stay:growth"}}', '-5 to -4%, fell 4 to 5%'],
  ['{{value "stay"}}, {{value "stay" style="bare"}}, {{bounds "stay"}}', '2 to 3 days, 2 to 3, 1.5 to 3.5 days'],
  ['{{#if (above "stay:growth@2026" "1.4 %")}}above{{/if}}', 'above'],
  ['{{#each (figures "stay:change[2019]")}}{{measure_label}}{{/each}}', 'change from 2019'],
  ['{{#each (figures "rate:change")}}{{measure_label}}{{/each}}', 'absolute change on a year earlier'],
  ['{{#each (figures "out:share[use]")}}{{measure_label}}{{/each}}', 'share of use'],
  ['{{#each (figures "out:change[before]")}}{{measure_label}}{{/each}}', 'change from an earlier release'],
])('a change in units and a range are printed: %s is %s', (text, expected) => {
  const { shown, diagnostics } = fillText(dataset, text, { release: 'office' });
  expect(diagnostics).toEqual([]);
  expect(
    shown
      .replaceAll(/[\u27E6\u27E7]/g, '')
      .replaceAll('\u00A0', ' ')
      .replaceAll('\u2212', '-')
      .trim(),
  ).toBe(expected);
});
