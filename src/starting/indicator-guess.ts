import { INDICATOR_ID } from '../dataset/address.ts';
import { decimalToNumber, parseDecimal } from '../core/numbers/decimal.ts';
import { type CellRules, figureIn } from '../importing/cell-figure.ts';
import type { GuessedRow, GuessedTable } from './table-guess.ts';
import { guessCells, textsAbove } from './table-guess.ts';
import { unitIn } from '../importing/unit-words.ts';

/** An indicator that a row of a table seems to be about. */
export interface GuessedIndicator {
  readonly id: string;
  readonly label: string;
  /** Undefined if no unit was seen, in the row and above the table. */
  readonly unit: string | undefined;
  /** How a mapping names its row. */
  readonly key: string;
  readonly row: GuessedRow;
}

/** An indicator for each row of a table. */
export function guessIndicators(table: GuessedTable): readonly GuessedIndicator[] {
  const common = unitIn(textsAbove(table));
  const taken = new Set<string>();
  return table.rows.map((row) => {
    const { label, group } = row;
    const [name, above] = [unmarked(label), unmarked(group)];
    const isRepeated = table.rows.filter((other) => other.label === label).length > 1;
    const id = freeId(idOf(isRepeated ? [above, name] : [name], row.row), taken);
    const line = `${table.isTransposed ? 'column' : 'row'} ${row.row}`;
    const key = label === '' ? line : isRepeated ? `${group} / ${label}` : label;
    return {
      id,
      label: name === '' ? line : isRepeated && above !== '' ? `${above}: ${name}` : name,
      unit: unitIn(label) ?? unitIn(group) ?? common,
      key,
      row,
    };
  });
}

/** A name without the marks of footnotes behind it: `Copper` of `Copper 1)` and `Copper¹ *`. */
function unmarked(name: string): string {
  return name.replace(/(?:\s*(?:\d\)|\[\d\]|\(\d\)|[*†‡¹²³⁴⁵⁶⁷⁸⁹]+))+$/u, '');
}

/** An id from names: `exports.refined_copper`. */
function idOf(names: readonly string[], row: number): string {
  const words = names.map((name) =>
    (
      name
        .replaceAll('ß', 'ss')
        .normalize('NFKD')
        .replace(/\p{M}|\(.*?\)/gu, '')
        .toLowerCase()
        .match(/[a-z0-9]+/g) ?? []
    )
      .slice(0, 4)
      .join('_'),
  );
  const id = words.filter((word) => word !== '').join('.');
  return INDICATOR_ID.test(id) ? id : `row_${row}`;
}

function freeId(id: string, taken: Set<string>): string {
  let free = id;
  for (let count = 2; taken.has(free); count += 1) free = `${id}_${count}`;
  taken.add(free);
  return free;
}

/** A row that is the sum of others. */
export interface GuessedTotal {
  readonly total: GuessedIndicator;
  readonly parts: readonly GuessedIndicator[];
}

const TOTAL = /^(?:grand )?total\b|^all\b|^sum\b|^insgesamt|^gesamt|^zusammen|^summe|^合计|^总计/i;

/** The row that is called a total, if in each period with all figures it is the sum of the others, but for rounding. */
export function guessTotal(table: GuessedTable, indicators: readonly GuessedIndicator[]): GuessedTotal | undefined {
  const total = indicators.find(({ label }) => TOTAL.test(label));
  const parts = indicators.filter((one) => one !== total && one.unit === total?.unit);
  if (!total || parts.length < 2 || parts.length > 12) return undefined;
  const { decimalComma, missing } = guessCells(table);
  const decimal = decimalComma ? ',' : '.';
  const rules: CellRules = {
    unit: total.unit ?? '',
    numbers: 'as shown',
    decimals: '9',
    decimal,
    missing: [...missing],
  };
  const figure = (row: number, column: number): number | undefined => {
    const read = figureIn(table.grid.cell(row, column), rules);
    const value = read && 'numeral' in read ? parseDecimal(read.numeral) : undefined;
    return value && decimalToNumber(value);
  };
  let tested = 0;
  for (const { column } of table.columns) {
    const whole = figure(total.row.row, column);
    const values = parts.map(({ row }) => figure(row.row, column));
    if (whole === undefined || values.includes(undefined)) continue;
    const sum = values.reduce<number>((so, value) => so + (value ?? 0), 0);
    if (Math.abs(whole - sum) > Math.max(Math.abs(whole) * 0.005, 1e-9)) return undefined;
    tested += 1;
  }
  return tested > 0 ? { total, parts } : undefined;
}
