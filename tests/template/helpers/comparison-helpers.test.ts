import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { decimal } from '../../../src/core/numbers/decimal.ts';
import { contains, type Interval, interval, isAbove, isSameInterval } from '../../../src/core/numbers/interval.ts';
import type { Dataset, Release } from '../../../src/dataset/model.ts';
import { parseQuantity } from '../../../src/dataset/quantity.ts';
import { isAtLeast } from '../../../src/template/helpers/comparison-helpers.ts';
import { fillText, loadTiny, summaryOf } from '../case.ts';
import { saying } from '../../messages.ts';

/** Intervals whose ends are whole numbers from 0 to 6, or missing. */
const intervals = fc
  .record({
    low: fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined }),
    width: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
    lowOpen: fc.boolean(),
    highOpen: fc.boolean(),
  })
  .map(({ low, width, lowOpen, highOpen }) => {
    const high = width === undefined ? undefined : (low ?? 0) + width;
    return interval(
      low === undefined ? undefined : decimal(low),
      high === undefined ? undefined : decimal(high),
      lowOpen,
      highOpen,
    );
  });

/** Quarters from −10 to 20 that lie in an interval: enough to tell intervals with whole ends apart. */
function pointsOf(within: Interval): number[] {
  const quarters = Array.from({ length: 121 }, (_, index) => index - 40);
  return quarters.filter((quarter) => contains(within, decimal(quarter * 25, -2)));
}

function everyPair(a: Interval, b: Interval, holds: (x: number, y: number) => boolean): boolean {
  return pointsOf(a).every((x) => pointsOf(b).every((y) => holds(x, y)));
}

test('a comparison is true exactly if it is true of all numbers that two figures may stand for', () => {
  fc.assert(
    fc.property(intervals, intervals, (a, b) => {
      expect(isAbove(a, b)).toBe(everyPair(a, b, (x, y) => x > y));
      // Where only open ends touch, every pair differs; nothing is lost by the weaker word.
      if (isAtLeast(a, b)) expect(everyPair(a, b, (x, y) => x >= y)).toBe(true);
      else expect(everyPair(a, b, (x, y) => x > y)).toBe(false);
      if (isSameInterval(a, b)) expect(pointsOf(a)).toEqual(pointsOf(b));
    }),
  );
});

let dataset: Dataset;
beforeAll(async () => {
  dataset = await loadTiny();
});

/** The dataset in which one figure was printed otherwise. */
function printing(address: string, text: string): Dataset {
  const printed = parseQuantity(text, dataset.units);
  if ('problem' in printed) throw new Error(printed.problem);
  const releases = [...dataset.releases].map(([id, release]): [Release['id'], Release] => {
    const changed: Release = { ...release, observations: [] };
    const observations = release.observations.map((stated) => ({
      ...stated,
      printed: stated.address === address ? printed : stated.printed,
      release: changed,
    }));
    return [id, Object.assign(changed, { observations })];
  });
  return { ...dataset, releases: new Map(releases) };
}

