import { localeOf } from '../../locale-of.ts';
import { describe, expect, test } from 'vitest';
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

const { dataset: sawmill } = await loadFiles(
  filesOf({
    indicators: { stocks: 't stock', drawn: 't flow', sold: 't flow' },
    releases: {
      office:
        '  stocks: [{level: 878 t}, {level: 942 t, period: 2024}]\n  drawn: [{level: -64 t}, {level: 37 t, period: 2024}]\n  sold: [{level: 561 t}]',
    },
  }),
);

function filled(text: string): { readonly shown: string; readonly told: readonly string[] } {
  const { shown, diagnostics } = fillText(sawmill, text, { release: 'office' });
  return {
    shown: shown
      .replaceAll(/[\u27E6\u27E7]/g, '')
      .replaceAll('\u00A0', ' ')
      .trim(),
    told: diagnostics.map(({ message, hint }) => `${message} -- ${hint}`),
  };
}

test.each([
  ['{{change "drawn" level=true}}', 'fell 64 tonnes'],
  ['{{change "drawn@-1" level=true noun=true}}', 'a rise of 37 tonnes'],
  ['{{direction "drawn" level=true up="grew" down="shrank"}}', 'shrank'],
  // 878 ± 0.5 less 942 ± 0.5 is everything from −65 to −63.
  ['{{change (minus "stocks" "stocks@-1") down="fell by"}}', 'fell by 63 to 65 tonnes'],
])('a level that is itself a change says how things moved: %s is %s', (text, expected) => {
  expect(filled(text)).toEqual({ shown: expected, told: [] });
});

test('who wants the growth of a balance learns what does not need one', () => {
  const subtract = '{{minus "…" "…"}} subtracts two levels';
  expect(filled('{{change "drawn@-1"}}').told).toEqual([
    `no release states drawn:growth@2024 -- if it is itself a change, {{change "drawn@-1" level=true}} says so; ${subtract}`,
  ]);
  expect(filled('{{change "stocks" level=true}}').told[0]).toContain('stocks@2025 is not a change');
});

test('a typed number multiplies and divides as it is, and nothing is per cent of what is below zero', () => {
  const text =
    '{{times "drawn" -1}}, {{times 2 "stocks"}}, {{times "stocks" "2"}}, {{over "sold" 3}}, {{over "drawn" -2}}';
  expect(filled(text)).toEqual({ shown: '64 tonnes, 1,756 tonnes, 1,756 tonnes, 187 tonnes, 32 tonnes', told: [] });
  const below =
    'drawn@2025 is below zero, and a percentage of a negative figure says nothing -- print the change itself: {{minus "…" "…"}}';
  expect(filled('{{over "sold" "drawn"}}{{shareOf "sold" "drawn"}}').told).toEqual([below, below]);
  // 16 of the 64 tonnes that were drawn: a share, although both are printed below zero.
  expect(filled('{{over "-16 t" "drawn"}}')).toEqual({ shown: '25%', told: [] });
});

