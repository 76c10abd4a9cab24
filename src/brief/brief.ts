import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { Paper } from './paper.ts';
import type { Place, SourceFile } from '../core/diagnostics/source-file.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { type Localised, localisedOf } from '../dataset/localised.ts';
import { lastDay } from '../dataset/period.ts';
import { checkShape } from '../core/files/shape.ts';
import { warnOfUnread } from '../core/files/unread-files.ts';
import { readYaml, type YamlFile } from '../core/files/yaml-file.ts';
import { LOCALE_IDS } from '../locale/locales.ts';
import { type BriefInput, briefSchema } from './brief-schema.ts';
import { type LoadedStyle, loadStyle, OWN_STYLE } from './style.ts';

/** The folder that holds the briefs. */
const TEMPLATES = 'templates';

/** The template and the style sheet of a brief that names no other. */
const TEMPLATE = 'brief.md.hbs';
const STYLE = 'style.css';

/** The brief on one release. */
export interface BriefEdition {
  /** Name of its output folder. */
  readonly id: string;
  readonly release: string;
  /** Last day of publication that counts, as precise as it is given. */
  readonly asOf: string | undefined;
  readonly place: Place;
}

/** A name in brief.yaml that only the data can confirm. */
export interface Named {
  readonly id: string;
  readonly place: Place;
}

/** What a document of its own is printed for. */
export interface Each {
  readonly dimension: Named;
  /** Those wanted, in the order of brief.yaml; absent: all. */
  readonly members: readonly Named[] | undefined;
}

/** The partials of a folder by the names of their files, without the ending. */
export type PartialFolder = ReadonlyMap<string, SourceFile>;

/** A document that can be printed for several releases and in several languages. */
export interface Brief {
  /** Name of its folder below `templates/`. */
  readonly id: string;
  readonly title: Localised;
  readonly dataset: Named;
  readonly editions: readonly BriefEdition[];
  readonly locales: readonly string[];
  /** Where it is a set of documents, one for each member of a dimension. */
  readonly each: Each | undefined;
  /** The template of each locale. */
  readonly templates: ReadonlyMap<string, SourceFile>;
  /** Its own partials, then those in `templates/partials/`. */
  readonly partials: readonly PartialFolder[];
  /** Its Vega-Lite specifications, in order of their paths. */
  readonly charts: readonly SourceFile[];
  /** How it looks. */
  readonly house: LoadedStyle;
  /** Its own style sheet, after the house style. */
  readonly style: SourceFile | undefined;
  /** Numbers that may be typed by hand: words, or ranges such as `2020..2030`. */
  readonly looseNumbers: readonly string[];
  /** Sizes of paper to print on, at least one. */
  readonly papers: readonly Paper[];
  readonly file: SourceFile;
  /** Paths of every file that it may be made from, sorted. */
  readonly files: readonly string[];
}

/** Ids of the briefs below the root folder, sorted: the folders in `templates/` with a `brief.yaml`. */
export async function listBriefs(workspace: Workspace): Promise<string[]> {
  const folders = await workspace.folders(TEMPLATES);
  const isBrief = await Promise.all(folders.map((id) => workspace.exists(`${TEMPLATES}/${id}/brief.yaml`)));
  return folders.filter((_, index) => isBrief[index]);
}

/** Reads and checks `templates/ID/` as far as it can be without data. Undefined, with diagnostics, on any mistake. */
export async function loadBrief(
  workspace: Workspace,
  id: string,
  diagnostics: Diagnostics,
): Promise<Brief | undefined> {
  const own = new Diagnostics();
  const brief = await readBrief(workspace, id, own);
  diagnostics.include(own);
  return own.failed ? undefined : brief;
}

async function readBrief(workspace: Workspace, id: string, diagnostics: Diagnostics): Promise<Brief | undefined> {
  const folder = `${TEMPLATES}/${id}`;
  const file = await workspace.readText(`${folder}/brief.yaml`, diagnostics);
  const yaml = file && readYaml(file, diagnostics);
  const input = yaml && checkShape(yaml, briefSchema, diagnostics).value;
  if (!input || diagnostics.failed) return undefined;
  checkLists(yaml, input, diagnostics);
  const [own, shared] = await Promise.all([workspace.files(folder), workspace.files(`${TEMPLATES}/partials`)]);
  const read = (path: string) => workspace.readText(path, diagnostics);
  const style = await readStyle(yaml, input, own, read, diagnostics);
  const house = (await loadStyle(workspace, [folder, TEMPLATES], input.locales, diagnostics)) ?? OWN_STYLE;
  const templates = await readTemplates(yaml, input, own, read, diagnostics);
  const parts = { folder, files: partsAmong(own), known: namesRead(folder, input, own) };
  if (!diagnostics.failed) warnOfUnread(parts, 'brief/unread-file', diagnostics);
  return {
    id,
    title: localisedOf(input.title),
    dataset: { id: input.dataset, place: yaml.placeOf(yaml.value, 'dataset') },
    editions: input.editions.map((edition, index) => ({
      id: edition.id,
      release: edition.release,
      asOf: edition.as_of,
      place: yaml.placeOf(input.editions[index], 'release'),
    })),
    locales: input.locales,
    each: eachOf(yaml, input),
    templates,
    partials: [
      await readPartials(own, `${folder}/partials`, read),
      await readPartials(shared, `${TEMPLATES}/partials`, read),
    ],
    charts: await readAll(own.filter(isIn(folder, 'charts', '.vl.json')), read),
    house,
    style,
    looseNumbers: input.loose_numbers ?? [],
    papers: [...new Set([input.paper ?? house.paper ?? 'A4'].flat())],
    file,
    files: [...new Set([...own, ...shared, ...house.files])].sort(),
  };
}

