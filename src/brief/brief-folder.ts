import { BRIEF_FLAVOUR } from './flavour-names.ts';
import { Diagnostics, nearestHint } from '../core/diagnostics/diagnostic.ts';
import { type Place, placeAt, type SourceFile } from '../core/diagnostics/source-file.ts';
import type { DataFile } from '../core/files/data-file.ts';
import { checkShape, type Part } from '../core/files/shape.ts';
import { reportFoldersAsFiles, warnOfUnread } from '../core/files/unread-files.ts';
import { readYaml } from '../core/files/yaml-file.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { dueDate } from '../dataset/due-date.ts';
import { localisedOf } from '../dataset/localised.ts';
import { lastDay } from '../dataset/period.ts';
import { LOCALE_IDS, type LocaleId } from '../language/locales.ts';
import { claimIn } from '../language/claim-words.ts';
import { declaredNumbers, undeclaredIn } from '../language/typed-numbers.ts';
import { type WholeInput, withDefaults } from './brief-defaults.ts';
import { type BriefInput, briefSchema } from './brief-schema.ts';
import type { Brief, Each, PartialFolder } from './brief.ts';
import type { KnownFaces } from './faces/printed-face.ts';
import { STYLE_GROUPS } from './style-keys.ts';
import { loadStyle, OWN_STYLE } from './style.ts';

/** The folder that holds the briefs. */
const TEMPLATES = 'templates';

/** The template of a brief that names no other. */
const TEMPLATE = 'brief.md.hbs';

/** Ids of the briefs below the root folder, sorted: the folders in `templates/` with a `brief.yaml` or a template. */
export function listBriefs(workspace: Workspace): Promise<string[]> {
  return workspace.foldersWith(TEMPLATES, HEAD_FILES);
}

const HEAD_FILES = ['brief.yaml', TEMPLATE];

/** The file that makes a folder a brief: its `brief.yaml`, else its template. */
async function headFile(workspace: Workspace, id: string): Promise<string | undefined> {
  for (const name of HEAD_FILES) {
    const path = `${TEMPLATES}/${id}/${name}`;
    if (await workspace.exists(path)) return path;
  }
  return undefined;
}

/** A brief, as far as it could be read. */
export interface ReadableBrief {
  readonly brief: Brief;
  /** Whether it has no mistake, and may be printed. */
  readonly isSound: boolean;
  /** Whether its `brief.yaml` has no mistake of form; else what it says may be missing. */
  readonly isWhole: boolean;
}

/** Reads `templates/ID/` and reports every mistake in it; undefined if there is one. */
export async function loadBrief(
  workspace: Workspace,
  id: string,
  diagnostics: Diagnostics,
): Promise<Brief | undefined> {
  const loaded = await loadReadableBrief(workspace, id, diagnostics);
  return loaded?.isSound ? loaded.brief : undefined;
}

/** Reads a brief as `loadBrief` does, and returns what could be read of it even if there are mistakes. */
export async function loadReadableBrief(
  workspace: Workspace,
  id: string,
  diagnostics: Diagnostics,
  known?: KnownFaces,
): Promise<ReadableBrief | undefined> {
  const own = new Diagnostics();
  const path = (await headFile(workspace, id)) ?? `${TEMPLATES}/${id}/brief.yaml`;
  const file = await workspace.readText(path, own);
  const yaml = file?.path.endsWith('.yaml') ? await readYaml(file, own) : undefined;
  const shape = yaml && checkShape(withoutStyle(yaml, own), briefSchema, own);
  const isWhole = !own.failed;
  const brief = file && (await readBrief(workspace, id, { file, yaml, shape, known }, own));
  diagnostics.include(own);
  return brief && { brief, isSound: !own.failed, isWhole };
}

/** A `brief.yaml`, as far as it could be read. */
interface BriefFile {
  /** The template, if there is no `brief.yaml`. */
  readonly file: SourceFile;
  readonly yaml: DataFile | undefined;
  readonly shape: Part<BriefInput> | undefined;
  readonly known: KnownFaces | undefined;
}

