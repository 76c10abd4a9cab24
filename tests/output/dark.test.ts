import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HOUSE_THEME } from '../../src/chart/theme.ts';
import { onDark as counterpart } from '../../src/brief/colour.ts';
import { darkStyle } from '../../src/output/style/dark.ts';

/** Contrast by the text of WCAG 2.2, of colours given as `#rrggbb`. */
function contrast(a: string, b: string): number {
  const [lighter = 0, darker = 0] = [a, b].map(relativeLuminance).sort((one, other) => other - one);
  return (lighter + 0.05) / (darker + 0.05);
}

function relativeLuminance(colour: string): number {
  const parts = colour.match(/[0-9a-f]{2}/gi)?.map((part) => Number.parseInt(part, 16) / 255) ?? [];
  const [r = 0, g = 0, b = 0] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const ground = /--ground: (#[0-9a-f]{6})/.exec(darkStyle([]))?.[1] ?? '';
const { colours, palette } = HOUSE_THEME;
const onDark = (colour: string): string => counterpart(colour, ground);

test.each([...palette, colours.ink, colours.muted, colours.accent, colours.warning])(
  'letters in %s can be read in the dark',
  (colour) => expect(contrast(onDark(colour), ground)).toBeGreaterThanOrEqual(4.45),
);

test('a grid that whispers on paper whispers in the dark', () => {
  expect(contrast(onDark(colours.grid), ground)).toBeLessThan(1.35);
});

test('any colour has the contrast that it has on paper, as far as the dark leaves room', () => {
  const colour = fc.integer({ min: 0, max: 0xffffff }).map((code) => `#${code.toString(16).padStart(6, '0')}`);
  const most = contrast('#ffffff', ground);
  fc.assert(
    fc.property(colour, (own) => {
      const wanted = Math.min(most, contrast(own, '#ffffff'));
      expect(contrast(onDark(own), ground) / wanted).toBeGreaterThan(0.95);
      expect(contrast(onDark(own), ground) / wanted).toBeLessThan(1.05);
    }),
  );
});

test('each colour of a drawing has one rule for fills and one for strokes, as far as it has them', () => {
  const style = darkStyle(['<path fill="#0b5d78"/><path stroke="#0b5d78" fill="none"/>']);
  expect(style.match(/\.chart \[(?:fill|stroke)='#0b5d78'\]/g)).toEqual([
    ".chart [fill='#0b5d78']",
    ".chart [stroke='#0b5d78']",
  ]);
  expect(darkStyle(['<path fill="#0b5d78"/>'])).not.toContain('stroke');
});
