import type { BrowserSession } from '../browser/browser.ts';
import type { FlavourName } from '../brief/flavour-names.ts';
import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { FlavourFiles } from '../output/flavours/flavour.ts';
import { FLAVOURS } from '../output/flavours/flavours.ts';
import { pageOf } from '../output/flavours/page-lowering.ts';
import { drawPng } from '../output/png-picture.ts';
import { chartFile, trendFiles } from '../output/svg-file.ts';
import { checkOutput } from '../readback/readback.ts';
import type { ReadbackThread } from '../readback/readback-thread.ts';
import type { Composition } from './composition.ts';
import { pageNamesOf } from './page-names.ts';

/** The text files of an edition's flavours by their paths in its folder: pages, and pictures where hosts show SVG. */
export function flavourTexts(composition: Composition): Map<string, string> {
  const { source, document } = composition;
  const pictures = svgPictures(composition);
  return new Map(
    flavoursOf(composition).flatMap(({ name, files }) => {
      const { can, write } = FLAVOURS[name];
      const page = write(pageOf(document, source.locale, can), { locale: source.locale, files });
      const drawn = can.svg ? [...pictures].map(([picture, svg]) => [files.picture(picture), svg] as const) : [];
      return [[files.page, page] as const, ...drawn].map(([path, text]) => [`${name}/${path}`, text] as const);
    }),
  );
}

/** The PNG files of an edition's flavours, by their paths in its folder. Each picture is drawn once. */
export async function drawFlavourPictures(
  composition: Composition,
  browser: BrowserSession,
): Promise<Map<string, Uint8Array>> {
  const flavours = flavoursOf(composition).filter(({ name }) => !FLAVOURS[name].can.svg);
  const drawn = new Map<string, Uint8Array>();
  if (flavours.length === 0) return drawn;
  for (const [picture, svg] of svgPictures(composition)) {
    const png = await drawPng(browser, svg);
    for (const { name, files } of flavours) drawn.set(`${name}/${files.picture(picture)}`, png);
  }
  return drawn;
}

/** Reads the pages of an edition's flavours back, and reports where they differ from the document. */
export async function checkFlavours(
  composition: Composition,
  texts: ReadonlyMap<string, string>,
  readback: ReadbackThread,
  diagnostics: Diagnostics,
): Promise<void> {
  const { source, document } = composition;
  for (const { name, files } of flavoursOf(composition)) {
    const path = `${name}/${files.page}`;
    const output = { locale: source.locale, path: `${source.folder}/${path}`, content: texts.get(path) ?? '' };
    await checkOutput(document, { ...output, flavour: name }, readback, diagnostics);
  }
}

/** The flavours of an edition and how their files are named; `brief.md` is printed in any case. */
function flavoursOf({ source }: Composition): { readonly name: FlavourName; readonly files: FlavourFiles }[] {
  const names = pageNamesOf(source);
  return source.flavours
    .filter((name) => name !== 'github')
    .map((name) => ({ name, files: FLAVOURS[name].files(names) }));
}

/** Charts and sparklines as SVG files, by name. */
function svgPictures({ source, document, charts }: Composition): Map<string, string> {
  const { house } = source.brief;
  const drawn = [...charts.values()].map((chart) => [chart.name, chartFile(chart, house)] as const);
  return new Map([...drawn, ...trendFiles(document, house)]);
}
