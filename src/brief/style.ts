import type { LocaleId } from '../language/locales.ts';
import { onDark } from './colour.ts';
import { Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';
import { type DarkColours, HOUSE, type HouseStyle, type StyleColours } from './house-style.ts';
import type { Place } from '../core/diagnostics/source-file.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import type { Dataset } from '../dataset/model.ts';
import { localisedOf } from '../dataset/localised.ts';
import { claimIn } from '../language/claim-words.ts';
import { numeralsIn } from '../language/typed-numbers.ts';
import { checkShape } from '../core/files/shape.ts';
import type { DataFile } from '../core/files/data-file.ts';
import { readYaml } from '../core/files/yaml-file.ts';
import { nextTo, mergedFiles } from './style-files.ts';
import { styleValues } from './style-keys.ts';
import { checkColours, seriesWith } from './style-colours.ts';
import { chooseFamilies, loadFaces } from './style-fonts.ts';
import type { KnownFaces } from './faces/printed-face.ts';
import { loadLogo } from './style-logo.ts';
import { type StyleInput, styleSchema } from './style-schema.ts';

interface NamedMember {
  readonly dimension: string;
  readonly member: string;
  readonly place: Place;
  /** Whether all briefs share what names it. */
  readonly isShared: boolean;
}

/** A house style as it was read, with parts that only the dataset or the brief can use. */
export interface LoadedStyle extends HouseStyle {
  readonly paper: StyleInput['paper'];
  /** Paths of the files that it is made from; none for the default style. */
  readonly files: readonly string[];
  /** The members whose colours it fixes. */
  readonly named: readonly NamedMember[];
}

export const OWN_STYLE: LoadedStyle = { ...HOUSE, paper: undefined, files: [], named: [] };

/**
 * Reads the house style of a brief: what `style.yaml` in its folder says, besides what the one says that all briefs share;
 * the default where neither is there. Its texts must exist in each locale of the brief. Undefined, with diagnostics, if
 * there is a mistake.
 */
export async function loadStyle(
  workspace: Workspace,
  folders: readonly [own: string, shared: string],
  locales: readonly LocaleId[],
  diagnostics: Diagnostics,
  known?: KnownFaces,
): Promise<LoadedStyle | undefined> {
  const paths = folders.map((folder) => `${folder}/style.yaml`);
  const exist = await Promise.all(paths.map((path) => workspace.exists(path)));
  const found = new Diagnostics();
  const files = await Promise.all(
    paths.filter((_, at) => exist[at]).map((path) => readStyleFile(workspace, path, found)),
  );
  const [first, second] = files;
  const yaml = first && second ? mergedFiles(first, second) : first;
  const input = yaml && !found.failed ? checkShape(yaml, styleSchema, found).value : undefined;
  const read = yaml && input && (await readStyle(workspace, yaml, input, { shared: paths[1], locales, known }, found));
  diagnostics.include(found);
  if (files.length === 0) return OWN_STYLE;
  return read && !found.failed ? { ...read, files: filesOf(yaml, files, input) } : undefined;
}

async function readStyleFile(
  workspace: Workspace,
  path: string,
  diagnostics: Diagnostics,
): Promise<DataFile | undefined> {
  const file = await workspace.readText(path, diagnostics);
  const yaml = file && (await readYaml(file, diagnostics));
  if (yaml) checkShape(yaml, styleSchema, diagnostics);
  return yaml;
}

interface StyleContext {
  /** The path of the style that all briefs share. */
  readonly shared: string | undefined;
  readonly locales: readonly LocaleId[];
  readonly known: KnownFaces | undefined;
}

async function readStyle(
  workspace: Workspace,
  yaml: DataFile,
  input: StyleInput,
  { shared, locales, known }: StyleContext,
  diagnostics: Diagnostics,
): Promise<Omit<LoadedStyle, 'files'>> {
  const { colours: given = {}, fonts = {}, logo } = input;
  const { series, members: fixed = {}, dark = {}, ...light } = given;
  const colours = { ...HOUSE.colours, ...light } as StyleColours;
  const [faces, picture] = await Promise.all([
    loadFaces(workspace, yaml, fonts.files ?? [], known, diagnostics),
    logo && loadLogo(workspace, yaml, logo, diagnostics),
  ]);
  for (const text of [logo?.alt, input.page_head]) checkLocales(yaml, text, locales, diagnostics);
  checkHead(yaml, input.page_head, diagnostics);
  const house: HouseStyle = {
    colours,
    dark: darkOf(colours, dark as Partial<DarkColours>),
    series: series ?? (light.accent === undefined ? HOUSE.series : await seriesWith(light.accent)),
    members: new Map(Object.entries(fixed).map(([id, members]) => [id, new Map(Object.entries(members))])),
    ...chooseFamilies(yaml, fonts, faces, diagnostics),
    faces,
    ...textSizesOf(input.text_size),
    keys: styleValues(yaml.value),
    logo: picture,
    pageHead: localisedOf(input.page_head),
  };
  await checkColours(yaml, given, house, diagnostics);
  const named = Object.entries(fixed).flatMap(([dimension, colourOf]) =>
    Object.keys(colourOf).map((member) => {
      const place = yaml.placeOf(colourOf, member, 'key');
      return { dimension, member, place, isShared: place.file.path === shared };
    }),
  );
  return { ...house, paper: input.paper, named };
}

/**
 * Reports members with a fixed colour that the dataset does not have. A style that all briefs share may name dimensions
 * of other datasets.
 */
export function checkMembers({ named }: LoadedStyle, dataset: Dataset, diagnostics: Diagnostics): void {
  for (const { dimension, member, place, isShared } of named) {
    const known = dataset.dimensions.get(dimension);
    if (known?.members.has(member) || (isShared && !known)) continue;
    const message = known
      ? `${member} is not a member of ${dimension} in ${dataset.id}`
      : `${dimension} is not a dimension of ${dataset.id}`;
    const hint = known ? didYouMean(member, known.members.keys()) : didYouMean(dimension, dataset.dimensions.keys());
    diagnostics.error('dataset/unknown-dimension', message, place, hint);
  }
}

/** A dark colour that is not given is the default if the light colour is, else the counterpart of the light one. */
function darkOf(colours: StyleColours, given: Partial<DarkColours>): DarkColours {
  const ground = given.ground ?? HOUSE.dark.ground;
  const own = Object.entries(HOUSE.dark).map(([name, dark]) => {
    const light = colours[name as keyof StyleColours] as string | undefined;
    const isOwn = light === undefined || (light === HOUSE.colours[name as keyof StyleColours] && !given.ground);
    // The band has its own background, dark or bright, and its texts suit that.
    if (isOwn) return [name, dark];
    return [name, name.startsWith('band') ? light : onDark(light, ground)];
  });
  return { ...(Object.fromEntries(own) as DarkColours), ...given };
}

function checkLocales(
  yaml: DataFile,
  text: Partial<Record<string, string>> | undefined,
  locales: readonly LocaleId[],
  diagnostics: Diagnostics,
): void {
  for (const locale of text ? locales : []) {
    if (text?.[locale] !== undefined) continue;
    const first = Object.keys(text ?? {})[0] ?? '';
    const place = yaml.placeOf(text, first, 'key');
    diagnostics.error(
      'dataset/missing-label',
      `there is no text in ${locale}`,
      place,
      `add ${locale} next to ${first}`,
    );
  }
}

/** A number in a style would be printed in every edition, whatever its data. */
function checkHead(yaml: DataFile, text: StyleInput['page_head'], diagnostics: Diagnostics): void {
  for (const [locale, head] of localisedOf(text)) {
    const claim = claimIn(head, locale);
    if (claim !== undefined) {
      const message = `"${claim}" would stand at the head of every edition, and nothing tests it`;
      diagnostics.warn('document/untested-claim', message, yaml.placeOf(text, locale), 'leave it out');
    }
    const [numeral] = numeralsIn(head, locale);
    if (numeral === undefined) continue;
    const message = `the number ${numeral} is typed by hand and would be at the head of every edition`;
    diagnostics.error('document/loose-number', message, yaml.placeOf(text, locale), 'leave it out');
  }
}

/** The size of text in any language, and in those that have another. */
function textSizesOf(given: StyleInput['text_size']): Pick<HouseStyle, 'textSize' | 'textSizes'> {
  if (typeof given === 'string') return { textSize: Number.parseFloat(given), textSizes: new Map() };
  const sizes = Object.entries(given ?? {}).map(([locale, size]): [string, number] => [
    locale,
    Number.parseFloat(size ?? ''),
  ]);
  return { textSize: HOUSE.textSize, textSizes: new Map(sizes) };
}

/** Paths of the styles, and of the fonts and the logo next to each. */
function filesOf(yaml: DataFile, styles: readonly (DataFile | undefined)[], { fonts, logo }: StyleInput): string[] {
  const faces = fonts?.files ?? [];
  return [
    ...styles.flatMap((style) => style?.file.path ?? []),
    ...faces.map((name, index) => nextTo(yaml.placeOf(faces, index).file.path, name)),
    ...(logo ? [nextTo(yaml.placeOf(logo, 'file').file.path, logo.file)] : []),
  ];
}
