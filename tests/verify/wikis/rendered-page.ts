import assert from 'node:assert/strict';
import { Parser } from 'htmlparser2';
import { Diagnostics } from '../../../src/core/diagnostics/diagnostic.ts';
import { nodesOf } from '../../../src/document/tree-walk.ts';
import { HOSTS } from '../../../src/host/hosts.ts';
import { trendName } from '../../../src/output/svg-file.ts';
import { expectedOutput } from '../../../src/readback/expected-output.ts';
import { readHtml } from '../../../src/readback/html-reader.ts';
import { compareOutput } from '../../../src/readback/output-comparison.ts';
import { FLAVOUR_READINGS } from '../../../src/readback/flavour-readings.ts';
import type { PrintManner } from '../../../src/readback/print-manner.ts';
import type { FlavourPage } from './pages.ts';

/** What a host shows differently from the source of a page. */
export interface Rendering {
  /** Differences of the manner, such as footnotes that are numbered. */
  readonly manner?: Partial<PrintManner>;
  /** Takes out of the page what the host adds, such as its own contents list. */
  readonly clean?: (html: string) => string;
  /** How the host changes ids, and what a link to an id then names. */
  readonly idOf?: (id: string) => string;
  /** The program removes ids of footnotes, which its host puts in afterwards. */
  readonly isWithoutIds?: boolean;
  /** What links on the page may name, besides ids. */
  readonly targets?: (html: string) => readonly string[];
  /** The host keeps the heads of rows. */
  readonly rowHeads?: boolean;
}

/** Asserts that a rendered page says what the document says, that its links and pictures lead somewhere, and its tables are whole. */
export async function assertRendered(page: FlavourPage, html: string, rendering: Rendering): Promise<void> {
  const { document, locale } = page.specimen;
  const cleaned = rendering.clean?.(html) ?? html;
  const usual = FLAVOUR_READINGS[page.flavour].manner;
  // Only footnotes of the host's own are its to number.
  const { footnote } = HOSTS[page.flavour].can.footnotes ? { ...usual, ...rendering.manner } : usual;
  const manner = { ...usual, ...rendering.manner, footnote };
  const diagnostics = new Diagnostics();
  const name = { path: page.files.page, unit: 'line' } as const;
  await compareOutput(expectedOutput(document, manner, { locale }), readHtml(cleaned), name, diagnostics);
  assert.deepEqual(
    diagnostics.all.slice(0, 3).map(({ message }) => message),
    [],
  );
  const facts = factsOf(html);
  const links = rendering.isWithoutIds ? facts.links.filter((id) => !/^fn(?:ref)?-/.test(id)) : facts.links;
  for (const target of rendering.targets?.(html) ?? []) facts.ids.add(target);
  assertLinks({ ...facts, links }, rendering.idOf ?? ((id) => id));
  assertPictures(facts, page);
  assertTables(factsOf(cleaned), rendering.rowHeads === true && HOSTS[page.flavour].can.rowHeads);
}

interface Facts {
  readonly ids: Set<string>;
  readonly links: string[];
  readonly pictures: string[];
  /** Of each table, the cells of each row as names of elements. */
  readonly tables: string[][][];
}

export function factsOf(html: string): Facts {
  const facts: Facts = { ids: new Set(), links: [], pictures: [], tables: [] };
  const parser = new Parser({
    onopentag(name, attributes) {
      if (attributes['id']) facts.ids.add(attributes['id']);
      if (name === 'a' && attributes['name']) facts.ids.add(attributes['name']);
      const href = attributes['href'];
      if (name === 'a' && href?.startsWith('#')) facts.links.push(decoded(href.slice(1)));
      if (name === 'img') facts.pictures.push(attributes['src'] ?? '');
      if (name === 'table') facts.tables.push([]);
      if (name === 'tr') facts.tables.at(-1)?.push([]);
      if (name === 'td' || name === 'th') facts.tables.at(-1)?.at(-1)?.push(name);
    },
  });
  parser.end(html);
  return facts;
}

/** An address without escapes, if it has only such. */
function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

function assertLinks({ ids, links }: Facts, idOf: (id: string) => string): void {
  const dangling = links.filter((id) => id !== '' && !ids.has(id) && !ids.has(idOf(id)));
  assert.deepEqual([...new Set(dangling)], [], 'links lead nowhere');
}

/** Each picture of the document stands on the page, in order, by the name of its file. */
function assertPictures({ pictures }: Facts, { specimen: { document }, files }: FlavourPage): void {
  const names: string[] = [];
  for (const node of nodesOf(document.root, 'trend')) names.push(trendName(node.trend));
  for (const node of nodesOf(document.root, 'chart')) names.push(node.name);
  const wanted = names.map((name) => baseOf(files.pictureUrl(name))).sort();
  const found = pictures.map((source) => baseOf(decoded(source))).sort();
  assert.deepEqual(found, wanted, 'pictures');
}

/** MediaWiki names a smaller copy after its width, and DokuWiki asks for a file by its id. */
function baseOf(source: string): string {
  return (/media=:?([^&]+)/.exec(source)?.[1] ?? source).replace(/^.*\//, '').replace(/^:|^\d+px-/, '');
}

function assertTables({ tables }: Facts, rowHeads: boolean): void {
  for (const [head = [], ...rows] of tables) {
    assert.deepEqual(new Set(head), new Set(['th']), 'head of a table');
    for (const row of rows) assert.equal(row.length, head.length, 'cells of a row');
    const isPlain = rows.every((row) => row[0] === 'td');
    if (rowHeads && !isPlain)
      assert.ok(
        rows.every((row) => row[0] === 'th'),
        'heads of rows',
      );
  }
  if (rowHeads && tables.length > 0) {
    const headed = tables.some(([, ...rows]) => rows.length > 0 && rows.every((row) => row[0] === 'th'));
    assert.ok(headed || tables.every(([, first]) => first?.[0] === 'td'), 'some table has row heads');
  }
}
