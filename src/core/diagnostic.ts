import { distance } from 'fastest-levenshtein';
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
  include(other: Diagnostics): void {
    for (const item of other.#list) this.#list.push(item);
  }

  /** Whether any error was reported. */
  get failed(): boolean {
    return this.#list.some((item) => item.severity === 'error');
  }

  /** All reported, once each, sorted by file, line and column, so that order of work never shows. */
  get all(): readonly Diagnostic[] {
    const seen = new Map(this.#list.map((item) => [keyOf(item), item]));
    return [...seen.values()].sort(
      (a, b) =>
        compareText(pathOf(a), pathOf(b)) ||
        (a.place?.line ?? 0) - (b.place?.line ?? 0) ||
        (a.place?.column ?? 0) - (b.place?.column ?? 0) ||
        compareText(a.rule, b.rule) ||
        compareText(a.message, b.message),
    );
  }
}

function diagnosticAt(
  severity: Severity,
  rule: RuleId,
  message: string,
  where?: Place | string,
  hint?: string,
): Diagnostic {
  return typeof where === 'string'
    ? { rule, severity, message, path: where, hint }
    : { rule, severity, message, place: where, hint };
}

function pathOf({ place, path }: Diagnostic): string {
  return place?.file.path ?? path ?? '';
}

function keyOf(item: Diagnostic): string {
  return [item.rule, pathOf(item), item.place?.line, item.place?.column, item.message].join('\0');
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** `file:line:column`, as far as it is known. */
export function locationOf(item: Diagnostic): string {
  const { place } = item;
  return place ? `${place.file.path}:${place.line}:${place.column}` : pathOf(item);
}

/** Widest stretch of a source line that a code frame shows. */
const FRAME_WIDTH = 100;

/**
 * The lines of source around a place with a caret under it, or an empty string without a place. A long line is cut to
 * the stretch around the caret, and control characters are shown as spaces, so that a hostile file cannot paint the terminal.
 */
export function codeFrame({ place }: Diagnostic): string {
  if (!place) return '';
  const text = printable(lineText(place.file, place.line));
  const from = text.length <= FRAME_WIDTH ? 0 : Math.max(0, place.column - 1 - FRAME_WIDTH / 2);
  const shown = text.slice(from, from + FRAME_WIDTH);
  const gutter = String(place.line);
  const indent = ' '.repeat(Math.max(0, place.column - 1 - from));
  const carets = '^'.repeat(Math.max(1, Math.min(place.length, shown.length - indent.length)));
  return `  ${gutter} | ${shown}\n  ${' '.repeat(gutter.length)} | ${indent}${carets}`;
}

function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ');
}

/** The nearest of `words` to a mistyped one, for a hint; undefined when nothing is near. */
export function nearestWord(word: string, words: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const candidate of words) {
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