describe('the word for a change', () => {
  test.each([
    ['6.1%', 'rose 6.1%; a rise of 6.1%; rose'],
    ['-6.1%', 'fell 6.1%; a fall of 6.1%; fell'],
    ['0.0%', 'was unchanged; no change; was unchanged'],
    ['over 6%', 'rose over 6%; a rise of over 6%; rose'],
    ['about 0.1%', 'rose about 0.1%; a rise of about 0.1%; rose'],
  ])('of %s is %s', (text, expected) => {
    const template = '{{change "passengers"}}; {{change "passengers" noun=true}}; {{direction "passengers"}}';
    const { shown, diagnostics } = fillText(printing('passengers:growth@2025-Q4', text), template);
    expect(diagnostics).toEqual([]);
    expect(shown.replaceAll(/[⟦⟧]/g, '')).toBe(expected);
  });

  test.each([
    ['-6.1%', '下降 6.1%'],
    ['about 0.1%', '增长约 0.1%'],
  ])('of %s is %s in Chinese, without a space between characters', (text, expected) => {
    const { shown } = fillText(printing('passengers:growth@2025-Q4', text), '{{change "passengers"}}', {
      locale: 'zh-CN',
    });
    expect(shown.replaceAll(/[⟦⟧]/g, '')).toBe(expected);
  });

  const several = '{{change "passengers" plural=true}}; {{direction "passengers" plural=true}}';

  test.each([
    ['0.0%', 'were unchanged; were unchanged'],
    ['6.1%', 'rose 6.1%; rose'],
  ])('of %s, of several things, is %s', (text, expected) => {
    const { shown } = fillText(printing('passengers:growth@2025-Q4', text), several);
    expect(shown.replaceAll(/[⟦⟧]/g, '')).toBe(expected);
  });

  test.each([
    ['6.1%', 'stieg um 6,1~%; ein Anstieg um 6,1~%; stieg; stiegen um 6,1~%; stiegen; wuchs 6,1~%'],
    [
      'under -6.1%',
      'sank um über 6,1~%; ein Rückgang um über 6,1~%; sank; sanken um über 6,1~%; sanken; fiel über 6,1~%',
    ],
    [
      '0.0%',
      'blieb unverändert; keine Veränderung; blieb unverändert; blieben unverändert; blieben unverändert; ruhte',
    ],
  ])('of %s is %s in German, one thing and several', (text, expected) => {
    const own = '{{change "passengers" up="wuchs" down="fiel" flat="ruhte"}}';
    const one = '{{change "passengers"}}; {{change "passengers" noun=true}}; {{direction "passengers"}}';
    const { shown, diagnostics } = fillText(printing('passengers:growth@2025-Q4', text), `${one}; ${several}; ${own}`, {
      locale: 'de',
    });
    expect(diagnostics).toEqual([]);
    expect(shown.replaceAll(/[⟦⟧]/g, '').replaceAll('\u00A0', '~')).toBe(expected);
  });

  test('is not guessed where the digits leave it open', () => {
    const open = fillText(printing('passengers:growth@2025-Q4', 'under 1%'), '{{change "passengers"}}');
    expect(open.diagnostics.map(summaryOf)).toEqual([
      saying('brief.md.hbs:1:1 error template/assertion … passengers:growth@2025-Q4 …'),
    ]);
    const derived = fillText(
      printing('passengers@2025-Q4', 'about 1,236,000'),
      '{{direction (minus "passengers@2025-Q4" "passengers@2025-Q3")}}',
    );
    expect(derived.diagnostics.map(({ rule }) => rule)).toEqual(['template/assertion']);
  });
});

test('an assertion of several conditions points to each that fails', () => {
  const [yes, no] = ['(above "passengers" "1")', '(below "passengers" "1")'];
  const { diagnostics } = fillText(dataset, `{{assert (and ${yes} ${no} (and ${no} true)) "many came"}}`);
  const first = '{{assert (and  '.length + yes.length;
  expect(diagnostics.map(summaryOf)).toEqual([
    saying(`brief.md.hbs:1:${first + 1} error template/assertion … many came -- …`),
    saying(`brief.md.hbs:1:${first + no.length + ' (and '.length + 1} error template/assertion … many came -- …`),
  ]);
  expect(fillText(dataset, `{{assert (and ${yes} ${yes}) "many came"}}.`)).toMatchObject({
    diagnostics: [],
    shown: '.',
  });
});

test('who wants a change of two levels, or of one without growth, learns how it is worked out', () => {
  const { diagnostics } = fillText(dataset, '{{change "passengers" "passengers@2024-Q4"}}{{change "punctuality"}}');
  expect(diagnostics.map(({ hint }) => hint)).toEqual([
    saying('… {{increase "…" "…@2024"}}'),
    saying('… {{increase "punctuality" "…@earlier period"}} …'),
  ]);
});

test('figures are chosen by their period, as events are', () => {
  const { shown, diagnostics } = fillText(
    dataset,
    '{{#each (where (figures "passengers.harbour@2025-Q3" "passengers.*") "period" "2025-Q3")}}{{label}} {{period}}{{/each}}',
  );
  expect(diagnostics).toEqual([]);
  expect(shown).toBe('⟦Harbour route⟧ ⟦third quarter of 2025⟧');
});

