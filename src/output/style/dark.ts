import { onDark } from '../../core/colour.ts';
import { HOUSE, type HouseStyle } from '../../core/house-style.ts';
import { colourVariables } from './variables.ts';

/**
 * The dark scheme of a page on the screen. Drawings keep their colours as attributes, which rules go before: each colour
 * found in them gets its counterpart.
 */
export function darkStyle(drawings: readonly string[], { dark }: HouseStyle = HOUSE): string {
  const found = drawings.flatMap((svg) => [...svg.matchAll(/\b(?:fill|stroke)="(#[0-9a-f]{6})"/gi)]);
  const colours = [...new Set(found.map(([, colour = '']) => colour))].sort();
  const rules = colours.flatMap((colour) =>
    ['fill', 'stroke'].map((name) => `.chart [${name}='${colour}'] { ${name}: ${onDark(colour, dark.ground)}; }`),
  );
  return [
    '@media screen and (prefers-color-scheme: dark) {',
    ':root {',
    ...colourVariables(dark),
    '}',
    ...rules,
    '}',
  ].join('\n');
}
