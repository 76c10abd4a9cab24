import { onceFor } from '../../core/machine/cache.ts';
import type { Table, TableRow } from 'mdast';
import { decimal } from '../../core/numbers/decimal.ts';
import { addIntervals, type Interval, meets, point } from '../../core/numbers/interval.ts';
import { observationOf, statementsOf, type Value } from '../../figure/value.ts';
import { Caseless } from '../../language/caseless.ts';
import { type LocaleId, words } from '../../language/locales.ts';
import { nodesOf, plainText } from '../tree-walk.ts';
import { type Reader, subjectOf } from './parts.ts';

/**
 * Reports a row that is called the total, and whose figure neither adds up those above it nor is of what they are parts of.
 * A total may have more parts than a table has rows.
 */
export function compareTotals({ children: [, ...rows] }: Table, reader: Reader): void {
  const total = totalWords(reader.context.options.locale);
  for (const [at, row] of rows.entries()) {
    const label = labelOf(row);
    if (label === undefined || !total.test(label)) continue;
    for (const [column, value] of valuesOf(row)) {
      const parts = rows.slice(0, at).flatMap((one) =>
        isTotal(one, total)
          ? []
          : valuesOf(one)
              .filter((other) => other[0] === column)
              .map((other) => other[1]),
      );
      if (!parts.every((part) => isAmount(part) && part.unit.code === value.unit.code)) continue;
      if (parts.length < 2 || !isAmount(value) || isTotalOf(value, parts)) continue;
      const message = `the row says "${label}", and the figure ${value.text} of ${subjectOf({ value })} is not the sum of the ${parts.length} above it`;
      reader.report(
        'document/label',
        message,
        value.place,
        'print the figure of the whole, or work it out with {{plus …}} or {{sum …}}',
      );
    }
  }
}

function isTotal(row: TableRow, total: RegExp): boolean {
  return total.test(labelOf(row) ?? '');
}

function labelOf(row: TableRow): string | undefined {
  const cell = row.children.find((one) => nodesOf(one, 'value').length === 0);
  return cell && plainText(cell.children).trim();
}

/** The figures of a row by their columns. */
function valuesOf(row: TableRow): (readonly [column: number, value: Value])[] {
  return row.children.flatMap((cell, column) => nodesOf(cell, 'value').map(({ value }) => [column, value] as const));
}

/** An amount that adds up. */
function isAmount(value: Value): boolean {
  return statementsOf(value).every(({ measure, indicator }) => measure === 'level' && indicator.kind !== 'ratio');
}

function isTotalOf(value: Value, parts: readonly Value[]): boolean {
  const whole = observationOf(value)?.indicator;
  if (!whole) return true;
  const members = parts.flatMap(statementsOf).map(({ indicator }) => indicator);
  const isWhole = members.some(
    (one) =>
      one.id.startsWith(`${whole.id}.`) ||
      one.variantOf === whole.id ||
      (one.dimensions.size > whole.dimensions.size &&
        one.id !== whole.id &&
        one.id.split('.')[0] === whole.id.split('.')[0]),
  );
  return isWhole || meets(value.interval, sumOf(parts));
}

function sumOf([first, ...others]: readonly Value[]): Interval {
  return others.reduce((sum, { interval }) => addIntervals(sum, interval), first?.interval ?? point(decimal(0)));
}

/** A label that says nothing but that a row is the total. */
const totalWords = onceFor(
  (locale: LocaleId) => new Caseless(`^(?:${words(locale).reading.said.totals})\\s*(?:[,(，（].*)?$`),
);
