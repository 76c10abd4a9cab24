import { distance } from 'fastest-levenshtein';
import type { Fix } from './fix.ts';
import { compareText } from './text-order.ts';
import type { RuleId } from './rules.ts';
import { lineText, type Place } from './source-file.ts';

/** `error` fails the build; `warning` is printed. */
export type Severity = 'error' | 'warning';

/** A mistake for a person to correct. */
export interface Diagnostic {
  readonly rule: RuleId;
  readonly severity: Severity;
  /** What happened and why, in one sentence without a full stop. */
  readonly message: string;
  /** Undefined for a problem with a whole file or folder, which has only a path. */
  readonly place?: Place | undefined;
  readonly path?: string | undefined;
  /** What to do. */
  readonly hint?: string | undefined;
  /** The one change that fixes it, for hosts that offer it to the reader; worked out when it is called. */
  readonly fix?: (() => Fix | undefined) | undefined;
}

/** What two messages share that are the same: their lines move with what is written above them. */
export function messageKey({ rule, message }: Diagnostic): string {
  return `${rule} ${message}`;
}

/** Collects mistakes, so that one run shows all of them. The only mutable object that stages share. */
export class Diagnostics {
  readonly #list: Diagnostic[] = [];

  /**
   * Reports an error at a place, or at a path if it concerns a whole file. Returns undefined, as functions do whose
   * result a mistake prevents.
   */
  error(rule: RuleId, message: string, where?: Place | string, hint?: string, fix?: Diagnostic['fix']): undefined {
    this.#list.push({ ...diagnosticAt('error', rule, message, where, hint), ...(fix ? { fix } : {}) });
  }

  warn(rule: RuleId, message: string, where?: Place | string, hint?: string): void {
    this.#list.push(diagnosticAt('warning', rule, message, where, hint));
  }

  /** Adds all diagnostics of another collection. */
  include(other: { readonly all: readonly Diagnostic[] }): void {
    for (const item of other.all) this.#list.push(item);
  }

  /**
   * Adds those diagnostics of another collection whose rule is not reported at their place yet. Editions and languages
   * of a brief share its template, and each repeats its mistakes with its own figures in the words.
   */
  includeNew(other: { readonly all: readonly Diagnostic[] }): void {
    const known = new Set(this.#list.map(placeAndRule));
    this.include({ all: other.all.filter((item) => !item.place || !known.has(placeAndRule(item))) });
  }

  get failed(): boolean {
    return this.#list.some((item) => item.severity === 'error');
  }

  /**
   * Sorted by file, line and column, so that the order of work makes no difference. Equal messages at one place are one
   * diagnostic, an error if any of them is.
   */
  get all(): readonly Diagnostic[] {
    const sorted = this.#list.toSorted((a, b) => compareStatements(a, b) || compareDetails(a, b));
    return sorted.filter((item, index) => {
      const before = sorted[index - 1];
      return !before || compareStatements(before, item) !== 0;
    });
  }
}

function compareStatements(a: Diagnostic, b: Diagnostic): number {
  return (
    compareText(sortedBy(pathOf(a)), sortedBy(pathOf(b))) ||
    (a.place?.line ?? 0) - (b.place?.line ?? 0) ||
    (a.place?.column ?? 0) - (b.place?.column ?? 0) ||
    compareText(a.rule, b.rule) ||
    compareText(a.message, b.message)
  );
}

/** A path in the order of reading: cells of a sheet, as in `table.xlsx!Sheet!B7`, row by row. */
function sortedBy(path: string): string {
  return path.replace(/!([A-Z]+)(\d+)$/, (_, column: string, row: string) => {
    return `!${row.padStart(7, '0')}${column.padStart(3)}`;
  });
}

function placeAndRule(item: Diagnostic): string {
  return `${item.rule} ${locationOf(item)}`;
}

/** Orders equal messages: errors, hints and longer places come first. */
function compareDetails(a: Diagnostic, b: Diagnostic): number {
  return (
    compareText(a.severity, b.severity) ||
    compareText(b.hint ?? '', a.hint ?? '') ||
    (b.place?.length ?? 0) - (a.place?.length ?? 0)
  );
}

function diagnosticAt(
  severity: Severity,
  rule: RuleId,
  text: string,
  where?: Place | string,
  advice?: string,
): Diagnostic {
  const message = sentence(text);
  const hint = advice === undefined ? undefined : sentence(advice);
  return typeof where === 'string'
    ? { rule, severity, message, path: where, hint }
    : { rule, severity, message, place: where, hint };
}

/** Limit for a message or hint, which may quote a file. */
const SENTENCE_LENGTH = 500;

/** A text on one line, without control characters; a long one is shortened in the middle, where quotations are. */
function sentence(text: string): string {
  if (text.length <= SENTENCE_LENGTH) return printable(text);
  const half = SENTENCE_LENGTH / 2;
  return printable(`${text.slice(0, half)} … ${text.slice(-half)}`);
}

function pathOf({ place, path }: Diagnostic): string {
  return place?.file.path ?? path ?? '';
}

/** `file:line:column`, as far as they are known. */
export function locationOf(item: Diagnostic): string {
  const { place } = item;
  const path = printable(pathOf(item));
  return place ? `${path}:${place.line}:${place.column}` : path;
}

/** Limit for the part of a source line in a code frame: with its number it fits into 80 columns. */
const FRAME_WIDTH = 72;

/**
 * The lines of source around a place with a caret under it; empty without a place. Long lines are cut around the caret.
 * Control characters become spaces, so that a hostile file cannot control the terminal. Wide characters, such as Han,
 * count as two cells.
 */
export function codeFrame({ place }: Diagnostic): string {
  if (!place) return '';
  const text = lineText(place.file, place.line);
  const from = text.length <= FRAME_WIDTH ? 0 : Math.max(0, place.column - 1 - FRAME_WIDTH / 2);
  const shown = printable(text.slice(from, from + FRAME_WIDTH));
  const start = place.column - 1 - from;
  const gutter = String(place.line);
  const indent = underline(shown.slice(0, start), ' ');
  const carets = underline(shown.slice(start, start + place.length), '^');
  return `  ${gutter} | ${shown}\n  ${' '.repeat(gutter.length)} | ${indent}${carets || '^'}`;
}

/** Characters of one UTF-16 unit that fill two cells in a terminal: Han, kana, Hangul, full-width forms. */
const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6]/;