/** A brief.yaml with the files next to it. */
interface BriefFolder {
  readonly workspace: Workspace;
  readonly folder: string;
  /** What `brief.yaml` says. */
  readonly stated: BriefInput;
  /** The same with defaults. */
  readonly input: WholeInput;
  /** Undefined where it has a mistake of form. */
  readonly yaml: DataFile | undefined;
  /** Paths of all files in the folder. */
  readonly paths: readonly string[];
  /** Paths of the folders in it. */
  readonly subfolders: readonly string[];
  readonly diagnostics: Diagnostics;
}

/** Paths of the folders that stand directly in some folders. */
async function foldersIn(workspace: Workspace, folders: readonly string[]): Promise<string[]> {
  const names = await Promise.all(folders.map((folder) => workspace.folders(folder)));
  return names.flatMap((found, index) => found.map((name) => `${folders[index]}/${name}`));
}

async function readBrief(
  workspace: Workspace,
  id: string,
  { file, yaml, shape, known }: BriefFile,
  diagnostics: Diagnostics,
): Promise<Brief> {
  const folder = `${TEMPLATES}/${id}`;
  const stated = file.path.endsWith('.yaml') ? (shape?.value ?? readableInput(shape)) : {};
  const place = placeAt(file, 0);
  const input = await withDefaults(workspace, id, stated, { place, diagnostics });
  const whole = shape?.value && yaml;
  if (whole) checkLists(whole, stated, input, diagnostics);
  const [paths, shared] = await Promise.all([workspace.files(folder), workspace.files(`${TEMPLATES}/partials`)]);
  const subfolders = await foldersIn(workspace, [
    folder,
    `${folder}/charts`,
    `${folder}/partials`,
    `${TEMPLATES}/partials`,
  ]);
  reportFoldersAsFiles(subfolders, /\.(?:hbs|vl\.json|css|ya?ml)$/, diagnostics);
  const opened: BriefFolder = { workspace, folder, yaml: whole, stated, input, paths, subfolders, diagnostics };
  await refuseStyleSheets(opened);
  const house = (await loadStyle(workspace, [folder, TEMPLATES], input.locales, diagnostics, known)) ?? OWN_STYLE;
  const templates = await readTemplates(opened);
  if (!diagnostics.failed) warnOfUnreadParts(opened);
  if (whole && !diagnostics.failed)
    warnOfSharedTemplate(whole, input.locales, templates, (locale) => templateIn(locale, input.template), diagnostics);
  const placeOf = (key: keyof BriefInput): Place => shape?.get(key).place() ?? place;
  return {
    id,
    title: localisedOf(input.title),
    dataset: { id: input.dataset, place: placeOf('dataset') },
    // of too many, which is reported, one shows what else is wrong
    editions: input.editions.slice(0, input.editions.length > MAX_EDITIONS ? 1 : undefined).map((edition) => ({
      id: edition.id,
      release: edition.release,
      asOf: edition.as_of,
      nextEdition: yaml && dueDate(dateIn(yaml, edition), diagnostics, edition.as_of),
      place: yaml?.placeOf(edition, 'release') ?? place,
    })),
    listsEditions: stated.editions !== undefined,
    locales: input.locales,
    each: whole && eachOf(whole, stated),
    templates,
    partials: [
      await readPartials(opened, paths, `${folder}/partials`),
      await readPartials(opened, shared, `${TEMPLATES}/partials`),
    ],
    charts: await readCharts(opened),
    house,
    looseNumbers: input.loose_numbers ?? [],
    directionWords: givenWords(input),
    papers: [...new Set([input.paper ?? house.paper ?? 'A4'].flat())],
    flavours: (input.flavours ?? []).filter((name) => name !== BRIEF_FLAVOUR),
    file,
    files: [...new Set([...paths, ...shared, ...house.files])].sort(),
  };
}

