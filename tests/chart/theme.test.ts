import { expect, test } from 'vitest';
import { HOUSE_THEME, THEME_NAMES, themeConfig } from '../../src/chart/theme.ts';
import { SHIPPED_FONTS } from '../../src/brief/fonts.ts';

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
