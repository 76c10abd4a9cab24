import { contrast, onDark, WHITE } from './colour.ts';
import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { HOUSE, type HouseStyle } from './house-style.ts';
import type { DataFile } from '../core/files/data-file.ts';
import { entryOf, styleValue } from './style-keys.ts';
import type { StyleInput } from './style-schema.ts';

type ColoursInput = NonNullable<StyleInput['colours']>;

/** A colour of a style, with its name and its place in the file. */
interface NamedColour {
  readonly name: string;
  readonly colour: string;
  readonly container: object | undefined;
  readonly entry: string | number;
}

/** Contrast that WCAG 2.2 requires of text (1.4.3), large text (1.4.3) and parts of graphics (1.4.11). */
const TEXT = 4.5;
const LARGE = 3;
const MARK = 3;

/** Colours that differ less look alike, in ΔE by CIEDE2000; the default series differ much more. */
const ALIKE = 8;

/** Pairs of colours, one on the other, with the contrast that they need. */
const LIGHT_PAIRS: readonly (readonly [colour: string, ground: string, least: number])[] = [
  ...['ink', 'quiet', 'accent', 'signal'].map((name) => [name, 'paper', TEXT] as const),
  ...['ink', 'quiet', 'accent'].map((name) => [name, 'wash', TEXT] as const),
  ['band_title', 'band', LARGE],
  ['band_text', 'band', TEXT],
  ['context', 'paper', MARK],
  ['axis', 'paper', MARK],
];
const DARK_PAIRS: typeof LIGHT_PAIRS = [
  ...['ink', 'quiet', 'accent', 'signal'].map((name) => [name, 'ground', TEXT] as const),
  ...['ink', 'quiet', 'accent'].flatMap((name) => ['wash', 'sheet'].map((ground) => [name, ground, TEXT] as const)),
  ['band_title', 'band', LARGE],
  ['band_text', 'band', TEXT],
];

/** The default series behind another accent: what looks like it comes last. */
export async function seriesWith(accent: string): Promise<readonly string[]> {
  const { leastDifference } = await import('./colour-vision.ts');
  const [, ...others] = HOUSE.series;
  const isAlike = (colour: string): boolean => leastDifference(colour, accent).difference < ALIKE;
  return [accent, ...others.filter((colour) => !isAlike(colour)), ...others.filter(isAlike)];
}

/** Shared by the checks of a style. */
interface Check {
  readonly yaml: DataFile;
  readonly diagnostics: Diagnostics;
}

/**
 * Reports colours in the file whose contrast with their background is too low. Warns of colours of a series or of
 * members that look alike, also to colour-blind readers.
 */
export async function checkColours(
  yaml: DataFile,
  given: ColoursInput,
  house: HouseStyle,
  diagnostics: Diagnostics,
): Promise<void> {
  const { colours, dark } = house;
  const check = { yaml, diagnostics };
  const { dark: givenDark = {} } = given;
  checkPairs(check, LIGHT_PAIRS, { ...colours, paper: WHITE }, given, '');
  // A colour computed from a light one has the same contrast, which is checked there.
  const pairs = DARK_PAIRS.filter(([name, ground]) => name in givenDark || (ground in givenDark && !(name in given)));
  checkPairs(check, pairs, { ...dark }, givenDark, ' in the dark');
  checkParts(check, house);
  const series = (given.series ?? []).map((colour, index) => namedColour(colour, given.series, index));
  const dimensions = Object.values(given.members ?? {}).map((members) =>
    Object.entries(members).map(([member, colour]) => namedColour(colour, members, member)),
  );
  for (const list of [series, ...dimensions]) {
    for (const named of list) checkNamed(check, named);
    if (list.length > 1) await warnOfLikeness(check, list);
  }
}

/** The words of the house on the ground of a part, besides the part's own. */
const PART_TEXT = ['ink', 'quiet', 'accent', 'signal'];