/** The charts of a brief. Their pictures stand in wikis and file systems that take capitals and small letters for the same. */
async function readCharts(opened: BriefFolder): Promise<SourceFile[]> {
  const { folder, paths, diagnostics } = opened;
  const charts = await readAll(opened, paths.filter(isIn(folder, 'charts', '.vl.json')));
  const known = new Map<string, SourceFile>();
  for (const chart of charts) {
    const key = chart.path.toLowerCase();
    const same = known.get(key);
    if (same) {
      const message = `only capitals tell the name of this chart from ${same.path}`;
      diagnostics.error('chart/same-name', message, placeAt(chart, 0), 'give one of them another name');
    } else known.set(key, chart);
  }
  return charts;
}

function dateIn(yaml: DataFile, edition: WholeInput['editions'][number]) {
  return { value: edition.next_edition, place: () => yaml.placeOf(edition, 'next_edition') };
}

/** What a brief.yaml with mistakes of form says all the same, with a locale in which its template can be checked. */
function readableInput(shape: Part<BriefInput> | undefined): WholeInput {
  return {
    title: shape?.get('title').value ?? {},
    dataset: shape?.get('dataset').value ?? '',
    editions: shape?.get('editions').value ?? [],
    locales: shape?.get('locales').value ?? LOCALE_IDS.slice(0, 1),
    template: shape?.get('template').value,
    loose_numbers: shape?.get('loose_numbers').value,
    direction_words: shape?.get('direction_words').value,
  };
}

/** The words of each direction that brief.yaml declares. */
function givenWords({ direction_words: given = {} }: Pick<BriefInput, 'direction_words'>): Brief['directionWords'] {
  const entries = Object.entries(given).flatMap(([way, list]) => (list ? [[way, list] as const] : []));
  return Object.fromEntries(entries);
}

function eachOf(yaml: DataFile, input: BriefInput): Each | undefined {
  const { for: dimension, members } = input;
  if (dimension === undefined) return undefined;
  return {
    dimension: { id: dimension, place: yaml.placeOf(input, 'for') },
    members: members?.map((id, index) => ({ id, place: yaml.placeOf(members, index) })),
  };
}

/** Most editions of a brief: more than a century of months. */
export const MAX_EDITIONS = 2000;

/** Checks that take more than one value, so that the schema cannot do them. */
function checkLists(yaml: DataFile, stated: BriefInput, input: WholeInput, diagnostics: Diagnostics): void {
  const { title, locales, editions, members, paper, flavours } = input;
  const reportTwice = (what: string, place: Place, hint: string): void =>
    diagnostics.error('yaml/duplicate-key', `${what} appears a second time`, place, hint);
  for (const list of [locales, members ?? [], flavours ?? [], Array.isArray(paper) ? paper : []]) {
    for (const [index, entry] of list.entries()) {
      if (list.indexOf(entry) < index) reportTwice(entry, yaml.placeOf(list, index), 'remove it');
    }
  }
  const ways = new Map<string, string>();
  for (const [way, list] of Object.entries(givenWords(input))) {
    for (const [index, word] of list.entries()) {
      const other = ways.get(word.toLowerCase());
      ways.set(word.toLowerCase(), way);
      if (other === undefined) continue;
      reportTwice(`"${word}"`, yaml.placeOf(list, index), `it says ${other} already: a word says one direction`);
    }
  }
  const declared = declaredNumbers(input.loose_numbers ?? []);
  for (const [locale, text] of Object.entries(stated.title ?? {})) {
    const claim = claimIn(declared.mask(text ?? ''), locale);
    if (claim !== undefined) {
      const place = yaml.placeOf(stated.title ?? {}, locale);
      const hint = 'say it in the template, where an {{assert …}} or a helper tests it';
      diagnostics.warn('document/untested-claim', `a title says "${claim}", which nothing tests`, place, hint);
    }
    const numeral = undeclaredIn(text ?? '', locale, declared);
    if (numeral === undefined) continue;
    const message = `the number ${numeral} is typed in a title and bound to nothing`;
    const hint = 'print it in the template, or declare it under loose_numbers if it is a name or a year';
    diagnostics.error('document/loose-number', message, yaml.placeOf(stated.title ?? {}, locale), hint);
  }
  for (const [index, locale] of locales.entries()) {
    if (title[locale] !== undefined) continue;
    const place = yaml.placeOf(locales, index);
    diagnostics.error('dataset/missing-label', `there is no title in ${locale}`, place, `add ${locale} below title`);
  }
  if (members && input.for === undefined) {
    const hint = 'name the dimension that these are members of';
    diagnostics.error('schema/missing-key', 'the key "for" is missing', yaml.placeOf(stated, 'members', 'key'), hint);
  }
  const [tooMany] = editions.slice(MAX_EDITIONS);
  if (tooMany) {
    const message = `there are ${editions.length} editions; at most ${MAX_EDITIONS} are allowed`;
    const hint = 'print older ones from a brief of their own';
    diagnostics.error('file/too-large', message, yaml.placeOf(tooMany, 'id'), hint);
  }
  const ids = new Set<string>();
  for (const edition of editions.slice(0, MAX_EDITIONS)) {
    const isTwice = ids.has(edition.id);
    ids.add(edition.id);
    if (isTwice) {
      const hint = 'give it another id: it names the output folder';
      reportTwice(`the edition ${edition.id}`, yaml.placeOf(edition, 'id'), hint);
    }
    if (edition.as_of !== undefined && lastDay(edition.as_of) === undefined) {
      diagnostics.error('dataset/bad-date', `${edition.as_of} is not a date`, yaml.placeOf(edition, 'as_of'));
    }
  }
}

