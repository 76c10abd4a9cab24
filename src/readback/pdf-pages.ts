import { letterFaults, type PageLetter } from './letter-faults.ts';
import { artifactsOf, type PageText, textsOf } from './page-letters.ts';
import { withPicture } from './page-picture.ts';
import { type Navigation, readNavigation } from './pdf-navigation.ts';
import { loadPdfium, type Pdfium } from './pdfium.ts';
import type { Artifact } from './read-text.ts';

/** An element of the structure of a page. */
export interface PageElement {
  /** Its standard type: `P`, `TD`. */
  readonly role: string;
  /** Alternative text of a figure; empty without. */
  readonly alt: string;
  /** Elements and numbers of marked content; undefined for what is on other pages. */
  readonly kids: readonly (PageElement | number | undefined)[];
}

/** What is read of a page besides its structure. */
interface PageReading {
  /** Texts by the number of their marked content. */
  readonly contents: ReadonlyMap<number, PageText>;
  readonly artifacts: readonly Omit<Artifact, 'at'>[];
}

/** What is read from a page. */
export interface PdfPage extends PageReading {
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
    const elements = readElements(page, pdfium);
    const reading = readPage(page, contentsOfFigures(elements), pdfium);
    calls.FPDF_ClosePage(page);
    return { ...reading, elements };
  });
  const navigation = readNavigation(document, pdfium);
  calls.FPDF_CloseDocument(document);
  pdfium.free(address);
  return { pages, ...navigation };
}

function readElements(page: number, pdfium: Pdfium): PageElement[] {
  const { calls } = pdfium;
  const tree = calls.FPDF_StructTree_GetForPage(page);
  const elements = Array.from({ length: calls.FPDF_StructTree_CountChildren(tree) }, (_, index) =>
    calls.FPDF_StructTree_GetChildAtIndex(tree, index),
  ).flatMap((element) => (element === 0 ? [] : [readElement(element, pdfium)]));
  calls.FPDF_StructTree_Close(tree);
  return elements;
}

/** Reads the letters of a page; `figures` are the numbers of the marked contents of figures. */
function readPage(page: number, figures: ReadonlySet<number>, pdfium: Pdfium): PageReading {
  const { calls } = pdfium;
  const letters = readLetters(page, figures, pdfium);
  const area = [0, 0, calls.FPDF_GetPageWidthF(page), calls.FPDF_GetPageHeightF(page)] as const;
  const faults = withPicture(page, area, pdfium, (picture) => letterFaults(letters, area, picture));
  const lettered = { area, letters, faults };
  return { contents: textsOf(lettered), artifacts: artifactsOf(lettered) };
}

const FIGURE = 'Figure';

/** Whether an element is a caption, whose letters are text, in a figure too. */
export function isCaption(kid: PageElement['kids'][number]): boolean {
  return typeof kid === 'object' && kid.role === 'Caption';
}

/** The numbers of the marked contents of figures, without their captions. */
function contentsOfFigures(kids: PageElement['kids'], isInFigure = false): ReadonlySet<number> {
  const found = new Set<number>();
  for (const kid of kids) {
    if (typeof kid === 'number' && isInFigure) found.add(kid);
    if (typeof kid !== 'object' || isCaption(kid)) continue;
    for (const content of contentsOfFigures(kid.kids, isInFigure || kid.role === FIGURE)) found.add(content);
  }
  return found;
}

function readElement(element: number, pdfium: Pdfium): PageElement {
  const { calls, readText } = pdfium;
  const kids = Array.from({ length: calls.FPDF_StructElement_CountChildren(element) }, (_, index) => {
    const kid = calls.FPDF_StructElement_GetChildAtIndex(element, index);
    if (kid !== 0) return readElement(kid, pdfium);
    const content = calls.FPDF_StructElement_GetChildMarkedContentID(element, index);
    return content < 0 ? undefined : content;
  });
  const role = readText((address, size) => calls.FPDF_StructElement_GetType(element, address, size));
  const alt =
    role === FIGURE ? readText((address, size) => calls.FPDF_StructElement_GetAltText(element, address, size)) : '';
  return { role, alt, kids };
}

/**
 * The letters of a page, object by object. PDFium lists letters in an order of its own, in which labels of a chart may
 * change places.
 */
