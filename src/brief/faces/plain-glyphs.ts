import { type Tables, words } from './sfnt.ts';

interface Point {
  readonly x: number;
  readonly y: number;
  readonly isOnCurve: boolean;
}

/** The contours of a glyph. */
type Contours = readonly (readonly Point[])[];

/** Flags of a part of a glyph that is made of others, as the OpenType specification has them. */
const WORDS = 0x1;
const IS_PLACED = 0x2;
const ONE_SCALE = 0x8;
const MORE = 0x20;
const TWO_SCALES = 0x40;
const MATRIX = 0x80;
const SCALED_PLACE = 0x800;

/** Flags of a point. */
const ON_CURVE = 0x1;
const SHORT_X = 0x2;
const SHORT_Y = 0x4;
const REPEAT = 0x8;
const SAME_X = 0x10;
const SAME_Y = 0x20;

/** Parts of parts that a font may have. */
const DEEPEST = 8;

/** Points of a font file that is read, at the most: a small file can repeat a part without end. */
const MOST_POINTS = 20_000;

/**
 * Makes each glyph that consists of others into one with an outline of its own: programs differ in how they turn and place
 * the parts. Throws a RangeError if a glyph is damaged.
 */
export function makeGlyphsPlain(tables: Tables): void {
  const [glyf, loca, head, maxp] = ['glyf', 'loca', 'head', 'maxp'].map((tag) => tables.get(tag));
  if (!glyf || !loca || !head || !maxp) throw new RangeError('a table of the font is missing');
  const isLong = head.readUInt16BE(50) === 1;
  const startOf = (glyph: number): number => (isLong ? loca.readUInt32BE(4 * glyph) : 2 * loca.readUInt16BE(2 * glyph));
  const count = maxp.readUInt16BE(4);
  const records = Array.from({ length: count }, (_none, glyph) => glyf.subarray(startOf(glyph), startOf(glyph + 1)));
  const plain = records.map((record) =>
    record.length > 0 && record.readInt16BE(0) < 0 ? written(contoursOf(record, records, 0)) : record,
  );
  const parts = plain.map((record) => Buffer.concat([record, Buffer.alloc(-record.length & 3)]));
  const places = Buffer.alloc(4 * (count + 1));
  let offset = 0;
  parts.forEach((part, at) => {
    offset += part.length;
    places.writeUInt32BE(offset, 4 * (at + 1));
  });
  tables.set('glyf', Buffer.concat(parts));
  tables.set('loca', places);
  head.writeUInt16BE(1, 50);
  // the most points and contours of a glyph, and no parts
  const points = plain.map((record) => (record.length === 0 ? 0 : pointsIn(record)));
  maxp.writeUInt16BE(Math.max(0, ...points), 6);
  maxp.writeUInt16BE(Math.max(0, ...plain.map((record) => (record.length === 0 ? 0 : record.readInt16BE(0)))), 8);
  for (const at of [10, 12, 28, 30]) maxp.writeUInt16BE(0, at);
}

function pointsIn(record: Buffer): number {
  const contours = record.readInt16BE(0);
  return contours === 0 ? 0 : record.readUInt16BE(10 + 2 * (contours - 1)) + 1;
}

function contoursOf(record: Buffer, records: readonly Buffer[], depth: number): Contours {
  if (record.length === 0) return [];
  if (depth > DEEPEST) throw new RangeError('a glyph has parts of parts without end');
  return record.readInt16BE(0) < 0 ? partsOf(record, records, depth) : ownContours(record);
}