async function readTemplates(opened: BriefFolder): Promise<ReadonlyMap<string, SourceFile>> {
  const { folder, input, paths } = opened;
  const { locales, template = TEMPLATE } = input;
  const templates = new Map<string, SourceFile>();
  for (const locale of locales) {
    const own = `${folder}/${templateIn(locale, template)}`;
    const path = paths.includes(own) ? own : `${folder}/${template}`;
    const [file] = paths.includes(path) ? await readAll(opened, [path]) : [];
    if (file) templates.set(locale, file);
    else if (!paths.includes(path)) reportMissing(opened, 'template', `there is no template ${template}`, path);
  }
  return templates;
}

/** The file name of the template for one language: `brief.zh-CN.md.hbs`. */
function templateIn(locale: LocaleId, template = TEMPLATE): string {
  return template.replace(/(?:\.md)?\.hbs$/, `.${locale}$&`);
}

/** What says how a brief looks, in place of a style sheet. */
const STYLE_HINT = `say it in style.yaml, whose keys ${STYLE_GROUPS.join(', ')} have sizes, spaces, columns and colours, or with attributes in the template, such as {#id columns="2" small}`;

/** A brief.yaml in which a style sheet that it names is reported, once. */
function withoutStyle(yaml: DataFile, diagnostics: Diagnostics): DataFile {
  const { value } = yaml;
  if (typeof value !== 'object' || Array.isArray(value) || !('style' in value)) return yaml;
  const place = yaml.placeOf(value, 'style', 'key');
  diagnostics.error('style/refused', 'a brief has no style sheet', place, STYLE_HINT);
  return { ...yaml, reported: new Set([...yaml.reported, '/style']) };
}

/** Reports every style sheet in the folder of a brief, and one next to the house style of all. */
async function refuseStyleSheets({ workspace, paths, diagnostics }: BriefFolder): Promise<void> {
  const shared = (await workspace.exists(`${TEMPLATES}/style.css`)) ? [`${TEMPLATES}/style.css`] : [];
  for (const path of [...paths.filter((one) => /\.css$/i.test(one)), ...shared])
    diagnostics.error('style/refused', 'this style sheet is not read: a brief has none', path, STYLE_HINT);
}

