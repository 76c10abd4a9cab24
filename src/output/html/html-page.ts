import type { ElementContent, RootContent } from 'hast';
import { h } from 'hastscript';
import { toHast } from 'mdast-util-to-hast';
import rehypeStringify, { type Options } from 'rehype-stringify';
import { unified } from 'unified';
import type { ShownTests } from '../../assay/report/edition-tests.ts';
import { HOUSE, type HouseStyle } from '../../brief/house-style.ts';
import type { Paper } from '../../brief/paper.ts';
import type { Edition } from '../../dataset/edition.ts';
import { textIn } from '../../dataset/localised.ts';
import { eventsIn } from '../../dataset/slice.ts';
import { statementsIn } from '../../dataset/statements.ts';
import { datasetUntil } from '../../dataset/until.ts';
import { type BriefDocument, coverEnd, type DocumentContent, type Section } from '../../document/nodes.ts';
import { nodesOf, plainText } from '../../document/tree-walk.ts';
import { type LocaleId, words } from '../../language/locales.ts';
import { unitText } from '../../figure/number-text.ts';
import type { ShownRelease, ShownWitness } from '../../witness/shown.ts';
import { cssString } from '../style/css-string.ts';
import { darkStyle } from '../style/dark.ts';
import { keyRules, sheetOf } from '../style/house-sheet.ts';
import { HAN_SCREEN_SHEET, HAN_SHEET, SCREEN_SHEET, STYLE_SHEET } from '../style/sheets.ts';
import { neededRules, shortCss } from '../style/short-css.ts';
import { ANNEX_PAGES, paperStyle } from '../style/paper-size.ts';

import { houseRules, styleVariables } from '../style/variables.ts';
import { type CutFonts, fontRules } from './embedded-fonts.ts';
import type { FigureListSources } from './figure-lists.ts';
import { documentHandlers } from './page-content.ts';
import { type PageElements, PAPER_ELEMENTS, screenElements } from './page-elements.ts';
import { markedHandlers, type PlaceMarks } from './place-marks.ts';

/** How a page is rendered. */
interface HtmlOptions {
  readonly locale: LocaleId;
  readonly author?: string | undefined;
  /** Default: Assay's own. */
  readonly house?: HouseStyle | undefined;
}

/** How a page for paper is rendered. */
export interface PaperOptions extends HtmlOptions {
  /** Default A4. */
  readonly paper?: Paper | undefined;
}

/** How a page for the screen is rendered. It has no paper: a reader may print it on any. */
export interface ScreenOptions extends HtmlOptions {
  readonly edition: Edition;
  /** The results of tests of its figures. */
  readonly tests?: ShownTests | undefined;
  /** What was read again in the sources of its figures. */
  readonly witness?: ShownWitness | undefined;
  /** The SVG of its charts, whose colours change with the reader's colour scheme. */
  readonly drawings: readonly string[];
  /** Marks its elements with where they come from: for a preview, never for what is published. */
  readonly marks?: PlaceMarks | undefined;
  /** Rules for what is marked. */
  readonly markStyle?: string | undefined;
  readonly cutFonts?: CutFonts | undefined;
}

/**
 * The document as one page for printing, with all style sheets and charts in it. Page numbers of a contents list are
 * empty elements with the attribute `data-page-of`.
 */
export function renderHtml(document: BriefDocument, options: PaperOptions): string {
  const { locale, house = HOUSE, paper = 'A4' } = options;
  const { cover, facts, rest } = partsOf(document.root.children);
  const annex = nodesOf(document.root, 'section').some(({ isAnnex }) => isAnnex) ? ANNEX_PAGES : undefined;
  const styles = [
    styleVariables(house, 'paper', locale),
    sheetOf(joinedStyles([STYLE_SHEET, forHan(HAN_SHEET, locale)]), house, locale),
    paperStyle(paper),
    annex,
    houseRules(house, locale),
    keyRules(house, locale),
  ];
  return pageText(locale, headContent(document, options, styles), [
    h('header', { className: 'band' }, [...logoElement(house, locale), ...elements(cover, locale, PAPER_ELEMENTS)]),
    ...factsElement(facts, locale, PAPER_ELEMENTS),
    h('main', elements(rest, locale, PAPER_ELEMENTS)),
  ]);
}

/** Forbids a page to load or run anything; pictures and fonts are data URLs. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'";

/**
 * The document as one page for screens, phones included, in a light and a dark scheme, without scripts and external
 * files. A browser prints it in the style of the printed page. Each block of text, chart and table has a list of its
 * figures that says where they come from.
 */
