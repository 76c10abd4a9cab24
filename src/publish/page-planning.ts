import type { Link, PhrasingContent, RootContent } from 'mdast';
import path from 'node:path';
import type { FlavourName } from '../brief/flavour-names.ts';
import type { EditionSource } from '../pipeline/edition-source.ts';
import { briefNamesOf, pageNamesOf } from '../pipeline/page-names.ts';
import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { compareText, groupBy } from '../core/diagnostics/text-order.ts';
import { sha256 } from '../core/machine/hash.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { dayOf } from '../dataset/edition.ts';
import { textIn } from '../dataset/localised.ts';
import { type LocaleId, words } from '../language/locales.ts';
import type { FlavourFiles, PageNames, PagePlace } from '../host/host.ts';
import { HOSTS } from '../host/hosts.ts';
import type { Confirmation } from './confirmation.ts';
import { ALL_EDITIONS, type PlannedPage } from './planned-page.ts';
import { type PageFile, type PrintedEdition, readPrinted } from './printed-edition.ts';
import type { Target } from './target.ts';

/**
 * The pages that a target is to have, the list of editions before what stands below it. Undefined after a report if an
 * edition has not been printed as it is now. `accepts` says whether the host takes files with an ending, such as `.pdf`.
 */
export async function planPages(
  workspace: Workspace,
  target: Target,
  sources: readonly EditionSource[],
  { accepts, confirmation }: { readonly accepts: (ending: string) => boolean; readonly confirmation: Confirmation },
  diagnostics: Diagnostics,
): Promise<PlannedPage[] | undefined> {
  const wanted = sources.filter(
    ({ head, locale }) => (target.briefs?.includes(head.brief) ?? true) && (target.locales?.includes(locale) ?? true),
  );
  const pages: PlannedPage[] = [];
  let isWhole = true;
  for (const group of groupBy(wanted, keyOf).values()) {
    const editions = newestFirst(group);
    const shown = target.pages === 'newest' ? editions.slice(0, 1) : editions;
    const withPdf = target.attach.includes('pdf') && accepts('.pdf');
    const options = { place: target.place, withPdf, confirmation };
    const read: PrintedEdition[] = [];
    for (const source of shown) {
      const printed = await readPrinted(workspace, source, target.flavour, options, diagnostics);
      if (printed) read.push(printed);
    }
    isWhole &&= read.length === shown.length;
    if (read.length === shown.length) pages.push(...pagesOf(target, read, accepts));
  }
  return isWhole && haveOwnPlaces(pages, target, diagnostics) ? pages : undefined;
}

/** Whether no two pages and files have one place, where capitals and small letters may be the same. */
function haveOwnPlaces(pages: readonly PlannedPage[], { flavour, place }: Target, diagnostics: Diagnostics): boolean {
  const known = new Map<string, { readonly title: string; readonly sha256: string }>();
  let areOwn = true;
  for (const { title, path, inputs, files } of pages) {
    const own = HOSTS[flavour].places.hasOwnFiles ? [] : [{ name: path, sha256: `page ${inputs} ${title}` }, ...files];
    for (const one of own) {
      const before = known.get(one.name.toLowerCase());
      known.set(one.name.toLowerCase(), { title, sha256: one.sha256 });
      if (!before || before.sha256 === one.sha256) continue;
      const message = `${one.name} would be a file of two pages, ${before.title} and ${title}`;
      const hint = 'rename one of the briefs, editions or charts, or give targets folders of their own with below:';
      diagnostics.error('publish/same-name', message, place, hint);
      areOwn = false;
    }
  }
  return areOwn;
}

/** Editions of one document in one language. */
function keyOf({ head }: EditionSource): string {
  return [head.brief, head.locale, head.member].join('\n');
}

/** By the day of the release, then by the date on which it is read. */
function newestFirst(sources: readonly EditionSource[]): EditionSource[] {
  return sources.toSorted(
    ({ edition: a }, { edition: b }) => compareText(dayOf(b.release), dayOf(a.release)) || compareText(b.asOf, a.asOf),
  );
}

function pagesOf(
  target: Target,
  printed: readonly PrintedEdition[],
  accepts: (ending: string) => boolean,
): PlannedPage[] {
  const [newest] = printed;
  if (!newest) return [];
  if (target.pages === 'newest')
    return [editionPage(target, newest, placeOf(target, newest.source, 'newest'), accepts)];
  const list = placeOf(target, newest.source, 'list');
  const places = printed.map((edition) => placeOf(target, edition.source, 'edition', list));
  const above = listPage(target, newest.source, printed, list, places);
  return [
    above,
    ...printed.map((edition, index) => editionPage(target, edition, places[index] ?? list, accepts, above)),
  ];
}

