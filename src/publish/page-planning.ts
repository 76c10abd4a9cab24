import { briefNamesOf, pageNamesOf } from '../build/page-names.ts';
import type { EditionSource } from '../build/edition-source.ts';
import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { compareText, groupBy } from '../core/diagnostics/text-order.ts';
import { sha256 } from '../core/machine/hash.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { dayOf } from '../dataset/edition.ts';
import { words } from '../locale/locales.ts';
import type { Confirmation } from './confirmation.ts';
import { editionLine, editionList, pageNote, type WikiLink } from './page-note.ts';
import { linkBetween, type PagePlace, placePage } from './page-places.ts';
import { ALL_EDITIONS, type PlannedPage } from './planned-page.ts';
import { type PageFile, type PrintedEdition, readPrinted } from './printed-edition.ts';
import type { Target } from './target.ts';

/**
 * The pages that a target is to have, the list of editions before what stands below it. Undefined after a report if an
 * edition has not been printed as it is now. `accepts` tells whether the host takes files with an ending, such as `.pdf`.
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
    // in Confluence files belong to their page, and the host refuses two pages of one title
    const own = flavour === 'confluence' ? [] : [{ name: path, sha256: `page ${inputs} ${title}` }, ...files];
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
  above?: PagePlace,
): PagePlace {
  const names = holds === 'edition' ? pageNamesOf(source) : briefNamesOf(source);
  return placePage({ flavour, below, names, fileNames: pageNamesOf(source), source, holds, above });
}

function editionPage(
  target: Target,
  printed: PrintedEdition,
  place: PagePlace,
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
  list: PagePlace,
  places: readonly PagePlace[],
): PlannedPage {
  const { head, locale } = newest;
  const links = printed.map(({ source }, index): WikiLink => {
    const url = linkBetween(flavour, list, places[index] ?? list);
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
