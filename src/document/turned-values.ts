import { compare, signOf } from '../core/numbers/decimal.ts';
import { comparePeriods } from '../dataset/period.ts';
import { observationOf, type Value } from '../figure/value.ts';
import { words } from '../locale/locales.ts';
import type { ReadingWords } from '../locale/reading-words.ts';
import type { Piece, TextLine, ValuePiece } from './text-lines.ts';

/** A figure that the words around it say to have moved the other way, and those words. */
export interface Turned {
  readonly value: ValuePiece;
  readonly words: string;
  /** Whether the sign of the figure is said twice: `fell −5%`. */
  readonly isDouble: boolean;
}

/**
 * Figures whose typed verb contradicts them: growth that is printed with its sign behind a verb that says the other way,
 * or says the sign again, and two levels in the wrong order.
 */
export function turnedIn(line: TextLine, locale: string): Turned[] {
  const reading = patternsOf(locale);
  const pieces = joined(line.pieces);
  return pieces.flatMap((piece, at): Turned[] => {
    if (piece.kind !== 'value') return [];
    return turnedCourse(pieces, at, piece, reading) ?? turnedChange(pieces, at, piece, reading);
  });
}

type Way = 'up' | 'down';

interface Patterns {
  /** A word of a change at the end of a text, with what may stand between it and the amount. */
  readonly before: Readonly<Record<Way, RegExp>>;
  readonly behind: readonly (readonly [Way, RegExp, RegExp])[];
  readonly courses: readonly (readonly [Readonly<Record<Way, RegExp>>, RegExp, boolean])[];
}

const known = new Map<string, Patterns>();

function patternsOf(locale: string): Patterns {
  const found = known.get(locale) ?? makePatterns(locale, words(locale).reading);
  known.set(locale, found);
  return found;
}

function makePatterns(locale: string, { ways, moveLinks, movesBehind, courses }: ReadingWords): Patterns {
  const isHan = locale.startsWith('zh');
  const [start, end, gap] = isHan ? ['', '', '\\s*'] : ['(?<!\\p{L})', '(?!\\p{L})', '\\s+'];
  const links = isHan ? `(?:${moveLinks})*` : `(?:\\s+(?:${moveLinks}))*`;
  const both = (make: (source: string) => RegExp): Record<Way, RegExp> => ({
    up: make(ways.up),
    down: make(ways.down),
  });
  return {
    before: both((verb) => new RegExp(`${start}(?<verb>${verb})${links}\\s*$`, 'iu')),
    behind: movesBehind.map(([way, before, behind]) => [
      way,
      new RegExp(before === '' ? '' : `${start}${before}(?:um\\s+)?$`, 'iu'),
      new RegExp(`^\\s+(?<verb>${behind})${end}`, 'iu'),
    ]),
    courses: courses.map(([first, second, isLaterFirst]) => [
      both((verb) => new RegExp(`${start}(?<verb>${verb})${links}${gap}(?:${first})\\s*$`, 'iu')),
      new RegExp(`^${gap}(?:${second})\\s*$`, 'iu'),
      isLaterFirst,
    ]),
  };
}

/**
 * The pieces of a line, with what an author typed in one: emphasis and links part nothing. Words that an author gave to a
 * helper were chosen by it.
 */
function joined(pieces: readonly Piece[]): Piece[] {
  const found: Piece[] = [];
  for (const piece of pieces) {
    const last = found.at(-1);
    if (piece.kind !== 'typed') found.push(piece);
    else if (last?.kind === 'typed') found.splice(-1, 1, { ...last, text: last.text + piece.text });
    else found.push({ kind: 'typed', text: piece.text, offset: undefined });
  }
  return found;
}

function typedAt(pieces: readonly Piece[], at: number): string {
  const piece = pieces[at];
  return piece?.kind === 'typed' ? piece.text : '';
}

/** Which way a figure says that something moved; undefined if it says no change. */
function wayOf(value: Value): Way | undefined {
  const sign = signOf(value.decimal);
  const earlier = isReversed(value);
  if (earlier === undefined || sign === 0) return undefined;
  return sign > 0 === earlier ? 'down' : 'up';
}

/** Of a change, whether it is what an earlier figure has more than a later one; undefined for what is no change. */
function isReversed(value: Value): boolean | undefined {
  const measure = observationOf(value)?.measure;
  if (measure !== undefined)
    return measure === 'growth' || measure === 'change' || measure === 'cagr' ? false : undefined;
  const { origin } = value;
  if (origin.kind !== 'derived') return undefined;
  const [first, operator, second, ...rest] = origin.formula;
  const isChange =
    (operator === ' − ' && rest.length === 0) || (operator === ' ÷ ' && rest.length === 1 && rest[0] === ' − 1');
  if (!isChange || first === undefined || second === undefined) return undefined;
  if (typeof first === 'string' || typeof second === 'string') return undefined;
  const [a, b] = [observationOf(first), observationOf(second)];
  if (!a || !b || a.indicator !== b.indicator || a.measure !== b.measure) return undefined;
  const order = comparePeriods(a.period, b.period);
  return order === 0 ? undefined : order < 0;
}

function turnedChange(pieces: readonly Piece[], at: number, piece: ValuePiece, patterns: Patterns): Turned[] {
  const way = wayOf(piece.value);
  if (way === undefined) return [];
  const [before, behind] = [typedAt(pieces, at - 1), typedAt(pieces, at + 1)];
  const said = saidWay(before, behind, patterns);
  if (said === undefined) return [];
  const isSigned = /^[-−]/u.test(piece.text);
  const isDouble = isSigned && said.way === 'down';
  return said.way !== way || isSigned ? [{ value: piece, words: said.verb, isDouble }] : [];
}

function saidWay(before: string, behind: string, patterns: Patterns): { way: Way; verb: string } | undefined {
  for (const way of ['up', 'down'] as const) {
    const verb = patterns.before[way].exec(before)?.groups?.['verb'];
    if (verb !== undefined) return { way, verb };
  }
  for (const [way, first, second] of patterns.behind) {
    const verb = first.test(before) ? second.exec(behind)?.groups?.['verb'] : undefined;
    if (verb !== undefined) return { way, verb };
  }
  return undefined;
}

/** `fell to 5 from 4`, `rose from 5 to 4`; undefined where the words say no course. */
function turnedCourse(
  pieces: readonly Piece[],
  at: number,
  first: ValuePiece,
  { courses }: Patterns,
): Turned[] | undefined {
  const second = pieces[at + 2];
  if (second?.kind !== 'value') return undefined;
  for (const [verbs, between, isLaterFirst] of courses) {
    if (!between.test(typedAt(pieces, at + 1))) continue;
    for (const way of ['up', 'down'] as const) {
      const verb = verbs[way].exec(typedAt(pieces, at - 1))?.groups?.['verb'];
      const order = verb === undefined ? 0 : orderOf(first.value, second.value);
      if (verb === undefined || order === 0) continue;
      const moved = order > 0 === isLaterFirst ? 'up' : 'down';
      return moved === way ? [] : [{ value: first, words: verb, isDouble: false }];
    }
  }
  return undefined;
}

/** Which of two figures of the same thing is larger; 0 where that cannot be said. */
function orderOf(a: Value, b: Value): number {
  const [first, second] = [observationOf(a), observationOf(b)];
  if (!first || !second || first.indicator !== second.indicator || a.unit.code !== b.unit.code) return 0;
  return compare(a.decimal, b.decimal);
}
