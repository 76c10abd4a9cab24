import type { BrowserSession } from '../../browser/browser.ts';
import { EnvironmentError } from '../../core/diagnostics/environment-error.ts';
import { type Canvas, extentOf, findMark, placeInForms, readCanvases } from './conform/canvases.ts';
import { markedGlyphs } from './conform/glyph-characters.ts';
import { linkTarget } from './conform/link-annotations.ts';
import { outlineItems } from './conform/page-navigation.ts';
import { openPdf, textOf } from './conform/pdf-file.ts';
import { contentsOf, elementsOf, readStructure } from './conform/structure.ts';
import { destinationPlaces } from './destinations.ts';
import { filledPages, fontNames, openObjects } from './pdf-objects.ts';
import { printTagged } from './page-print.ts';
import { DEFAULT_LOCALE } from '../../locale/locales.ts';

/** Two pages with one of each thing that is read from a PDF. */
export const PROBE = `<!doctype html><html lang="${DEFAULT_LOCALE}"><head><meta charset="utf-8"><title>Probe</title>
<style>@page { size: A4; margin: 20mm; } body { font-family: 'Source Serif 4'; } h2 { break-before: page; }</style></head>
<body><h1>One</h1><p><a href="#two">It’s below</a></p>
<svg role="img" aria-label="Square" width="40" height="40"><rect width="40" height="40" fill="#123456"/></svg>
<h2 id="two">Two</h2><ul><li>Item</li></ul>
<table><thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead>
<tbody><tr><th scope="row">C</th><td>1</td></tr></tbody></table></body></html>`;

/** Structure types of what is in the probe. */
const ROLES = ['H1', 'H2', 'P', 'Link', 'Figure', 'L', 'LI', 'Table', 'TH', 'TD'];

const checks = new WeakMap<BrowserSession, Promise<void>>();

/**
 * Checks, at the first use of a browser, that it writes PDF in the layout that the readers of this folder know, which is
 * that of Skia in the packaged browser: in another they would find less without an error. The packaged browser itself
 * is checked by a test. Throws an EnvironmentError.
 */
export async function requireKnownLayout(browser: BrowserSession, probe = PROBE): Promise<void> {
  const check = checks.get(browser) ?? checkLayout(browser, probe);
  checks.set(browser, check);
  await check;
}

async function checkLayout(browser: BrowserSession, probe: string): Promise<void> {
  const { found, version } = await browser.running;
  if (found.origin === 'packaged') return;
  const problem = await browser.use(async ({ page }) => {
    await page.setContent(probe);
    return layoutProblem(await printTagged(page));
  });
  if (problem === undefined) return;
  throw new EnvironmentError(
    `the browser ${version.replace('/', ' ')} (${found.executable}) writes PDF in a layout that Assay does not know: ${problem}`,
    [
      'unset ASSAY_BROWSER                                       # use the packaged browser, on Linux x64',
      'npx puppeteer browsers install chrome-headless-shell@147  # a version that Assay knows',
    ],
  );
}

/** Says what is in the probe and is not found in a tagged print of it; undefined if all is found. */
export function layoutProblem(pdf: Uint8Array): string | undefined {
  try {
    return missingIn(pdf);
  } catch (error) {
    return (error as Error).message;
  }
}

function missingIn(pdf: Uint8Array): string | undefined {
  const objects = openObjects(pdf);
  // Without fonts there is no text; that is reported for each print.
  if (fontNames(objects).length === 0) return undefined;
  const file = openPdf(pdf);
  const { root } = readStructure(file);
  const canvases = readCanvases(file);
  placeInForms(root, canvases);
  const [first = 0, second = 0] = file.pages;
  const place = destinationPlaces(pdf).get('two');
  const elements = elementsOf(root);
  const roles = new Set(elements.map(({ role }) => role));
  const marks = contentsOf(root).map((content) => findMark(canvases, content)?.mark);
  const figure = elements.filter(({ role }) => role === 'Figure').flatMap((element) => contentsOf(element));
  const link = elements.flatMap(({ kids }) => kids).find((kid) => kid.kind === 'object');
  const wasFound: Readonly<Record<string, boolean>> = {
    'its two pages': file.pages.length === 2 && [first, second].every((page) => filledPages(objects).has(page)),
    'the place of a heading': place?.page === 2 && place.below > 0.5 && place.below < 1,
    'its structure': ROLES.every((role) => roles.has(role)),
    'the content of its structure': marks.every((mark) => mark?.isPainted) && marks.some((mark) => mark?.isShown),
    'the extent of a figure': figure.length > 0 && extentOf(file, canvases, figure, first) !== undefined,
    'the target of a link': link !== undefined && linkTarget(textOf(file, link.object)) === '#two',
    'its outline': outlineItems(file).length === 2,
    'the characters of its text': [...canvases.canvases.values()].every(knowsCharacters),
  };
  const missing = Object.keys(wasFound).find((thing) => !wasFound[thing]);
  return missing && `${missing} cannot be found`;
}

/** Whether all glyphs that are marked with their characters are found. */
function knowsCharacters(canvas: Canvas): boolean {
  return markedGlyphs(canvas).length === canvas.content.text.split('/ActualText').length - 1;
}
