import { deflateSync, inflateSync } from 'node:zlib';
import { readWritten } from '../../src/output/pdf/conform/written-pdf.ts';
import { writePdf } from '../../src/output/pdf/conform/pdf-writer.ts';

/** A PDF of Assay whose objects can be changed; it is then written as Assay writes it. */
export interface OpenPdf {
  /** Changes the first object that has what is looked for. Throws if there is none. */
  change(what: RegExp, to: string): void;
  /** Changes the content of the first stream whose dictionary has what is looked for, as Latin-1 text. */
  changeStream(of: RegExp, change: (content: string) => string): void;
  /** Changes what the first page draws. */
  changeContent(change: (content: string) => string): void;
  /** Adds an object, and answers its number. */
  add(text: string, stream?: string): number;
  write(): Uint8Array;
}

export function openWritten(pdf: Uint8Array): OpenPdf {
  const written = readWritten(pdf);
  const objects = new Map([...written.objects].filter(([, { text }]) => !/^<<\/Type\/(?:ObjStm|XRef)/.test(text)));
  const numberIn = (key: string): number => Number(written.trailer.get(key)?.split(' ')[0]);
  let next = Math.max(...objects.keys()) + 1;
  function find(what: RegExp): number {
    const [number] = [...objects].find(([, { text }]) => what.test(text)) ?? [];
    if (number === undefined) throw new Error(`the PDF has no ${what.source}`);
    return number;
  }
  function changeAt(number: number, change: (content: string) => string): void {
    const { text, stream } = objects.get(number) ?? { text: '' };
    if (!stream) throw new Error(`object ${number} has no content`);
    const isCompressed = text.includes('/FlateDecode');
    const before = (isCompressed ? inflateSync(stream) : stream).toString('latin1');
    const after = change(before);
    if (after === before) throw new Error(`object ${number} has nothing to change`);
    const bytes = Buffer.from(after, 'latin1');
    const content = isCompressed ? deflateSync(bytes) : bytes;
    objects.set(number, { text: text.replace(/\/Length \d+/, `/Length ${content.length}`), stream: content });
  }
  return {
    change(what, to) {
      const number = find(what);
      const object = objects.get(number);
      objects.set(number, { ...object, text: (object?.text ?? '').replace(what, to) });
    },
    changeStream: (of, change) => changeAt(find(of), change),
    changeContent(change) {
      const page = objects.get(find(/^<<\/Type\/Page\b/))?.text ?? '';
      changeAt(Number(/\/Contents (\d+) 0 R/.exec(page)?.[1]), change);
    },
    add(text, stream) {
      objects.set(next, { text, ...(stream === undefined ? {} : { stream: Buffer.from(stream, 'latin1') }) });
      next += 1;
      return next - 1;
    },
    write: () =>
      writePdf({ objects, catalog: new Map(), root: numberIn('/Root'), info: numberIn('/Info'), pages: [], next }),
  };
}
