import type { CsvRow } from '../core/files/csv-file.ts';
import type { DataValue } from '../core/files/data-file.ts';
import { type Diagnostics, didYouMean } from '../core/diagnostics/diagnostic.ts';
import type { RuleId } from '../core/diagnostics/rules.ts';
import { shortened } from '../core/diagnostics/source-text.ts';
import { compare, parseDecimal } from '../core/numbers/decimal.ts';
import { comparedRelease, isConfidence, MEASURES, parseCounterpart } from './address.ts';
import { ARITHMETIC } from './release-schema.ts';
import type { Measure, Observation } from './model.ts';
import { CALCULATED, OBSERVATION_COLUMNS, SDMX_STATUS, SPLIT_YEAR_COLUMNS } from './observation-columns.ts';
import { type CsvDialect, textOfCell } from './table.ts';
import { NO_REVISIONS } from './claim.ts';

/** A row as a record of a release file. */
export interface RecordValue {
  readonly value: { [key: string]: DataValue };
  /** The column that a key of the record stands in. */
  readonly columnOf: (key: string) => string;
}

/** The keys of a record whose column has another name. Measures stand in the column `printed`. */
const COLUMN_OF: Readonly<Record<string, string>> = { at: 'place', since: 'base', from: 'of' };

/** Columns that hold a key of a record as it is. */
const PLAIN = ['period', 'decimals', 'corrected_on', 'condition', 'in', 'as_in', 'words', 'note'] as const;

/** Columns of numbers, in which the decimal sign of the dialect is read. */
const NUMERIC = ['printed', 'corrected', 'resolution', 'from'] as const;