describe('a word for one direction does not say the other', () => {
  test.each([
    ['en', 'flat="did not change"'],
    ['en', 'up="rose, not only a little, by"'],
    ['de', 'flat="blieb nicht anders"'],
    ['zh-CN', 'up="不断增长"'],
  ])('in %s, %s may hold a word that takes back another', (locale, own) => {
    const text = `{{change "drawn" level=true ${own}}}`;
    const { diagnostics } = fillText(sawmill, text, { release: 'office', locale: localeOf(locale) });
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
  test.each([
    '{{change "drawn" level=true up="fell by"}}',
    '{{change "drawn" level=true down="rose by"}}',
    '{{direction "drawn" level=true up="declined" down="shrank"}}',
    '{{change "drawn" level=true flat="grew"}}',
    '{{change "drawn" level=true up="slumped"}}',
    '{{change "drawn" level=true up="dipped"}}',
    '{{change "drawn" level=true noun=true up="a fall of"}}',
    '{{change "drawn" level=true down="a gain of"}}',
    '{{change "drawn" level=true up="rose by -"}}',
    '{{change "drawn" level=true up="rose by a hundred times"}}',
  ])('%s', (text) => {
    expect(filled(text).told).toHaveLength(1);
  });
  test.each([
    ['en', 'up="stagnated at"'],
    ['en', 'up="büßte ein um"'],
    ['de', 'up="büßte um"'],
    ['de', 'up="stagnierte"'],
    ['de', 'up="ein Umsatzrückgang von"'],
    ['de', 'down="legte deutlich zu"'],
    ['de', 'up="gab zuletzt nach um"'],
    ['zh-CN', 'up="锐减"'],
    ['zh-CN', 'down="激增"'],
    ['en', 'up="gave up"'],
    ['en', 'up="shed"'],
    ['en', 'up="lower by" down="higher by"'],
    // 268 is the amount of the change, not what was reached
    ['en', 'up="rose to" down="fell to"'],
    ['de', 'up="stieg auf" down="fiel auf"'],
    ['zh-CN', 'up="增至" down="降至"'],
    ['en', 'up="did not rise by"'],
    ['en', 'down="hardly fell by"'],
    ['de', 'up="stieg nicht um"'],
    ['zh-CN', 'up="没有增长"'],
    ['en', 'up="by" down="by"'],
  ])('in %s not %s', (locale, own) => {
    const { diagnostics } = fillText(sawmill, `{{change "drawn" level=true ${own}}}`, {
      release: 'office',
      locale: localeOf(locale),
    });
    expect(diagnostics.map(({ rule, severity }) => [rule, severity])).toEqual([['template/bad-argument', 'error']]);
  });
  test.each([
    ['en', 'up="blossomed by"', 'rose'],
    ['de', 'up="erblühte um"', 'stieg'],
    ['zh-CN', 'down="花开"', '下降'],
    ['en', 'up="rose after its fall by"', 'rose'],
  ])('in %s, %s is not known to say a direction', (locale, own, known) => {
    const text = `\n\n{{change "drawn" level=true ${own}}}`;
    const { diagnostics } = fillText(sawmill, text, { release: 'office', locale: localeOf(locale) });
    expect(diagnostics).toMatchObject([
      {
        rule: 'template/unknown-word',
        severity: 'warning',
        place: { line: 3, column: text.trim().indexOf(own) + 1 },
        hint: expect.stringContaining(known) as string,
      },
    ]);
  });
  test.each([
    ['en', 'up="climbed by" down="slid by" flat="was level"'],
    ['en', 'noun=true up="an upswing of" down="a setback of"'],
    ['en', 'up="changed by" down="changed by"'],
    ['de', 'up="legte zu um" down="büßte ein" flat="stagnierte"'],
    ['zh-CN', 'up="攀升" down="回落" flat="持平"'],
    ['en', 'down="by"'],
    ['en', 'up="stayed level, then rose by"'],
  ])('in %s, %s says it', (locale, own) => {
    const text = `{{change "drawn" level=true ${own}}}`;
    expect(fillText(sawmill, text, { release: 'office', locale: localeOf(locale) }).diagnostics).toEqual([]);
  });
  test('but a word for neither may stand for both', () => {
    expect(filled('{{change "drawn" level=true up="widened by" down="narrowed by"}}').told).toEqual([]);
  });
});

test.each([
  '{{change "stay:ratio[2019]"}}',
  '{{direction "stay:ratio"}}',
  '{{change "out:share[use]"}}',
  '{{change "out:share[use]" up="more" down="less"}}',
])('what is not a change does not rise: %s', (text) => {
  const { diagnostics } = fillText(dataset, text, { release: 'office' });
  expect(diagnostics.map(({ rule }) => rule)).toEqual(['template/bad-argument']);
});

const { dataset: bikes } = await loadFiles(
  filesOf({
    indicators: { rides: 'count flow', members: 'count flow', casual: 'count flow', drawn: 't flow', added: 't flow' },
    releases: {
      office:
        '  rides: [{level: "268,400", period: 2025-Q4}, {level: "249,000", period: 2024-Q4}, {level: "1,100,000", period: 2024}]\n' +
        '  members: [{level: "211,500", period: 2025-Q4}, {level: "196,000", period: 2024-Q4}]\n' +
        '  casual: [{level: "56,900", period: 2025-Q4}, {level: "53,000", period: 2024-Q4}]\n' +
        '  drawn: [{level: -64 t, period: 2025-Q4}]\n  added: [{level: 12 t, period: 2025-Q4}, {level: -3 t, period: 2024-Q4}]',
    },
  }),
);

function told(text: string): readonly [shown: string, rules: readonly string[]] {
  const { shown, diagnostics } = fillText(bikes, text, { release: 'office' });
  const plain = shown.replaceAll(/[\u27E6\u27E7]/g, '').replaceAll('\u00A0', ' ');
  return [plain.trim(), diagnostics.map(({ rule }) => rule)];
}

const [R, R0] = ['"rides@2025-Q4"', '"rides@2024-Q4"'];

describe('a calculated figure says a change only where it compares one figure with its own earlier one', () => {
  test.each([
    `(over ${R} ${R0})`,
    `(shareOf "casual@2025-Q4" ${R})`,
    `(plus ${R} ${R0})`,
    `(times ${R} 2)`,
    '(minus "members@2025-Q4" "casual@2025-Q4")',
    '(increase "members@2025-Q4" "casual@2025-Q4")',
    `(minus ${R0} ${R})`,
    `(increase ${R0} ${R})`,
    `(minus ${R} ${R})`,
    `(minus ${R} "rides@2024")`,
    `(minus ${R} 1)`,
    '(minus (plus "members@2025-Q4" "casual@2024-Q4") (plus "members@2024-Q4" "casual@2025-Q4"))',
  ])('%s is none', (value) => {
    expect(told(`{{change ${value}}}`)[1]).toEqual(['template/bad-argument']);
    expect(told(`{{direction ${value} level=true}}`)[1]).toEqual(['template/bad-argument']);
  });
  test.each([
    // 268,400 ÷ 249,000 = 1.0779…, and 268,400 − 249,000 = 19,400
    [`{{direction (increase ${R} ${R0})}}`, 'rose'],
    [`{{direction (minus ${R} ${R0})}}`, 'rose'],
    // 268,400 less 249,000
    [
      '{{direction (increase (plus "members@2025-Q4" "casual@2025-Q4") (plus "members@2024-Q4" "casual@2024-Q4"))}}',
      'rose',
    ],
    // −64 + 12
    ['{{change (plus "drawn@2025-Q4" "added@2025-Q4") level=true down="fell by"}}', 'fell by 52 tonnes'],
  ])('%s is one', (text, expected) => {
    expect(told(text)).toEqual([expected, []]);
  });
});

test('a level is itself a change only where its indicator is below zero somewhere', () => {
  expect(told('{{change "rides@2025-Q4" level=true}}')[1]).toEqual(['template/bad-argument']);
  expect(told('{{change "added@2025-Q4" level=true}}')).toEqual(['rose 12 tonnes', []]);
});

const { dataset: company } = await loadFiles(
  filesOf({
    indicators: { profit: 'EUR flow', loss: 'EUR flow', sales: 'EUR flow', margin: '% ratio' },
    releases: {
      office:
        '  profit: [{level: -2.5 million EUR}, {level: -4.2 million EUR, period: 2024}, {growth: -40.5%}]\n' +
        '  loss: [{level: -6 million EUR}, {growth: 50%}]\n' +
        '  sales: [{level: -2 million EUR}, {level: 3.1 million EUR, period: 2024}, {growth: -164.5%}]\n' +
        '  margin: [{level: -6%}, {level: -4%, period: 2024}, {growth: 50%}, {change: -2 pp}]',
    },
  }),
);

describe('a rate from a base below zero says no direction', () => {
  const tell = (text: string): readonly [string, readonly string[]] => {
    const { shown, diagnostics } = fillText(company, text, { release: 'office' });
    return [
      shown
        .replaceAll(/[\u27E6\u27E7]/g, '')
        .replaceAll('\u00A0', ' ')
        .trim(),
      diagnostics.map(({ rule }) => rule),
    ];
  };
  test.each([
    '{{change "profit"}}',
    '{{change "profit:growth"}}',
    '{{direction "profit"}}',
    '{{change "margin" words=true}}',
    '{{streak "margin:growth"}}',
    '{{#each (fallen (figures "profit"))}}{{label}}{{/each}}',
    // −6 ÷ 1.5 is −4: nobody stated it, and it is below zero all the same
    '{{change "loss"}}',
  ])('%s is refused', (text) => {
    expect(tell(text)[1]).toEqual(['template/bad-argument']);
  });
  test.each([
    // −2.5 − (−4.2) = 1.7
    ['{{change (minus "profit" "profit@2024")}}', 'rose 1.7 million euros'],
    ['{{change "margin:change"}}', 'fell 2 percentage points'],
    // from 3.1 to −2
    ['{{change "sales"}}', 'fell 164.5%'],
  ])('%s says %s', (text, expected) => {
    expect(tell(text)).toEqual([expected, []]);
  });
});
