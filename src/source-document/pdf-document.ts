import { pendingEvents } from '../core/machine/machine.ts';
import { loadPdfium, type Pdfium } from '../readback/pdfium.ts';
import type { SourceDocument } from './source-document.ts';
import { counted, type RawParagraph, type Sections } from './text-document.ts';
import { UnreadableSource } from './unreadable-source.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Pages of a PDF at most. */
export const MAX_PAGES = 5_000;

/** Reads the text of a PDF by pages. Lines are joined to paragraphs where the line before is full and ends no sentence. */
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
    if (pages > MAX_PAGES)
      throw new UnreadableSource(
        `has ${pages} pages, and a source has ${MAX_PAGES} at most`,
        'store the pages that the release was read from',
      );
    const raw: RawParagraph[] = [];
    const pictures: number[] = [];
    for (let index = 0; index < pages; index += 1) {
      const text = textOfPage(document, index, pdfium);
      if (text.trim() === '') pictures.push(index + 1);
      for (const paragraph of paragraphsIn(text))
        raw.push({
          text: paragraph,
          isHeading: false,
          isFurniture: false,
          page: index + 1,
          placeOf: () => `${path}, page ${index + 1}`,
        });
      if (index % 16 === 0) await pendingEvents();
    }
    const [first] = pictures;
    if (first !== undefined && pictures.length === pages)
      throw new UnreadableSource(
        `has no letters: page ${first} is a picture, and letters in pictures are not recognised`,
        'store the text of the release instead, as a text or HTML file',
      );
    return { path, kind: 'pdf', blocks: counted(raw, sections, vocabulary) };
  } finally {
    if (document !== 0) calls.FPDF_CloseDocument(document);
    pdfium.free(address);
  }
}

function problemOf(error: number): UnreadableSource {
  if (error === 4) return new UnreadableSource('asks for a password', 'store a copy without one');
  return new UnreadableSource('is not a PDF, or a damaged one', 'open it in a viewer, and save it again');
}

function textOfPage(document: number, index: number, pdfium: Pdfium): string {
  const { calls } = pdfium;
  const page = calls.FPDF_LoadPage(document, index);
  if (page === 0) return '';
  const text = calls.FPDFText_LoadPage(page);
  const count = text === 0 ? 0 : calls.FPDFText_CountChars(text);
  // FPDFText_GetText takes a number of letters, and writes two bytes for each and two at the end.
  const room = pdfium.keep(new Uint8Array(2 * count + 2));
  if (count > 0) calls.FPDFText_GetText(text, 0, count, room);
  const read = count > 0 ? Buffer.from(pdfium.bytes(room, 2 * count)).toString('utf16le') : '';
  pdfium.free(room);
  if (text !== 0) calls.FPDFText_ClosePage(text);
  calls.FPDF_ClosePage(page);
  // A hyphen at the end of a line is written as U+0002, what no letter stands for as U+FFFE.
  return read
    .replaceAll(/\p{Cc}\r?\n(?=\S)/gu, (found) => (found.startsWith(HYPHEN) ? '' : found))
    .replaceAll(/[\u00AD\uFFFE]|(?![\r\n\t])\p{Cc}/gu, '');
}

/** What PDFium writes for a hyphen that divides a word. */
const HYPHEN = String.fromCharCode(2);

/** Lines belong to one paragraph while they are as long as the longest, and the next begins in the middle of a sentence. */
function paragraphsIn(text: string): string[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const longest = lines.reduce((most, { length }) => Math.max(most, length), 0);
  const paragraphs: string[] = [];
  let isOpen = false;
  for (const line of lines) {
    if (line === '') isOpen = false;
    else if (isOpen) paragraphs.push(`${paragraphs.pop() ?? ''} ${line}`);
    else paragraphs.push(line);
    isOpen =
      line.length > longest * 0.75 || (isOpen && line !== '' && !/[.:!?。]$/.test(line) && line.length > longest * 0.5);
  }
  return paragraphs;
}