describe('the extremes of a list', () => {
  test('are not guessed where figures may be equal', () => {
    const alike = printing('passengers.harbour@2025-Q4', '377,000');
    const { diagnostics } = fillText(
      alike,
      '{{label (largest "passengers.*")}}{{rank "passengers.river" "passengers.*"}}',
    );
    expect(diagnostics.map(({ rule }) => rule)).toEqual(['template/assertion', 'template/assertion']);
  });

  test('are found where two patterns lead to one figure, which is listed once', () => {
    const { shown, diagnostics } = fillText(
      dataset,
      '{{label (largest (figures "passengers.*" "passengers.harbour"))}}: {{list (figures "passengers.river" "passengers.*")}}',
    );
    expect(diagnostics).toEqual([]);
    expect(shown).toBe('⟦Harbour route⟧: ⟦River route⟧ ⟦and⟧ ⟦Harbour route⟧');
  });

  test('compare figures across units', () => {
    const million = printing('passengers.harbour@2025-Q4', '0.3 million');
    expect(fillText(million, '{{label (largest "passengers.*")}}').shown).toBe('⟦River route⟧');
    expect(fillText(million, '{{#each (sort "passengers.*")}}{{label}}{{/each}}').shown).toBe(
      '⟦River route⟧⟦Harbour route⟧',
    );
  });
});

describe('what the digits leave open', () => {
  // 377,000 stands for 376,500 to 377,500
  const OPEN = '(above "passengers.river" "376,999")';
  const OPPOSITE = '(below "passengers.river" "376,999")';

  test.each([
    ['unless', `{{#unless ${OPEN}}}not above{{/unless}}`],
    ['not', `{{#if (not ${OPEN})}}not above{{/if}}`],
    ['a conjunction', `{{#if (not (and ${OPEN} (has "passengers")))}}not above{{/if}}`],
    ['an alternative', `{{#if (not (or ${OPEN} (has "passengers@1999")))}}not above{{/if}}`],
    ['a range', `{{#unless (between "passengers.river" "376,999" "400,000")}}outside{{/unless}}`],
  ])('is neither so nor otherwise: %s prints nothing', (_, text) => {
    const { shown, diagnostics } = fillText(dataset, text);
    expect([shown, diagnostics]).toEqual(['', []]);
  });

  test.each([
    [`{{#if ${OPEN}}}above{{else}}not above{{/if}}`],
    [`{{#unless ${OPEN}}}not above{{else}}above{{/unless}}`],
    [`{{#if ${OPEN}}}above{{else if (has "passengers@1999")}}never{{else}}not above{{/if}}`],
    // about other figures, or the same words again
    [`{{#if ${OPEN}}}above{{else if (above "passengers.harbour" "730,999")}}above{{else}}not above{{/if}}`],
    [`{{#if ${OPEN}}}above{{else if ${OPEN}}}above{{else}}not above{{/if}}`],
    [`{{#if (and ${OPEN} (has "passengers"))}}above{{else}}not above{{/if}}`],
    [`{{#if ${OPEN}}}above{{else}}{{list "not above"}}{{/if}}`],
    [`{{assert (not ${OPEN}) "it is not above"}}`],
  ])('is an error where its opposite would be printed: %s', (text) => {
    const { diagnostics } = fillText(dataset, text);
    expect(diagnostics.map(({ rule }) => rule)).toEqual(['template/assertion']);
    expect(diagnostics[0]?.message).toContain('passengers.river@2025-Q4');
  });

  test.each([
    [`{{#if ${OPEN}}}above{{else if ${OPPOSITE}}}below{{else}}about at{{/if}}`, 'about at'],
    [`{{#if ${OPEN}}}above{{else}} {{#if (not ${OPEN})}}no more{{else}}about at{{/if}}{{/if}}`, ' about at'],
    [`{{#if ${OPEN}}}**{{value "passengers.river"}}**{{else}}{{value "passengers.river"}}{{/if}}`, '⟦377,000⟧'],
    [`{{#if (or ${OPEN} ${OPPOSITE})}}apart{{else}}about at{{/if}}`, 'about at'],
    ['{{#if (same "passengers.river" "376,999")}}same{{else}}printed otherwise{{/if}}', 'printed otherwise'],
    [`{{#if (above "passengers.river" "378,000")}}above{{else}}not above{{/if}}`, 'not above'],
  ])('is printed behind both, and nothing is lost of what is known: %s', (text, expected) => {
    const { shown, diagnostics } = fillText(dataset, text);
    expect([shown, diagnostics]).toEqual([expected, []]);
  });
});
