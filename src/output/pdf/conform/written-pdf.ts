import { inflateSync } from 'node:zlib';
import type { PdfObject } from './pdf-file.ts';
import { crossReferences, HEAD, indexOfObjects } from './pdf-writer.ts';
import { type Dictionary, parseDictionary, valueEnd } from './pdf-syntax.ts';

/** A file that `writePdf` may have written. */
export interface WrittenPdf {
  readonly objects: ReadonlyMap<number, PdfObject>;
  /** The dictionary of its table of objects. */
  readonly trailer: Dictionary;
}

const STREAM = '\nstream\n';
const END = '\nendstream\nendobj\n';

/**
 * Reads a PDF back that `writePdf` wrote: each byte of the file is part of an object that its table names, or of the table.
 * A second table, bytes between objects, and an object that is there twice, in which a reader could see another document,
 * have no place in it. Throws an Error where the file is not written so.
 */
export function readWritten(pdf: Uint8Array): WrittenPdf {
  const bytes = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength);
  const text = bytes.toString('latin1');
  if (!text.startsWith(HEAD)) throw new Error('it does not begin as a PDF of Assay does');
  const objects = new Map<number, PdfObject>();
  const entries = new Map<number, readonly [kind: number, position: number, index: number]>();
  const add = (number: number, object: PdfObject, entry: readonly [number, number, number]): void => {
    if (objects.has(number)) throw new Error(`object ${number} is there twice`);
    objects.set(number, object);
    entries.set(number, entry);
  };
  let position = HEAD.length;
  let [last, start] = [0, 0];
  while (!text.startsWith('startxref\n', position)) {
    const { number, object, end } = streamAt(text, bytes, position);
    add(number, object, [1, position, 0]);
    if (parseDictionary(object.text).get('/Type') === '/ObjStm') {
      for (const [index, [held, own]] of objectsHeld(number, object).entries()) add(held, own, [2, number, index]);
    }
    [last, start, position] = [number, position, end];
  }
  if (text.slice(position) !== `startxref\n${start}\n%%EOF\n`)
    throw new Error('there is something after its table of objects');
  const table = objects.get(last);
  const trailer = parseDictionary(table?.text ?? '<<>>');
  if (!table || trailer.get('/Type') !== '/XRef') throw new Error('it does not end with a table of objects');
  if (!inflated(last, table).equals(crossReferences(entries, last + 1)))
    throw new Error('its table of objects is not that of the objects in it');
  return { objects, trailer };
}

function streamAt(
  text: string,
  bytes: Buffer,
  position: number,
): { readonly number: number; readonly object: PdfObject; readonly end: number } {
  const [head = '', number] = /^(\d+) 0 obj\n(?=<<)/.exec(text.slice(position, position + 24)) ?? [];
  if (number === undefined) throw new Error(`there is no object at byte ${position}`);
  const opening = position + head.length;
  const close = valueEnd(text, opening);
  const data = close + STREAM.length;
  const value = text.slice(opening, close);
  const length = parseDictionary(value).get('/Length') ?? '';
  const end = data + Number(length);
  if (!text.startsWith(STREAM, close) || !/^\d+$/.test(length) || !text.startsWith(END, end))
    throw new Error(`object ${number} is not as long as it says`);
  return {
    number: Number(number),
    object: { text: value, stream: bytes.subarray(data, end) },
    end: end + END.length,
  };
}

/** The objects in a stream that holds several, with their numbers. */
function objectsHeld(number: number, holder: PdfObject): (readonly [number, PdfObject])[] {
  const content = inflated(number, holder).toString('latin1');
  const first = Number(parseDictionary(holder.text).get('/First'));
  const index = content.slice(0, first);
  const numbers = index.trim().split(' ').map(Number);
  const body = content.slice(first);
  const held = Array.from({ length: numbers.length / 2 }, (_, at): readonly [number, PdfObject] => {
    const [own = 0, from = 0] = numbers.slice(2 * at, 2 * at + 2);
    const to = numbers[2 * at + 3] ?? body.length;
    return [own, { text: body.slice(from, to) }];
  });
  const isWhole = index === indexOfObjects(held.map(([own, { text }]) => [own, text.slice(0, -1)]));
  if (
    !isWhole ||
    held.some(([, { text }]) => !text.endsWith('\n')) ||
    parseDictionary(holder.text).get('/N') !== String(held.length)
  )
    throw new Error(`object ${number} does not hold what it names`);
  return held.map(([own, { text }]) => [own, { text: text.trimEnd() }]);
}

/** The content of a stream. Throws an Error where it is not compressed as `writePdf` and Chromium compress streams. */
export function inflated(number: number, { text, stream }: PdfObject): Buffer {
  const filter = parseDictionary(text).get('/Filter');
  if (!stream) throw new Error(`object ${number} has no content`);
  if (filter === undefined) return stream;
  if (filter !== '/FlateDecode') throw new Error(`object ${number} is compressed as ${filter}`);
  return inflateSync(stream);
}
