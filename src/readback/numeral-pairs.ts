import type { ExpectedPiece } from './expected-text.ts';
import type { Numeral, ReadPiece, Stream } from './read-text.ts';

/** A number that must be printed and the number that was found for it; one of them may be missing. */
export interface Pair {
  readonly wanted?: Numeral | undefined;
  readonly found?: Numeral | undefined;
  /** Whether `found` is only the first part of `wanted`, which is broken across lines. */
  readonly isBroken: boolean;
}

export type FullPair = Pair & { readonly wanted: Numeral; readonly found: Numeral };

export type Wanted = Stream<ExpectedPiece>;
export type Found = Stream<ReadPiece>;

/** Pairs equal numbers in order; undefined as soon as two differ, which is rare: then `differences` is asked. */
export function pairNumerals(wanted: Wanted, found: Found): Pair[] | undefined {
  const pairs: Pair[] = [];
  let at = 0;
  for (const numeral of wanted.numerals) {
    const here = found.numerals[at];
    if (here && keyOf(here, found) === keyOf(numeral, wanted)) {
      pairs.push({ wanted: numeral, found: here, isBroken: false });
      at += 1;
      continue;
    }
    const piece = wanted.pieceAt(numeral.start);
    if (piece?.isMarker) continue;
    const parts = here && !piece?.value ? brokenAcrossLines(numeral.digits, found, at) : 0;
    if (!here || parts === 0) return undefined;
    pairs.push({ wanted: numeral, found: here, isBroken: true });
    at += parts;
  }
  return at === found.numerals.length ? pairs : undefined;
}

/** Equal for numbers that may be paired: the number of a list item is no figure. */
function keyOf({ digits, start }: Numeral, stream: Wanted | Found): string {
  return stream.pieceAt(start)?.isMarker ? `item ${digits}` : digits;
}

/** How many numbers from `from` on are one number broken across lines, as in a long link; 0 if they are not. */
function brokenAcrossLines(digits: string, { text, numerals }: Found, from: number): number {
  let joined = '';
  for (let at = from; joined.length < digits.length; at += 1) {
    const [numeral, next] = [numerals[at], numerals[at + 1]];
    if (!numeral) return 0;
    joined += numeral.digits;
    if (joined === digits) return at - from + 1;
    const gap = next ? text.slice(numeral.end, next.start) : '';
    if (!/^[.,:]?\n$/.test(gap)) return 0;
    joined += gap.trim();
  }
  return 0;
}

/** With more changes than this the shortest list of them is not looked for: that takes too long. */
const MOST_CHANGES = 500;

/** Pairs numbers by the shortest list of changes between the two outputs. */
export async function differences(wanted: Wanted, found: Found): Promise<Pair[]> {
  const { diffArrays } = await import('diff');
  const left = wanted.numerals.map((numeral) => keyOf(numeral, wanted));
  const right = found.numerals.map((numeral) => keyOf(numeral, found));
  const pairs: Pair[] = [];
  let [nextWanted, nextFound] = [0, 0];
  let missing: Numeral[] = [];
  function settle(extra: readonly Numeral[]): void {
    for (let at = 0; at < Math.max(missing.length, extra.length); at += 1) {
      pairs.push({ wanted: missing[at], found: extra[at], isBroken: false });
    }
    missing = [];
  }
  const changes = diffArrays(left, right, { maxEditLength: MOST_CHANGES }) ?? [
    { removed: true, added: false, count: left.length },
    { removed: false, added: true, count: right.length },
  ];
  for (const { added, removed, count } of changes) {
    if (removed) {
      missing = wanted.numerals.slice(nextWanted, (nextWanted += count)).filter(isNeeded(wanted));
      continue;
    }
    const here = found.numerals.slice(nextFound, (nextFound += count));
    settle(added ? here : []);
    if (added) continue;
    for (const numeral of here) pairs.push({ wanted: wanted.numerals[nextWanted++], found: numeral, isBroken: false });
  }
  settle([]);
  return pairs;
}

function isNeeded(wanted: Wanted): (numeral: Numeral) => boolean {
  return ({ start }) => !wanted.pieceAt(start)?.isMarker;
}