function partsOf(record: Buffer, records: readonly Buffer[], depth: number): Contours {
  const contours: (readonly Point[])[] = [];
  let at = 10;
  let flags = MORE;
  const next = (isWord: boolean, isSigned: boolean): number => {
    const size = isWord ? 2 : 1;
    at += size;
    return isSigned ? record.readIntBE(at - size, size) : record.readUIntBE(at - size, size);
  };
  const scale = (): number => next(true, true) / 0x4000;
  while ((flags & MORE) !== 0) {
    flags = next(true, false);
    const part = records[next(true, false)];
    if (!part) throw new RangeError('a glyph has a part that is not there');
    const isPlaced = (flags & IS_PLACED) !== 0;
    const [first, second] = [next((flags & WORDS) !== 0, isPlaced), next((flags & WORDS) !== 0, isPlaced)];
    let [xx, yx, xy, yy] = [1, 0, 0, 1];
    if ((flags & ONE_SCALE) !== 0) xx = yy = scale();
    else if ((flags & TWO_SCALES) !== 0) [xx, yy] = [scale(), scale()];
    else if ((flags & MATRIX) !== 0) [xx, yx, xy, yy] = [scale(), scale(), scale(), scale()];
    const turned = contoursOf(part, records, depth + 1).map((contour) =>
      contour.map(({ x, y, isOnCurve }) => ({ x: xx * x + xy * y, y: yx * x + yy * y, isOnCurve })),
    );
    let [dx, dy] = [first, second];
    if (!isPlaced) {
      const [fixed, moved] = [contours.flat()[first], turned.flat()[second]];
      if (!fixed || !moved) throw new RangeError('a glyph has a part that is fixed to no point');
      [dx, dy] = [fixed.x - moved.x, fixed.y - moved.y];
    } else if ((flags & SCALED_PLACE) !== 0) {
      dx *= Math.sqrt(xx * xx + xy * xy);
      dy *= Math.sqrt(yy * yy + yx * yx);
    }
    for (const contour of turned)
      contours.push(
        contour.map(({ x, y, isOnCurve }) => ({ x: Math.round(x + dx), y: Math.round(y + dy), isOnCurve })),
      );
    if (contours.flat().length > MOST_POINTS) throw new RangeError('a glyph has points without end');
  }
  return contours;
}

function ownContours(record: Buffer): Contours {
  const count = record.readInt16BE(0);
  const ends = Array.from({ length: count }, (_none, at) => record.readUInt16BE(10 + 2 * at));
  const total = pointsIn(record);
  let at = 10 + 2 * count;
  at += 2 + record.readUInt16BE(at);
  const flags: number[] = [];
  while (flags.length < total) {
    const flag = record.readUInt8(at);
    at += 1;
    const times = (flag & REPEAT) === 0 ? 1 : record.readUInt8(at) + 1;
    if ((flag & REPEAT) !== 0) at += 1;
    for (let time = 0; time < times; time += 1) flags.push(flag);
  }
  const along = (short: number, same: number): number[] => {
    let value = 0;
    return flags.slice(0, total).map((flag) => {
      if ((flag & short) !== 0) {
        value += (flag & same) === 0 ? -record.readUInt8(at) : record.readUInt8(at);
        at += 1;
      } else if ((flag & same) === 0) {
        value += record.readInt16BE(at);
        at += 2;
      }
      return value;
    });
  };
  const [xs, ys] = [along(SHORT_X, SAME_X), along(SHORT_Y, SAME_Y)];
  const points = xs.map((x, index) => ({ x, y: ys[index] ?? 0, isOnCurve: ((flags[index] ?? 0) & ON_CURVE) !== 0 }));
  return ends.map((end, contour) => points.slice((ends[contour - 1] ?? -1) + 1, end + 1));
}

/** A glyph with these contours, as the table `glyf` has it. */
function written(contours: Contours): Buffer {
  const points = contours.flat();
  if (points.length === 0) return Buffer.alloc(0);
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  let end = -1;
  const ends = contours.map((contour) => (end += contour.length));
  const box = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  const steps = (values: readonly number[]): number[] => values.map((value, at) => value - (values[at - 1] ?? 0));
  const flags = Buffer.from(points.map(({ isOnCurve }) => (isOnCurve ? ON_CURVE : 0)));
  return Buffer.concat([words(contours.length, ...box, ...ends, 0), flags, words(...steps(xs), ...steps(ys))]);
}
