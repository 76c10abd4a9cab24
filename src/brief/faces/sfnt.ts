/** The tables of a font file, by tag. */
export type Tables = Map<string, Buffer>;

/** The tables of a TrueType file, by the table directory of the OpenType specification. Throws a RangeError if it is cut off. */
export function readTables(bytes: Buffer): Tables {
  const tables: Tables = new Map();
  for (let record = 12; record < 12 + 16 * bytes.readUInt16BE(4); record += 16) {
    const [offset, length] = [bytes.readUInt32BE(record + 8), bytes.readUInt32BE(record + 12)];
    if (offset + length > bytes.length) throw new RangeError('a table of the font is cut off');
    tables.set(bytes.toString('latin1', record, record + 4), Buffer.from(bytes.subarray(offset, offset + length)));
  }
  return tables;
}

/** A TrueType file with these tables. The checksum of the whole stays 0: no program that prints asks for it. */
export function writeTables(tables: Tables): Buffer {
  const sorted = [...tables].sort(([one], [other]) => (one < other ? -1 : 1));
  const head = Buffer.alloc(12 + 16 * sorted.length);
  const power = Math.floor(Math.log2(sorted.length));
  head.writeUInt32BE(0x00010000, 0);
  head.writeUInt16BE(sorted.length, 4);
  head.writeUInt16BE(16 << power, 6);
  head.writeUInt16BE(power, 8);
  head.writeUInt16BE(16 * sorted.length - (16 << power), 10);
  const parts = [head];
  let offset = head.length;
  sorted.forEach(([tag, table], at) => {
    const record = 12 + 16 * at;
    const padded = Buffer.concat([table, Buffer.alloc(-table.length & 3)]);
    head.write(tag, record, 'latin1');
    head.writeUInt32BE(checksum(padded), record + 4);
    head.writeUInt32BE(offset, record + 8);
    head.writeUInt32BE(table.length, record + 12);
    parts.push(padded);
    offset += padded.length;
  });
  return Buffer.concat(parts);
}

function checksum(padded: Buffer): number {
  let sum = 0;
  for (let at = 0; at < padded.length; at += 4) sum = (sum + padded.readUInt32BE(at)) >>> 0;
  return sum;
}

/** Numbers of 16 bits, as most of a font consists of. */
export function words(...numbers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(2 * numbers.length);
  numbers.forEach((number, at) => bytes.writeUInt16BE(number & 0xffff, 2 * at));
  return bytes;
}

/** Parts of a table, each found by an offset in the first: `head` gets the offsets, counted from its own start. */
export function withOffsets(head: (offsets: number[]) => Buffer, parts: readonly Buffer[]): Buffer {
  let offset = head(parts.map(() => 0)).length;
  const offsets = parts.map((part) => {
    const start = offset;
    offset += part.length;
    return start;
  });
  return Buffer.concat([head(offsets), ...parts]);
}
