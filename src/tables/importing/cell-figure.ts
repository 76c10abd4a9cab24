import { inYaml } from '../../core/diagnostics/quoting.ts';
import { parseDecimal } from '../../core/numbers/decimal.ts';
import type { RuleId } from '../../core/diagnostics/rules.ts';
import { shortened } from '../../core/diagnostics/source-text.ts';
import type { Status } from '../../dataset/model.ts';
import { folded, type GridCell } from './grid.ts';
import type { TableInput } from './mapping-schema.ts';
import { changesFigure, isNote, marksOf, meaningOf } from './marks.ts';
import { misshown, ownDigit } from './spreadsheet/number-formats.ts';
import { isSameUnit, unitNamed } from './unit-words.ts';

/** A figure as a cell shows it. */
export interface CellFigure {
  /** The numeral with its sign and words such as `over`, without a unit: `14,720.0`. */
  readonly numeral: string;
  readonly status: readonly Status[];
  readonly notes: readonly string[];
  /** Whether a sign such as a dash stands for it, which shows no decimals. */
  readonly isNil?: boolean;
}

/** Why a cell is not a figure. */
export interface CellProblem {
  readonly rule: RuleId;
  readonly problem: string;
  readonly hint: string;
  /** The mark that nothing explains, where it can only be that of a note. */
  readonly mark?: string;
}

/** What a mapping says about the cells of a table. */
export interface CellRules extends Pick<
  TableInput,
  'numbers' | 'decimal' | 'decimals' | 'parentheses' | 'missing' | 'nil' | 'marks'
> {
  /** The code of their unit, which may stand behind a numeral. */
  readonly unit: string;
}

/**
 * Reads the figure of a cell; undefined if it holds none. The digits are those that the cell shows: none is added, and no
 * zero that a spreadsheet lost is put back.
 */
export function figureIn(cell: GridCell | undefined, rules: CellRules): CellFigure | CellProblem | undefined {
  if (!cell) return undefined;
  if (cell.text.length > MAX_FIGURE) return notAFigure(cell.text.slice(0, MAX_FIGURE));
  const text = folded(cell.text);
  if (isMissing(text, rules) || (cell.kind === 'text' && text === '' && cell.raised === '')) return undefined;
  if (isNil(cell, text, rules)) return { numeral: '0', status: [], notes: [`shown as ${text}`], isNil: true };
  return refusalOf(cell, text) ?? digitsProblem(cell, text, rules) ?? readFigure(cell, text, rules);
}

/** Most characters of a figure with its marks. */
const MAX_FIGURE = 500;

/** What stands for no figure in the tables of most offices. */
const NO_FIGURE: ReadonlySet<string> = new Set(['..', '...', '…', ':', 'n/a', 'n.a.', 'N/A', '#N/A']);

/** Whether a sign stands for zero: the mapping says so, or the cell holds a zero that its format shows as a dash. */
function isNil({ value }: GridCell, text: string, { nil = [], numbers }: CellRules): boolean {
  if (nil.some((sign) => folded(sign) === text)) return true;
  return value === 0 && numbers === 'as shown' && UNCLEAR.test(text);
}

/** Whether a text stands for no figure; marks may stand behind it. */
function isMissing(text: string, { missing = [], marks }: CellRules): boolean {
  if (missing.some((sign) => folded(sign) === text)) return true;
  const [first = '', ...rest] = text.split(' ');
  return NO_FIGURE.has(first) && !('mark' in meaningOf(rest.join(' '), marks));
}

/** A cell whose content is not what somebody typed as a figure. */
function refusalOf({ kind }: GridCell, text: string): CellProblem | undefined {
  switch (kind) {
    case 'uncalculated': {
      const hint = 'open the file in a spreadsheet program and save it, or paste the figures as values';
      return { rule: 'import/figure', problem: 'this formula has no stored result', hint };
    }
    case 'error': {
      const problem = `a spreadsheet wrote ${shortened(text)} in place of the figure`;
      return { rule: 'csv/spreadsheet', problem, hint: 'type the digits as the source prints them' };
    }
    case 'date': {
      const problem = `a spreadsheet turned this cell into the date ${shortened(text)}`;
      return { rule: 'csv/spreadsheet', problem, hint: TYPE_AS_TEXT };
    }
    case 'boolean':
      return { rule: 'import/figure', problem: `${text} is not a figure`, hint: 'leave its row or column out: skip' };
    case 'number':
    case 'text':
      return undefined;
  }
}

const TYPE_AS_TEXT = 'type the digits as the source prints them, in a cell for text';

const AS_HELD =
  'give the cell a format such as 0.0, #,##0 or 0.0%; if the source prints what is shown, type that in a cell for text';

const OWN_DIGIT =
  'no mapping reads such a format: give the cell one without it, such as #,##0; if the source prints what is shown, type that in a cell for text';

