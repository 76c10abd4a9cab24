import { pendingEvents } from '../core/machine/machine.ts';
import { loadPdfium, type Pdfium } from '../readback/pdfium.ts';
import { cellsOf } from './cells.ts';
import type { RawCell } from './table-heads.ts';
import { chunksOf } from './pdf-chunks.ts';
import { type LetteredPage, readLetters } from './pdf-letters.ts';
import { paragraphsOf } from './pdf-paragraphs.ts';
import { type SpaceTable, spaceTables } from './pdf-tables.ts';
import { readElements, taggedBlocks } from './pdf-tags.ts';
import type { Block, Cell, SourceDocument } from './source-document.ts';
import { counted, type RawParagraph, type Sections } from './text-document.ts';
import { UnreadableSource } from './unreadable-source.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Pages of a PDF at most. */
export const MAX_PAGES = 5_000;

/** Reads the text of a PDF by pages. */
export async function readPdfDocument(
  path: string,
  bytes: Uint8Array,
  sections: Sections,
  vocabulary: Vocabulary,
): Promise<SourceDocument> {
  const pdfium = await loadPdfium();
  const { calls } = pdfium;
  const address = pdfium.keep(bytes);
  const document = calls.FPDF_LoadMemDocument(address, bytes.length, 0);
  try {
    if (document === 0) throw problemOf(calls.FPDF_GetLastError());
    const pages = calls.FPDF_GetPageCount(document);
    if (pages === 0) throw new UnreadableSource('is a PDF without a page', 'get the file again from its source');
    if (pages > MAX_PAGES)
      throw new UnreadableSource(
        `has ${pages} pages, and a source has ${MAX_PAGES} at most`,
        'store the pages that the release was read from',
      );
    const reading = new Reading(path, vocabulary);
    for (let index = 0; index < pages; index += 1) {
      readPage(document, index, reading, pdfium);
      if (index % 16 === 0) await pendingEvents();
    }
    reading.requireLetters(pages);
    return { path, blocks: reading.blocks(sections) };
  } finally {
    if (document !== 0) calls.FPDF_CloseDocument(document);
    pdfium.free(address);
  }
}

function problemOf(error: number): UnreadableSource {
  if (error === 4) return new UnreadableSource('asks for a password', 'store a copy without one');
  return new UnreadableSource('is not a PDF, or a damaged one', 'open it in a viewer, and save it again');
}

/** What was read of the pages so far. */
class Reading {
  readonly #path: string;
  readonly #vocabulary: Vocabulary;
  readonly #raw: (RawParagraph | { readonly cells: readonly Cell[] })[] = [];
  readonly #pictures: number[] = [];
  #tables = 0;
  #letters = 0;
  #unknown = 0;

  constructor(path: string, vocabulary: Vocabulary) {
    this.#path = path;
    this.#vocabulary = vocabulary;
  }

  addPage({ letters, unknown }: LetteredPage, page: number): void {
    if (letters.length === 0) this.#pictures.push(page);
    this.#letters += letters.length;
    this.#unknown += unknown;
  }

  addParagraph(text: string, page: number, { isHeading = false, isFurniture = false }): void {
    if (text.trim() === '') return;
    this.#raw.push({ text, isHeading, isFurniture, page, placeOf: this.#placeOf(page) });
  }

  addTable(cells: readonly Omit<RawCell, 'placeOf'>[], title: string, page: number): void {
    this.#tables += 1;
    const placed = cells.map((cell) => ({ ...cell, placeOf: this.#placeOf(page) }));
    const table = { number: this.#tables, title, page, isFurniture: false };
    this.#raw.push({ cells: cellsOf(placed, table, this.#vocabulary) });
  }

  /** Throws an UnreadableSource if the pages are pictures, or letters that no character stands for. */
  requireLetters(pages: number): void {
    const hint = 'store the text of the release instead, as a text or HTML file';
    if (this.#unknown > 0.2 * (this.#letters + this.#unknown))
      throw new UnreadableSource('does not say which letters its signs are', hint);
    const [first] = this.#pictures;
    if (first !== undefined && this.#pictures.length === pages)
      throw new UnreadableSource(
        `has no letters: page ${first} is a picture, and letters in pictures are not recognised`,
        hint,
      );
  }

  /** Paragraphs are counted through the document; tables stand between them. */
  blocks(sections: Sections): Block[] {
    const paragraphs = counted(
      this.#raw.filter((one): one is RawParagraph => !('cells' in one)),
      sections,
      this.#vocabulary,
    )[Symbol.iterator]();
    const blocks: Block[] = [];
    for (const one of this.#raw) {
      const paragraph = 'cells' in one ? undefined : paragraphs.next().value;
      if (paragraph) blocks.push(paragraph);
      else if ('cells' in one) for (const cell of one.cells) blocks.push(cell);
    }
    return blocks;
  }

  #placeOf(page: number): RawParagraph['placeOf'] {
    return () => `${this.#path}, page ${page}`;
  }
}

/** Reads a page by its tags; where it has none by its letters: tables by white space, and paragraphs by columns. */
function readPage(document: number, index: number, reading: Reading, pdfium: Pdfium): void {
  const { calls } = pdfium;
  const handle = calls.FPDF_LoadPage(document, index);
  if (handle === 0) return;
  const page = index + 1;
  const elements = readElements(handle, pdfium);
  const lettered = readLetters(handle, elements.length > 0, pdfium);
  calls.FPDF_ClosePage(handle);
  reading.addPage(lettered, page);
  const tagged = elements.length === 0 ? undefined : taggedBlocks(elements, lettered.letters);
  if (tagged) {
    for (const block of tagged)
      if ('cells' in block) reading.addTable(block.cells, block.title, page);
      else reading.addParagraph(block.text, page, { isHeading: block.isHeading });
    return;
  }
  const chunks = chunksOf(lettered.letters);
  let from = 0;
  const tables = spaceTables(chunks);
  const inTable = new Map(tables.flatMap((table) => [...table.chunks].map((chunk) => [chunk, table] as const)));
  const done = new Set<SpaceTable>();
  const paragraphs = (end: number): void => {
    const between = chunks.slice(from, end).filter((chunk) => !inTable.has(chunk));
    for (const { text, isFurniture } of paragraphsOf(between)) reading.addParagraph(text, page, { isFurniture });
    from = end;
  };
  for (const [at, chunk] of chunks.entries()) {
    const table = inTable.get(chunk);
    if (!table || done.has(table)) continue;
    done.add(table);
    paragraphs(at);
    reading.addTable(table.cells, table.title, page);
  }
  paragraphs(chunks.length);
}