function placeOf(
  { flavour, below }: Target,
  source: EditionSource,
  holds: 'edition' | 'newest' | 'list',
  above?: PlaceOfPage,
): PlaceOfPage {
  const names = holds === 'edition' ? pageNamesOf(source) : briefNamesOf(source);
  return placePage({ flavour, below, names, fileNames: pageNamesOf(source), source, holds, above });
}

function editionPage(
  target: Target,
  printed: PrintedEdition,
  place: PlaceOfPage,
  accepts: (ending: string) => boolean,
  above?: PlannedPage,
): PlannedPage {
  const { flavour, attach, pages } = target;
  const { source, text, pdf, csv, figures } = printed;
  const { head, locale } = source;
  const { wiki } = words(locale);
  const downloads = [
    { ending: '.pdf', name: 'PDF', content: attach.includes('pdf') ? pdf : undefined },
    { ending: '.csv', name: wiki.data, content: attach.includes('csv') ? csv : undefined },
  ].flatMap(({ ending, name, content }) =>
    content && accepts(ending) ? [{ name, content, ...place.download(ending) }] : [],
  );
  const links = downloads.map(({ name, url }): WikiLink => ({ words: name, url, within: 'file' }));
  const own = printed.files.map((file) => ({ ...file, name: place.fileAt(file.name) }));
  const more = downloads.map(({ path, content }) => ({ name: path, content, sha256: sha256(content) }));
  const files = [...new Map([...own, ...more].map((file) => [file.name, file])).values()];
  const content = `${text.trimEnd()}\n\n${pageNote(source, flavour, links)}`;
  const edition = pages === 'newest' ? 'latest' : head.edition;
  const request = { brief: head.brief, edition, locale, member: head.member, part: undefined };
  return {
    title: place.title,
    path: place.path,
    request,
    mark: { target: target.name, owner: target.owner },
    text: content,
    inputs: inputsOf(content, files),
    files,
    figures,
    edition: editionLine(source),
    above,
  };
}

