import * as z from 'zod';
import { nearestWord } from '../core/diagnostics/diagnostic.ts';
import type { DataValue } from '../core/files/data-file.ts';
import { LOCALE_IDS } from '../language/locales.ts';

/*
 * Every key of style.yaml that says how large, how far apart and in which colour the parts of a page are. This one table
 * makes the schema, what the schema says about a key, and the values of the style sheets, which name each key where it
 * applies: `var(--print-h2-size, 15.5pt)`. A value is a number of a known unit within a range, or one of a few words, and
 * reaches a style sheet only as it is written here again.
 */

/** What a key may hold. Lengths hold in every language, or by language. */
type Kind =
  | { readonly of: 'length'; readonly unit: 'pt' | 'mm' | 'rem'; readonly from: number; readonly to: number }
  | { readonly of: 'count'; readonly from: number; readonly to: number }
  | { readonly of: 'widths' }
  | { readonly of: 'text' | 'background' | 'rule' }
  | { readonly of: 'weight' };

export interface StyleKey {
  readonly kind: Kind;
  /** What it is. */
  readonly says: string;
  /** What holds without it. */
  readonly otherwise: string;
}

const length =
  (unit: 'pt' | 'mm' | 'rem') =>
  (from: number, to: number, says: string, otherwise: number | string): StyleKey => ({
    kind: { of: 'length', unit, from, to },
    says,
    otherwise: typeof otherwise === 'number' ? `${otherwise}${unit}` : otherwise,
  });
const [pt, mm, rem] = [length('pt'), length('mm'), length('rem')];
const count = (from: number, to: number, says: string, otherwise: number | string): StyleKey => ({
  kind: { of: 'count', from, to },
  says,
  otherwise: String(otherwise),
});
const named =
  (of: 'text' | 'background' | 'rule') =>
  (says: string, otherwise: string): StyleKey => ({ kind: { of }, says, otherwise });
const [colour, background, rule] = [named('text'), named('background'), named('rule')];
const weight = (says: string, otherwise = 'bold'): StyleKey => ({ kind: { of: 'weight' }, says, otherwise });

