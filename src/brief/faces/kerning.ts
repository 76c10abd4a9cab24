/** What of the positions of a font is kept. */
export interface KerningLimits {
  /** Glyphs that are never moved, and that nothing is moved to. */
  readonly fixed: ReadonlySet<number>;
  /** The most that two other glyphs are moved, in font units. */
  readonly most: number;
}

/** Types of lookups of the OpenType specification. */
const PAIRS = 2;
const EXTENSION = 9;

/** Of the parts of a value, the one that moves what follows along the line. */
const ADVANCE = 0x0004;

/**
 * A table `GPOS` in which only pairs of glyphs are left, moved along the line and not far; all other rules have no part.
 * Throws a RangeError if it is damaged.
 */
export function limitedKerning(table: Buffer, limits: KerningLimits): Buffer {
  const kept = Buffer.from(table);
  // Without what makes a font vary, which a later version may have.
  kept.writeUInt32BE(0x00010000, 0);
  const list = kept.readUInt16BE(8);
  for (let at = 0; at < kept.readUInt16BE(list); at += 1) {
    const lookup = list + kept.readUInt16BE(list + 2 + 2 * at);
    const type = kept.readUInt16BE(lookup);
    const subtables = Array.from({ length: kept.readUInt16BE(lookup + 4) }, (_none, index) => {
      const start = lookup + kept.readUInt16BE(lookup + 6 + 2 * index);
      if (type !== EXTENSION) return type === PAIRS ? start : undefined;
      return kept.readUInt16BE(start + 2) === PAIRS ? start + kept.readUInt32BE(start + 4) : undefined;
    });
    if (subtables.includes(undefined)) kept.writeUInt16BE(0, lookup + 4);
    else for (const start of subtables) if (start !== undefined) limitPairs(kept, start, limits);
  }
  return kept;
}

function limitPairs(table: Buffer, start: number, { fixed, most }: KerningLimits): void {
  const format = table.readUInt16BE(start);
  const formats = [table.readUInt16BE(start + 4), table.readUInt16BE(start + 6)] as const;
  const covered = coveredBy(table, start + table.readUInt16BE(start + 2));
  if (format === 1) {
    covered.forEach((first, index) => {
      const set = start + table.readUInt16BE(start + 10 + 2 * index);
      const size = 2 + 2 * (bits(formats[0]) + bits(formats[1]));
      for (let pair = 0; pair < table.readUInt16BE(set); pair += 1) {
        const record = set + 2 + size * pair;
        const isFixed = fixed.has(first) || fixed.has(table.readUInt16BE(record));
        limitValues(table, record + 2, formats, isFixed ? 0 : most);
      }
    });
  } else {
    const [classOfFirst, classOfSecond] = [8, 10].map((at) => classesIn(table, start + table.readUInt16BE(start + at)));
    const [firsts, seconds] = [table.readUInt16BE(start + 12), table.readUInt16BE(start + 14)];
    const fixedFirsts = new Set(
      covered.filter((glyph) => fixed.has(glyph)).map((glyph) => classOfFirst?.get(glyph) ?? 0),
    );
    const fixedSeconds = new Set([...fixed].map((glyph) => classOfSecond?.get(glyph) ?? 0));
    const size = 2 * (bits(formats[0]) + bits(formats[1]));
    for (let first = 0; first < firsts; first += 1) {
      for (let second = 0; second < seconds; second += 1) {
        const isFixed = fixedFirsts.has(first) || fixedSeconds.has(second);
        limitValues(table, start + 16 + size * (first * seconds + second), formats, isFixed ? 0 : most);
      }
    }
  }
}

function bits(format: number): number {
  let count = 0;
  for (let rest = format; rest > 0; rest >>= 1) count += rest & 1;
  return count;
}

/** Leaves of the two values of a pair only how far what follows is moved, and that only if it is not far. */
function limitValues(table: Buffer, start: number, formats: readonly [number, number], most: number): void {
  let at = start;
  formats.forEach((format, side) => {
    for (let bit = 1; bit <= 0x8000; bit <<= 1) {
      if ((format & bit) === 0) continue;
      const isKept = side === 0 && bit === ADVANCE && Math.abs(table.readInt16BE(at)) <= most;
      if (!isKept) table.writeInt16BE(0, at);
      at += 2;
    }
  });
}

function coveredBy(table: Buffer, start: number): number[] {
  const count = table.readUInt16BE(start + 2);
  if (table.readUInt16BE(start) === 1)
    return Array.from({ length: count }, (_none, index) => table.readUInt16BE(start + 4 + 2 * index));
  return Array.from({ length: count }, (_none, index) => rangeAt(table, start + 4 + 6 * index)).flatMap(
    ({ glyphs }) => glyphs,
  );
}

function rangeAt(table: Buffer, at: number): { glyphs: number[]; value: number } {
  const [first, last] = [table.readUInt16BE(at), table.readUInt16BE(at + 2)];
  const glyphs = Array.from({ length: Math.max(0, last - first + 1) }, (_none, index) => first + index);
  return { glyphs, value: table.readUInt16BE(at + 4) };
}

/** The classes of glyphs; those that are not named are of class 0. */
function classesIn(table: Buffer, start: number): Map<number, number> {
  const classes = new Map<number, number>();
  if (table.readUInt16BE(start) === 1) {
    const first = table.readUInt16BE(start + 2);
    for (let index = 0; index < table.readUInt16BE(start + 4); index += 1)
      classes.set(first + index, table.readUInt16BE(start + 6 + 2 * index));
  } else {
    for (let index = 0; index < table.readUInt16BE(start + 2); index += 1) {
      const { glyphs, value } = rangeAt(table, start + 4 + 6 * index);
      for (const glyph of glyphs) classes.set(glyph, value);
    }
  }
  return classes;
}