/** Reports parts whose text is too faint on their ground, on paper and on a dark screen. */
function checkParts({ yaml, diagnostics }: Check, { colours, dark, keys }: HouseStyle): void {
  const look = entryOf(yaml.value, 'look');
  const schemes = [
    {
      colours: { ...colours } as Readonly<Record<string, string>>,
      ground: WHITE,
      suffix: '',
      shade: (own: string) => own,
    },
    {
      colours: { ...dark } as Readonly<Record<string, string>>,
      ground: dark.ground,
      suffix: ' in the dark',
      shade: (own: string) => onDark(own, dark.ground),
    },
  ];
  for (const part of Object.keys(typeof look === 'object' ? look : {})) {
    const [text, background] = ['colour', 'background'].map((name) => styleValue(keys, `look.${part}.${name}`, ''));
    if (text === undefined && background === undefined) continue;
    const culprit = background === undefined ? 'colour' : 'background';
    for (const { colours: known, ground, suffix, shade } of schemes) {
      const hexOf = (css: string): string => known[/^var\(--(.*)\)$/.exec(css)?.[1] ?? ''] ?? shade(css);
      const under = background === undefined || background === 'transparent' ? ground : hexOf(background);
      const words = [
        ...(text === undefined ? [] : [hexOf(text)]),
        ...(under === ground ? [] : PART_TEXT.map((name) => known[name] ?? '')),
      ];
      const problem = words
        .map((colour) => problemOf(`look.${part}${suffix}`, colour, 'its ground', under, TEXT))
        .find(Boolean);
      if (problem === undefined) continue;
      const hint =
        culprit === 'background'
          ? 'take a ground that is nearer to that of the page, such as wash'
          : 'use a darker colour';
      diagnostics.error('style/contrast', problem, yaml.placeOf(entryOf(look, part), culprit), hint);
      break;
    }
  }
}

function namedColour(colour: string, container: object | undefined, entry: string | number): NamedColour {
  return { name: typeof entry === 'number' ? `colour ${entry + 1}` : entry, colour, container, entry };
}

function checkPairs(
  { yaml, diagnostics }: Check,
  pairs: typeof LIGHT_PAIRS,
  colours: Readonly<Record<string, string>>,
  given: object,
  suffix: string,
): void {
  for (const [name, ground, least] of pairs) {
    const culprit = [name, ground].find((key) => key in given);
    if (culprit === undefined) continue;
    const [colour = '', under = ''] = [colours[name], colours[ground]];
    const problem = problemOf(`${name}${suffix}`, colour, ground, under, least);
    const hint = `take a ${culprit === name ? awayFrom(under) : awayFrom(colour)} ${culprit}`;
    if (problem) diagnostics.error('style/contrast', problem, yaml.placeOf(given, culprit), hint);
  }
}

/** Labels on paper have the colour of the thing that they name. */
function checkNamed({ yaml, diagnostics }: Check, { name, colour, container, entry }: NamedColour): void {
  const problem = problemOf(name, colour, 'paper', WHITE, TEXT);
  if (problem) diagnostics.error('style/contrast', problem, yaml.placeOf(container, entry), 'use a darker colour');
}

function problemOf(name: string, colour: string, ground: string, under: string, least: number): string | undefined {
  const ratio = contrast(colour, under);
  if (ratio >= least) return undefined;
  // Rounded down, so that a failing contrast never looks like a sufficient one.
  const shown = (Math.floor(ratio * 100) / 100).toFixed(2);
  return `${name} ${colour} on ${ground} ${under} has a contrast of ${shown}:1, and needs ${least}:1`;
}

function awayFrom(from: string): 'darker' | 'lighter' {
  return contrast(from, WHITE) < TEXT ? 'darker' : 'lighter';
}

async function warnOfLikeness({ yaml, diagnostics }: Check, list: readonly NamedColour[]): Promise<void> {
  // It takes long to load, and few styles need it.
  const { leastDifference } = await import('./colour-vision.ts');
  for (const [index, later] of list.entries()) {
    for (const earlier of list.slice(0, index)) {
      const { difference, vision } = leastDifference(earlier.colour, later.colour);
      if (difference >= ALIKE) continue;
      const message = `${later.name} ${later.colour} and ${earlier.name} ${earlier.colour} look alike with ${vision}: they differ by ${difference.toFixed(1)}, and should by ${ALIKE}`;
      const hint = 'make one of them darker, or of another hue';
      diagnostics.warn('style/colours-alike', message, yaml.placeOf(later.container, later.entry), hint);
    }
  }
}
