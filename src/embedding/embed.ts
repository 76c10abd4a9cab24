import path from 'node:path';
import type { FlavourName } from '../brief/flavour-names.ts';
import type { EditionHead, EditionSource } from '../pipeline/edition-source.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { Snapshot } from '../core/machine/snapshot.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import type { ValueNode } from '../document/inline-nodes.ts';
import { ROW_LABEL } from '../document/headed-figures.ts';
import { wrongHeadOf } from '../document/transforms/head-units.ts';
import { touchAround, turnedAround } from '../document/value-neighbours.ts';
import { loadAssayFile } from './assay-file.ts';
import { HOSTS } from '../host/hosts.ts';
import { lineEnd, typedMarker } from '../host/markers.ts';
import { type FolderHosts, openFolderHosts } from './page-folder.ts';
import { type ListedPage, listPages } from './page-listing.ts';
import { type PageRegions, type Region, understoodRegions } from './page-regions.ts';
import { type PageText, readPage, writePage } from './page-text.ts';
import { openRegionPrinter, type RegionContent, type RegionPrinter } from './region-content.ts';
import { editionOf, inputsOf, type KnownEditions, loadEditions, orderOf, type RegionOrder } from './region-edition.ts';
import { type Filling, fillRegions, holds, isEdited, lostRegions } from './region-filling.ts';
import type { RegionRequest } from './region-words.ts';

