import { createHash } from 'node:crypto';
import { compressed, type PdfFile, type PdfObject } from './file.ts';
import { reference } from './pdf-syntax.ts';

/** Objects that are compressed together: as many as make compression worth it, few enough to find one quickly. */
const OBJECTS_TOGETHER = 400;

/** Bytes of an entry of the cross-reference stream: its kind, a place, and an index or generation. */
const WIDTHS = [1, 4, 2] as const;
const ENTRY = 7;

type Entry = readonly [kind: number, place: number, index: number];

const FREE: Entry = [0, 0, 0xff_ff];

/** Writes a file as PDF 1.7, its objects compressed. Its identifier is worked out from what is in it. */
export function writePdf({ objects, root, info, next: first }: PdfFile): Uint8Array {
  // The four bytes tell programs that move files that this is no text.
  const parts: Uint8Array[] = [Buffer.from('%PDF-1.7\n%\xE2\xE3\xCF\xD3\n', 'latin1')];
  const entries = new Map<number, Entry>();
  let place = parts[0]?.length ?? 0;
  let next = first;
  function write(number: number, { text, stream }: PdfObject): void {
    const whole = [
      Buffer.from(`${number} 0 obj\n${text}\nstream\n`, 'latin1'),
      stream ?? Buffer.alloc(0),
      Buffer.from('\nendstream\nendobj\n'),
    ];
    entries.set(number, [1, place, 0]);
    for (const part of whole) place += part.length;
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
  entries.set(next, [1, place, 0]);
  const identifier = `<${hashOf(parts)}>`;
  const table = compressed(crossReferences(entries, next + 1), [
    ['/Type', '/XRef'],
    ['/Size', String(next + 1)],
    ['/W', `[${WIDTHS.join(' ')}]`],
    ['/Root', reference(root)],
    ['/Info', reference(info)],
    ['/ID', `[${identifier}${identifier}]`],
  ]);
  const start = place;
  write(next, table);
  parts.push(Buffer.from(`startxref\n${start}\n%%EOF\n`));
  return Buffer.concat(parts);
}

function objectStream(objects: readonly (readonly [number, string])[]): PdfObject {
  let index = '';
  let body = '';
  for (const [number, text] of objects) {
    index += `${number} ${body.length} `;
    body += `${text}\n`;
  }
  return compressed(Buffer.from(index + body, 'latin1'), [
    ['/Type', '/ObjStm'],
    ['/N', String(objects.length)],
    ['/First', String(index.length)],
  ]);
}

function crossReferences(entries: ReadonlyMap<number, Entry>, count: number): Buffer {
  const table = Buffer.alloc(count * ENTRY);
  for (let number = 0; number < count; number += 1) {
    const [kind, place, index] = entries.get(number) ?? FREE;
    // Of each number the lowest byte is kept.
    table.set([kind, place >>> 24, place >>> 16, place >>> 8, place, index >>> 8, index], number * ENTRY);
  }
  return table;
}

/** A file identifier has 16 bytes. */
function hashOf(parts: readonly Uint8Array[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex').slice(0, 32);
}
