import { type Navigation, readNavigation } from './pdf-navigation.ts';
import { type Pdfium, loadPdfium } from './pdfium.ts';

/** Left, bottom, right and top, in points from the left bottom corner of a page. */
export type Rectangle = readonly [left: number, bottom: number, right: number, top: number];

/** A letter that a page paints. A ligature counts as several, in one place. */
export interface PageLetter {
  readonly text: string;
  /** Around what is painted. */
  readonly box: Rectangle;
  /** Where the letter begins and the next one may. */
  readonly left: number;
  readonly right: number;
  /** The height of its line from the bottom of the page. */
  readonly baseline: number;
  /** The size of its font. */
  readonly size: number;
  /** The marked content that it is in; -1 outside of marked content. */
  readonly content: number;
  /** Whether it is an artifact that repeats the head of a table on a further page. */
  readonly isRepeated: boolean;
}

/** An element of the structure of a page. */
export interface PageElement {
  /** Its standard type: `P`, `TD`. */
  readonly role: string;
  /** Alternative text; empty without. */
  readonly alt: string;
  /** Elements and numbers of marked content; undefined for what is on other pages. */
  readonly kids: readonly (PageElement | number | undefined)[];
}

/** What is read from a page. */
export interface PdfPage {
  readonly width: number;
  readonly height: number;
  /** In the order in which they are painted. */
  readonly letters: readonly PageLetter[];
  readonly elements: readonly PageElement[];
}

/** What is read from a PDF. */
export interface PdfContent extends Navigation {
  readonly pages: readonly PdfPage[];
}

/** Reads a PDF with PDFium. Throws an Error if it cannot open it. */
export async function readContent(pdf: Uint8Array): Promise<PdfContent> {
  const pdfium = await loadPdfium();
  const { calls } = pdfium;
  const address = pdfium.keep(pdf);
  const document = calls.FPDF_LoadMemDocument(address, pdf.length, 0);
  if (document === 0) throw new Error(`PDFium cannot open the PDF: error ${calls.FPDF_GetLastError()}`);
  const pages = Array.from({ length: calls.FPDF_GetPageCount(document) }, (_, index) => {
    const page = calls.FPDF_LoadPage(document, index);
    const read = readPage(page, pdfium);
    calls.FPDF_ClosePage(page);
    return read;
  });
  const navigation = readNavigation(document, pdfium);
  calls.FPDF_CloseDocument(document);
  pdfium.free(address);
  return { pages, ...navigation };
}

function readPage(page: number, pdfium: Pdfium): PdfPage {
  const { calls } = pdfium;
  const tree = calls.FPDF_StructTree_GetForPage(page);
  const elements = Array.from({ length: calls.FPDF_StructTree_CountChildren(tree) }, (_, index) =>
    calls.FPDF_StructTree_GetChildAtIndex(tree, index),
  ).flatMap((element) => (element === 0 ? [] : [readElement(element, pdfium)]));
  calls.FPDF_StructTree_Close(tree);
  return {
    width: calls.FPDF_GetPageWidthF(page),
    height: calls.FPDF_GetPageHeightF(page),
    letters: readLetters(page, pdfium),
    elements,
  };
}

function readElement(element: number, pdfium: Pdfium): PageElement {
  const { calls, readText } = pdfium;
  const kids = Array.from({ length: calls.FPDF_StructElement_CountChildren(element) }, (_, index) => {
    const kid = calls.FPDF_StructElement_GetChildAtIndex(element, index);
    if (kid !== 0) return readElement(kid, pdfium);
    const content = calls.FPDF_StructElement_GetChildMarkedContentID(element, index);
    return content < 0 ? undefined : content;
  });
  return {
    role: readText((address, size) => calls.FPDF_StructElement_GetType(element, address, size)),
    alt: readText((address, size) => calls.FPDF_StructElement_GetAltText(element, address, size)),
    kids,
  };
}

/** `FPDF_PAGEOBJ_TEXT`. */
const TEXT_OBJECT = 1;

/**
 * The letters of a page, object by object. PDFium lists letters in an order of its own, in which labels of a chart may
 * change places.
 */
function readLetters(page: number, pdfium: Pdfium): PageLetter[] {
  const { calls } = pdfium;
  const texts = calls.FPDFText_LoadPage(page);
  const owned = lettersByObject(texts, pdfium);
  const letters: PageLetter[] = [];
  for (let index = 0, end = calls.FPDFPage_CountObjects(page); index < end; index += 1) {
    const object = calls.FPDFPage_GetObject(page, index);
    if (calls.FPDFPageObj_GetType(object) !== TEXT_OBJECT) continue;
    const content = calls.FPDFPageObj_GetMarkedContentID(object);
    const isRepeated = content < 0 && isAttached(object, pdfium);
    for (const letter of owned.get(object) ?? []) letters.push({ ...letter, content, isRepeated });
  }
  calls.FPDFText_ClosePage(texts);
  return letters;
}

type OwnedLetter = Omit<PageLetter, 'content' | 'isRepeated'>;

/** The letters of each text object. */
function lettersByObject(texts: number, pdfium: Pdfium): ReadonlyMap<number, OwnedLetter[]> {
  const { calls } = pdfium;
  const owned = new Map<number, OwnedLetter[]>();
  for (let index = 0, end = calls.FPDFText_CountChars(texts); index < end; index += 1) {
    const object = calls.FPDFText_GetTextObject(texts, index);
    // PDFium adds spaces and line breaks where it sees some
    if (object === 0) continue;
    const letter = readLetter(texts, index, pdfium);
    const letters = owned.get(object);
    if (letters) letters.push(letter);
    else owned.set(object, [letter]);
  }
  return owned;
}

function readLetter(texts: number, index: number, { calls, readDoubles, readFloats }: Pdfium): OwnedLetter {
  const box = readDoubles((...edges) => calls.FPDFText_GetCharBox(texts, index, ...edges));
  const [left, baseline] = readDoubles((x, y) => calls.FPDFText_GetCharOrigin(texts, index, x, y));
  const [, , right] = readFloats((address) => calls.FPDFText_GetLooseCharBox(texts, index, address));
  const [, , slant, height] = readFloats((address) => calls.FPDFText_GetMatrix(texts, index, address));
  return {
    text: characterAt(texts, index, calls),
    box: [box[0], box[2], box[1], box[3]],
    left,
    right,
    baseline,
    size: calls.FPDFText_GetFontSize(texts, index) * Math.hypot(slant, height),
  };
}

function characterAt(texts: number, index: number, calls: Pdfium['calls']): string {
  const code = calls.FPDFText_GetUnicode(texts, index);
  if (code === HYPHEN) return '-';
  return code === 0 ? UNKNOWN : String.fromCodePoint(code);
}

/** What PDFium gives for a hyphen at the end of a line. */
const HYPHEN = 2;

/** Stands for a glyph that is no character: a font draws it for a character that it does not have. */
const UNKNOWN = '\uFFFD';

/** Whether an artifact says that it is attached to the text, as the repeated head of a table is. */
function isAttached(object: number, { calls, name }: Pdfium): boolean {
  const mark = calls.FPDFPageObj_GetMark(object, 0);
  return mark !== 0 && calls.FPDFPageObjMark_GetParamValueType(mark, name('Attached')) !== 0;
}
