import type { Link, PhrasingContent, RootContent } from 'mdast';
import type { FlavourName } from '../brief/flavour-names.ts';
import type { EditionSource } from '../build/edition-source.ts';
import { textIn } from '../dataset/localised.ts';
import { words } from '../locale/locales.ts';
import { FLAVOURS } from '../output/flavours/flavours.ts';

/** A link to another page of the wiki, or to a file in it. */
export interface WikiLink {
  readonly words: string;
  readonly url: string;
  readonly within: 'page' | 'file';
}

/** What stands at the end of a page: its edition, the date, the source, and links to its files. */
export function pageNote(source: EditionSource, flavour: FlavourName, files: readonly WikiLink[]): string {
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
export function editionLine({ head, edition, locale }: EditionSource): string {
  const { wiki, date } = words(locale);
  return wiki.edition(head.edition, date(edition.release.published));
}

/** A list of links to editions; with a title where the host shows none of its own. */
export function editionList(title: string, locale: string, flavour: FlavourName, links: readonly WikiLink[]): string {
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
  return written([...(UNTITLED.has(flavour) ? [heading] : []), said, list], locale, flavour);
}

/** Flavours whose hosts show no title above a page. */
const UNTITLED: ReadonlySet<FlavourName> = new Set(['github', 'gitlab', 'commonmark', 'mdx', 'dokuwiki']);

function written(children: RootContent[], locale: string, flavour: FlavourName): string {
  const { write, files } = FLAVOURS[flavour];
  const page = { root: { type: 'root' as const, children }, headings: new Map<string, PhrasingContent[]>() };
  return write(page, { locale, files: files({ title: '', slug: '' }) });
}

function text(value: string): PhrasingContent {
  return { type: 'text', value };
}

function link({ words: said, url, within }: WikiLink): Link {
  return { type: 'link', url, children: [text(said)], data: { within } };
}