/** Why a number does not tell which digits its source prints. */
function digitsProblem(
  { kind, format = '', showsDigits, value = 0 }: GridCell,
  text: string,
  { numbers, decimals }: CellRules,
): CellProblem | undefined {
  if (/\dE[+-]?\d+$/i.test(text)) {
    const problem = `a spreadsheet shows ${text}, with a power of ten`;
    return {
      rule: 'csv/spreadsheet',
      problem,
      hint: 'give the cell a number format that shows all digits, such as 0.0',
    };
  }
  if (kind !== 'number') return undefined;
  if (value < 0 && /[1-9]/.test(text) && !/[-\u2212\u2013(]/.test(text)) {
    const problem = `this cell is below zero, but the format ${shortened(format)} shows ${shortened(text)} without a sign`;
    return { rule: 'import/digits', problem, hint: 'give the cell a number format that shows the sign, such as 0.0' };
  }
  const own = ownDigit(format);
  if (own !== undefined) {
    const problem = `this cell holds ${value} and shows ${shortened(text)}: its format ${shortened(format)} ${own}`;
    return { rule: 'import/digits', problem, hint: OWN_DIGIT };
  }
  if (showsDigits) {
    if (numbers === 'as shown') return undefined;
    const problem = `this cell is a number that the format ${shortened(format)} shows as ${shortened(text)}`;
    const hint = `if the source prints these digits, say so in the mapping: numbers: as shown. Else ${TYPE_AS_TEXT}`;
    return { rule: 'import/digits', problem, hint };
  }
  if (decimals !== undefined) return undefined;
  const problem = `this cell is the number ${shortened(text)}, and its format ${shortened(format)} does not say how many digits the source prints`;
  const hint =
    'give it a format that shows them, such as 0.0, with numbers: as shown; or, if the source prints equally many decimals everywhere, decimals: 1';
  return { rule: 'import/digits', problem, hint };
}

const FIGURE =
  /^(?<before>[^\d(+\-\u2212\u2013.,]*)(?<open>\()? ?(?<sign>[+\-\u2212\u2013])? ?(?<digits>\d{1,3}(?: \d{3})+(?!\d)(?:[.,]\d+)?|\d[\d.,'’]*\d|\d) ?(?<percent>%)? ?(?<close>\))?(?<after>.*)$/u;

/** Words and signs before a numeral, and those of the dataset. */
const QUALIFIERS: Readonly<Record<string, string>> = {
  '<': 'under',
  '>': 'over',
  '~': 'about',
  '≈': 'about',
  'ca.': 'about',
  'c.': 'about',
  over: 'over',
  under: 'under',
  about: 'about',
  near: 'near',
  nearly: 'nearly',
  almost: 'almost',
  'more than': 'more than',
  'less than': 'less than',
};

function readFigure(cell: GridCell, text: string, rules: CellRules): CellFigure | CellProblem {
  const found = FIGURE.exec(text)?.groups;
  if (!found) return notAFigure(text);
  const { before = '', open, sign, digits = '', percent, close, after = '' } = found;
  const inBrackets = open !== undefined && close !== undefined;
  if (inBrackets && cell.kind === 'text' && !rules.parentheses) {
    const problem = `${shortened(text)} is a negative figure in some tables, and an uncertain one in others`;
    return {
      rule: 'import/figure',
      problem,
      hint: 'say which: parentheses: negative, or parentheses: low_reliability',
    };
  }
  const numeral = numeralOf(digits, cell.kind === 'text' ? (rules.decimal ?? '.') : '.');
  if (numeral === undefined || (open !== undefined) !== inBrackets) return notAFigure(text);
  if (percent && rules.unit !== '%' && rules.unit !== 'pp') {
    const problem = `${shortened(text)} is a percentage, but the unit of its row and column is ${rules.unit}`;
    return { rule: 'dataset/wrong-dimension', problem, hint: "give the row or column its unit: unit: '%'" };
  }
  const behind = unitBehind(close && !inBrackets ? `${close}${after}` : after, rules);
  if (behind.unit !== undefined && !isSameUnit(behind.unit, rules.unit, new Map()))
    return otherUnit(text, behind.unit, rules.unit);
  const rest = [...marksBefore(before), ...behind.marks].filter((mark) => !isOwnCurrency(mark, rules.unit));
  if (rest.flatMap(marksOf).some(changesFigure)) return notAFigure(text);
  const isNegative = inBrackets && (cell.kind !== 'text' || rules.parentheses === 'negative');
  const minus = isNegative || (sign !== undefined && sign !== '+');
  const signed = `${minus ? '-' : sign === '+' ? '+' : ''}${numeral}`;
  const why = cell.value === undefined ? undefined : misshown(signed, cell.value, cell.format ?? '');
  if (why !== undefined) {
    const problem = `this cell holds ${cell.value} and shows ${shortened(text)}: its format ${shortened(cell.format ?? '')} ${why}`;
    return { rule: 'import/digits', problem, hint: AS_HELD };
  }
  const meaning = meaningOf([...rest, cell.raised].join(' '), rules.marks);
  if ('mark' in meaning) {
    const problem = `nothing explains the mark ${shortened(meaning.mark)} next to ${shortened(digits)}`;
    const { mark, hint } = meaning;
    return { rule: 'import/mark', problem, hint, ...(isNote(mark) || cell.raised !== '' ? { mark } : {}) };
  }
  const isUncertain = inBrackets && !isNegative;
  return {
    numeral: `${qualifierIn(before)}${signed}`,
    status: isUncertain ? [...new Set([...meaning.status, 'low_reliability' as const])] : meaning.status,
    notes: meaning.notes,
  };
}

function notAFigure(text: string): CellProblem {
  if (UNCLEAR.test(text)) {
    const problem = `"${text}" stands for zero in some tables and for no figure in others`;
    const hint = `look where the source explains its signs; for zero: nil: ['${text}'], for no figure: missing: ['${text}']`;
    return { rule: 'import/figure', problem, hint };
  }
  if (text.includes('~~')) {
    const problem = `"${shortened(text.replaceAll('~~', ''))}" is struck through, in whole or in part`;
    const hint = 'what is struck through is not a figure: empty it, or take away the line through it if it holds';
    return { rule: 'import/figure', problem, hint };
  }
  const problem = `"${shortened(text)}" is not a figure`;
  const hint = /\d ?[-\u2212\u2013]$/.test(text)
    ? 'if it is below zero, write the minus before it'
    : /^\D*\d+(?:[. ]\d{3})*,\d+\D*$/.test(text)
      ? "if a comma comes before the decimals: decimal: ','"
      : /\d/.test(text)
        ? 'a cell holds one numeral, and marks after it'
        : `if it stands for no figure: missing: [${inYaml(shortened(text))}]`;
  return { rule: 'import/figure', problem, hint };
}

/** Signs that mean zero in some tables and no figure in others. */
const UNCLEAR = /^[-–—−.x/*]$/i;

/** A numeral with commas between thousands and a point before decimals; undefined if it is written otherwise. */
function numeralOf(digits: string, decimal: '.' | ','): string | undefined {
  const grouped = digits.replace(/[ '’]/g, decimal === '.' ? ',' : '.');
  const written = decimal === '.' ? grouped : grouped.replace(/[.,]/g, (sign) => (sign === '.' ? ',' : '.'));
  return parseDecimal(written) && written;
}

function qualifierIn(before: string): string {
  const word = QUALIFIERS[before.trim().toLowerCase()];
  return word === undefined ? '' : `${word} `;
}

function marksBefore(before: string): readonly string[] {
  return qualifierIn(before) === '' ? [before.trim()] : [];
}

/** Signs of currencies, each with the codes of those that it may stand for. */
const CURRENCY_SIGNS: Readonly<Record<string, RegExp>> = {
  '€': /\bEUR\b/,
  $: /\b(?:USD|AUD|CAD|NZD|HKD|SGD|TWD)\b/,
  US$: /\bUSD\b/,
  '£': /\bGBP\b/,
  '¥': /\b(?:JPY|CNY)\b/,
  '￥': /\b(?:JPY|CNY)\b/,
};

/** Whether a mark is the sign or code of the money that the figures of a column are in. */
function isOwnCurrency(mark: string, unit: string): boolean {
  const sign = Object.hasOwn(CURRENCY_SIGNS, mark) ? CURRENCY_SIGNS[mark] : undefined;
  return sign ? sign.test(unit) : /^[A-Z]{3}$/.test(mark) && unit.split(/[ /]/).includes(mark);
}

/** The unit behind a numeral, and the marks behind both. What the mapping explains as a mark is not a unit. */
function unitBehind(
  after: string,
  { unit, marks = {} }: CellRules,
): { readonly unit: string | undefined; readonly marks: readonly string[] } {
  const parts = after.split(' ').filter((part) => part !== '');
  for (let count = parts.length; count > 0; count -= 1) {
    const text = parts.slice(0, count).join(' ');
    const named = Object.hasOwn(marks, text) ? undefined : text === unit ? unit : unitNamed(text);
    if (named !== undefined) return { unit: named, marks: parts.slice(count) };
  }
  return { unit: undefined, marks: parts };
}

function otherUnit(text: string, found: string, unit: string): CellProblem {
  const problem = `${shortened(text)} is in ${found}, but the unit of its row and column is ${unit}`;
  const hint = 'give the row or column its unit in the mapping, or write the figure out in the unit of the table';
  return { rule: 'import/unit', problem, hint };
}