export async function renderScreen(document: BriefDocument, options: ScreenOptions): Promise<string> {
  const { locale, edition, tests, witness, house = HOUSE, drawings, marks, markStyle, cutFonts } = options;
  const { dataset } = edition;
  const sources = { dataset, locale, tests, places: witness?.places, numbers: numberedSources(document) };
  const body = screenBody(document, { ...screenElements(sources), marks }, locale, house);
  // Written once: its letters tell the fonts, its classes the rules, and it stands in the page as it is.
  const content = htmlOf(body, SHORT);
  const own = joinedStyles([STYLE_SHEET, forHan(HAN_SHEET, locale), SCREEN_SHEET, forHan(HAN_SCREEN_SHEET, locale)]);
  const styles = [
    styleVariables(house, 'screen', locale),
    neededRules(sheetOf(own, house, locale).replaceAll(AIR, '$1'), content),
    houseRules(house, locale),
    keyRules(house, locale),
    markStyle,
    darkStyle(drawings, house),
  ];
  const fonts = await fontRules(content, { locale, house, cutFonts });
  const head = [
    h('meta', { httpEquiv: 'Content-Security-Policy', content: POLICY }),
    ...headContent(document, options, [fonts, shortCss(joinedStyles(styles))]),
    ...metadata('viewport', 'width=device-width, initial-scale=1'),
    ...metadata('color-scheme', 'light dark'),
    h('script', { type: 'application/ld+json' }, datasetMetadata(edition, locale, summaryOf(document), witness)),
  ];
  return pageText(locale, head, [{ type: 'raw', value: content }], SHORT);
}

/** Spaces that change where pages are composed; a browser prints them as they are. */
const AIR = /calc\((-?[\d.]+(?:pt|mm)) \* var\(--air\)\)/g;

/** A page for screens is sent, so that its tags are written as short as a browser allows. */
const SHORT: Options = { omitOptionalTags: true, preferUnquoted: true };

function screenBody(
  document: BriefDocument,
  screen: PageElements,
  locale: LocaleId,
  house: HouseStyle,
): ElementContent[] {
  const { cover, facts, rest } = partsOf(document.root.children);
  const header = h('header', { className: 'band' }, [
    ...logoElement(house, locale),
    ...elements(cover, locale, screen),
  ]);
  // Ids of the document never begin with an underscore.
  const main = h('main', { id: '_main', tabIndex: -1 }, [
    ...factsElement(facts, locale, screen),
    ...elements(rest, locale, screen),
  ]);
  return [h('a', { className: 'skip', href: '#_main' }, words(locale).provenance.skip), header, main];
}

/** The items of the numbered list of sources, by release; empty where the document has none. */
function numberedSources({ root }: BriefDocument): FigureListSources['numbers'] {
  const list = nodesOf(root, 'list').find(({ data, ordered }) => data?.sources && ordered);
  const items = (list?.children ?? []).flatMap(({ data }, at): [string, { id: string; number: number }][] =>
    data?.release && data.id ? [[data.release, { id: data.id, number: at + 1 }]] : [],
  );
  return new Map(items);
}

function headContent(
  document: BriefDocument,
  { author }: HtmlOptions,
  styles: readonly (string | undefined)[],
): ElementContent[] {
  return [
    h('meta', { charSet: 'utf-8' }),
    h('title', document.title),
    ...metadata('author', author),
    ...metadata('description', summaryOf(document)),
    h('style', styleSheet(document.title, styles)),
  ];
}

function pageText(locale: LocaleId, head: ElementContent[], body: ElementContent[], tags: Options = {}): string {
  const page = h('html', { lang: locale }, [h('head', head), h('body', body)]);
  return `${htmlOf([{ type: 'doctype' }, page], tags)}\n`;
}

function htmlOf(children: RootContent[], tags: Options): string {
  return unified()
    .use(rehypeStringify, { allowDangerousHtml: true, ...tags })
    .stringify({ type: 'root', children });
}

function elements(nodes: readonly DocumentContent[], locale: LocaleId, pageElements: PageElements): ElementContent[] {
  const plain = documentHandlers(locale, pageElements);
  const handlers = pageElements.marks ? markedHandlers(plain, pageElements.marks) : plain;
  const tree = toHast({ type: 'root', children: nodes as [] }, { handlers, allowDangerousHtml: false });
  return tree.type === 'root' ? (tree.children as ElementContent[]) : [tree as ElementContent];
}

function logoElement({ logo }: HouseStyle, locale: LocaleId): ElementContent[] {
  return logo ? [h('img', { className: 'logo', src: logo.address, alt: logo.alt.get(locale) ?? '' })] : [];
}

function factsElement(
  facts: readonly DocumentContent[],
  locale: LocaleId,
  pageElements: PageElements,
): ElementContent[] {
  return facts.length > 0 ? [h('div', { className: 'facts' }, elements(facts, locale, pageElements))] : [];
}

/** The first paragraph of a document as text; empty where it has none. */
export function summaryOf(document: BriefDocument): string {
  const summary = partsOf(document.root.children).cover.find(({ type, data }) => type === 'paragraph' && !data?.kicker);
  return summary ? plainText([summary]) : '';
}

