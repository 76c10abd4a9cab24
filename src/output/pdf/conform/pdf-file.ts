import { deflateSync, inflateSync } from 'node:zlib';
import { openObjects } from '../pdf-objects.ts';
import { type Dictionary, parseDictionary, reference, valueEnd, writeDictionary } from './pdf-syntax.ts';

/** An object as text, with the bytes of its stream if it has one. */
export interface PdfObject {
  text: string;
  stream?: Buffer;
}

/** A PDF as objects that can be changed. */
export interface PdfFile {
  /** By number, in order. */
  readonly objects: Map<number, PdfObject>;
  readonly catalog: Dictionary;
  readonly root: number;
  readonly info: number;
  /** Object numbers of the pages, in order. */
  readonly pages: readonly number[];
  /** The number that the next new object gets. */
  next: number;
}

/** Level of compression. A higher one takes four times as long and gains 3 %. All versions of Node give the same bytes. */
const LEVEL = 6;

/** Opens a PDF by Chromium. Throws an Error where its layout is not Skia's. */
export function openPdf(pdf: Uint8Array): PdfFile {
  const { count, info, object, pages, root } = openObjects(pdf);
  const bytes = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength);
  const objects = new Map<number, PdfObject>();
  for (let number = 1; number < count; number += 1) {
    const { text, start } = object(number);
    const opening = text.indexOf('\n') + 1;
    const end = text.startsWith('<<', opening) ? valueEnd(text, opening) : text.length;
    const value = text.slice(opening, end).trimEnd();
    const stream = /^\s*stream\r?\n/.exec(text.slice(end, end + 12));
    if (!stream) {
      objects.set(number, { text: value });
      continue;
    }
    const from = start + end + stream[0].length;
    const length = Number(parseDictionary(value).get('/Length'));
    objects.set(number, { text: value, stream: bytes.subarray(from, from + length) });
  }
  return { objects, catalog: parseDictionary(textOf({ objects }, root)), root, info, pages, next: count };
}

/** The text of an object. Throws an Error if there is none of that number. */
export function textOf({ objects }: Pick<PdfFile, 'objects'>, number: number): string {
  const object = objects.get(number);
  if (!object) throw new Error(`the PDF has no object ${number}`);
  return object.text;
}

/** Changes an entry of an object that is a dictionary. */
export function setEntry(file: PdfFile, number: number, key: string, value: string): void {
  const object = file.objects.get(number);
  if (!object) throw new Error(`the PDF has no object ${number}`);
  object.text = writeDictionary(parseDictionary(object.text).set(key, value));
}

/** Adds an object and answers its number. */
export function addObject(file: PdfFile, object: PdfObject): number {
  const number = file.next;
  file.next += 1;
  file.objects.set(number, object);
  return number;
}

/** Adds an object and answers a reference to it. */
export function addReferred(file: PdfFile, object: PdfObject): string {
  return reference(addObject(file, object));
}

/** A compressed stream; `entries` are added to its dictionary. */
export function compressed(data: Uint8Array, entries: Iterable<readonly [string, string]> = []): PdfObject {
  const stream = deflateSync(data, { level: LEVEL });
  return {
    text: writeDictionary([...entries, ['/Filter', '/FlateDecode'], ['/Length', String(stream.length)]]),
    stream,
  };
}

/** The bytes of a stream, decompressed, as Latin-1 text. */
export function streamText(file: PdfFile, number: number): string {
  const { text, stream } = file.objects.get(number) ?? {};
  if (text === undefined || !stream) throw new Error(`object ${number} of the PDF is not a stream`);
  const filter = parseDictionary(text).get('/Filter');
  if (filter === undefined) return stream.toString('latin1');
  if (filter !== '/FlateDecode') throw new Error(`object ${number} of the PDF is compressed as ${filter}`);
  return inflateSync(stream).toString('latin1');
}

/** Replaces the bytes of a stream, given as Latin-1 text. */
export function setStreamText({ objects }: PdfFile, number: number, text: string): void {
  const kept = parseDictionary(textOf({ objects }, number));
  for (const key of ['/Filter', '/DecodeParms', '/Length']) kept.delete(key);
  objects.set(number, compressed(Buffer.from(text, 'latin1'), kept));
}
