import type { DarkColours, HouseStyle, StyleColours } from '../../core/house-style.ts';

/** Families that come nearest to the house's own on a reader's machine, where nothing is loaded. */
const SCREEN_SERIF = `'Source Serif Pro', Charter, 'Bitstream Charter', Cambria, Georgia`;
const SCREEN_SANS = `'Source Sans Pro', system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial`;
const SCREEN_HAN = `'Noto Sans SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei'`;

/** What the style sheets take from a house style, as CSS variables: `--ink`, `--band-title`, `--serif`, `--text-size` … */
export function styleVariables(style: HouseStyle, medium: 'paper' | 'screen'): string {
  const [serif, sans, han] =
    medium === 'paper' ? ['', '', `'Noto Sans SC'`] : [`${SCREEN_SERIF}, `, `${SCREEN_SANS}, `, SCREEN_HAN];
  return [
    ':root {',
    ...colourVariables(style.colours),
    `  --serif: '${style.serif}', ${serif}${han}, serif;`,
    `  --sans: '${style.sans}', ${sans}${han}, sans-serif;`,
    `  --text-size: ${style.textSize}pt;`,
    '}',
  ].join('\n');
}

/** Colours as declarations of CSS variables, a line each. */
export function colourVariables(colours: StyleColours | DarkColours): string[] {
  return Object.entries(colours).map(([name, colour]) => `  --${name.replaceAll('_', '-')}: ${colour as string};`);
}
