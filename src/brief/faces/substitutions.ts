import { withOffsets, words } from './sfnt.ts';

/** Which glyph stands for another under a feature: feature → glyph → glyph. */
export type Alternates = ReadonlyMap<string, ReadonlyMap<number, number>>;

/** A glyph for several: they begin with the same one. */
export interface Ligature {
  readonly glyphs: readonly number[];
  readonly ligature: number;
}

/** Scripts for which the rules hold: any, and those that Assay's fonts have. */
const SCRIPTS = ['DFLT', 'cyrl', 'grek', 'latn'];

/** In this order one rule works on what another gave: tabular numerals have old-style forms, not the other way round. */
const ORDER = ['lnum', 'onum', 'pnum', 'tnum', 'liga'];

/** A table `GSUB` of these rules and no others; undefined if there are none. */
export function substitutionTable(alternates: Alternates, ligatures: readonly Ligature[]): Buffer | undefined {
  const lookups = new Map<string, Buffer>();
  for (const tag of ORDER) {
    const single = alternates.get(tag);
    if (single && single.size > 0) lookups.set(tag, lookup(1, singles(single)));
    if (tag === 'liga' && ligatures.length > 0) lookups.set(tag, lookup(4, ligatureSet(ligatures)));
  }
  if (lookups.size === 0) return undefined;
  const order = [...lookups.keys()];
  const features = order.toSorted();
  return withOffsets(
    (at) => words(1, 0, ...at),
    [
      listOf(SCRIPTS.map((tag) => [tag, words(4, 0, 0, 0xffff, features.length, ...features.keys())])),
      listOf(features.map((tag) => [tag, words(0, 1, order.indexOf(tag))])),
      withOffsets((at) => words(at.length, ...at), [...lookups.values()]),
    ],
  );
}

/** A list of scripts or features: tags with offsets. */
function listOf(entries: readonly (readonly [tag: string, content: Buffer])[]): Buffer {
  return withOffsets(
    (at) =>
      Buffer.concat([
        words(at.length),
        ...entries.flatMap(([tag], index) => [Buffer.from(tag), words(at[index] ?? 0)]),
      ]),
    entries.map(([, content]) => content),
  );
}

function lookup(type: number, subtable: Buffer): Buffer {
  return withOffsets((at) => words(type, 0, 1, ...at), [subtable]);
}

function coverage(glyphs: readonly number[]): Buffer {
  return words(1, glyphs.length, ...glyphs);
}

function singles(rules: ReadonlyMap<number, number>): Buffer {
  const sorted = [...rules].sort(([one], [other]) => one - other);
  const targets = sorted.map(([, target]) => target);
  return withOffsets(
    ([at = 0]) => words(2, at, targets.length, ...targets),
    [coverage(sorted.map(([glyph]) => glyph))],
  );
}

/** The longest first: a program takes the first that fits. */
function ligatureSet(ligatures: readonly Ligature[]): Buffer {
  const sorted = ligatures.toSorted((one, other) => other.glyphs.length - one.glyphs.length);
  const set = withOffsets(
    (at) => words(at.length, ...at),
    sorted.map(({ glyphs, ligature }) => words(ligature, glyphs.length, ...glyphs.slice(1))),
  );
  return withOffsets(([covered = 0, at = 0]) => words(1, covered, 1, at), [coverage([sorted[0]?.glyphs[0] ?? 0]), set]);
}
