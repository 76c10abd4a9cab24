import { localeOf } from '../locale-of.ts';
import { describe, expect, test } from 'vitest';
import { HOUSE_THEME, THEME_NAMES, themeConfig } from '../../src/chart/theme.ts';
import { SHIPPED_FONTS } from '../../src/brief/fonts.ts';
import { draw, drawSound, ferries, summaryOf, withNames } from './case.ts';
import { elementsOf, readSvg, textsOf } from './svg.ts';

/** Contrast of a colour with white: WCAG 2.2, "contrast ratio" and "relative luminance". */
function contrast(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05);
}

test('the contrast formula is right at its ends and for a published pair', () => {
  expect(contrast('#000000')).toBeCloseTo(21);
  expect(contrast('#ffffff')).toBeCloseTo(1);
  // 4.54:1 is the textbook example of the lightest grey that passes.
  expect(contrast('#767676')).toBeCloseTo(4.54, 2);
});

test('text can be read on paper, in the colour of its series too', () => {
  const { ink, muted, accent, warning } = HOUSE_THEME.colours;
  for (const colour of [ink, muted, accent, warning, ...HOUSE_THEME.palette]) {
    expect([colour, contrast(colour) >= 4.5]).toEqual([colour, true]);
  }
});

test('marks stand out from paper, grid lines whisper', () => {
  expect(contrast(HOUSE_THEME.colours.context)).toBeGreaterThan(3);
  expect(contrast(HOUSE_THEME.colours.axis)).toBeGreaterThan(3);
  expect(contrast(HOUSE_THEME.colours.grid)).toBeLessThan(1.3);
});

test('no colour of the palette comes twice', () => {
  expect(new Set(HOUSE_THEME.palette).size).toBe(HOUSE_THEME.palette.length);
});

test('the font is a shipped one, and its name is quoted because it holds a digit', () => {
  expect(SHIPPED_FONTS.some(({ family }) => family === HOUSE_THEME.font)).toBe(true);
  expect(themeConfig(HOUSE_THEME)['font']).toBe('"Source Sans 3"');
});

test('every colour has a name that an expression may use', () => {
  expect(THEME_NAMES).toEqual(Object.keys(HOUSE_THEME.colours));
});

describe('what a chart leaves to the house', () => {
  const address = ['passengers.river@2025-Q3..2025-Q4', 'passengers.harbour@2025-Q3..2025-Q4'];
  const y = { field: 'value', type: 'quantitative' };
  const x = { field: 'period', type: 'ordinal' };

  test.each([
    ['facet', { facet: { field: 'route_label' } }],
    ['facet', { facet: { field: 'route_label', sort: null } }],
    ['row', { facet: { row: { field: 'route_label', sort: null } } }],
  ])('panels of a %s stand in the order of the addresses, in each language', async (_, facet) => {
    const spec = { data: { address }, height: 300, ...facet, spec: { mark: 'bar', encoding: { x, y } } };
    for (const [locale, labels] of [
      ['en', ['River route', 'Harbour route']],
      ['zh-CN', ['河道航线', '港内航线']],
    ] as const) {
      const { rendered } = await drawSound(JSON.stringify(spec), await ferries(), { locale });
      const drawn = textsOf(rendered.svg).filter((text) => /route|航线/.test(text));
      expect(drawn).toEqual(labels);
    }
    const sorted = { ...spec, facet: { field: 'route_label', sort: 'ascending' } };
    const { rendered } = await drawSound(JSON.stringify(sorted), await ferries());
    expect(textsOf(rendered.svg).find((text) => text.includes('route'))).toBe('Harbour route');
  });

  test('areas of members can be distinguished: stacked ones are opaque, others have a line', async () => {
    const look = async (mark: object, stack: boolean): Promise<[opacities: string[], lines: number]> => {
      const encoding = { x, y: stack ? { ...y, stack: true } : y, color: { field: 'route' } };
      const text = JSON.stringify(withNames({ data: { address }, mark: { type: 'area', ...mark }, encoding }));
      const paths = elementsOf(readSvg((await drawSound(text, await ferries())).rendered.svg)).filter(
        ({ name }) => name === 'path',
      );
      const areas = paths.filter(({ attributes }) => (attributes['fill'] ?? 'none') !== 'none');
      const opacity = areas.map(({ attributes: of }) => of['opacity'] ?? of['fill-opacity'] ?? '1');
      return [opacity, paths.length - areas.length];
    };
    expect(await look({}, true)).toEqual([['1', '1'], 0]);
    expect(await look({}, false)).toEqual([['0.12', '0.12'], 2]);
    expect(await look({ opacity: 0.5 }, false)).toEqual([['0.5', '0.5'], 0]);
  });

  test('bars can be distinguished by one field and coloured by another', async () => {
    const spec = {
      data: { address },
      transform: [{ calculate: "split(datum.label, ' ')[0]", as: 'caption' }],
      encoding: { x, y, xOffset: { field: 'indicator', type: 'nominal' }, color: { field: 'route' } },
      layer: [
        { mark: 'bar' },
        { mark: { type: 'text', dy: -6 }, encoding: { text: { field: 'caption' }, color: { value: '#000000' } } },
      ],
    };
    expect((await draw(JSON.stringify(spec), await ferries())).diagnostics.map(summaryOf)).toEqual([]);
  });
});

describe('series', () => {
  const address = ['passengers.river@2025-Q3..2025-Q4', 'passengers.harbour@2025-Q3..2025-Q4'];
  const x = { field: 'period', type: 'ordinal' };
  const y = { field: 'value', type: 'quantitative' };
  /** The colours of bars, in the order of the rows: the river's first. */
  const colours = async (locale: string, color: object, transform: object[] = []): Promise<(string | undefined)[]> => {
    const spec = {
      data: { address },
      transform,
      mark: 'bar',
      encoding: { x, xOffset: { field: 'indicator' }, y, color },
    };
    const { rendered } = await drawSound(JSON.stringify(withNames(spec)), await ferries(), {
      locale: localeOf(locale),
    });
    return elementsOf(readSvg(rendered.svg))
      .filter(({ name, attributes }) => name === 'path' && attributes['fill'] !== undefined)
      .map(({ attributes }) => attributes['fill']);
  };
  const [first = '', second = '', third = ''] = HOUSE_THEME.palette;
  const named = [{ calculate: "datum.route_label + ': '", as: 'name' }];

  // River before Harbour by rows; Harbour before River by letters in English, not in Chinese (河 before 港 is not so either)
  test.each([
    ['the label of an indicator', { field: 'label' }, [], [first, first, second, second]],
    ['an indicator', { field: 'indicator' }, [], [first, first, second, second]],
    ['a member', { field: 'route' }, [], [third, third, second, second]],
    ['the label of a member', { field: 'route_label' }, [], [third, third, second, second]],
    ['a name that the chart makes', { field: 'name' }, named, [first, first, second, second]],
    [
      'a label with colours of its own',
      { field: 'label', scale: { range: ['#111111', '#994422'] } },
      [],
      ['#111111', '#111111', '#994422', '#994422'],
    ],
    [
      'a label under a condition',
      { condition: { test: 'true', field: 'label' }, value: '#123456' },
      [],
      [first, first, second, second],
    ],
  ])('have the same colours in each language by %s', async (_, color, transform, expected) => {
    for (const locale of ['en', 'zh-CN'])
      expect([locale, await colours(locale, color, transform)]).toEqual([locale, expected]);
  });
});