/** Lengths on paper. Spaces stretch with the page, so that its text ends at its foot. */
const PRINT = {
  page: {
    top: mm(14, 40, 'Margin above the text of a page, with the running head', '19mm, on Letter 16mm'),
    bottom: mm(12, 40, 'Margin below the text of a page, with its number', '19mm, on Letter 16mm'),
  },
  text: {
    measure: mm(90, 170, 'Maximum width of running text', 142),
    below: pt(2, 12, 'Space below a paragraph or list', 6.5),
  },
  band: {
    above: mm(3, 30, 'Space above the title in the cover band', 13),
    below: mm(2, 20, 'Space at the foot of the band', 7),
    title: pt(16, 36, 'Size of the title', '25pt, in Chinese 24pt'),
    title_width: mm(80, 170, 'Maximum width of the title', 160),
    title_below: pt(2, 20, 'Space below the title', 6),
    shares: mm(2, 15, 'Space above the shares at the foot of the band', 7),
  },
  lead: {
    size: pt(9, 16, 'Size of the paragraph below the title', '12.5pt, in Chinese 11.5pt'),
    width: mm(80, 170, 'Maximum width of that paragraph', '140mm, in Chinese all'),
    below: pt(0, 20, 'Space below it', 5),
  },
  facts: {
    above: pt(3, 20, 'Space above the lines of facts', 7),
    size: pt(7.5, 10, 'Size of the facts', 8.5),
    widths: {
      kind: { of: 'widths' },
      says: 'Widths of facts that are side by side, as many as there are facts',
      otherwise: 'the width of their words',
    } satisfies StyleKey,
  },
  contents: {
    columns: count(1, 4, 'Columns of the list of contents', 2),
    gap: mm(4, 12, 'Space between these columns', 8),
    size: pt(7.5, 11, 'Size of the entries', 9),
    above: pt(2, 24, 'Space above the list', 8),
    below: pt(0, 24, 'Space below it', 8),
  },
  box: {
    columns: count(2, 6, 'Figures in a row of the headline box', '5, or 2 to 4 if that fills the rows better'),
    figure: pt(10, 24, 'Size of the figures; long ones are smaller', '15pt to 18pt, in Chinese nine tenths of it'),
    size: pt(7.5, 10.5, 'Size of the words around them', '9pt; above 10pt of the text, nine tenths of it'),
    gap: mm(4, 12, 'Space between figures side by side', 5),
    inside: pt(0, 12, 'Space below a figure in its row', 7),
    above: pt(2, 24, 'Space above the box', 8),
    below: pt(0, 24, 'Space below it', 1),
  },
  h2: {
    size: pt(11, 22, 'Size of headings of chapters', '15.5pt, in Chinese 14.5pt'),
    above: pt(3, 40, 'Space above them', 20),
    below: pt(1, 20, 'Space below them', 5),
    first: pt(3, 40, 'Space above the first of them, below the headline box', 12),
  },
  h3: {
    size: pt(9.5, 16, 'Size of headings of sections', 11.5),
    above: pt(3, 30, 'Space above them', 14),
    below: pt(1, 15, 'Space below them', 3),
  },
  h4: {
    size: pt(8.5, 13, 'Size of headings below those of sections', 10),
    above: pt(2, 24, 'Space above them', 10),
    below: pt(0, 12, 'Space below them', 2),
  },
  notice: {
    title: pt(9, 18, 'Size of the title of a notice, and of its corrected figures', 12.5),
    size: pt(8, 12, 'Size of its text', '9pt; above 10pt of the text, nine tenths of it'),
    between: pt(1, 10, 'Space below a paragraph of it', 3),
    above: pt(2, 30, 'Space above it', 9),
    below: pt(2, 30, 'Space below it', 11),
  },
  exhibit: {
    title: pt(8.5, 14, 'Size of the titles of charts and tables', 10.5),
    size: pt(7.5, 11, 'Size of their subtitles', 9),
    notes: pt(7, 9.5, 'Size of the notes below them', 8),
    notes_above: pt(1, 12, 'Space above these notes', 5),
    above: pt(2, 30, 'Space above charts and tables', 11),
    below: pt(2, 30, 'Space below them', 13),
  },
  table: {
    size: pt(7, 10.5, 'Size of the words and figures of tables', '8.75pt, in Chinese 8.5pt'),
    rows: pt(0.8, 6, 'Space above and below what is in a row', 2.4),
  },
  list: {
    between: pt(0, 8, 'Space below an item of a list', 1.5),
    columns: pt(1, 10, 'Space below an item of a list in columns', 4.5),
  },
  note: {
    size: pt(8, 11, 'Size of notes and alerts', 9.5),
    above: pt(2, 24, 'Space above them', 11),
    below: pt(2, 24, 'Space below them', 11),
  },
  small: { size: pt(7, 9.5, 'Size of text and lists that are marked small', 8) },
  figure_notes: {
    columns: count(1, 4, 'Columns of the list of notes on figures', 2),
    size: pt(7, 9.5, 'Size of these notes', 8),
  },
  sources: {
    columns: count(1, 4, 'Columns of the numbered list of sources', 3),
    size: pt(7, 9.5, 'Size of this list', 7.5),
  },
  head: { size: pt(7, 9, 'Size of what is at the head and foot of pages', 8) },
};