function readLetters(page: number, figures: ReadonlySet<number>, pdfium: Pdfium): PageLetter[] {
  const { calls } = pdfium;
  const texts = calls.FPDFText_LoadPage(page);
  const { first, next } = lettersByObject(texts, calls);
  const letters: PageLetter[] = [];
  for (let index = 0, end = calls.FPDFPage_CountObjects(page); index < end; index += 1) {
    const object = calls.FPDFPage_GetObject(page, index);
    let letter = first.get(object) ?? -1;
    if (letter < 0) continue;
    const content = calls.FPDFPageObj_GetMarkedContentID(object);
    const isRepeated = content < 0 && isAttached(object, pdfium);
    const isInFigure = figures.has(content);
    const owner = readSetting(texts, letter, { object: index, content, isInFigure, isRepeated }, pdfium);
    for (; letter >= 0; letter = next[letter] ?? -1) letters.push(readLetter(texts, letter, owner, pdfium));
  }
  calls.FPDFText_ClosePage(texts);
  return letters;
}

/** Letters by the text objects that paint them: the first of each object, and after each the next or -1. */
interface OwnedLetters {
  readonly first: ReadonlyMap<number, number>;
  readonly next: Int32Array;
}

/** The letters of each text object, mostly one. PDFium adds spaces and line breaks, which have no object. */
function lettersByObject(texts: number, calls: Pdfium['calls']): OwnedLetters {
  const count = calls.FPDFText_CountChars(texts);
  const first = new Map<number, number>();
  const next = new Int32Array(count);
  for (let index = count - 1; index >= 0; index -= 1) {
    const object = calls.FPDFText_GetTextObject(texts, index);
    if (object === 0) continue;
    next[index] = first.get(object) ?? -1;
    first.set(object, index);
  }
  return { first, next };
}

/** What the letters of a text object have in common. */
type LetterOwner = Omit<PageLetter, 'text' | 'box' | 'left' | 'right' | 'baseline'>;

/** Adds how a text object sets its letters, read from one of them. */
function readSetting(
  texts: number,
  index: number,
  { object, content, isInFigure, isRepeated }: Pick<LetterOwner, 'object' | 'content' | 'isInFigure' | 'isRepeated'>,
  { calls, room, floats }: Pdfium,
): LetterOwner {
  calls.FPDFText_GetMatrix(texts, index, room);
  const size = calls.FPDFText_GetFontSize(texts, index);
  const read = floats();
  const at = room / FLOAT;
  const [width = 0, rise = 0, slant = 0, height = 0] = [read[at], read[at + 1], read[at + 2], read[at + 3]];
  return {
    size: size * Math.hypot(slant, height),
    isMirrored: width * height - rise * slant <= 0,
    isUpright: width > 0 && Math.abs(rise) < width / 100,
    object,
    content,
    isInFigure,
    isRepeated,
  };
}

/** Bytes of numbers. */
const DOUBLE = 8;
const FLOAT = 4;

/** Long documents have many letters: this copies no lists and no objects. */
function readLetter(texts: number, index: number, owner: LetterOwner, pdfium: Pdfium): PageLetter {
  const { calls, room, doubles, floats } = pdfium;
  calls.FPDFText_GetCharOrigin(texts, index, room, room + 8);
  calls.FPDFText_GetCharBox(texts, index, room + 16, room + 32, room + 24, room + 40);
  calls.FPDFText_GetLooseCharBox(texts, index, room + 48);
  const text = characterAt(texts, index, calls);
  const read = doubles();
  const at = room / DOUBLE;
  return {
    text,
    box: [read[at + 2] ?? 0, read[at + 3] ?? 0, read[at + 4] ?? 0, read[at + 5] ?? 0],
    left: read[at] ?? 0,
    right: floats()[room / FLOAT + 14] ?? 0,
    baseline: read[at + 1] ?? 0,
    size: owner.size,
    isMirrored: owner.isMirrored,
    isUpright: owner.isUpright,
    object: owner.object,
    content: owner.content,
    isInFigure: owner.isInFigure,
    isRepeated: owner.isRepeated,
  };
}

function characterAt(texts: number, index: number, calls: Pdfium['calls']): string {
  const code = calls.FPDFText_GetUnicode(texts, index);
  if (code === HYPHEN) return '-';
  return code === 0 ? UNKNOWN : String.fromCodePoint(code);
}

/** What PDFium gives for a hyphen at the end of a line. */
const HYPHEN = 2;

/** Stands for a glyph that is not a character: a font draws it for a character that it does not have. */
const UNKNOWN = '\uFFFD';

/** Whether an artifact says that it is attached to the text, as the repeated head of a table is. */
function isAttached(object: number, { calls, name }: Pdfium): boolean {
  const mark = calls.FPDFPageObj_GetMark(object, 0);
  return mark !== 0 && calls.FPDFPageObjMark_GetParamValueType(mark, name('Attached')) !== 0;
}