/** What a spreadsheet writes when it cannot calculate a cell, or has no space for it. */
const SPREADSHEET_ERROR = /^(?:#[A-Z/0?!]+[!?]|#N\/A|#{2,})$/;

/** A number that a spreadsheet shows with a power of ten. */
const POWER = /^[+-]?\d+(?:[.,]\d+)?E[+-]?\d+(?: |$)/i;

/** Reads the row of a statement. Undefined if a mistake was reported that no record can hold. */
export function recordOfRow(row: CsvRow, dialect: CsvDialect, diagnostics: Diagnostics): RecordValue | undefined {
  const report: Report = (column, rule, message, hint) => diagnostics.error(rule, message, row.place(column), hint);
  const text = (column: string): string | undefined => {
    const cell = row.text(column);
    return cell === undefined ? undefined : textOfCell(cell);
  };
  const measure = readMeasure(text('measure') ?? '', report);
  const numbers = NUMERIC.map((column) => readNumber(text(column), column, dialect, report));
  const [printed, corrected, resolution, old] = numbers;
  if (!measure || !printed || !corrected || !resolution || !old || !hasComparison(measure, text, report))
    return undefined;
  const words = (column: string): string[] | undefined => text(column)?.split(/[\s,]+/);
  const status = words('status')?.filter((word) => word !== 'A');
  const entries: [string, DataValue | undefined][] = [
    [measure, printed.text],
    ['from', old.text],
    ['corrected', corrected.text],
    ['resolution', resolution.text],
    [measure === 'cagr' ? 'since' : 'base', text('base')],
    ...comparedWith(measure, text('of')),
    ...PLAIN.map((column): [string, string | undefined] => [column, text(column)]),
    ['at', text('place')],
    ['status', status?.length === 0 ? undefined : status?.map(statusOf)],
    ['evidence', text('evidence') === ARITHMETIC ? ARITHMETIC : words('evidence')],
  ];
  const value = Object.create(null) as RecordValue['value'];
  for (const [key, entry] of entries) if (entry !== undefined) value[key] = entry;
  const columnOf = (key: string): string => {
    if (key === measure) return 'printed';
    if ((key === 'since' && measure !== 'cagr') || key === 'confidence') return 'of';
    return key === 'from' && measure === 'level' ? 'from' : (COLUMN_OF[key] ?? key);
  };
  return { value, columnOf };
}

/** Whether a row claims that many figures are not revised. */
export function isAboutMany(row: CsvRow): boolean {
  return row.text('measure') === 'claim' && row.text('printed') === NO_REVISIONS;
}

/** The release of such a row: its column `of` names it alone, or as the kind of a claim. */
function unrevisedSince(of: string | undefined): string | undefined {
  const kind = of === undefined ? undefined : parseCounterpart('claim', of);
  return kind && !('problem' in kind) ? comparedRelease({ counterpart: kind }) : of;
}

/** Such a row as an entry of `unrevised` in a release file. */
export function unrevisedOf(row: CsvRow): RecordValue {
  const periods = row.text('period')?.split(/[\s,]+/);
  const entries: [string, DataValue | undefined][] = [
    ['since', unrevisedSince(row.text('of'))],
    ['indicators', row.text('indicator')?.split(/[\s,]+/)],
    ['periods', periods],
    ['at', row.text('place')],
    ['in', row.text('in')],
  ];
  const value = Object.create(null) as RecordValue['value'];
  for (const [key, entry] of entries) if (entry !== undefined) value[key] = entry;
  const columns: Readonly<Record<string, string>> = {
    since: 'of',
    indicators: 'indicator',
    periods: 'period',
    at: 'place',
  };
  return { value, columnOf: (key) => columns[key] ?? key };
}

type Report = (column: string, rule: RuleId, message: string, hint?: string) => void;

function readMeasure(text: string, report: Report): Measure | undefined {
  const measure = MEASURES.find((known) => known === text);
  if (measure) return measure;
  const message = `${shortened(text)} is not one of ${MEASURES.join(', ')}`;
  report('measure', 'schema/wrong-type', message, didYouMean(text, MEASURES));
  return undefined;
}

/** Reports that a measure lacks what it compares with. */
function hasComparison(measure: Measure, text: (column: string) => string | undefined, report: Report): boolean {
  const [column, what] = NEEDED[measure] ?? [];
  if (column === undefined || text(column) !== undefined) return true;
  report(column, 'schema/empty', `the cell ${column} is empty`, `a ${measure} needs ${what}`);
  return false;
}

const NEEDED: Readonly<Partial<Record<Measure, readonly [column: string, what: string]>>> = {
  cagr: ['base', 'the period that it starts from'],
  share: ['of', 'the whole'],
  difference: ['of', 'the indicator that is subtracted'],
  lower: ['of', 'the probability of the interval'],
  upper: ['of', 'the probability of the interval'],
  margin: ['of', 'the probability of the interval'],
};

/**
 * The keys that the column `of` stands for: it holds what stands between the brackets of an address. A claim may also name the
 * release that it compares with, which has a digit, or say `growth`.
 */
function comparedWith(measure: Measure, of: string | undefined): [string, string | undefined][] {
  if (of === undefined) return [];
  const found = parseCounterpart(measure, of);
  if (!found || 'problem' in found) {
    if (measure === 'difference') return [['from', of]];
    if (isConfidence(measure)) return [['confidence', of]];
    const isRelease = measure === 'claim' ? /^\S*\d\S*$/.test(of) : ['level', 'growth', 'change'].includes(measure);
    return [[isRelease ? 'since' : 'of', of]];
  }
  switch (found.kind) {
    case 'release':
      return [['since', found.since]];
    case 'whole':
      return [['of', found.whole]];
    case 'subtrahend':
      return [
        ['from', found.from],
        ['of', found.of],
      ];
    case 'confidence':
      return [['confidence', found.text]];
    case 'claim':
      return found.since === undefined ? [['of', found.of]] : [['since', found.since]];
  }
}

/** A status as a word: it may be written as its code in SDMX. */
function statusOf(word: string): string {
  return Object.entries(SDMX_STATUS).find(([, code]) => code === word)?.[0] ?? word;
}

/** A figure with a decimal point; undefined if a mistake was reported. */
function readNumber(
  text: string | undefined,
  column: string,
  { decimal }: CsvDialect,
  report: Report,
): { readonly text: string | undefined } | undefined {
  if (text === undefined) return { text };
  if (SPREADSHEET_ERROR.test(text) || POWER.test(text)) {
    const message = `a spreadsheet wrote ${shortened(text)} in place of the figure`;
    report(column, 'csv/spreadsheet', message, 'type the digits as the source prints them, in a cell for text');
    return undefined;
  }
  const pointed = decimal === '.' ? text : withPoint(text);
  if (pointed !== undefined) return { text: pointed };
  const hint = 'dataset.yaml declares a decimal comma: write 2.704,7 for two thousand and a fraction';
  report(column, 'dataset/not-a-decimal', `"${shortened(text)}" is not written with a decimal comma`, hint);
  return undefined;
}

/** A text in which points stand between thousands and a comma before decimals, with the two exchanged. */
function withPoint(text: string): string | undefined {
  const numerals = text.match(/\d[\d.,]*/g) ?? [];
  if (!numerals.every((numeral) => /^(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?$/.test(numeral))) return undefined;
  return text.replace(/\d[\d.,]*/g, (numeral) => numeral.replace(/[.,]/g, (sign) => (sign === '.' ? ',' : '.')));
}

/** Reports the calculated cells of a row that say something else than the figure. */
export function checkCalculated(
  row: CsvRow,
  observation: Observation,
  { decimal }: CsvDialect,
  diagnostics: Diagnostics,
): void {
  for (const column of [...OBSERVATION_COLUMNS, ...SPLIT_YEAR_COLUMNS]) {
    const { name, type } = column.field;
    const stated = row.text(name);
    if (stated === undefined || !(CALCULATED.has(name) || isKindOfClaim(name, stated, observation))) continue;
    const expected = column.cell(observation);
    const isNumber = type === 'number';
    const written = isNumber && decimal === ',' ? (withPoint(stated) ?? stated) : textOfCell(stated);
    if (written === expected || (isNumber && isSameNumber(written, expected))) continue;
    const message = `${name} is ${shortened(stated)}, but by the other columns it is ${expected ?? 'empty'}`;
    const remedy = 'leave it out, because it is calculated';
    const hint = name === 'unit' ? 'write the unit of a figure after it, in printed' : remedy;
    diagnostics.error('csv/calculated', message, row.place(name), hint);
  }
}

/** The kind of a claim in the column `of` is calculated from the claim. */
function isKindOfClaim(column: string, stated: string, { measure, counterpart }: Observation): boolean {
  const isRelease = comparedRelease({ counterpart }) === stated;
  return column === 'of' && measure === 'claim' && stated !== 'level' && stated !== 'growth' && !isRelease;
}

function isSameNumber(a: string, b: string | undefined): boolean {
  const [left, right] = [parseDecimal(a), parseDecimal(b ?? '')];
  return left !== undefined && right !== undefined && compare(left, right) === 0;
}