/** Lengths on screens, in the size that a reader has set for text. */
const SCREEN = {
  text: {
    measure: rem(30, 59, 'Maximum width of running text', 40),
    size: rem(0.9375, 1.375, 'Size of running text', '1.0625rem, in Chinese 1rem'),
  },
  band: {
    above: rem(2, 6, 'Most space above the title in the cover band; on phones it is less', 4),
    below: rem(1.5, 5, 'Most space at the foot of the band', 2.5),
    title: rem(1.875, 3.5, 'Size of the title on a wide screen', '2.625rem, in Chinese 2.5rem'),
    shares: rem(0.75, 4, 'Space above the shares at the foot of the band', '7mm'),
  },
  lead: {
    size: rem(1.0625, 1.5, 'Size of the paragraph below the title on a wide screen', '1.25rem, in Chinese 1.125rem'),
    width: rem(30, 59, 'Maximum width of that paragraph', 40),
  },
  facts: {
    size: rem(0.8125, 1.0625, 'Size of the facts', 0.875),
    columns: count(1, 4, 'Facts in a row on a wide screen', 'the width of their words'),
  },
  contents: {
    columns: count(1, 4, 'Most columns of the list of contents where it is above the text', 2),
    gap: rem(1, 3, 'Space between these columns', 2),
    size: rem(0.8125, 1.0625, 'Size of the entries of the list of contents', '0.9375rem, at the side 0.875rem'),
  },
  box: {
    columns: count(
      2,
      6,
      'Figures in a row of the headline box; on phones two',
      '5, or 2 to 4 if that fills the rows better',
    ),
    figure: rem(
      1.375,
      2.5,
      'Size of the figures on a wide screen; long ones are smaller',
      '1.75rem, in Chinese 1.625rem',
    ),
    size: rem(0.8125, 1.0625, 'Size of the words around them', 0.875),
    gap: rem(1, 3, 'Space between figures side by side', 2),
    above: rem(0.5, 4, 'Space above the box', 2),
    below: rem(0.25, 4, 'Space below it', 0.5),
  },
  h2: {
    size: rem(1.25, 2.25, 'Size of headings of chapters', '1.625rem, in Chinese 1.5rem'),
    above: rem(1, 5, 'Space above them', 3),
    below: rem(0.25, 2, 'Space below them', 0.75),
  },
  h3: {
    size: rem(1.0625, 1.75, 'Size of headings of sections', '1.25rem, in Chinese 1.1875rem'),
    above: rem(0.75, 4, 'Space above them', 2),
    below: rem(0.125, 1.5, 'Space below them', 0.5),
  },
  h4: {
    size: rem(0.9375, 1.375, 'Size of headings below those of sections', 1),
    above: rem(0.5, 3, 'Space above them', 1.5),
    below: rem(0.125, 1, 'Space below them', 0.25),
  },
  notice: {
    title: rem(1, 1.75, 'Size of the title of a notice, and of its corrected figures', 1.25),
    size: rem(0.8125, 1.125, 'Size of its text', 0.9375),
    above: rem(0.5, 3, 'Space above it', 1.75),
    below: rem(0.5, 3, 'Space below it', 1.75),
  },
  exhibit: {
    title: rem(0.9375, 1.5, 'Size of the titles of charts and tables', '1.125rem, in Chinese 1.0625rem'),
    size: rem(0.8125, 1.0625, 'Size of their subtitles', 0.9375),
    notes: rem(0.75, 1, 'Size of the notes below them', 0.8125),
    above: rem(0.75, 4, 'Space above charts and tables', 2),
    below: rem(0.75, 4, 'Space below them', 2.25),
  },
  table: {
    size: rem(0.8125, 1, 'Size of the words and figures of tables', 0.875),
    rows: rem(0.1875, 0.75, 'Space above and below what is in a row', 0.4375),
  },
  list: { between: rem(0, 1, 'Space below an item of a list', '0.375em') },
  note: {
    size: rem(0.8125, 1.125, 'Size of notes and alerts', 0.9375),
    above: rem(0.5, 3, 'Space above them', 1.25),
    below: rem(0.5, 3, 'Space below them', 1.25),
  },
  small: { size: rem(0.8125, 1, 'Size of text and lists that are marked small', 0.875) },
  figure_notes: {
    columns: count(1, 3, 'Most columns of the list of notes on figures', 2),
    size: rem(0.8125, 1, 'Size of these notes', 0.875),
  },
  sources: {
    columns: count(1, 3, 'Most columns of the numbered list of sources', 2),
    size: rem(0.8125, 1, 'Size of this list', 0.875),
  },
};

