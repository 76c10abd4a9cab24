import type { BrowserSession } from '../browser/browser.ts';
import { BRIEF_FLAVOUR, type FlavourName } from '../brief/flavour-names.ts';
import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { placeAt } from '../core/diagnostics/source-file.ts';
import type { BriefDocument } from '../document/nodes.ts';
import type { PartName } from '../document/part-name.ts';
import { partOf } from '../document/parts.ts';
import type { FlavourFiles } from '../host/host.ts';
import { HOSTS } from '../host/hosts.ts';
import { pageOf } from '../host/page-lowering.ts';
import { drawPng, type KnownPictures } from '../output/png-picture.ts';
import { chartFile, trendFiles } from '../output/svg-file.ts';
import { type Comparison, readBack } from '../readback/readback.ts';
import type { ReadbackThread } from '../readback/readback-thread.ts';
import type { Composition } from './composition.ts';
import type { EditionSource } from './edition-source.ts';
import { pageNamesOf } from './page-names.ts';

/** A page to be written: the whole brief or a part of it, in a flavour. */
interface FlavourPage {
  readonly name: FlavourName;
  readonly files: FlavourFiles;
  readonly document: BriefDocument;
  /** In the folder of the edition. */
  readonly path: string;
}

/** The text files of an edition's flavours by their paths in its folder: pages, and pictures where hosts show SVG. */
export function flavourTexts(composition: Composition): Map<string, string> {
  const { source } = composition;
  const pages = pagesOf(composition).map(({ name, files, document, path }): [string, string] => {
    const { can, write } = HOSTS[name];
    return [path, write(pageOf(document, source.locale, can), { locale: source.locale, files })];
  });
  const pictures = [...svgPictures(composition)];
  const drawn = flavoursOf(composition).flatMap(({ name, files }) =>
    HOSTS[name].can.svg
      ? pictures.map(([picture, svg]): [string, string] => [`${name}/${files.picture(picture)}`, svg])
      : [],
  );
  return new Map([...pages, ...drawn]);
}

/** The pages of an edition besides `brief.md`: the whole brief in other flavours, and its parts in all. */
function pagesOf(composition: Composition): FlavourPage[] {
  const { source, document } = composition;
  const others = flavoursOf(composition);
  const whole = others.map(({ name, files }) => ({ name, files, document, path: `${name}/${files.page}` }));
  const own = { name: BRIEF_FLAVOUR, files: HOSTS[BRIEF_FLAVOUR].files(pageNamesOf(source)) };
  const setting = { locale: source.locale, dataset: source.edition.dataset };
  const parts = source.parts.flatMap((part) => {
    const printed = partOf(document, part, setting);
    if (!printed) return [];
    return [own, ...others].map(({ name, files }) => {
      const page = files.page.replace(/(?=\.[a-z]+$)/, `.${partFile(part)}`);
      return { name, files, document: printed, path: name === BRIEF_FLAVOUR ? page : `${name}/${page}` };
    });
  });
  return [...whole, ...parts];
}

/** What a part is called in the names of its files. */
function partFile({ kind, id }: PartName): string {
  return `${kind}-${id.replaceAll(/[^\w.-]+/g, '-')}`;
}

/** Paths of the pages in `brief.md`'s flavour that an edition has of its parts. */
export function partPages({ source, document }: Composition): string[] {
  const setting = { locale: source.locale, dataset: source.edition.dataset };
  return source.parts.flatMap((part) => (partOf(document, part, setting) ? [partPage(source, part)] : []));
}

function partPage({ folder }: EditionSource, part: PartName): string {
  return `${folder}/brief.${partFile(part)}.md`;
}

/** Reports the parts that no edition has, by paths of their files. */
export function reportMissingParts(
  parts: readonly PartName[],
  editions: readonly { readonly source: EditionSource; readonly pages: readonly string[] }[],
  diagnostics: Diagnostics,
): void {
  const [first] = editions;
  for (const part of first ? parts : []) {
    if (editions.some(({ source, pages }) => pages.includes(partPage(source, part)))) continue;
    const hint = 'name a section, exhibit or box by its id, or a figure that the brief prints by its address';
    const message = `no edition has the part ${part.kind}:${part.id}`;
    diagnostics.error('document/unknown-id', message, first && placeAt(first.source.brief.file, 0), hint);
  }
}

/** The PNG files of an edition's flavours, by their paths in its folder. Each picture is drawn once, if it is not known. */
export async function drawFlavourPictures(
  composition: Composition,
  browser: Pick<BrowserSession, 'draw'>,
  known: KnownPictures | undefined,
): Promise<Map<string, Uint8Array>> {
  const flavours = flavoursOf(composition).filter(({ name }) => !HOSTS[name].can.svg);
  const drawn = new Map<string, Uint8Array>();
  if (flavours.length === 0) return drawn;
  for (const [picture, svg] of svgPictures(composition)) {
    const png = await drawPng(browser, svg, known);
    for (const { name, files } of flavours) drawn.set(`${name}/${files.picture(picture)}`, png);
  }
  return drawn;
}

/** The paths of those PNG files in the folder of the edition. */
export function pictureNames(composition: Composition): string[] {
  const flavours = flavoursOf(composition).filter(({ name }) => !HOSTS[name].can.svg);
  const pictures = flavours.length === 0 ? [] : [...svgPictures(composition).keys()];
  return flavours.flatMap(({ name, files }) => pictures.map((picture) => `${name}/${files.picture(picture)}`));
}

/** Has the pages of an edition's flavours read back. */
export function readFlavours(
  composition: Composition,
  texts: ReadonlyMap<string, string>,
  readback: ReadbackThread,
): readonly Comparison[] {
  const { locale, folder } = composition.source;
  return pagesOf(composition).map(({ name, document, path }) => {
    const output = { locale, path: `${folder}/${path}`, content: texts.get(path) ?? '', flavour: name };
    return readBack(document, output, readback);
  });
}

/** The flavours of an edition and how their files are named; `brief.md` is printed in any case. */
function flavoursOf({ source }: Composition): { readonly name: FlavourName; readonly files: FlavourFiles }[] {
  const names = pageNamesOf(source);
  return source.flavours
    .filter((name) => name !== BRIEF_FLAVOUR)
    .map((name) => ({ name, files: HOSTS[name].files(names) }));
}

/** Charts and sparklines as SVG files, by name. */
export function svgPictures({ source, document, charts }: Composition): Map<string, string> {
  const { house } = source.brief;
  const drawn = [...charts.values()].map((chart) => [chart.name, chartFile(chart, house)] as const);
  return new Map([...drawn, ...trendFiles(document, house)]);
}
