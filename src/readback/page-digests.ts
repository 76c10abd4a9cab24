import { inflateSync } from 'node:zlib';
import { sha256 } from '../core/machine/hash.ts';

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