function reportMissing(
  { yaml, stated, paths, subfolders, diagnostics }: BriefFolder,
  key: keyof BriefInput,
  message: string,
  path: string,
): void {
  if (!yaml || subfolders.includes(path)) return;
  const [name = '', ...parts] = path.split('/').reverse();
  const folder = `${parts.reverse().join('/')}/`;
  const ending = name.slice(name.lastIndexOf('.'));
  const nextTo = paths.map((other) => other.slice(folder.length)).filter((other) => other.endsWith(ending));
  const siblings = nextTo.filter((other) => !other.includes('/'));
  const hint = nearestHint(name, siblings) ?? `write ${path}`;
  diagnostics.error('brief/missing-template', message, yaml.placeOf(stated, key), hint);
}

async function readPartials(opened: BriefFolder, paths: readonly string[], folder: string): Promise<PartialFolder> {
  const own = paths.filter((path) => path.startsWith(`${folder}/`) && path.endsWith('.hbs'));
  const partials = await readAll(opened, own);
  return new Map(partials.map((file) => [file.path.slice(folder.length + 1, -'.hbs'.length), file]));
}

/** Texts with the line ends of Unix, so that a checkout with others prints the same. */
async function readAll({ workspace, diagnostics }: BriefFolder, paths: readonly string[]): Promise<SourceFile[]> {
  const files = await Promise.all(paths.map((path) => workspace.readText(path, diagnostics)));
  return files
    .filter((file) => file !== undefined)
    .map(({ path, text }) => ({ path, text: text.replaceAll('\r\n', '\n') }));
}

function isIn(folder: string, below: string, ending: string): (path: string) => boolean {
  return (path) => path.startsWith(`${folder}/${below}/`) && path.endsWith(ending);
}

/** Warns of files that look like part of the brief and are not read. */
function warnOfUnreadParts({ folder, input, paths, diagnostics }: BriefFolder): void {
  const { template = TEMPLATE } = input;
  const [isChart, isPartial] = [isIn(folder, 'charts', '.vl.json'), isIn(folder, 'partials', '.hbs')];
  const listed = paths.filter((path) => isChart(path) || isPartial(path)).map((path) => path.slice(folder.length + 1));
  const templates = [template, ...LOCALE_IDS.map((locale) => templateIn(locale, template))];
  const known = ['brief.yaml', 'style.yaml', ...templates, 'charts/*.vl.json', 'partials/*.hbs', ...listed];
  const files = paths.filter((path) => /\.(?:hbs|ya?ml|json)$/.test(path));
  warnOfUnread({ folder, files, known }, 'brief/unread-file', diagnostics);
}

/** What is not text of its author: tags, names and attributes of blocks, addresses of links, code. */
const NO_TEXT = /\{\{!--[\s\S]*?--\}\}|\{\{[^}]*\}\}|^:{2,}.*$|\{#[^}]*\}|\]\([^)]*\)|`[^`]*`/gm;

/** As many words in a line, or characters in a row where no spaces stand, are a sentence in some language. */
const SENTENCE = /(?:\p{L}{2,}[^\p{L}\n]+){5,}\p{L}{2,}|\p{Script=Han}{6,}/u;

/**
 * Warns where several languages share a template that has sentences of its own: it is that of the first language, and the
 * others print its sentences untranslated. One that has only labels and names from the data serves all.
 */
function warnOfSharedTemplate(
  yaml: DataFile,
  locales: readonly LocaleId[],
  templates: ReadonlyMap<string, SourceFile>,
  templateIn: (locale: LocaleId) => string,
  diagnostics: Diagnostics,
): void {
  const [first, ...others] = locales.filter(
    (locale) => !templates.get(locale)?.path.endsWith(`/${templateIn(locale)}`),
  );
  const shared = templates.get(first ?? '');
  if (first === undefined || !shared || !SENTENCE.test(shared.text.replaceAll(NO_TEXT, ''))) return;
  for (const locale of others) {
    const name = shared.path.slice(shared.path.lastIndexOf('/') + 1);
    const message = `there is no ${templateIn(locale)}: the sentences of ${name} are printed in ${locale} as they are in ${first}`;
    const hint = `translate it as ${templateIn(locale)}, or leave ${locale} out of locales`;
    diagnostics.warn('brief/missing-template', message, yaml.placeOf(locales, locales.indexOf(locale)), hint);
  }
}
