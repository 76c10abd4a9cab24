import type { LocaleId } from '../../language/locales.ts';
import { isOwnColour, STYLE_KEYS, type StyleValues, styleValue } from '../../brief/style-keys.ts';
import type { HouseStyle } from '../../brief/house-style.ts';

/** What a style sheet says about a key: its name, and what holds without it. */
const NAMED = /var\(--((?:print|screen|look)-[a-z0-9-]+),\s*((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)/g;

/** The name of a key in style sheets: `--print-h2-size` of `print.h2.size`. */
export function keyVariable(path: string): string {
  return `--${path.replaceAll(/[._]/g, '-')}`;
}

const PATHS: ReadonlyMap<string, string> = new Map([...STYLE_KEYS.keys()].map((path) => [keyVariable(path), path]));

/** One of Assay's own sheets with the values that a house has for its keys in a language. */
export function sheetOf(sheet: string, { keys }: Pick<HouseStyle, 'keys'>, locale: LocaleId): string {
  if (keys.size === 0) return sheet.replaceAll(NAMED, '$2');
  return sheet.replaceAll(NAMED, (_, name: string, otherwise: string) => {
    const path = PATHS.get(`--${name}`);
    return (path === undefined ? undefined : cssOf(keys, path, locale)) ?? otherwise;
  });
}

/** The value of a key as it stands in a style sheet: a colour of its own as a variable, which dark screens change. */
function cssOf(keys: StyleValues, path: string, locale: LocaleId): string | undefined {
  const value = styleValue(keys, path, locale);
  return value !== undefined && isOwnColour(value) ? `var(${keyVariable(path)})` : value;
}

/** Declarations of variables for the colours that a style gives to parts of a page, changed by `shade`. */
export function keyColours({ keys }: HouseStyle, shade = (colour: string): string => colour): string[] {
  return [...keys].flatMap(([path, values]) =>
    [...values.values()].flatMap((value) => (isOwnColour(value) ? [`  ${keyVariable(path)}: ${shade(value)};`] : [])),
  );
}

/** A ground with room around what stands on it. */
const ground = (selector: string, padding: string) => (value: string) =>
  `${selector} { padding: ${padding}; background: ${value}; }`;
const print = (rule: string): string => `@media print { ${rule} }`;

/** Rules that a page has only where a style has the key, for what no sheet of Assay's says. */
const RULES: Readonly<Record<string, (value: string, other: (path: string) => string | undefined) => string>> = {
  'print.page.top': (top) => `@page { margin-top: ${top}; }`,
  'print.page.bottom': (bottom) => `@page { margin-bottom: ${bottom}; }`,
  'print.facts.widths': (tracks) =>
    print(
      `.facts ul:has(> :last-child:nth-child(${tracks.split(/ (?!1fr)/).length})) { display: grid; grid-template-columns: ${tracks}; column-gap: 6mm; }`,
    ),
  'screen.facts.columns': (columns) =>
    `@media screen and (width >= 40rem) { .facts ul:has(> :last-child:nth-child(n)) { display: grid; grid-template-columns: repeat(${columns}, minmax(0, 1fr)); } }`,
  // A wide screen shows the contents at the side.
  'screen.contents.columns': (columns) =>
    `@media screen and (width < 78rem) { nav > ol { columns: 12rem ${columns}; } }`,
  'print.box.columns': (columns, other) => print(boxColumns(Number(columns), other('print.box.figure'))),
  'screen.box.columns': (columns) => `@media screen and (width >= 40rem) { ${boxColumns(Number(columns))} }`,
  'look.band.weight': (weight) => `.band h1 { font-weight: ${weight}; }`,
  'look.band.rule': (colour) => `.band { border-bottom: 2pt solid ${colour}; }`,
  'look.facts.background': ground('.facts ul', 'calc(7pt * var(--air)) 4pt 4pt'),
  'look.contents.background': (value) => print(ground('nav', '4pt 6pt')(value)),
  'look.contents.rule': (colour) =>
    print(`nav { padding-top: calc(4pt * var(--air)); border-top: 0.5pt solid ${colour}; }`),
  'look.box.background': ground('.box', '0 4pt'),
  'look.note.background': ground('.note', '3pt 6pt 3pt 10pt'),
  'look.note.colour': (colour) => `.note { color: ${colour}; }`,
  'look.table.background': (value) => `thead th { background: ${value}; }`,
  'look.exhibit.background': (value) =>
    [
      ground('.exhibit', '4.5pt 0 4pt')(value),
      '.exhibit :is(figcaption, caption, .notes) { padding-left: 4pt; padding-right: 4pt; }',
      '.exhibit :is(th, td):first-child { padding-left: 4pt; }',
      '.exhibit :is(th, td):last-child { padding-right: 4pt; }',
      `.exhibit .scroll { --ground: ${value}; }`,
      '.exhibit .chart { background-color: var(--ground, #fff); }',
    ].join('\n'),
  // The margin boxes that have text share the width of the page.
  'look.head.rule': (colour) =>
    ['left', 'right']
      .map((side) => `@page { @top-${side} { margin-bottom: 2mm; border-bottom: 0.5pt solid ${colour}; } }`)
      .join('\n'),
  // The ground is not that of the heading itself: with one, the browser leads the outline of a PDF to the page before.
  ...Object.fromEntries(
    ['h2', 'h3', 'h4'].flatMap((name) => [
      [`look.${name}.colour`, (colour: string) => `${name} { color: ${colour}; }`],
      [
        `look.${name}.background`,
        (value: string) =>
          `${name} { position: relative; isolation: isolate; } ${name}::before { content: ''; position: absolute; inset: -2pt -4pt; z-index: -1; background: ${value}; }`,
      ],
      [`look.${name}.weight`, (weight: string) => `${name} { font-weight: ${weight}; }`],
      [
        `look.${name}.rule`,
        (colour: string) => `${name} { padding-bottom: 2pt; border-bottom: 0.7pt solid ${colour}; }`,
      ],
    ]),
  ),
};

/** Items of a row below which a line stands next to the words of its item. */
const BESIDE = 4;
const WIDE_ROWS = ".box:not([data-count='2'], [data-count='3'], [data-count='4'])";

/**
 * So many figures a row, fewer where there are fewer: these are not smaller than without the key. A line next to words needs
 * room: with more it stands below them.
 */
function boxColumns(columns: number, figure?: string): string {
  const fewer = Array.from({ length: columns - 2 }, (_, at) => at + 2);
  return [
    `.box[data-count] { --columns: ${columns}; }`,
    ...fewer.map((count) => `.box[data-count='${count}'] { --columns: ${count}; }`),
    ...(figure === undefined
      ? []
      : fewer.map((count) => `.box[data-count='${count}'] .figure { --size: max(${figure}, 0.9 * var(--figure)); }`)),
    ...(columns > BESIDE
      ? [
          `${WIDE_ROWS} p.beside { position: static; }`,
          `${WIDE_ROWS} p > .trend { margin-left: 0; }`,
          `${WIDE_ROWS} p:has(+ p.beside) { padding-right: 0; }`,
        ]
      : []),
  ].join('\n');
}

/** The rules of the keys that a house has, in the order of the keys. */
export function keyRules({ keys }: HouseStyle, locale: LocaleId): string | undefined {
  const rules = [...STYLE_KEYS.keys()].flatMap((path) => {
    const value = cssOf(keys, path, locale);
    return value === undefined ? [] : (RULES[path]?.(value, (other) => cssOf(keys, other, locale)) ?? []);
  });
  return rules.length > 0 ? rules.join('\n') : undefined;
}

/** Whether a key is said by a rule of its own rather than by Assay's sheets: for tests. */
export function hasRule(path: string): boolean {
  return path in RULES;
}

/** Keys of looks that only paper shows. */
const ON_PAPER: ReadonlySet<string> = new Set([
  'look.contents.rule',
  'look.head.colour',
  'look.head.rule',
  'look.head.weight',
]);

/** Whether a house says anything that screens show. */
export function saysScreens({ keys }: HouseStyle): boolean {
  return [...keys.keys()].some((path) => !path.startsWith('print.') && !ON_PAPER.has(path));
}
