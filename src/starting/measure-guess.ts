import { type Decimal, parseDecimal } from '../core/numbers/decimal.ts';
import { comparePeriods, type Period, periodYearEarlier } from '../dataset/period.ts';
import { discover, type ProposedMeasure } from '../discovery/discovery.ts';
import { type CellRules, figureIn } from '../importing/cell-figure.ts';
import type { GuessedIndicator } from './indicator-guess.ts';
import { type CellGuess, type GuessedTable, mainPeriods } from './table-guess.ts';

/** A row that is worked out from others: a measure of one of them, and no indicator. */
export interface GuessedMeasure {
  readonly row: GuessedIndicator;
  readonly measure: 'growth' | 'share';
  readonly of: GuessedIndicator;
  /** Of a share. */
  readonly whole?: GuessedIndicator;
}

/**
 * The rows of a table that state the growth of another over the year before, or its share in a third, for certain. Assay
 * tests them as what they are.
 */
export function guessMeasures(
  table: GuessedTable,
  indicators: readonly GuessedIndicator[],
  cells: CellGuess,
): readonly GuessedMeasure[] {
  const periods = mainPeriods([table]);
  const kind = periods[0]?.kind;
  const columns = table.columns
    .filter(({ period }) => period.kind === kind)
    .toSorted((a, b) => comparePeriods(a.period, b.period));
  const year = periodsOfYear(columns.map(({ period }) => period));
  const rows = indicators.map(({ label, row, unit }) => ({ name: `${row.label} ${label}`, indent: 0, unit }));
  const found = discover(
    {
      rows,
      columns: columns.map(({ period }) => ({ name: period.text, indent: 0 })),
      cells: indicators.map(({ row }) => columns.map(({ column }) => figureAt(table, cells, row.row, column))),
    },
    ['rows'],
  );
  const measures = found.measures.flatMap((one) => measureOf(one, indicators, year) ?? []);
  // What is itself worked out is measured by nothing.
  const worked = new Set(measures.map(({ row }) => row));
  const stated = new Set<string>();
  return measures.filter(({ measure, of, whole }) => {
    const key = `${of.id}:${measure} ${whole?.id ?? ''}`;
    const isNew = !stated.has(key) && !worked.has(of) && !(whole && worked.has(whole));
    stated.add(key);
    return isNew;
  });
}

/** How many periods later the year after begins; undefined where periods are missing in between, or not of one length. */
function periodsOfYear(periods: readonly Period[]): number | undefined {
  const at = new Map(periods.map(({ text }, index) => [text, index]));
  const lags = periods.flatMap((period, index) => {
    const earlier = at.get(periodYearEarlier(period).text);
    return earlier === undefined ? [] : [index - earlier];
  });
  return lags.length > 0 && new Set(lags).size === 1 ? lags[0] : undefined;
}

function figureAt(table: GuessedTable, cells: CellGuess, row: number, column: number): Decimal | undefined {
  const rules: CellRules = {
    unit: '',
    numbers: 'as shown',
    decimals: String(cells.decimals ?? 0),
    decimal: cells.decimalComma ? ',' : '.',
    missing: [...cells.missing],
  };
  const read = figureIn(table.grid.cell(row, column), rules);
  return read && 'numeral' in read ? parseDecimal(read.numeral) : undefined;
}

function measureOf(
  { form, certainty, total, parts, lag }: ProposedMeasure,
  indicators: readonly GuessedIndicator[],
  year: number | undefined,
): GuessedMeasure | undefined {
  const row = indicators[total];
  const [of, whole] = parts.map((part) => indicators[part]);
  if (certainty !== 'certain' || !row || !of || row.unit !== '%') return undefined;
  if (form === 'growth in time') return lag === year ? { row, measure: 'growth', of } : undefined;
  const isShare = form === 'share' && whole && of.unit === whole.unit && of.unit !== '%';
  return isShare ? { row, measure: 'share', of, whole } : undefined;
}