/** Colours, lines and weights, on paper and on screens. */
const LOOK = {
  band: { weight: weight('Weight of the title'), rule: rule('Line at the foot of the cover band', 'none') },
  lead: { weight: weight('Weight of the paragraph below the title', 'regular') },
  facts: {
    colour: colour('Facts, but for what they are called', 'quiet'),
    background: background('Ground of the lines of facts', 'none'),
    weight: weight('Weight of what they are called'),
  },
  contents: {
    colour: colour('Entries of the list of contents', 'ink'),
    background: background('Ground of the list', 'on screens wash'),
    rule: rule('Line above the list on paper', 'none'),
    weight: weight('Weight of its title'),
  },
  box: {
    colour: colour('Figures of the headline box', 'ink'),
    background: background('Ground of the box', 'none'),
    rule: rule('Lines above its figures', 'axis'),
    weight: weight('Weight of its figures'),
  },
  h2: {
    colour: colour('Headings of chapters', 'ink'),
    background: background('Their ground', 'none'),
    rule: rule('Line below them', 'none'),
    weight: weight('Their weight'),
  },
  h3: {
    colour: colour('Headings of sections', 'ink'),
    background: background('Their ground', 'none'),
    rule: rule('Line below them', 'none'),
    weight: weight('Their weight'),
  },
  h4: {
    colour: colour('Headings below those of sections', 'ink'),
    background: background('Their ground', 'none'),
    rule: rule('Line below them', 'none'),
    weight: weight('Their weight'),
  },
  notice: {
    colour: colour('Title of a notice', 'ink'),
    background: background('Its ground', 'a tint of signal'),
    rule: rule('Line above it', 'signal'),
    weight: weight('Weight of its title'),
  },
  exhibit: {
    colour: colour('Numbers of charts and tables', 'accent'),
    background: background('Ground of charts and tables; drawings keep that of the page', 'none'),
    rule: rule('Line above them', 'ink'),
    weight: weight('Weight of their titles'),
  },
  table: {
    colour: colour('Heads of columns', 'quiet'),
    background: background('Ground of these heads', 'none'),
    rule: rule('Lines between rows', 'rule'),
    weight: weight('Weight of the heads'),
  },
  list: { colour: colour('Numbers and marks of items', 'accent'), weight: weight('Their weight') },
  note: {
    colour: colour('Text of notes and alerts', 'ink'),
    background: background('Their ground', 'none'),
    rule: rule('Bar at their side', 'signal, of most alerts accent'),
    weight: weight('Weight of their text', 'regular'),
  },
  head: {
    colour: colour('What is at the head and foot of pages', 'quiet'),
    rule: rule('Line below the head', 'none'),
    weight: weight('Weight of what is there', 'regular'),
  },
};

type Table = Readonly<Record<string, Readonly<Record<string, StyleKey>>>>;

/** The groups of keys, with what the schema says about each. */
const GROUPS: Readonly<Record<'print' | 'screen' | 'look', { readonly says: string; readonly parts: Table }>> = {
  print: { says: 'Sizes, spaces and columns on paper', parts: PRINT },
  screen: { says: 'Sizes, spaces and columns on screens', parts: SCREEN },
  look: { says: 'Colours, lines and weights of the parts of a page', parts: LOOK },
};

/** The names of the groups. */
export const STYLE_GROUPS: readonly string[] = Object.keys(GROUPS);

/** Every key by its path, such as `print.h2.size`. */
export const STYLE_KEYS: ReadonlyMap<string, StyleKey> = new Map(
  Object.entries(GROUPS).flatMap(([group, { parts }]) =>
    Object.entries(parts).flatMap(([part, keys]) =>
      Object.entries(keys).map(([name, key]): [string, StyleKey] => [`${group}.${part}.${name}`, key]),
    ),
  ),
);

