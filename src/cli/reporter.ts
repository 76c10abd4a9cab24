import { plural } from '../core/diagnostics/source-text.ts';
import { isatty } from 'node:tty';
import picocolors from 'picocolors';
import { codeFrame, type Diagnostic, type Diagnostics, locationOf, printable } from '../core/diagnostics/diagnostic.ts';
import type { EnvironmentError } from '../core/diagnostics/environment-error.ts';
import { type ReportFormat, REPORTS } from './reports/reports.ts';
import { pointerTo, seenFromAbove, worstFirst } from './reports/told-diagnostic.ts';

/** Options that every verb takes. */
export interface ReportOptions {
  readonly json?: boolean;
  /** The format of the diagnostics; `json` is the same as the option of that name. */
  readonly reporter?: ReportFormat;
  readonly quiet?: boolean;
  readonly color: boolean;
  /** The root folder as seen from the current one, if it lies within. */
  readonly folder?: string;
}

/** A stream that a reporter prints to. */
export interface ReportStream {
  readonly isTTY?: boolean | undefined;
  /** The width of the terminal, in characters. */
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

/** Prints results to standard output, everything else to standard error, or to the streams given in their place. */
export class Reporter {
  readonly options: ReportOptions;
  readonly #streams: Readonly<Record<'stdout' | 'stderr', ReportStream>>;
  readonly #colors: ReturnType<typeof picocolors.createColors>;
  /** Whether a progress line is on the terminal and must be cleared before anything else is printed. */
  #hasProgressLine = false;
  #hasPointed = false;

  constructor(options: ReportOptions, streams: Readonly<Record<'stdout' | 'stderr', ReportStream>> = process) {
    this.options = options;
    this.#streams = streams;
    this.#colors = picocolors.createColors(options.color && isColourful(process.env));
  }

  get #format(): ReportFormat {
    return this.options.json ? 'json' : (this.options.reporter ?? 'text');
  }