function isIn(folder: string, below: string, ending: string): (path: string) => boolean {
  return (path) => path.startsWith(`${folder}/${below}/`) && path.endsWith(ending);
}

/** What looks like a part of a brief. */
function partsAmong(files: readonly string[]): string[] {
  return files.filter((path) => /\.(?:hbs|ya?ml|json|css)$/.test(path));
}

/** Names below its folder that a brief is read from: those that there are, and those that it would have. */
function namesRead(
  folder: string,
  { template = TEMPLATE, style = STYLE }: BriefInput,
  own: readonly string[],
): string[] {
  const [isChart, isPartial] = [isIn(folder, 'charts', '.vl.json'), isIn(folder, 'partials', '.hbs')];
  const listed = own.filter((path) => isChart(path) || isPartial(path)).map((path) => path.slice(folder.length + 1));
  const templates = [template, ...LOCALE_IDS.map((locale) => templateIn(locale, template))];
  return ['brief.yaml', 'style.yaml', style, ...templates, 'charts/*.vl.json', 'partials/*.hbs', ...listed];
}

type Read = (path: string) => Promise<SourceFile | undefined>;

function eachOf(yaml: YamlFile, { for: dimension, members }: BriefInput): Each | undefined {
  if (dimension === undefined) return undefined;
  return {
    dimension: { id: dimension, place: yaml.placeOf(yaml.value, 'for') },
    members: members?.map((id, index) => ({ id, place: yaml.placeOf(members, index) })),
  };
}

/** What takes more than one value to judge. */
function checkLists(yaml: YamlFile, input: BriefInput, diagnostics: Diagnostics): void {
  const { title, locales, editions, members, paper } = input;
  for (const list of [locales, members ?? [], Array.isArray(paper) ? paper : []]) {
    for (const [index, entry] of list.entries()) {
      if (list.indexOf(entry) === index) continue;
      diagnostics.error(
        'yaml/duplicate-key',
        `${entry} stands here a second time`,
        yaml.placeOf(list, index),
        'remove it',
      );
    }
  }
  for (const [index, locale] of locales.entries()) {
    if (title[locale] !== undefined) continue;
    const place = yaml.placeOf(locales, index);
    diagnostics.error('dataset/missing-label', `there is no title in ${locale}`, place, `add ${locale} below title`);
  }
  if (members && input.for === undefined) {
    const hint = 'name the dimension that these are members of';
    diagnostics.error('schema/missing-key', 'the key for is missing', yaml.placeOf(yaml.value, 'members', 'key'), hint);
  }
  for (const [index, edition] of editions.entries()) {
    const earlier = editions.findIndex((other) => other.id === edition.id);
    if (earlier < index) {
      diagnostics.error(
        'yaml/duplicate-key',
        `the edition ${edition.id} stands here a second time`,
        yaml.placeOf(edition, 'id'),
        'give it another id: it names the output folder',
      );
    }
    if (edition.as_of !== undefined && lastDay(edition.as_of) === undefined) {
      diagnostics.error('dataset/bad-date', `${edition.as_of} is not a date`, yaml.placeOf(edition, 'as_of'));
    }
  }
}

async function readTemplates(
  yaml: YamlFile,
  { locales, template = TEMPLATE }: BriefInput,
  files: readonly string[],
  read: Read,
  diagnostics: Diagnostics,
): Promise<ReadonlyMap<string, SourceFile>> {
  const folder = yaml.file.path.replace(/[^/]+$/, '');
  const templates = new Map<string, SourceFile>();
  for (const locale of locales) {
    const own = folder + templateIn(locale, template);
    const path = files.includes(own) ? own : folder + template;
    const file = files.includes(path) ? await read(path) : undefined;
    if (file) templates.set(locale, file);
    else if (!files.includes(path)) {
      diagnostics.error(
        'brief/missing-template',
        `there is no template ${template}`,
        yaml.placeOf(yaml.value, 'template'),
        `write ${folder}${template}`,
      );
    }
  }
  return templates;
}

/** What the template of one language is called beside that of all. */
function templateIn(locale: string, template: string): string {
  return template.replace(/(?:\.md)?\.hbs$/, `.${locale}$&`);
}

async function readStyle(
  yaml: YamlFile,
  { style }: BriefInput,
  files: readonly string[],
  read: Read,
  diagnostics: Diagnostics,
): Promise<SourceFile | undefined> {
  const path = yaml.file.path.replace(/[^/]+$/, style ?? STYLE);
  if (files.includes(path)) return read(path);
  if (style !== undefined) {
    diagnostics.error(
      'brief/missing-template',
      `there is no style sheet ${style}`,
      yaml.placeOf(yaml.value, 'style'),
      `write ${path}`,
    );
  }
  return undefined;
}

async function readPartials(files: readonly string[], folder: string, read: Read): Promise<PartialFolder> {
  const paths = files.filter((path) => path.startsWith(`${folder}/`) && path.endsWith('.hbs'));
  const partials = await readAll(paths, read);
  return new Map(partials.map((file) => [file.path.slice(folder.length + 1, -'.hbs'.length), file]));
}

async function readAll(paths: readonly string[], read: Read): Promise<SourceFile[]> {
  const files = await Promise.all(paths.map(read));
  return files.filter((file) => file !== undefined);
}
