import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { Filled } from '../figure/filled-template.ts';
import { TOKEN } from '../figure/token.ts';
import { type Line, linesOf, placeOfLine, type Repair } from './line-repairs.ts';

/** The number signs of a heading without the space after them; a single one may be any text, unless an id follows. */
const GLUED_HEADING = /^ {0,3}(#{2,6}|#(?=.*\{#[^{}]*\}\s*$))(?=[^\s#])/;

/**
 * Reports headings without a space after their number signs, and tables whose second line does not divide the head from
 * the rows. Markdown reads either as plain text. The repairs that are returned make it the only message.
 */
export function lineRepairs(filled: Filled, diagnostics: Diagnostics): Repair[] {
  const lines = linesOf(filled.markdown);
  const problems = [...lines.flatMap((line) => headingProblem(line) ?? []), ...tableProblems(lines)];
  for (const { rule, line, message, hint } of problems) {
    diagnostics.error(rule, message, placeOfLine(filled, line), hint);
  }
  return problems.map(({ repair }) => repair);
}

interface LineProblem {
  readonly rule: 'document/bad-heading' | 'document/bad-table';
  readonly line: Line;
  readonly message: string;
  readonly hint: string;
  readonly repair: Repair;
}

function headingProblem(line: Line): LineProblem | undefined {
  const [glued = '', signs = ''] = GLUED_HEADING.exec(line.text) ?? [];
  if (glued === '') return undefined;
  const at = line.start + glued.length;
  return {
    rule: 'document/bad-heading',
    line,
    message: `no space follows the ${signs} of this heading`,
    hint: `write ${signs} ${line.text.slice(glued.length).trim().replace(TOKEN, '…')}`,
    repair: { start: at, end: at, text: ' ' },
  };
}

function tableProblems(lines: readonly Line[]): LineProblem[] {
  const problems: LineProblem[] = [];
  /** Where the reading stands: in a table, behind the empty line that ends one, or elsewhere. */
  let state: 'table' | 'gap' | 'text' = 'text';
  for (const [index, line] of lines.entries()) {
    const { text } = line;
    if (text.trim() === '') state = state === 'text' ? 'text' : 'gap';
    else if (/^[ \t>]*(?::{2,}|#)/.test(text)) state = 'text';
    else if (state !== 'table') {
      const problem: LineProblem | undefined =
        (state === 'gap' ? cutRow(lines, index) : undefined) ?? headProblem(lines, index);
      if (problem) problems.push(problem);
      state = problem || isHead(lines, index) ? 'table' : 'text';
    }
  }
  return problems;
}

const DIVIDER = /^[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;
/** Dashes, equals signs and the like, as in the tables of other formats. */
const RULER = /^[ \t>]*[|+][-=+|:\u2010-\u2015\u2500-\u257F \t]+$/;
const ROW = /^[ \t>]*\|.*\|[ \t]*$/;

/** Whether a line is the head of a table. */
function isHead(lines: readonly Line[], index: number): boolean {
  const [head = '', next = ''] = [lines[index]?.text, lines[index + 1]?.text];
  return head.includes('|') && DIVIDER.test(next) && (next.includes('|') || ROW.test(head));
}

function headProblem(lines: readonly Line[], index: number): LineProblem | undefined {
  const [head, next] = [lines[index], lines[index + 1]];
  if (!head || !(ROW.test(head.text) || isHead(lines, index))) return undefined;
  const columns = cellsIn(head.text);
  const divider = `|${' --- |'.repeat(columns)}`;
  const found = next && isHead(lines, index) ? cellsIn(next.text) : 0;
  if (found === columns) return undefined;
  if (next && (found > 0 || RULER.test(next.text))) {
    const message =
      found > 0
        ? `this line has ${cellCount(found)}, and the head of the table above it ${columns}`
        : 'this line does not divide the head of a table from its rows';
    const repair = { start: next.start, end: next.start + next.text.length, text: divider };
    return { rule: 'document/bad-table', line: next, message, hint: `write ${divider}`, repair };
  }
  const end = head.start + head.text.length;
  const repair = { start: end, end, text: `\n${divider}` };
  const message = 'no line of dashes follows this head of a table';
  return { rule: 'document/bad-table', line: head, message, hint: `write ${divider} in the next line`, repair };
}

/** The problem of a row that stands behind its table. */
function cutRow(lines: readonly Line[], index: number): LineProblem | undefined {
  const line = lines[index];
  const isRow = line && ROW.test(line.text) && !isHead(lines, index) && !RULER.test(lines[index + 1]?.text ?? '');
  if (!isRow) return undefined;
  const before = lines.slice(0, index).findLastIndex(({ text }) => text.trim() !== '');
  const empty = lines[before + 1] ?? line;
  const repair = { start: empty.start, end: line.start, text: '' };
  const message = 'this empty line cuts a row off from its table';
  return { rule: 'document/bad-table', line: empty, message, hint: 'remove it', repair };
}

function cellsIn(row: string): number {
  const inner = row.replace(/^(?:[ \t>]|[-*+][ \t]|\d+[.)][ \t])*\|?/, '').replace(/(?<!\\)\|[ \t]*$/, '');
  return inner.split(/(?<!\\)\|/).length;
}

function cellCount(count: number): string {
  return count === 1 ? 'one cell' : `${count} cells`;
}