/** The settings of `embedPages`. */
export interface EmbedOptions {
  readonly environment: NodeJS.ProcessEnv;
  /** The folder to which the names of pages are relative, absolute. */
  readonly folder: string;
  /** In place of what `assay.yaml` and the folders of pages say. */
  readonly flavour?: FlavourName | undefined;
  /** Only says which regions are stale. */
  readonly check?: boolean;
  /** Also fills regions that people edited. */
  readonly force?: boolean;
  /** Ends the work early: no page is half-written. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * `current`: it holds what it should, as composing it again shows. `stale`: it holds something else that no person is known
 * to have typed, or what it is made from changed since it was filled, or it never was. `edited`: a person changed its content. `filled`: it was filled now. `published`: `assay publish` keeps it.
 */
export type RegionState = 'current' | 'stale' | 'edited' | 'filled' | 'published';

/** A region of a page, as a result. */
export interface EmbeddedRegion {
  readonly line: number;
  readonly column: number;
  readonly brief: string;
  readonly edition: string;
  readonly locale: string;
  readonly member?: string;
  /** `exhibit:trade`; undefined for the whole brief. */
  readonly part?: string;
  readonly state: RegionState;
}

/** A page with regions, as a result. */
export interface EmbeddedPage {
  readonly path: string;
  readonly flavour: FlavourName;
  readonly regions: readonly EmbeddedRegion[];
  /** Whether it was written. */
  readonly isWritten: boolean;
}

export interface EmbedResult {
  /** Pages that were read, with and without regions. */
  readonly read: number;
  /** Those with regions that are understood, sorted. */
  readonly pages: readonly EmbeddedPage[];
  /** The files of pictures that were written. */
  readonly pictures: readonly string[];
}

/** A page with regions. */
interface FoundPage {
  readonly text: PageText;
  readonly page: PageRegions;
  /** What is wrong with this page; others are filled in spite of it. */
  readonly problems: Diagnostics;
  /** Whether all its markers are understood. */
  readonly isUnderstood: boolean;
}

/** A page with what its regions are to hold. */
interface OrderedPage extends FoundPage {
  readonly orders: readonly OrderedRegion[];
  /** The regions that `assay publish` keeps. */
  readonly published: readonly EmbeddedRegion[];
}

interface OrderedRegion {
  readonly region: Region;
  readonly order: RegionOrder;
  readonly inputs: string;
  readonly state: RegionState;
}

/**
 * Fills the regions of pages (files, folders, globs; with no names those of `assay.yaml`), or with `check` says which
 * are stale. A page with a mistake in a marker, or with a region that somebody edited, stays as it is and is reported;
 * with a mistake in data or templates all pages do. What a region says about itself is not believed: it is composed again.
 * Throws an EnvironmentError if a picture cannot be drawn or written.
 */
export async function embedPages(
  workspace: Workspace,
  names: readonly string[],
  options: EmbedOptions,
  diagnostics: Diagnostics,
): Promise<EmbedResult> {
  const settings = await loadAssayFile(workspace, diagnostics);
  if (!settings) return { read: 0, pages: [], pictures: [] };
  if (names.length === 0 && settings.embed.length === 0) {
    const hint = 'name files, folders or globs, or write them in assay.yaml: embed: [{pages: wiki}]';
    diagnostics.error('embed/no-page', 'no page is named', undefined, hint);
  }
  const hosts = openFolderHosts();
  const naming = { names, folder: options.folder, flavour: options.flavour, settings };
  const listed = await listPages(workspace, naming, hosts, diagnostics);
  const found: FoundPage[] = [];
  for (const each of listed) {
    const text = await readPage(each, diagnostics);
    if (!text) continue;
    const problems = new Diagnostics();
    const page = understoodRegions(text.file, each.flavour, problems);
    if (page.regions.length > 0) found.push({ text, page, problems, isUnderstood: !problems.failed });
    else diagnostics.include(problems);
  }
  const wanted = found.flatMap(({ page }) => page.regions.filter(({ target }) => target === undefined));
  const briefs = new Set(wanted.map(({ request }) => request.brief));
  const common = new Diagnostics();
  const editions = await loadEditions(new Snapshot(workspace.root), briefs, common);
  const printer = openRegionPrinter(options.environment);
  options.signal?.addEventListener('abort', () => void printer.close());
  try {
    const setting = { editions, hosts, printer, common, options };
    const ordered: OrderedPage[] = [];
    for (const each of found) ordered.push(await orderPage(each, setting));
    const filled =
      common.failed || options.check
        ? { pages: pageResults(ordered), pictures: [] }
        : await fillPages(ordered, setting);
    diagnostics.include(common);
    for (const { problems } of ordered) diagnostics.include(problems);
    return { read: listed.length, ...filled };
  } finally {
    await printer.close();
  }
}

/** What all pages are filled with and from. */
interface Setting {
  readonly editions: KnownEditions;
  readonly hosts: FolderHosts;
  readonly printer: RegionPrinter;
  /** Mistakes in data and templates. */
  readonly common: Diagnostics;
  readonly options: EmbedOptions;
}

/** Finds out what the regions of a page are to hold, and whether they do. */
async function orderPage(found: FoundPage, setting: Setting): Promise<OrderedPage> {
  const { text, page, problems } = found;
  const { editions, common, options } = setting;
  const { check, force } = options;
  const orders: OrderedRegion[] = [];
  const published: EmbeddedRegion[] = [];
  for (const region of page.regions) {
    if (region.target !== undefined) {
      const state = check && isEdited(page, region) ? 'edited' : 'published';
      if (state === 'edited') {
        const hint = 'move the text out of the region, or run assay publish --force to lose it';
        problems.error('embed/edited', EDITED, region.place, hint);
      }
      published.push(regionResult(region, region.request, state));
      continue;
    }
    const source = editionOf(editions, region, problems);
    if (!source) continue;
    const order = orderOf(source, page.flavour, region);
    const inputs = await inputsOf(order);
    const reports = { problems: common, diagnostics: new Diagnostics() };
    const state = await stateOf(region, { page, order, inputs }, text.page, reports, setting);
    problems.include(reports.diagnostics);
    const isReported = reports.diagnostics.failed || common.failed;
    if (state === 'edited' && !force) {
      const [message, hint] = editedText(region, page.flavour);
      problems.error('embed/edited', message, region.place, hint);
    } else if (state !== 'current' && check && !isReported) {
      problems.error('embed/stale', staleText(region, inputs), region.place, 'run assay embed');
    }
    orders.push({ region, order, inputs, state });
  }
  return { ...found, orders, published };
}

/**
 * What a region holds. That its marker names the present inputs, and the hash of its content, anybody can write: so it is
 * composed, and its content and pictures are compared. Of one that cannot be composed, the reason is reported.
 */
async function stateOf(
  region: Region,
  { page, order, inputs }: { readonly page: PageRegions; readonly order: RegionOrder; readonly inputs: string },
  listed: ListedPage,
  reports: Parameters<RegionPrinter['print']>[2],
  { printer, hosts, common }: Setting,
): Promise<RegionState> {
  if (isEdited(page, region)) return 'edited';
  if (region.inputs !== inputs || common.failed) return 'stale';
  const content = await printer.print(order, region.placeOf('part'), reports);
  if (content?.figure) {
    const { figure } = content;
    reportNeighbours(page, region, { figure, source: order.source }, reports.diagnostics);
  }
  const isSame = content && holds(page, region, content.text);
  return isSame && (await changedPictures(content, listed, hosts)).length === 0 ? 'current' : 'stale';
}

function staleText(region: Region, inputs: string): string {
  if (region.inputs === undefined) return 'this region was never filled';
  if (region.inputs !== inputs) return 'this region is out of date';
  return 'this region or a picture in it is not what its brief prints';
}

/** Prints what regions lack, and writes the pages and pictures that change. */
async function fillPages(
  pages: readonly OrderedPage[],
  { hosts, printer, common }: Setting,
): Promise<Pick<EmbedResult, 'pages' | 'pictures'>> {
  const pictures = new Set<string>();
  const contents: Map<Region, RegionContent>[] = [];
  for (const page of pages) contents.push(await printPage(page, printer, common));
  if (common.failed) return { pages: pageResults(pages), pictures: [] };
  const results: EmbeddedPage[] = [];
  for (const [index, page] of pages.entries()) {
    const printed = contents[index] ?? new Map<Region, RegionContent>();
    const filled = filledPage(page, printed);
    // Pictures first: no page shows one that is not there. A page that is as it should be may lack one, too.
    if (!page.problems.failed) {
      for (const content of printed.values()) {
        for (const file of await writePictures(content, page.text.page, hosts)) pictures.add(file);
      }
    }
    const isWritten = filled !== undefined && (await writePage(page.text, filled, page.problems));
    if (page.isUnderstood) results.push(pageResult(page, isWritten));
  }
  return { pages: results, pictures: [...pictures].sort() };
}

const EDITED = 'somebody edited what is in this region';

/** What is said about a region that holds a person's text, and what to do. */
function editedText({ written, closing }: Region, flavour: FlavourName): readonly [message: string, hint: string] {
  const hint = 'move the text out of the region, or run assay embed --force to lose it';
  if (written !== undefined) return [EDITED, hint];
  const message = 'this region was never filled, and there is text in it';
  if (closing) return [message, hint];
  const marker = typedMarker(HOSTS[flavour].marking.form, 'closing');
  return [`${message}, up to the next heading`, `write ${marker} where the region ends, above the text`];
}

/** The contents of the regions of a page that are not current. Of a page that stays as it is, too: each of its mistakes is reported. */
async function printPage(
  { page, orders, problems }: OrderedPage,
  printer: RegionPrinter,
  common: Diagnostics,
): Promise<Map<Region, RegionContent>> {
  const contents = new Map<Region, RegionContent>();
  for (const { region, order, state } of orders) {
    if (state === 'current') continue;
    const reports = { problems: common, diagnostics: problems };
    const content = await printer.print(order, region.placeOf('part'), reports);
    if (content) contents.set(region, content);
    if (content?.figure) reportNeighbours(page, region, { figure: content.figure, source: order.source }, problems);
  }
  return contents;
}

/** The text of a page with its regions filled; undefined if it is to stay as it is. */
function filledPage(
  { page, orders, problems }: OrderedPage,
  contents: ReadonlyMap<Region, RegionContent>,
): string | undefined {
  if (problems.failed) return undefined;
  const fillings = new Map<Region, Filling>();
  for (const { region, inputs } of orders) {
    const content = contents.get(region);
    if (content) fillings.set(region, { inputs, text: content.text });
  }
  const filled = fillRegions(page, fillings);
  if (filled === page.file.text) return undefined;
  for (const region of lostRegions(page, filled, fillings)) {
    const hint = HOSTS[page.flavour].marking.endOf ? 'close the region with a marker' : 'order another part here';
    problems.error('embed/unreadable', 'what was to be filled in here would end its region', region.place, hint);
  }
  return problems.failed ? undefined : filled;
}

/** What is said about pages of which none was written. */
function pageResults(pages: readonly OrderedPage[]): readonly EmbeddedPage[] {
  return pages.filter(({ isUnderstood }) => isUnderstood).map((page) => pageResult(page, false));
}

function pageResult({ text, page, orders, published, problems }: OrderedPage, isWritten: boolean): EmbeddedPage {
  const ordered = orders.map(({ region, order, state }) => {
    const isFilled = isWritten && state !== 'current' && !problems.failed;
    return regionResult(region, order.source.head, isFilled ? 'filled' : state);
  });
  const regions = [...ordered, ...published].sort((a, b) => a.line - b.line || a.column - b.column);
  return { path: text.page.shown, flavour: page.flavour, regions, isWritten };
}

/** A region, and the document that it is about. */
function regionResult(
  { place: { line, column }, request: { part } }: Region,
  { brief, edition, locale = '', member }: EditionHead | RegionRequest,
  state: RegionState,
): EmbeddedRegion {
  return {
    line,
    column,
    brief,
    edition,
    locale,
    ...(member === undefined ? {} : { member }),
    ...(part ? { part: `${part.kind}:${part.id}` } : {}),
    state,
  };
}

/** Marks that readers do not see as characters: comments, elements, emphasis, code, and where a link leads. */
const MARKS = /\]\([^()]*\)|<!--[^]*?-->|\{\/\*[^]*?\*\/\}|<\/?[a-z][^<>]*>|\*\*|__|[*_`]|''+/giu;

/** Elements between which nothing is read as one text. */
const BLOCK =
  /<\/?(?:p|div|h[1-6]|[uod]l|li|d[dt]|table|t(?:body|head|foot|[rdh])|blockquote|pre|hr|section)\b[^<>]*>/giu;

/** A line with which something else begins: none, a heading, an item, a row of a table, a comment, a fence, a rule. */
const NEW_BLOCK =
  /^[ \t>]*(?:$|#{1,6}[ \t]|={2,}|[-*+#:;]+[ \t]|[|^!{]|<!--|\d+[.)][ \t]|```|~~~|(?:[-*_=][ \t]*){3,}$)/u;

