import { distance } from 'fastest-levenshtein';
import { compareText } from './text-order.ts';
import type { RuleId } from './rules.ts';
import { lineText, type Place } from './source-file.ts';

/** `error` fails the build; `warning` is printed. */
export type Severity = 'error' | 'warning';

/** Something that a person should mend, with where it stands and what to do. */
export interface Diagnostic {
  readonly rule: RuleId;
  readonly severity: Severity;
  /** What happened and why, one sentence without a full stop at line ends. */
  readonly message: string;
  /** Where it stands; a problem with a whole file or folder has only a path. */
  readonly place?: Place | undefined;
  readonly path?: string | undefined;
  /** What to do about it. */
  readonly hint?: string | undefined;
}

/** Collects what is wrong, so that one run shows all of it. The one mutable thing that stages share. */
export class Diagnostics {
  readonly #list: Diagnostic[] = [];

  /** Reports an error at a place, or at a path when it concerns a whole file. */
  error(rule: RuleId, message: string, where?: Place | string, hint?: string): void {
    this.#list.push(diagnosticAt('error', rule, message, where, hint));
  }

  /** Reports a warning, like `error`. */
  warn(rule: RuleId, message: string, where?: Place | string, hint?: string): void {
    this.#list.push(diagnosticAt('warning', rule, message, where, hint));
  }

  /** Takes over what another collected. */
  include(other: { readonly all: readonly Diagnostic[] }): void {
    for (const item of other.all) this.#list.push(item);
  }

  /** Whether any error was reported. */
  get failed(): boolean {
    return this.#list.some((item) => item.severity === 'error');
  }

  /**
   * All reported, sorted by file, line and column, so that order of work never shows. What says the same of the same
   * place stands once, as an error if it was reported as one.
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
    compareText(pathOf(a), pathOf(b)) ||
    (a.place?.line ?? 0) - (b.place?.line ?? 0) ||
    (a.place?.column ?? 0) - (b.place?.column ?? 0) ||
    compareText(a.rule, b.rule) ||
    compareText(a.message, b.message)
  );
}

/** Orders what says the same: errors and what has a hint or underlines more come first. */
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

/** Longest message or hint: what quotes a megabyte of somebody's file says no more than that. */
const SENTENCE_LENGTH = 500;

/** One line that cannot paint the terminal; the middle of a long one, where a quotation stands, is left out. */
function sentence(text: string): string {
  if (text.length <= SENTENCE_LENGTH) return printable(text);
  const half = SENTENCE_LENGTH / 2;
  return printable(`${text.slice(0, half)} … ${text.slice(-half)}`);
}

function pathOf({ place, path }: Diagnostic): string {
  return place?.file.path ?? path ?? '';
}

/** `file:line:column`, as far as it is known. */
export function locationOf(item: Diagnostic): string {
  const { place } = item;
  const path = printable(pathOf(item));
  return place ? `${path}:${place.line}:${place.column}` : path;
}

/** Widest stretch of a source line that a code frame shows: with its number it fits into 80 columns. */
const FRAME_WIDTH = 72;

/**
 * The lines of source around a place with a caret under it, or an empty string without a place. A long line is cut to
 * the stretch around the caret, and control characters are shown as spaces, so that a hostile file cannot paint the
 * terminal. The caret stands right under Han characters too, which are two cells wide.
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

/** What a terminal shows two cells wide although it is one UTF-16 unit: Han, kana, Hangul, full-width forms. */
const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6]/;

/** As many marks as the text has cells in a terminal. */
function underline(text: string, mark: string): string {
  return text.replace(/[^]/g, (unit) => mark.repeat(WIDE.test(unit) ? 2 : 1));
}

/** Without what moves the cursor, breaks the line, turns the direction of writing or is half a character. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (found) => ' '.repeat(found.length));
}

/**
 * The nearest of `words` to a mistyped one, for a hint; undefined when nothing is near: a third of it wrong, or all.
 */
export function nearestWord(word: string, words: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.min(word.length, Math.max(2, Math.floor(word.length / 3)) + 1);
  for (const candidate of words) {
    if (Math.abs(candidate.length - word.length) >= bestDistance) continue;
    const next = distance(word.toLowerCase(), candidate.toLowerCase());
    if (next < bestDistance) [best, bestDistance] = [candidate, next];
  }
  return best;
}

/** "did you mean X?", or the list of words when none is near and they are few. */
export function didYouMean(word: string, words: Iterable<string>): string | undefined {
  const known = [...words];
  const nearest = nearestWord(word, known);
  if (nearest !== undefined) return `did you mean ${nearest}?`;
  return known.length > 0 && known.length <= 12 ? `known: ${known.join(', ')}` : undefined;
}
