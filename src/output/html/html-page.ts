import type { ElementContent, Nodes } from 'hast';
import { h } from 'hastscript';
import { toHast } from 'mdast-util-to-hast';
import rehypeStringify from 'rehype-stringify';
import { unified } from 'unified';
import type { AssayResult } from '../../assay/results.ts';
import { HOUSE, type HouseStyle } from '../../brief/house-style.ts';
import type { Paper } from '../../brief/paper.ts';
import type { Edition } from '../../dataset/edition.ts';
import type { BriefDocument, DocumentContent, Section } from '../../document/nodes.ts';
import { plainText } from '../../document/tree-walk.ts';
import { words } from '../../locale/locales.ts';
import { documentHandlers } from './page-content.ts';
import { keptToMarks } from './punctuation.ts';
import { type Medium, openScreen, PAPER } from './page-elements.ts';
import { datasetMetadata } from './schema-org.ts';
import { cssString } from '../style/css-string.ts';
import { darkStyle } from '../style/dark.ts';
import { STYLE_SHEET, SCREEN_SHEET } from '../style/sheets.ts';
import { paperStyle } from '../style/paper-size.ts';
import { houseParts, styleVariables } from '../style/variables.ts';

/** What a page needs beside its document. */
interface HtmlOptions {
  readonly locale: string;
  /** Who publishes it. */
  readonly author?: string | undefined;
  /** How the house's documents look; default: as Assay's own. */
  readonly house?: HouseStyle | undefined;
  /** The brief's own style sheet, which follows the house style. */
  readonly style?: string | undefined;
}

/** What a page for printing needs beside that. */
export interface PaperOptions extends HtmlOptions {
  /** Default A4. */
  readonly paper?: Paper | undefined;
}

/** What a page for the screen needs beside that; printed by a reader, it takes whatever paper there is. */
export interface ScreenOptions extends HtmlOptions {
  /** Where the figures come from. */
  readonly edition: Edition;
  /** What testing them found. */
  readonly tests?: AssayResult | undefined;
  /** The drawings that the document shows, whose colours follow the reader's scheme. */
  readonly drawings: readonly string[];
}

/**
 * The document as one complete page for printing, style sheets and drawings within it: nothing is loaded. Page numbers
 * of a contents list are empty elements with the attribute `data-page-of`.
 */
export function renderHtml(document: BriefDocument, options: PaperOptions): string {
  const { locale, house = HOUSE, paper = 'A4', style } = options;
  const { cover, facts, rest } = partsOf(document.root.children);
  const styles = [styleVariables(house, 'paper'), STYLE_SHEET, paperStyle(paper), houseParts(house, locale), style];
  return pageText(locale, headContent(document, options, styles), [
    h('header', { className: 'band' }, [...logoElement(house, locale), ...elements(cover, locale, PAPER)]),
    ...factsElement(facts, locale, PAPER),
    h('main', elements(rest, locale, PAPER)),
  ]);
}

/** Keeps a page from loading or running anything, whatever its content; pictures are within it. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/**
 * The document as one complete page for the screen, phones included, in a light and a dark scheme, without scripts and
 * without anything loaded; a browser prints it in the style of the printed page. Each figure is a button that opens
 * where it comes from.
 */
export function renderScreen(document: BriefDocument, options: ScreenOptions): string {
  const { locale, edition, tests, house = HOUSE, style, drawings } = options;
  const { cover, facts, rest } = partsOf(document.root.children);
  const screen = openScreen(edition.dataset, locale, tests);
  const terms = words(locale).provenance;
  const styles = [
    styleVariables(house, 'screen'),
    STYLE_SHEET,
    SCREEN_SHEET,
    houseParts(house, locale),
    style,
    darkStyle(drawings, house),
  ];
  const head = [
    h('meta', { httpEquiv: 'Content-Security-Policy', content: POLICY }),
    ...headContent(document, options, styles),
    ...metadata('viewport', 'width=device-width, initial-scale=1'),
    ...metadata('color-scheme', 'light dark'),
    h('script', { type: 'application/ld+json' }, datasetMetadata(edition, locale, summaryOf(document))),
  ];
  const header = h('header', { className: 'band' }, [
    ...logoElement(house, locale),
    ...elements(cover, locale, screen),
  ]);
  // an underscore keeps the id apart from those of the document
  const main = h('main', { id: '_main', tabIndex: -1 }, [
    ...factsElement(facts, locale, screen),
    ...elements(rest, locale, screen),
  ]);
  const notes = h('aside', { className: 'provenance', ariaLabel: terms.heading }, [
    h('p', terms.heading),
    ...screen.rest(),
  ]);
  const skip = h('a', { className: 'skip', href: '#_main' }, terms.skip);
  return pageText(locale, head, [skip, ...keptToMarks([header, main]), notes]);
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

function pageText(locale: string, head: ElementContent[], body: ElementContent[]): string {
  const page = h('html', { lang: locale }, [h('head', head), h('body', body)]);
  const tree: Nodes = { type: 'root', children: [{ type: 'doctype' }, page] };
  return `${unified().use(rehypeStringify, { allowDangerousHtml: true }).stringify(tree)}\n`;
}

function elements(nodes: readonly DocumentContent[], locale: string, medium: Medium): ElementContent[] {
  const tree = toHast(
    { type: 'root', children: nodes as [] },
    { handlers: documentHandlers(locale, medium), allowDangerousHtml: false },
  );
  return tree.type === 'root' ? (tree.children as ElementContent[]) : [tree as ElementContent];
}

function logoElement({ logo }: HouseStyle, locale: string): ElementContent[] {
  return logo ? [h('img', { className: 'logo', src: logo.address, alt: logo.alt.get(locale) ?? '' })] : [];
}

function factsElement(facts: readonly DocumentContent[], locale: string, medium: Medium): ElementContent[] {
  return facts.length > 0 ? [h('div', { className: 'facts' }, elements(facts, locale, medium))] : [];
}

/** The first paragraph of a document, which says what it is about; empty where it has none. */
export function summaryOf(document: BriefDocument): string {
  const summary = partsOf(document.root.children).cover.find(({ type }) => type === 'paragraph');
  return summary ? plainText([summary]) : '';
}

function metadata(name: string, content = ''): ElementContent[] {
  return content ? [h('meta', { name, content })] : [];
}

/**
 * The cover band, which is the title and the paragraphs straight after it (the first is the summary); the list straight
 * after those, which holds the facts of the edition; and the body.
 */
function partsOf(content: readonly DocumentContent[]): Record<'cover' | 'facts' | 'rest', DocumentContent[]> {
  const [title, ...others] = content;
  if (title?.type !== 'section' || title.depth !== 1) return { cover: [], facts: [], rest: [...content] };
  const { children } = title satisfies Section;
  const found = children.findIndex(({ type }, at) => at > 0 && type !== 'paragraph');
  const end = found < 0 ? children.length : found;
  const start = children[end]?.type === 'list' ? end + 1 : end;
  return {
    cover: children.slice(0, end),
    facts: children.slice(end, start),
    rest: [...children.slice(start), ...others],
  };
}

/** The running title, then style sheets, each of which may change what stands before it, without indents. */
function styleSheet(title: string, styles: readonly (string | undefined)[]): string {
  const running = `:root { --title: ${cssString(title)}; }`;
  const all = [running, ...styles.filter((style) => style !== undefined)];
  const text = all.join('\n').replaceAll(/^ +/gm, '');
  return text.replaceAll(/<\/(?=style)/gi, String.raw`<\/`);
}