function listPage(
  { flavour, name, owner }: Target,
  newest: EditionSource,
  printed: readonly PrintedEdition[],
  list: PlaceOfPage,
  places: readonly PlaceOfPage[],
): PlannedPage {
  const { head, locale } = newest;
  const links = printed.map(({ source }, index): WikiLink => {
    const url = HOSTS[flavour].places.link(list, places[index] ?? list);
    return { words: editionLine(source), url, within: 'page' };
  });
  const text = editionList(list.title.replace(/^.*\//, ''), locale, flavour, links);
  const request = { brief: head.brief, edition: ALL_EDITIONS, locale, member: head.member, part: undefined };
  const inputs = inputsOf(text, []);
  const mark = { target: name, owner };
  return {
    title: list.title,
    path: list.path,
    request,
    mark,
    text,
    inputs,
    files: [],
    figures: [],
    edition: '',
    above: undefined,
  };
}

/** As long as hashes in markers are. */
const HASH_LENGTH = 16;

function inputsOf(text: string, files: readonly PageFile[]): string {
  return sha256(text, ...files.map(({ name, sha256: hash }) => `\n${hash} ${name}`)).slice(0, HASH_LENGTH);
}

/** A link to another page of the wiki, or to a file in it. */
interface WikiLink {
  readonly words: string;
  readonly url: string;
  readonly within: 'page' | 'file';
}

/** What stands at the end of a page: its edition, the date, the source, and links to its files. */
function pageNote(source: EditionSource, flavour: FlavourName, files: readonly WikiLink[]): string {
  const { edition, locale } = source;
  const said = words(locale);
  const publisher = textIn(edition.release.source.publisher, locale);
  const line = [editionLine(source), said.stop, said.sources.title(1), said.colon, publisher];
  const children: RootContent[] = [{ type: 'thematicBreak' }, { type: 'paragraph', children: [text(line.join(''))] }];
  if (files.length > 0) {
    const links = files.flatMap((file, index) => (index === 0 ? [link(file)] : [text(said.comma), link(file)]));
    children.push({ type: 'paragraph', children: [text(said.wiki.files + said.colon), ...links] });
  }
  return written(children, locale, flavour);
}

/** The edition and the day of its release, in words. */
function editionLine({ head, edition, locale }: EditionSource): string {
  const { wiki, date } = words(locale);
  return wiki.edition(head.edition, date(edition.release.published));
}

/** A list of links to editions; with a title where the host shows none of its own. */
function editionList(title: string, locale: LocaleId, flavour: FlavourName, links: readonly WikiLink[]): string {
  const heading: RootContent = { type: 'heading', depth: 1, children: [text(title)] };
  const list: RootContent = {
    type: 'list',
    ordered: false,
    spread: false,
    children: links.map((entry) => ({
      type: 'listItem',
      spread: false,
      children: [{ type: 'paragraph', children: [link(entry)] }],
    })),
  };
  const said: RootContent = {
    type: 'paragraph',
    children: [text(`${words(locale).wiki.editions}${words(locale).colon.trimEnd()}`)],
  };
  return written([...(HOSTS[flavour].places.showsTitle ? [] : [heading]), said, list], locale, flavour);
}

function written(children: RootContent[], locale: LocaleId, flavour: FlavourName): string {
  const { write, files } = HOSTS[flavour];
  const page = { root: { type: 'root' as const, children }, headings: new Map<string, PhrasingContent[]>() };
  return write(page, { locale, files: files({ title: '', slug: '' }) });
}

function text(value: string): PhrasingContent {
  return { type: 'text', value };
}

function link({ words: said, url, within }: WikiLink): Link {
  return { type: 'link', url, children: [text(said)], data: { within } };
}

/** Where a page and its files stand in a wiki. */
interface PlaceOfPage extends PagePlace {
  /** Where a file stands that the flavour keeps at a path in its folder. */
  readonly fileAt: (name: string) => string;
  /** Where a file to download stands, and its address on the page. */
  readonly download: (ending: string) => { readonly path: string; readonly url: string };
}

/** What is needed to place a page. */
interface Placing {
  readonly flavour: FlavourName;
  readonly below: string | undefined;
  readonly names: PageNames;
  /** What names the files of its edition. */
  readonly fileNames: PageNames;
  readonly source: EditionSource;
  /** What the page is: an edition, whichever is the newest, or the list of all. */
  readonly holds: 'edition' | 'newest' | 'list';
  /** The list that it stands below. */
  readonly above: PlaceOfPage | undefined;
}

/** Places a page. */
function placePage(placing: Placing): PlaceOfPage {
  const { flavour, below, names, fileNames, source, above } = placing;
  const files = HOSTS[flavour].files(names);
  if (HOSTS[flavour].can.files) return nextToPage(placing, files.page);
  const filePlaces = HOSTS[flavour].files(fileNames);
  const folder = folderOf(placing, filePlaces);
  const { places } = HOSTS[flavour];
  const nameAt = (name: string): string => (places.hasFlatFiles ? path.posix.basename(name) : name);
  return {
    title: places.title?.(files.page, below) ?? names.title,
    path: places.path(files.page, { below, above: above?.path }),
    fileAt: (name) => folder(nameAt(name)),
    download: (ending) => {
      const file = downloadName(filePlaces, fileNames, source) + ending;
      const shown = filePlaces.pictureUrl(MARK).replace(/[^/:]*$/, file);
      return { path: folder(nameAt(filePlaces.picture(MARK).replace(/[^/]*$/, file))), url: shown };
    },
  };
}

/** Stands for the name of a picture. */
const MARK = 'x';

/** Name of a file to download: as pictures of the page begin, or where these have plain names, as the edition is called. */
function downloadName(files: FlavourFiles, { slug }: PageNames, { head }: EditionSource): string {
  const picture = path.posix.basename(files.picture(MARK)).replace(/\.[a-z]+$/, '');
  return picture === MARK ? slug || head.brief : picture.slice(0, -MARK.length - 1);
}

/** In a repository each page has a folder of its own, with its files. */
function nextToPage({ flavour, below, source: { head }, holds, names }: Placing, page: string): PlaceOfPage {
  const { brief, edition, locale, member } = head;
  const parts = [below, brief, holds === 'edition' ? edition : undefined, locale, member];
  const folder = parts.filter((part) => part !== undefined).join('/');
  const ending = path.posix.extname(page);
  const file = holds === 'list' ? (HOSTS[flavour].places.listFile ?? 'README') + ending : page;
  return {
    title: names.title,
    path: `${folder}/${file}`,
    fileAt: (name) => `${folder}/${name}`,
    download: (kind) => {
      const name = kind === '.csv' ? 'data/observations.csv' : `brief${kind}`;
      return { path: `${folder}/${name}`, url: name };
    },
  };
}

/** Adds the folder that pages stand below, where files are named from the page. */
function folderOf({ below }: Placing, files: FlavourFiles): (name: string) => string {
  const isFromPage = files.picture(MARK) === files.pictureUrl(MARK);
  return (name) => (below !== undefined && isFromPage ? `${below}/${name}` : name);
}
