import { isatty } from 'node:tty';
import picocolors from 'picocolors';
import { codeFrame, type Diagnostic, type Diagnostics, locationOf, printable } from '../core/diagnostics/diagnostic.ts';
import type { EnvironmentError } from '../core/diagnostics/environment-error.ts';

/** Options that every verb takes. */
export interface ReportOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly color: boolean;
}

/** Where a verb prints: results to standard output, everything else to standard error. */
export class Reporter {
  readonly #options: ReportOptions;
  readonly #colors: ReturnType<typeof picocolors.createColors>;
  /** Whether a progress line stands on the terminal and must be cleared before anything else is printed. */
  #progressing = false;

  constructor(options: ReportOptions) {
    this.#options = options;
    this.#colors = picocolors.createColors(options.color && isColourful(process.env));
  }

  /** What is going on now: one line that is written over on a terminal, a plain line elsewhere. */
  progress(text: string): void {
    if (this.#options.quiet || this.#options.json) return;
    if (!process.stderr.isTTY) {
      process.stderr.write(`${printable(text)}\n`);
      return;
    }
    // What is wider than the terminal would leave its first line standing.
    const shown = printable(text).slice(0, (process.stderr.columns || 80) - 1);
    process.stderr.write(`\r\u001b[K${this.#colors.dim(shown)}`);
    this.#progressing = true;
  }

  /** What is going on now, where it is written over by what comes next: on a terminal only. */
  passing(text: string): void {
    if (process.stderr.isTTY) this.progress(text);
  }

  /** What a person should know though nothing is wrong. */
  note(text: string): void {
    if (this.#options.quiet || this.#options.json) return;
    this.#clear();
    process.stderr.write(`${this.#colors.dim(printable(text))}\n`);
  }

  /** A line of result. Where it says what is wrong, it is printed also where only that is wanted. */
  line(text: string, { isWrong = false }: { readonly isWrong?: boolean } = {}): void {
    if ((this.#options.quiet && !isWrong) || this.#options.json) return;
    this.#clear();
    process.stdout.write(`${printable(text)}\n`);
  }

  /** The whole result as JSON, if that was asked for. */
  result(result: object): void {
    if (!this.#options.json) return;
    process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  }

  /** Everything that is wrong, with a code frame and a hint each, and a count at the end. */
  diagnostics(diagnostics: Diagnostics): void {
    if (this.#options.json || diagnostics.all.length === 0) return;
    this.#clear();
    for (const item of diagnostics.all) process.stderr.write(`${this.#describe(item)}\n\n`);
    const count = (severity: string): number => diagnostics.all.filter((item) => item.severity === severity).length;
    process.stderr.write(`${plural(count('error'), 'error')}, ${plural(count('warning'), 'warning')}\n`);
  }

  #describe(item: Diagnostic): string {
    const { bold, cyan, dim, red, yellow } = this.#colors;
    const severity = item.severity === 'error' ? red('error') : yellow('warning');
    const location = locationOf(item);
    const lead = location === '' ? '' : `${bold(location)}: `;
    const lines = [`${lead}${severity}: ${item.message} ${dim(`[${item.rule}]`)}`];
    const frame = codeFrame(item);
    if (frame) lines.push(frame);
    if (item.hint) lines.push(`  ${cyan('hint:')} ${item.hint}`);
    return lines.join('\n');
  }

  /** What outside the data and templates stopped the work, and what to do about it. */
  environment({ message, remedies }: EnvironmentError): void {
    this.result({ ok: false, error: { message, remedies } });
    if (this.#options.json) return;
    this.#clear();
    process.stderr.write(`${this.#colors.red('error')}: ${printable(message)}\n`);
    for (const remedy of remedies) process.stderr.write(`  ${printable(remedy)}\n`);
  }

  #clear(): void {
    if (this.#progressing) process.stderr.write('\r\u001b[K');
    this.#progressing = false;
  }
}

/** Where a line ends at the latest: the width of a usual terminal. */
const WIDTH = 80;

/** Words in a row, in lines that begin with an indent; a word that is longer than a line stays whole. */
export function wrapped(words: readonly string[], indent: string): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const longer = `${lines.at(-1) ?? ''} ${word}`;
    if (lines.length > 0 && longer.length <= WIDTH) lines[lines.length - 1] = longer;
    else lines.push(indent + word);
  }
  return lines;
}

/** `1 error`, `2 errors`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
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

/** Whether messages are coloured: never where NO_COLOR is set; else on a terminal, or where FORCE_COLOR asks for it. */
function isColourful({ FORCE_COLOR: force = '', NO_COLOR: none = '' }: NodeJS.ProcessEnv): boolean {
  if (none !== '') return false;
  return isatty(STANDARD_ERROR) || !['', '0'].includes(force);
}

const STANDARD_ERROR = 2;
