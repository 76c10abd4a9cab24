import { INDICATOR_ID } from '../../dataset/address.ts';
import { beginsWithTotal } from '../../language/table-names.ts';
import type { GuessedRow, GuessedTable } from './table-guess.ts';
import { scaledUnit, unitIn } from '../importing/unit-words.ts';
import { withoutUnit } from './block-guess.ts';
import { unitBehind } from './own-unit.ts';

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

/**
 * An indicator for each row of each table. Tables with the same names of rows have their own name before these: their title, or
 * that of their sheet if they have none that tells them apart.
 */
export function guessIndicators(
  tables: readonly { readonly sheet: string | undefined; readonly table: GuessedTable }[],
): readonly (readonly GuessedIndicator[])[] {
  const taken = new Set<string>();
  const labels = tables.map(({ table }) => new Set(table.rows.map(({ label }) => label)));
  const isShared = (index: number): boolean =>
    labels.some((others, at) => at !== index && [...(labels[index] ?? [])].some((label) => others.has(label)));
  const titles = new Set(tables.map(({ table }) => table.title));
  const sheets = new Set(tables.map(({ sheet }) => sheet));
  return tables.map(({ sheet, table }, index) => {
    const isTitled = tables.every((one, at) => at === index || one.table.title !== table.title || one.sheet === sheet);
    const own = titles.size > 1 && isTitled ? table.title : sheets.size > 1 ? (sheet ?? '') : '';
    const named = [own, table.name].filter((text) => text !== '');
    return indicatorsOf(table, isShared(index) ? named : [], taken);
  });
}

function indicatorsOf(table: GuessedTable, before: readonly string[], taken: Set<string>): readonly GuessedIndicator[] {
  return table.rows.map((row) => {
    const { label, group } = row;
    const isRepeated = table.rows.filter((other) => other.label === label).length > 1;
    const isTwin = table.rows.some((other) => other !== row && other.label === label && other.group === group);
    const line = `${table.isTransposed ? 'column' : 'row'} ${row.row}`;
    const own = withoutUnit(unmarked(label));
    const parents = parentsOf(table, row).map((one) => withoutUnit(unmarked(one.label)));
    const above = isRepeated ? [parents.length > 0 ? parents.join(', ') : unmarked(group)] : [];
    const names = [...before, ...above, own].filter((name) => name !== '');
    const id = freeId(idOf(parents.length > 0 ? [...before, ...parents, own] : names, row.row), taken);
    return {
      id,
      label: own === '' ? [...names, line].join(': ') : names.join(': '),
      unit: row.unit ?? unitOf(table, label, group),
      key: label === '' || isTwin ? line : isRepeated ? `${group} / ${label}` : label,
      row,
    };
  });
}

/** Levels of indentation that an id has at most, the nearest ones. */
const DEEPEST = 3;

/** The rows of one group above a row that are indented less, from the outermost on: what it is a part of. */
function parentsOf({ rows }: GuessedTable, row: GuessedRow): readonly GuessedRow[] {
  const parents: GuessedRow[] = [];
  let { indent } = row;
  for (const one of rows.slice(0, rows.indexOf(row)).toReversed()) {
    if (one.group !== row.group) break;
    if (one.indent >= indent || one.label === '') continue;
    parents.unshift(one);
    indent = one.indent;
  }
  return parents.slice(-DEEPEST);
}

/** The unit of a row: that in its name or the one above, unless the table has it with a scale. */
function unitOf({ unit }: GuessedTable, label: string, group: string): string | undefined {
  const own = unitBehind(label) ?? unitIn(label) ?? unitBehind(group) ?? unitIn(group);
  return own === undefined || (unit !== undefined && scaledUnit(unit, own) === unit) ? unit : own;
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

/** The indicator that is called the total of its table, with which a brief begins. */
export function leadingTotal(indicators: readonly GuessedIndicator[]): GuessedIndicator | undefined {
  return indicators.find(({ row }) => beginsWithTotal(row.label));
}