/** Colours of the house by purpose that text may have, grounds, and lines. */
const COLOURS = {
  text: ['ink', 'quiet', 'accent', 'signal'],
  background: ['wash', 'none'],
  rule: ['ink', 'quiet', 'accent', 'signal', 'axis', 'rule', 'none'],
} as const;

const WEIGHTS = { regular: '400', bold: '600' } as const;

const HEX = /^#[0-9a-f]{6}$/i;

/** A length, at most three digits before the point and four after it. */
const LENGTH = /^(\d{1,3}(?:\.\d{1,4})?)(pt|mm|rem)$/;

/** A width of facts that takes what the others leave. */
const REST = 'rest';
const FACT_WIDTHS = { from: 15, to: 120, most: 4, gap: 6, page: 170, least: 20 };

/** A value within its range as CSS; undefined if it is none. A colour that is given itself stays as it is. */
function cssOf(kind: Kind, value: string): string | undefined {
  switch (kind.of) {
    case 'length': {
      const [, number = '', unit] = LENGTH.exec(value) ?? [];
      const size = Number(number);
      return unit === kind.unit && size >= kind.from && size <= kind.to ? `${size}${kind.unit}` : undefined;
    }
    case 'count':
      return /^\d$/.test(value) && Number(value) >= kind.from && Number(value) <= kind.to ? value : undefined;
    case 'weight':
      return Object.entries(WEIGHTS).find(([name]) => name === value)?.[1];
    case 'widths':
      return undefined;
    case 'background':
    case 'rule':
    case 'text': {
      if (HEX.test(value)) return value.toLowerCase();
      const name = COLOURS[kind.of].find((known) => known === value);
      return name === 'none' ? 'transparent' : name && `var(--${name})`;
    }
  }
}

/** The tracks of a grid of facts; undefined unless they fit side by side. */
function tracksOf(widths: readonly string[]): string | undefined {
  const lengths = widths.map((width) => (width === REST ? undefined : LENGTH.exec(width)));
  const sizes = lengths.map((found) => (found === undefined ? FACT_WIDTHS.least : Number(found?.[1])));
  const isSound = lengths.every(
    (found, at) =>
      found === undefined ||
      (found?.[2] === 'mm' && Number(sizes[at]) >= FACT_WIDTHS.from && Number(sizes[at]) <= FACT_WIDTHS.to),
  );
  const together = sizes.reduce((sum, size) => sum + size, FACT_WIDTHS.gap * (widths.length - 1));
  if (!isSound || together > FACT_WIDTHS.page || widths.length > FACT_WIDTHS.most) return undefined;
  return lengths.map((found, at) => (found === undefined ? 'minmax(0, 1fr)' : `${sizes[at]}mm`)).join(' ');
}

/** What a value must be: the end of a message, and of what the schema says. */
function formOf(kind: Kind): string {
  switch (kind.of) {
    case 'length':
      return `a length from ${kind.from}${kind.unit} to ${kind.to}${kind.unit}`;
    case 'count':
      return `a number from ${kind.from} to ${kind.to}`;
    case 'weight':
      return Object.keys(WEIGHTS).join(' or ');
    case 'widths':
      return `a list of at most ${FACT_WIDTHS.most} widths from ${FACT_WIDTHS.from}mm to ${FACT_WIDTHS.to}mm or ${REST}, which with ${FACT_WIDTHS.gap}mm between them and ${FACT_WIDTHS.least}mm for each ${REST} have room on ${FACT_WIDTHS.page}mm`;
    case 'background':
    case 'rule':
    case 'text':
      return `one of ${COLOURS[kind.of].join(', ')}, or a colour written '#0b5d7a'`;
  }
}

