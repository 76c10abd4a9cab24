import { onDark } from '../../brief/colour.ts';
import { HOUSE, type HouseStyle } from '../../brief/house-style.ts';
import { keyColours } from './house-sheet.ts';
import { colourVariables, memberVariables } from './variables.ts';

/** The dark scheme of a page for the screen. Rules override the colours that charts have as attributes. */
export function darkStyle(drawings: readonly string[], house: HouseStyle = HOUSE): string {
  const { dark } = house;
  const rules = darkRules(drawings, dark.ground).map((rule) => `.chart ${rule}`);
  return [
    '@media screen and (prefers-color-scheme: dark) {',
    ':root {',
    ...colourVariables(dark),
    ...[memberVariables, keyColours].flatMap((variables) => variables(house, (colour) => onDark(colour, dark.ground))),
    '}',
    ...rules,
    '}',
  ].join('\n');
}

/** A rule for each colour that drawings have as an attribute, for a dark background. */
export function darkRules(drawings: readonly string[], ground: string): string[] {
  const found = drawings.flatMap((svg) => [...svg.matchAll(/\b(fill|stroke)="(#[0-9a-f]{6})"/gi)]);
  const pairs = [...new Set(found.map(([, name = '', colour = '']) => `${name} ${colour}`))].sort();
  return pairs.map((pair) => {
    const [name = '', colour = ''] = pair.split(' ');
    return `[${name}='${colour}']{${name}:${onDark(colour, ground)}}`;
  });
}