/** One mark for each cell of the text in a terminal. */
function underline(text: string, mark: string): string {
  return text.replace(/[^]/g, (unit) => mark.repeat(WIDE.test(unit) ? 2 : 1));
}

/** Replaces characters that move the cursor, break the line or change the direction of writing, and half characters. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (found) => ' '.repeat(found.length));
}

/** The most similar of `words` for a hint; undefined if more than a third of the letters differ, or two other ones. */
export function nearestWord(word: string, words: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.min(word.length, Math.max(2, Math.floor(word.length / 3)) + 1);
  for (const candidate of words) {
    if (Math.abs(candidate.length - word.length) >= bestDistance) continue;
    const next = distance(word.toLowerCase(), candidate.toLowerCase());
    // `line` is not a slip for `kind` or `in`
    const isOther = candidate.length === word.length || candidate.length < 3;
    if (next === 2 && word.length <= 4 && isOther && !hasSameLetters(word, candidate)) continue;
    if (next < bestDistance) [best, bestDistance] = [candidate, next];
  }
  return best;
}

function hasSameLetters(one: string, other: string): boolean {
  const [left, right] = [one, other].map((word) => word.toLowerCase().split('').sort().join(''));
  return left === right;
}

/** The most similar word, or one that begins with the word or the word with it: `log` for `logarithmic`. */
export function relatedWord(word: string, words: Iterable<string>): string | undefined {
  const known = [...words];
  const isBeginning = (one: string): boolean =>
    Math.min(one.length, word.length) > 2 && (word.startsWith(one) || one.startsWith(word));
  return nearestWord(word, known) ?? known.find(isBeginning);
}

/** "did you mean X?", where one of the words is similar. */
export function nearestHint(word: string, words: Iterable<string>): string | undefined {
  const nearest = nearestWord(word, words);
  return nearest === undefined ? undefined : `did you mean ${nearest}?`;
}

/** The same, or the list of words if none is similar and they are few. */
export function didYouMean(word: string, words: Iterable<string>): string | undefined {
  const known = [...words];
  const nearest = nearestHint(word, known);
  if (nearest !== undefined) return nearest;
  return known.length > 0 && known.length <= 13 ? `known: ${known.join(', ')}` : undefined;
}