function wordsOf(kind: Kind): readonly string[] {
  if (kind.of === 'weight') return Object.keys(WEIGHTS);
  return kind.of === 'text' || kind.of === 'background' || kind.of === 'rule' ? COLOURS[kind.of] : [];
}

/** What an editor can check of a value. */
function patternOf(kind: Kind): string {
  if (kind.of === 'length') return String.raw`^\d{1,3}(?:\.\d{1,4})?${kind.unit}$`;
  if (kind.of === 'count') return `^[${kind.from}-${kind.to}]$`;
  return `^(?:${[...wordsOf(kind), ...(kind.of === 'weight' ? [] : ['#[0-9a-fA-F]{6}'])].join('|')})$`;
}

const locale = z.enum(LOCALE_IDS);

function schemaOf({ kind, says, otherwise }: StyleKey): z.ZodType {
  const form = formOf(kind);
  const description = `${says}: ${form}; default: ${otherwise}`;
  if (kind.of === 'widths') {
    const widths = z.array(z.string().describe('Width')).min(1);
    return widths.refine((list) => tracksOf(list) !== undefined, { error: `is not ${form}` }).describe(description);
  }
  const value = z
    .string()
    .refine((text) => cssOf(kind, text) !== undefined, {
      error: ({ input }) => {
        const nearest = nearestWord(String(input), wordsOf(kind));
        return `is ${form}${nearest === undefined ? '' : `; did you mean ${nearest}?`}`;
      },
    })
    .meta({ pattern: patternOf(kind) });
  if (kind.of !== 'length') return value.describe(description);
  return z
    .union([value, z.partialRecord(locale, value.describe('In that language')).describe('By language')])
    .describe(`${description}; may be given by language`);
}

/** The schemas of the groups of keys. */
export function styleKeySchemas(): Readonly<Record<keyof typeof GROUPS, z.ZodOptional<z.ZodObject>>> {
  const schemas = Object.entries(GROUPS).map(([group, { says, parts }]) => {
    const inner = Object.entries(parts).map(([part, keys]): [string, z.ZodType] => {
      const shape = Object.entries(keys).map(([name, key]): [string, z.ZodType] => [name, schemaOf(key).optional()]);
      return [part, z.strictObject(Object.fromEntries(shape)).optional()];
    });
    return [group, z.strictObject(Object.fromEntries(inner)).describe(says).optional()];
  });
  return Object.fromEntries(schemas) as Record<keyof typeof GROUPS, z.ZodOptional<z.ZodObject>>;
}

/** The values of keys as CSS, by their path, and below that by language or, for all of them, by an empty text. */
export type StyleValues = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** What a file that fits the schema says about these keys. */
export function styleValues(input: DataValue): StyleValues {
  const values = new Map<string, ReadonlyMap<string, string>>();
  for (const [path, { kind }] of STYLE_KEYS) {
    const given = path.split('.').reduce<DataValue | undefined>(entryOf, input);
    if (given === undefined) continue;
    const byLocale = typeof given === 'string' ? [['', given] as const] : Object.entries(given);
    const css = Array.isArray(given)
      ? [['', tracksOf(given.map(String))] as const]
      : byLocale.map(([name, value]) => [name, typeof value === 'string' ? cssOf(kind, value) : undefined] as const);
    values.set(path, new Map(css.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))));
  }
  return values;
}

/** An entry of a mapping; undefined where there is none. */
export function entryOf(value: DataValue | undefined, name: string): DataValue | undefined {
  return typeof value === 'object' && !Array.isArray(value) ? value[name] : undefined;
}

/** The value of a key in a language; undefined where the style does not say it. */
export function styleValue(values: StyleValues, path: string, language: string): string | undefined {
  const given = values.get(path);
  return given?.get(language) ?? given?.get('');
}

/** Whether a value is a colour that the style gives itself, for which a dark screen needs another. */
export function isOwnColour(css: string): boolean {
  return HEX.test(css);
}
