import type { LocaleId } from '../../language/locales.ts';
import { embeddedName, LOCALE_FAMILIES, SANS, SERIF } from '../../brief/fonts.ts';
import type { DarkColours, HouseStyle, StyleColours } from '../../brief/house-style.ts';
import { cssString } from './css-string.ts';
import { keyColours } from './house-sheet.ts';

/** A keyword of CSS, not a family name. */
const SYSTEM = 'system-ui';

/** Families for the letters that a page for the screen has no font for. */
const SCREEN_SERIF = ['Charter', 'Cambria', 'Georgia', 'Noto Serif'];
const SCREEN_SANS = [SYSTEM, 'Segoe UI', 'Roboto', 'Helvetica Neue', 'Arial'];

/** The letters of a page in a language with a family of its own, then Chinese families that a reader may have. */
const SCREEN_HAN = [
  ...LOCALE_FAMILIES.map(embeddedName),
  ...LOCALE_FAMILIES,
  'Source Han Sans SC',
  'Noto Sans CJK SC',
  'PingFang SC',
  'Microsoft YaHei',
];

/** The CSS variables of a house style: `--ink`, `--band-title`, `--serif`, `--text-size` … */
export function styleVariables(style: HouseStyle, page: 'paper' | 'screen', locale = ''): string {
  const [serif, sans, han] = page === 'paper' ? [[], [], LOCALE_FAMILIES] : [SCREEN_SERIF, SCREEN_SANS, SCREEN_HAN];
  return [
    ':root {',
    ...colourVariables(style.colours),
    ...memberVariables(style),
    ...keyColours(style),
    `  --serif: ${families([style.serif, SERIF, ...serif, ...han])}, serif;`,
    `  --sans: ${families([style.sans, SANS, ...sans, ...han])}, sans-serif;`,
    `  --han: ${families([...han, SANS])}, sans-serif;`,
    `  --text-size: ${style.textSizes.get(locale) ?? style.textSize}pt;`,
    '}',
  ].join('\n');
}

/** Declarations of CSS variables for colours. */
export function colourVariables(colours: StyleColours | DarkColours): string[] {
  return Object.entries(colours).map(([name, colour]) => `  --${name.replaceAll('_', '-')}: ${colour};`);
}

/** The variable for the colour of a member: `--member-route-river`. */
export function memberVariable(dimension: string, member: string): string {
  return `--member-${dimension}-${member}`;
}

/** Declarations of CSS variables for the colours of members, changed by `shade`. */
export function memberVariables({ members }: HouseStyle, shade = (colour: string): string => colour): string[] {
  return [...members].flatMap(([dimension, colours]) =>
    [...colours].map(([member, colour]) => `  ${memberVariable(dimension, member)}: ${shade(colour)};`),
  );
}

/** A CSS list of family names, each once. */
function families(names: readonly string[]): string {
  return [...new Set(names)].map((name) => (name === SYSTEM ? name : `'${name}'`)).join(', ');
}

/** Rules for a logo in the cover band and a text at the head of each page, if the house has them. */
export function houseRules({ logo, pageHead }: HouseStyle, locale: LocaleId): string | undefined {
  const head = pageHead.get(locale);
  const rules = [
    logo && `.band .logo { display: block; height: ${logo.height}mm; max-width: 100%; margin: 0 0 8mm; }`,
    head &&
      `@page { @top-right { content: ${cssString(head)}; padding: 0 var(--side) 6mm 0; vertical-align: bottom; font: 8pt / 4mm var(--sans); color: var(--quiet); } }`,
  ].filter((rule) => rule !== undefined);
  return rules.length > 0 ? rules.join('\n') : undefined;
}
