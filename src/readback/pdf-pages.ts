import { inflateSync } from 'node:zlib';
import { sha256 } from '../core/machine/hash.ts';
import type { KnownPages, PageReading } from './known-pages.ts';
import { letterFaults, type PageLetter } from './letter-faults.ts';
import { artifactsOf, textsOf } from './page-letters.ts';
import { withPicture } from './page-picture.ts';
import { type Navigation, readNavigation } from './pdf-navigation.ts';
import { loadPdfium, type Pdfium } from './pdfium.ts';

/** An element of the structure of a page. */
export interface PageElement {
  /** Its standard type: `P`, `TD`. */
  readonly role: string;
  /** Alternative text of a figure; empty without. */
  readonly alt: string;
  /** Elements and numbers of marked content; undefined for what is on other pages. */
  readonly kids: readonly (PageElement | number | undefined)[];
}

/** What is read from a page. */
export interface PdfPage extends PageReading {
  readonly elements: readonly PageElement[];
}

/** What is read from a PDF. */
export interface PdfContent extends Navigation {
  readonly pages: readonly PdfPage[];
}

/** Reads a PDF with PDFium, but for what is known of its pages. Throws an Error if it cannot open it. */
export async function readContent(pdf: Uint8Array, known?: KnownPages): Promise<PdfContent> {
  const pdfium = await loadPdfium();
  const digests = known && pageDigests(pdf);
  const { calls } = pdfium;
  const address = pdfium.keep(pdf);
  const document = calls.FPDF_LoadMemDocument(address, pdf.length, 0);
  if (document === 0) throw new Error(`PDFium cannot open the PDF: error ${calls.FPDF_GetLastError()}`);
  const pages = Array.from({ length: calls.FPDF_GetPageCount(document) }, (_, index) => {
    let page = 0;
    const loaded = (): number => (page ||= calls.FPDF_LoadPage(document, index));
    const { painted, structure } = digests?.[index] ?? {};
    const readStructure = (): PageElement[] => readElements(loaded(), pdfium);
    const elements = known && structure ? known.reading([structure], readStructure) : readStructure();
    const figures = contentsOfFigures(elements);
    const read = (): PageReading => readPage(loaded(), figures, pdfium);
    const reading = known && painted ? known.reading([painted, ...figures], read) : read();
    if (page !== 0) calls.FPDF_ClosePage(page);
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

/** Digests of a page, which do not depend on where anything stands in the file. */
export interface PageDigests {
  /** Of all that it paints: its content and what that uses, such as fonts and pictures. */
  readonly painted: string;
  /** Of its elements, those above them, and the order of both; undefined where they are not as Assay writes them. */
  readonly structure: string | undefined;
}

/**
 * The digests of each page of a PDF. Links, which are in neither, do not count. Undefined where the file is not in one
 * piece with compressed objects, or has layers: nothing is known of its pages then.
 */
export function pageDigests(pdf: Uint8Array): readonly PageDigests[] | undefined {
  return ifReadable(() => digestsOf(openObjects(Buffer.from(pdf.buffer, pdf.byteOffset, pdf.length))));
}

function ifReadable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** An object of a PDF. */
interface PdfObject {
  /** What it says; of a stream, its dictionary. */
  readonly text: string;
  /** The stream and what follows it up to the next object; empty where there is none. */
  readonly stream: Uint8Array;
}

interface PdfObjects {
  readonly root: number;
  /** Throws an Error if there is no such object. */
  readonly object: (number: number) => PdfObject;
}

/** Where an object is: at a position of the file, or at an index of an object that holds several. */
type Entry = { readonly position: number } | { readonly holder: number; readonly index: number };

const STREAM = '\nstream\n';
const NOTHING = new Uint8Array();

function openObjects(pdf: Buffer): PdfObjects {
  const start = Number(/startxref\n(\d+)\n%%EOF\s*$/.exec(pdf.toString('latin1', Math.max(0, pdf.length - 64)))?.[1]);
  const table = objectAt(pdf, start, pdf.length).object;
  if (/\/(?:Prev|Index|DecodeParms|Encrypt)\b/.test(table.text)) throw new Error('in several pieces');
  const entries = entriesIn(inflated(table), numbersIn(/\/W ?\[([\d ]+)\]/, table.text));
  const positions = [...entries.values()].flatMap((entry) => ('position' in entry ? entry.position : []));
  const ends = endsOf(positions, pdf.length);
  const held = new Map<number, readonly PdfObject[]>();
  function heldBy(holder: number): readonly PdfObject[] {
    const known = held.get(holder) ?? objectsHeld(object(holder));
    held.set(holder, known);
    return known;
  }
  function object(number: number): PdfObject {
    const entry = entries.get(number);
    const found = entry && ('position' in entry ? read(number, entry.position) : heldBy(entry.holder)[entry.index]);
    if (!found) throw new Error(`no object ${number}`);
    return found;
  }
  function read(number: number, position: number): PdfObject {
    const { number: own, object } = objectAt(pdf, position, ends.get(position) ?? 0);
    if (own !== number) throw new Error(`object ${own} in place of ${number}`);
    return object;
  }
  return { root: numbersIn(/\/Root (\d+) 0 R/, table.text)[0] ?? 0, object };
}

/** The end of what begins at each position. */
function endsOf(positions: readonly number[], end: number): ReadonlyMap<number, number> {
  const sorted = positions.toSorted((a, b) => a - b);
  return new Map(sorted.map((position, index) => [position, sorted[index + 1] ?? end]));
}

function objectAt(pdf: Buffer, position: number, end: number): { readonly number: number; readonly object: PdfObject } {
  const bytes = pdf.subarray(position, end);
  const whole = bytes.indexOf(STREAM);
  const head = bytes.toString('latin1', 0, whole < 0 ? bytes.length : whole);
  const [first = '', number] = /^(\d+) 0 obj\n/.exec(head) ?? [];
  if (number === undefined) throw new Error(`no object at ${position}`);
  const stream = whole < 0 ? NOTHING : bytes.subarray(whole + STREAM.length);
  return { number: Number(number), object: { text: head.slice(first.length), stream } };
}

function inflated({ text, stream }: PdfObject): Buffer {
  if (!/\/Filter ?\/FlateDecode\b/.test(text)) throw new Error('not compressed');
  return inflateSync(stream.subarray(0, numbersIn(/\/Length (\d+)/, text)[0]));
}

function numbersIn(pattern: RegExp, text: string): number[] {
  return (pattern.exec(text)?.[1] ?? '').split(' ').map(Number);
}

/** The entries of a table of objects; each has a kind, and two fields. */
function entriesIn(table: Buffer, widths: readonly number[]): ReadonlyMap<number, Entry> {
  const [kindWidth = 0, firstWidth = 0, secondWidth = 0] = widths;
  const width = kindWidth + firstWidth + secondWidth;
  const entries = new Map<number, Entry>();
  for (let number = 0; (number + 1) * width <= table.length; number += 1) {
    const at = number * width;
    const kind = table.readUIntBE(at, kindWidth);
    const first = table.readUIntBE(at + kindWidth, firstWidth);
    const second = table.readUIntBE(at + kindWidth + firstWidth, secondWidth);
    if (kind === 1) entries.set(number, { position: first });
    if (kind === 2) entries.set(number, { holder: first, index: second });
  }
  return entries;
}

function objectsHeld(holder: PdfObject): PdfObject[] {
  const text = inflated(holder).toString('latin1');
  const [first = 0] = numbersIn(/\/First (\d+)/, holder.text);
  const numbers = text.slice(0, first).trim().split(/\s+/).map(Number);
  const starts = numbers.filter((_, index) => index % 2 === 1);
  return starts.map((start, index) => ({
    text: text.slice(first + start, first + (starts[index + 1] ?? text.length)),
    stream: NOTHING,
  }));
}

/** Entries that lead away from what a page paints, or number it. */
const ELSEWHERE = /\/(?:Parent \d+ 0 R|StructParents? \d+|Annots ?(?:\[[^\]]*\]|\d+ 0 R))/g;
const REFERENCE = /\b(\d+) 0 R\b/g;

function digestsOf({ root, object }: PdfObjects): PageDigests[] {
  const catalog = object(root).text;
  if (catalog.includes('/OCProperties')) throw new Error('has layers');
  const structureOf = ifReadable(() => structuresIn(catalog, object));
  const digests = new Map<number, string>();
  const open = new Set<number>();
  function digestOf(number: number): string {
    const known = digests.get(number);
    if (known !== undefined) return known;
    if (open.has(number)) throw new Error(`object ${number} holds itself`);
    open.add(number);
    const { text, stream } = object(number);
    const digest = sha256(resolved(text), STREAM, stream);
    open.delete(number);
    digests.set(number, digest);
    return digest;
  }
  /** A text with digests of objects in place of their numbers, which change with any other object. */
  function resolved(text: string): string {
    return text.replaceAll(ELSEWHERE, '').replaceAll(REFERENCE, (_, number) => `<${digestOf(Number(number))}>`);
  }
  /** The digests of the pages below a node of the page tree, which take what they lack from the nodes above. */
  function below(number: number, above: string): PageDigests[] {
    const { text } = object(number);
    const [whole, kids] = /\/Kids ?\[([^\]]*)\]/.exec(text) ?? [];
    if (whole === undefined) {
      return [{ painted: sha256(above, digestOf(number)), structure: ifReadable(() => structureOf?.(number)) }];
    }
    const own = above + resolved(text.replace(whole, '').replace(/\/Count \d+/, ''));
    return Array.from((kids ?? '').matchAll(REFERENCE), ([, kid]) => below(Number(kid), own)).flat();
  }
  return below(numbersIn(/\/Pages (\d+) 0 R/, catalog)[0] ?? 0, '');
}

/** What stands for an element of other pages, one of these, or a link: only that there is one is read. */
const OTHER = 'other';
const STRING = /\((?:\\[^]|[^\\()])*\)/g;

/** Digests of the structure of pages, by the numbers of these: of the texts of all elements from which it follows. */
function structuresIn(catalog: string, object: PdfObjects['object']): (page: number) => string {
  const root = referredTo('StructTreeRoot', catalog);
  const { text } = object(root);
  const top = [/\/RoleMap ?<<[^>]*>>/.exec(text)?.[0], referredTo('K', text)];
  const entries = /^<<\/Nums ?\[([\d R]+)\]>>\s*$/.exec(object(referredTo('ParentTree', text)).text)?.[1] ?? '';
  const parents = new Map(Array.from(entries.matchAll(/(\d+) (\d+) 0 R/g), ([, key, list]) => [key, Number(list)]));
  return (page) => {
    const list = parents.get(/\/StructParents (\d+)/.exec(object(page).text)?.[1]);
    if (list === undefined) throw new Error('no structure');
    const found = new Map([[page, 0]]);
    for (const [, element] of object(list).text.matchAll(REFERENCE)) {
      for (let at = Number(element); at !== root && !found.has(at); at = referredTo('P', object(at).text))
        found.set(at, found.size);
    }
    const named = (number: number): number | string => {
      const known = found.get(number);
      if (known !== undefined || number === root) return known ?? 'root';
      if (/^<<\/Type ?\/(?:StructElem|Page|Annot)\b/.test(object(number).text)) return OTHER;
      throw new Error(`object ${number} may be read`);
    };
    const texts = [...found.keys()].slice(1).map((element) => {
      const strings = object(element).text.match(STRING) ?? [];
      const rest = object(element).text.replaceAll(STRING, '');
      if (/[()]/.test(rest)) throw new Error('nested parentheses');
      return [rest.replaceAll(REFERENCE, (_, number) => `<${named(Number(number))}>`), strings];
    });
    return sha256(JSON.stringify([top.map((each) => (typeof each === 'number' ? named(each) : each)), texts]));
  };
}

/** The number of the object that an entry refers to. Throws an Error if it refers to none. */
function referredTo(entry: string, text: string): number {
  const [, number] = new RegExp(`/${entry} (\\d+) 0 R`).exec(text) ?? [];
  if (number === undefined) throw new Error(`no ${entry}`);
  return Number(number);
}