  /** What is going on now. On a terminal the next output overwrites it; elsewhere it is a plain line. */
  progress(text: string): void {
    if (this.options.quiet || this.#format === 'json') return;
    if (!this.#streams.stderr.isTTY) {
      this.#streams.stderr.write(`${printable(text)}\n`);
      return;
    }
    // A line that is wider than the terminal could not be overwritten as a whole.
    const shown = printable(text).slice(0, (this.#streams.stderr.columns || 80) - 1);
    this.#streams.stderr.write(`\r\u001b[K${this.#colors.dim(shown)}`);
    this.#hasProgressLine = true;
  }

  /** Progress that is printed only on a terminal. */
  terminalProgress(text: string): void {
    if (this.#streams.stderr.isTTY) this.progress(text);
  }

  /** Information for a person when nothing is wrong. */
  note(text: string): void {
    if (this.options.quiet || this.#format === 'json') return;
    this.#clear();
    this.#streams.stderr.write(`${this.#colors.dim(printable(text))}\n`);
  }

  /** Whether lines of the result are printed. */
  get printsLines(): boolean {
    return !this.options.quiet && ['text', 'github'].includes(this.#format);
  }

  /** A line of the result. With `isWrong` it is printed in spite of `--quiet`. */
  line(text: string, { isWrong = false }: { readonly isWrong?: boolean } = {}): void {
    // A program reads the other formats as a whole.
    if (!this.printsLines && !(isWrong && ['text', 'github'].includes(this.#format))) return;
    this.#clear();
    this.#streams.stdout.write(`${printable(text)}\n`);
  }

  /** The whole result as JSON, if `--json` asks for it: else one that takes long is not worked out. */
  result(result: object | (() => object)): void {
    if (this.#format !== 'json') return;
    const whole: unknown = typeof result === 'function' ? result() : result;
    this.#streams.stdout.write(`${JSON.stringify(whole, null, 2)}\n`);
  }

  /**
   * All diagnostics, errors first, each with a code frame and a hint, and a count at the end; in the format of a host
   * to standard output as well. Those of one rule at one place with one hint are shown together.
   */
  diagnostics(diagnostics: Diagnostics): void {
    if (this.#format === 'json') return;
    this.#clear();
    if (this.#format !== 'text') {
      const told = seenFromAbove(diagnostics.all, this.options.folder ?? '');
      this.#streams.stdout.write(REPORTS[this.#format](told));
    }
    const worst = worstFirst(diagnostics.all);
    if (worst.length === 0) return;
    for (const alike of groupedAlike(worst)) this.#streams.stderr.write(`${this.#describe(alike)}\n\n`);
    const count = (severity: string): number => worst.filter((item) => item.severity === severity).length;
    this.#streams.stderr.write(`${plural(count('error'), 'error')}, ${plural(count('warning'), 'warning')}\n`);
    this.#pointToRules(worst);
  }

  /** Says once in a run where the rules of its messages are explained. */
  #pointToRules([first]: readonly Diagnostic[]): void {
    if (!first || this.#hasPointed || this.options.quiet) return;
    this.#hasPointed = true;
    this.#streams.stderr.write(`${this.#colors.dim(pointerTo(first.rule))}\n`);
  }

  #describe([item, ...others]: Alike): string {
    const { bold, cyan, dim, red, yellow } = this.#colors;
    const severity = item.severity === 'error' ? red('error') : yellow('warning');
    const location = locationOf(item);
    const lead = location === '' ? '' : `${bold(location)}: `;
    const lines = [`${lead}${severity}: ${item.message} ${dim(`[${item.rule}]`)}`];
    for (const { message } of others.slice(0, MOST_ALIKE)) lines.push(`  ${dim('and:')} ${message}`);
    if (others.length > MOST_ALIKE) lines.push(`  ${dim(`and ${others.length - MOST_ALIKE} more like these`)}`);
    const frame = codeFrame(item);
    if (frame) lines.push(frame);
    if (item.hint) lines.push(`  ${cyan('hint:')} ${item.hint}`);
    return lines.join('\n');
  }

  /** The error outside data and templates that stopped the work, with its remedies. */
  environment({ message, remedies }: EnvironmentError): void {
    this.result({ ok: false, error: { message, remedies } });
    if (this.#format === 'json') return;
    this.#clear();
    this.#streams.stderr.write(`${this.#colors.red('error')}: ${printable(message)}\n`);
    for (const remedy of remedies) this.#streams.stderr.write(`  ${printable(remedy)}\n`);
  }

  #clear(): void {
    if (this.#hasProgressLine) this.#streams.stderr.write('\r\u001b[K');
    this.#hasProgressLine = false;
  }
}

/** Mistakes of one rule at one place that have one hint. */
type Alike = readonly [Diagnostic, ...Diagnostic[]];

/** Messages that are shown below one of the same kind; of more only the number is said. */
const MOST_ALIKE = 4;

/** Mistakes in their order, those that differ in their message alone together. */
function groupedAlike(all: readonly Diagnostic[]): readonly Alike[] {
  const groups = new Map<string, [Diagnostic, ...Diagnostic[]]>();
  for (const item of all) {
    const { rule, severity, hint = '' } = item;
    const key = [severity, rule, locationOf(item), hint].join('\n');
    const known = groups.get(key);
    if (known) known.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}

/** The width of a usual terminal. */
const WIDTH = 80;

/** Words in lines that begin with an indent; a word that is longer than a line is not broken. */
export function wrapped(words: readonly string[], indent: string): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const longer = `${lines.at(-1) ?? ''} ${word}`;
    if (lines.length > 0 && longer.length <= WIDTH) lines[lines.length - 1] = longer;
    else lines.push(indent + word);
  }
  return lines;
}

/** A text in lines that begin with an indent, those after the first with two spaces more where there is one. */
export function paragraph(text: string, indent = ''): string[] {
  const [first = '', ...rest] = wrapped(text.split(' '), indent);
  return [first, ...rest.map((line) => (indent === '' ? line : `  ${line}`))];
}

/** Ends a verb: prints its problems, and its result for `--json`. Whether it went well. */
export function finish(reporter: Reporter, diagnostics: Diagnostics, result: object): boolean {
  reporter.diagnostics(diagnostics);
  reporter.result({ ok: !diagnostics.failed, ...result, diagnostics: diagnosticsJson(diagnostics) });
  return !diagnostics.failed;
}

/** Diagnostics as plain data, for `--json`. */
export function diagnosticsJson(diagnostics: Diagnostics): object[] {
  return diagnostics.all.map(({ rule, severity, message, place, path, hint }) => ({
    rule,
    severity,
    message,
    file: place?.file.path ?? path,
    line: place?.line,
    column: place?.column,
    length: place?.length,
    hint,
  }));
}

/** Whether messages are coloured: not if NO_COLOR is set; else on a terminal, or if FORCE_COLOR is set. */
function isColourful({ FORCE_COLOR: force = '', NO_COLOR: none = '' }: NodeJS.ProcessEnv): boolean {
  if (none !== '') return false;
  return isatty(STANDARD_ERROR) || !['', '0'].includes(force);
}

const STANDARD_ERROR = 2;