/** A line that nothing goes on behind: a heading. */
const WHOLE_LINE = /^[ \t>]*(?:#{1,6}[ \t]|={2,}.*={2,}[ \t]*$)/u;

/** Offsets of the paragraph that a region stands in: a line that is broken in a text goes on in the next one, as after a space. */
function paragraphAround(text: string, first: number, last: number): { readonly start: number; readonly end: number } {
  const lineAt = (at: number): string => text.slice(at, lineEnd(text, at)).replace(/\r$/, '');
  let start = text.lastIndexOf('\n', first - 1) + 1;
  while (start > 0 && !NEW_BLOCK.test(lineAt(start))) {
    const above = text.lastIndexOf('\n', start - 2) + 1;
    if (/^[ \t>]*$/u.test(lineAt(above)) || WHOLE_LINE.test(lineAt(above))) break;
    start = above;
  }
  let end = lineEnd(text, last);
  while (end < text.length && !WHOLE_LINE.test(lineAt(start)) && !NEW_BLOCK.test(lineAt(end + 1)))
    end = lineEnd(text, end + 1);
  const before = [...text.slice(start, first).matchAll(BLOCK)].at(-1);
  const behind = text.slice(last, end).search(BLOCK);
  return {
    start: before ? start + before.index + before[0].length : start,
    end: behind === -1 ? end : last + behind,
  };
}

/** Text that is code shows its marks. */
const CODE = /^[ \t]*(```+|~~~+)[^]*?^[ \t]*\1|(`+)(?!`)[^]*?(?<!`)\2(?!`)/gmu;

/** Text between one or two tildes, which Markdown strikes out. */
const TILDES = /(?<!~)(~~?)(?![\s~])[^]*?(?<![\s~])\1(?!~)/gu;

/** A text as readers see it, in one line. */
function wordsIn(written: string): string {
  const shown = written.replaceAll(TILDES, (struck, marks: string) => struck.slice(marks.length, -marks.length));
  return shown.replaceAll(MARKS, '').replaceAll(/[ \t]*\\?\r?\n[ \t>]*/g, ' ');
}

/** The first line of an item of a list without its mark, which is not a minus. */
function withoutItem(text: string, flavour: FlavourName): string {
  return HOSTS[flavour].marking.hasDashes ? text.replace(/^[ \t>]*(?:[-*+]|\d+[.)])[ \t]+/u, '') : text;
}

/** Whether a reader sees a place of a text struck out: by the tildes of its paragraph, or by an element that is still open. */
function isStruck(text: string, at: number, paragraph: { readonly start: number; readonly end: number }): boolean {
  const shown = text.replaceAll(CODE, (code) => ' '.repeat(code.length));
  const tildes = shown.slice(paragraph.start, paragraph.end).matchAll(TILDES);
  for (const { 0: struck, index } of tildes) {
    const from = paragraph.start + index;
    if (from < at && at < from + struck.length) return true;
  }
  const open: { readonly name: string; readonly strikes: boolean }[] = [];
  for (const [tag, slash, name = ''] of shown.slice(0, at).matchAll(/<(\/?)(s|del|strike|span)\b[^<>]*>/giu)) {
    const element = name.toLowerCase();
    if (slash === '') {
      open.push({ name: element, strikes: element !== 'span' || /line-through/iu.test(tag) });
    } else {
      const last = open.findLastIndex((one) => one.name === element);
      if (last !== -1) open.splice(last);
    }
  }
  return open.some(({ strikes }) => strikes);
}

/**
 * Reports what a person wrote right before or behind a figure within a paragraph, where readers would read it as a part of
 * the figure: `−`, a digit, `million`, figures that are struck out, and words that say the other way: `fell to`. The figure is proved; what stands next to its region
 * is not.
 */
function reportNeighbours(
  { file: { text }, regions, flavour }: PageRegions,
  region: Region,
  { figure, source }: { readonly figure: ValueNode; readonly source: EditionSource },
  diagnostics: Diagnostics,
): void {
  const { locale, edition } = source;
  const [first, last] = [region.opening.start, region.closing?.end ?? region.end];
  const paragraph = paragraphAround(text, first, last);
  const { start, end } = paragraph;
  const inText = regions.filter((one) => one !== region && one.isInline && one.start > start && one.end < end);
  const left = inText.findLast((one) => one.end < first);
  const right = inText.find((one) => one.start > last);
  const before = text.slice(left?.closing?.end ?? start, first);
  const behind = text.slice(last, right?.opening.start ?? end);
  const held = (one: Region | undefined): string | undefined => one && text.slice(one.start, one.end).trim();
  const isWhole = left === undefined && (start === 0 || text[start - 1] === '\n');
  const gaps = { before: wordsIn(isWhole ? withoutItem(before, flavour) : before), behind: wordsIn(behind) };
  const touch = touchAround(gaps, figure, { left: held(left), right: held(right) }, locale);
  const fault = isStruck(text, first, paragraph)
    ? {
        message: `the figure ${figure.text} is struck out`,
        hint: 'say in words what holds no longer, or leave the figure out',
      }
    : touch
      ? { message: `${touch.what} touches the figure ${figure.text}`, hint: touch.hint }
      : turnedAround(gaps, figure, edition.dataset, locale);
  if (fault) diagnostics.error('document/value-neighbour', fault.message, region.place, fault.hint);
  const wrong = wrongHeadOf(headsAround(text, first), figure, locale);
  if (wrong) diagnostics.error('document/unit', wrong.message, region.place, wrong.hint);
}

/** The row of dashes below the heads of a table of pipes. */
const DELIMITERS = /^[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/u;

/** The head of the column and the label of the row of a place in a table of pipes; none elsewhere. */
function headsAround(text: string, at: number): { readonly text: string; readonly what: string }[] {
  const lines = text.slice(0, text.indexOf('\n', at) === -1 ? text.length : text.indexOf('\n', at)).split('\n');
  const row = lines.at(-1) ?? '';
  if (!row.includes('|')) return [];
  const head = lines.findLastIndex((line, index) => DELIMITERS.test(line) && line.includes('|') && index > 0);
  if (head === -1 || lines.slice(head + 1).some((line) => !line.includes('|'))) return [];
  const own = cellsOf(row.slice(0, row.length - (text.slice(at).split('\n', 1)[0] ?? '').length)).length - 1;
  const column = cellsOf(lines[head - 1] ?? '')[own];
  const label = own > 0 ? cellsOf(row)[0] : undefined;
  return [
    ...(column === undefined ? [] : [{ text: wordsIn(column).trim(), what: 'the head of the column' }]),
    ...(label === undefined ? [] : [{ text: wordsIn(label).trim(), what: ROW_LABEL }]),
  ];
}

function cellsOf(row: string): string[] {
  return row.replace(/^[ \t>]*\|?/u, '').split(/(?<!\\)\|/u);
}

/** A picture and the file in which it is to be, from the folder of the pages. */
interface PictureFile {
  readonly file: string;
  readonly content: string | Uint8Array;
}

/** The pictures of a content that are not, or are others, where a page shows them. */
async function changedPictures(
  { pictures }: RegionContent,
  page: ListedPage,
  hosts: FolderHosts,
): Promise<readonly PictureFile[]> {
  if (pictures.size === 0) return [];
  const changed: PictureFile[] = [];
  const folder = await hosts.pictureFolder(page, page.flavour);
  for (const [name, content] of pictures) {
    const file = path.posix.join(folder, name);
    const before = await page.workspace.readBytes(file);
    if (!before?.equals(Buffer.from(content))) changed.push({ file, content });
  }
  return changed;
}

/** Writes the pictures of a content to where a page can reach them; returns those that changed, as messages call them. */
async function writePictures(content: RegionContent, page: ListedPage, hosts: FolderHosts): Promise<string[]> {
  const written: string[] = [];
  for (const { file, content: picture } of await changedPictures(content, page, hosts)) {
    await page.workspace.write(file, picture);
    written.push(
      path.posix.join(path.posix.dirname(page.shown), path.posix.relative(path.posix.dirname(page.path), file)),
    );
  }
  return written;
}