function metadata(name: string, content = ''): ElementContent[] {
  return content ? [h('meta', { name, content })] : [];
}

/**
 * The parts of a document: its cover, which is the line above the title, the title and the paragraphs right after it; the
 * list right after these, with the facts of the edition; and the rest.
 */
function partsOf(content: readonly DocumentContent[]): Record<'cover' | 'facts' | 'rest', DocumentContent[]> {
  const at = content[0]?.type === 'paragraph' ? 1 : 0;
  const [kicker, title, others] = [content.slice(0, at), content[at], content.slice(at + 1)];
  if (title?.type !== 'section' || title.depth !== 1) return { cover: [], facts: [], rest: [...content] };
  const { children } = title satisfies Section;
  const end = coverEnd(children);
  const start = children[end]?.type === 'list' ? end + 1 : end;
  return {
    cover: [...kicker, ...children.slice(0, end)],
    facts: children.slice(end, start),
    rest: [...children.slice(start), ...others],
  };
}

/** The variable of the running title, then style sheets, without indentation. Later ones override earlier ones. */
function styleSheet(title: string, styles: readonly (string | undefined)[]): string {
  const running = `:root { --title: ${cssString(title)}; }`;
  const text = joinedStyles([running, ...styles]).replaceAll(/^ +/gm, '');
  return text.replaceAll(/<\/(?=style)/gi, String.raw`<\/`);
}

/** A style sheet of pages in Han characters; no other page has what its rules are for. */
function forHan(sheet: string, locale: LocaleId): string | undefined {
  return words(locale).isHan ? sheet : undefined;
}

function joinedStyles(styles: readonly (string | undefined)[]): string {
  return styles.filter((style) => style !== undefined).join('\n');
}

/**
 * Metadata of the dataset for search engines, as JSON-LD in the vocabulary of schema.org, escaped for a `script`
 * element.
 */
export function datasetMetadata(
  edition: Edition,
  locale: LocaleId,
  description: string,
  witness?: ShownWitness,
): string {
  const { dataset, slice, release, asOf } = edition;
  const publisher = { '@type': 'Organization', name: textIn(dataset.publisher, locale) };
  const content = {
    '@context': 'https://schema.org',
    '@type': 'Dataset',
    name: textIn(dataset.title, locale),
    description,
    inLanguage: locale,
    license: licenceAddress(dataset.licence),
    creator: publisher,
    publisher,
    datePublished: release.published,
    dateModified: asOf,
    isBasedOn: releaseEntry(release, witness?.releases.get(release.id), locale),
    variableMeasured: variables(edition, locale),
    temporalCoverage: coverage(edition),
    isAccessibleForFree: true,
    distribution: [
      download('data/observations.csv', 'text/csv'),
      download('data/releases.csv', 'text/csv'),
      ...(eventsIn(datasetUntil(edition), slice).length > 0 ? [download('data/events.csv', 'text/csv')] : []),
      download('data/datapackage.json', 'application/json'),
      download('brief.json', 'application/json'),
    ],
  };
  return JSON.stringify(content).replaceAll('<', String.raw`\u003c`);
}

/** The release, if its title or web address is known; where its source is stored, by the address of that. */
function releaseEntry(
  { title, url, announced, published }: Edition['release'],
  stored: ShownRelease | undefined,
  locale: LocaleId,
): object | undefined {
  const address = stored?.url ?? url;
  if (title === undefined && address === undefined) return undefined;
  const name = title && textIn(title, locale);
  return { '@type': 'CreativeWork', name, url: address, datePublished: announced ?? published };
}

/** What the release states figures of, each once, with its unit. */
function variables(edition: Edition, locale: LocaleId): string[] {
  const { open, close } = words(locale);
  const indicators = new Set(statementsIn(edition).map(({ indicator }) => indicator));
  return [...indicators].map(({ label, unit }) => {
    const unitWords = unitText(unit, locale, 'long').trim();
    return textIn(label, locale) + (unitWords === '' ? '' : open + unitWords + close);
  });
}

function download(contentUrl: string, encodingFormat: string): object {
  return { '@type': 'DataDownload', contentUrl, encodingFormat };
}

/** The address of a licence that is given by its SPDX identifier; another text as it is. */
function licenceAddress(licence: string): string {
  return /^[\w.+-]+$/.test(licence) ? `https://spdx.org/licenses/${licence}.html` : licence;
}

/** From the first to the last day of all observations that are known, as an ISO 8601 interval. */
function coverage({ dataset, slice, asOf }: Edition): string | undefined {
  const periods = [...dataset.releases.values()]
    .flatMap((release) => statementsIn({ release, slice, asOf }))
    .map(({ period }) => period);
  const first = periods.map(({ start }) => start).sort()[0];
  const last = periods
    .map(({ end }) => end)
    .sort()
    .at(-1);
  return first && last && `${first}/${last}`;
}
