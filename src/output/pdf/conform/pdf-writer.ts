import { sha256 } from '../../../core/machine/hash.ts';
import { compressed, type PdfFile, type PdfObject } from './pdf-file.ts';
import { reference } from './pdf-syntax.ts';

/** Objects that are compressed together. More compress better, fewer are found faster. */
const OBJECTS_TOGETHER = 400;

/** Bytes of the fields of a cross-reference entry: kind, position, and index or generation. */
const WIDTHS = [1, 4, 2] as const;
const ENTRY = 7;

const IDENTIFIER_BYTES = 16;

type Entry = readonly [kind: number, position: number, index: number];

const FREE: Entry = [0, 0, 0xff_ff];

/** How a file begins. The four bytes tell programs that copy files that this is not text. */
export const HEAD = '%PDF-1.7\n%\xE2\xE3\xCF\xD3\n';

/** Writes a file as PDF 1.7 with compressed objects. Its identifier is a hash of its content. */
export function writePdf({ objects, root, info, next: first }: PdfFile): Uint8Array {
  const parts: Uint8Array[] = [Buffer.from(HEAD, 'latin1')];
  const entries = new Map<number, Entry>();
  let position = parts[0]?.length ?? 0;
  let next = first;
  function write(number: number, { text, stream }: PdfObject): void {
    const whole = [
      Buffer.from(`${number} 0 obj\n${text}\nstream\n`, 'latin1'),
      stream ?? Buffer.alloc(0),
      Buffer.from('\nendstream\nendobj\n'),
    ];
    entries.set(number, [1, position, 0]);
    for (const part of whole) position += part.length;
    parts.push(...whole);
  }
  const plain: (readonly [number, string])[] = [];
  for (const [number, object] of objects) {
    if (object.stream) write(number, object);
    else plain.push([number, object.text]);
  }
  for (let from = 0; from < plain.length; from += OBJECTS_TOGETHER) {
    const together = plain.slice(from, from + OBJECTS_TOGETHER);
    for (const [index, [number]] of together.entries()) entries.set(number, [2, next, index]);
    write(next, objectStream(together));
    next += 1;
  }
  entries.set(next, [1, position, 0]);
  const identifier = `<${sha256(...parts).slice(0, 2 * IDENTIFIER_BYTES)}>`;
  const table = compressed(crossReferences(entries, next + 1), [
    ['/Type', '/XRef'],
    ['/Size', String(next + 1)],
    ['/W', `[${WIDTHS.join(' ')}]`],
    ['/Root', reference(root)],
    ['/Info', reference(info)],
    ['/ID', `[${identifier}${identifier}]`],
  ]);
  const start = position;
  write(next, table);
  parts.push(Buffer.from(`startxref\n${start}\n%%EOF\n`));
  return Buffer.concat(parts);
}

function objectStream(objects: readonly (readonly [number, string])[]): PdfObject {
  const index = indexOfObjects(objects);
  const body = objects.map(([, text]) => `${text}\n`).join('');
  return compressed(Buffer.from(index + body, 'latin1'), [
    ['/Type', '/ObjStm'],
    ['/N', String(objects.length)],
    ['/First', String(index.length)],
  ]);
}

/** The number of each object, and the position at which it begins among those that are compressed together. */
export function indexOfObjects(objects: readonly (readonly [number, string])[]): string {
  let index = '';
  let position = 0;
  for (const [number, text] of objects) {
    index += `${number} ${position} `;
    position += text.length + 1;
  }
  return index;
}

/** The table of the objects of a file, of which the last has a number below `count`. */
export function crossReferences(entries: ReadonlyMap<number, Entry>, count: number): Buffer {
  const table = Buffer.alloc(count * ENTRY);
  for (let number = 0; number < count; number += 1) {
    const [kind, position, index] = entries.get(number) ?? FREE;
    // `set` keeps the lowest byte of each number.
    table.set([kind, position >>> 24, position >>> 16, position >>> 8, position, index >>> 8, index], number * ENTRY);
  }
  return table;
}
