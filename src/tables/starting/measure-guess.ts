import { type Decimal, decimalToNumber, parseDecimal } from '../../core/numbers/decimal.ts';
import { comparePeriods, type Period, periodYearEarlier } from '../../dataset/period.ts';
import { parseOffset, periodAt } from '../../dataset/period-offset.ts';
import { discover, isCertainGrowth, type ProposedMeasure } from '../../discovery/discovery.ts';
import { linesOf } from '../../watch/figure-table.ts';
import { growing } from '../../discovery/ratio-search.ts';
import { type CellRules, figureIn } from '../importing/cell-figure.ts';
import { shownAt } from '../importing/grid.ts';
import type { GuessedIndicator } from './indicator-guess.ts';
import { type CellGuess, type GuessedTable, mainPeriods } from './table-guess.ts';

/** A row that is worked out from others: a measure of one of them, and no indicator. */
export interface GuessedMeasure {
  readonly row: GuessedIndicator;
  readonly measure: 'growth' | 'change' | 'share';
  readonly of: GuessedIndicator;
  /** Of a share. */
  readonly whole?: GuessedIndicator;
  /** Of a growth or change over the period before and not the year: `-1Q`. */
  readonly base?: string;
}

/** A column that is the growth or change of all rows between two periods, or the share of all rows in one of them. */
export interface GuessedColumnMeasure {
  readonly column: number;
  readonly measure: 'growth' | 'change' | 'share';
  readonly period: Period;
  readonly base?: Period;
  readonly whole?: GuessedIndicator;
  /** Whether some rows are rates, of which the column may state points: then it is for a person to say. */
  readonly isUnclear: boolean;
}

/** The columns next to the periods that are the growth or change from one of these to another, or shares, for certain. */
export function guessColumnMeasures(
  table: GuessedTable,
  indicators: readonly GuessedIndicator[],
  cells: CellGuess,
): readonly GuessedColumnMeasure[] {
  const { columns, others, grid, head } = table;
  const levels = indicators.filter(({ unit }) => unit !== '%');
  const all = [...columns.map(({ column }) => column), ...others];
  const nameOf = (column: number): string =>
    Array.from({ length: head[1] - head[0] + 1 }, (_, row) => shownAt(grid, head[0] + row, column)?.text ?? '').join(
      ' ',
    );
  const lines = linesOf(
    {
      rows: levels.map(({ label, unit }) => ({ name: label, indent: 0, unit })),
      columns: all.map((column) => ({ name: nameOf(column), indent: 0 })),
      cells: levels.map(({ row }) => all.map((column) => figureAt(table, cells, row.row, column))),
    },
    'columns',
  );
  const rates = indicators.filter(({ unit }) => unit === '%');
  return others.flatMap((column, index): readonly GuessedColumnMeasure[] => {
    const total = columns.length + index;
    const found = columns.flatMap((one, later) =>
      columns.flatMap((other, earlier) =>
        comparePeriods(other.period, one.period) < 0 && one.period.kind === other.period.kind
          ? [false, true].flatMap((isChange) =>
              growing(lines, new Set(), total, { later, earlier, lag: 0, isChange, tried: columns.length ** 2 }).map(
                (ratio) => ({
                  ratio,
                  measure: isChange ? ('change' as const) : ('growth' as const),
                  period: one.period,
                  base: other.period,
                }),
              ),
            )
          : [],
      ),
    );
    const [best] = found.toSorted((a, b) => b.ratio.evidence - a.ratio.evidence);
    const isUnclear = rates.some(({ row }) => figureAt(table, cells, row.row, column));
    if (best && isCertainGrowth(nameOf(column), best.ratio)) {
      const { measure, period, base } = best;
      return [{ column, measure, period, base, isUnclear }];
    }
    const share = shareColumn(table, levels, cells, column);
    return share ? [{ column, measure: 'share', ...share, isUnclear }] : [];
  });
}

/** The sum of the logarithms of chances from which on a column of shares is certain, and how many rows may break it. */
const CERTAIN_SHARE = 8;
const BROKEN_SHARES = 1;

/** The period and the whole of which a column states the share of each row; the whole is the row with 100. */
function shareColumn(
  table: GuessedTable,
  levels: readonly GuessedIndicator[],
  cells: CellGuess,
  column: number,
): { readonly period: Period; readonly whole: GuessedIndicator } | undefined {
  const at = (indicator: GuessedIndicator, where: number) => {
    const figure = figureAt(table, cells, indicator.row.row, where);
    return figure && { value: decimalToNumber(figure), half: 10 ** figure.exponent / 2 };
  };
  const wholes = levels.filter((one) => at(one, column)?.value === 100);
  for (const { column: level, period } of table.columns) {
    for (const whole of wholes) {
      const all = at(whole, level);
      if (!all || all.value <= 0) continue;
      let evidence = 0;
      let broken = 0;
      for (const one of levels) {
        const [share, part] = [at(one, column), at(one, level)];
        if (one === whole || one.unit !== whole.unit || !share || !part) continue;
        const made = (100 * part.value) / all.value;
        const tolerance = share.half + (100 * part.half) / all.value + (made * all.half) / all.value;
        if (Math.abs(share.value - made) < tolerance) evidence += Math.log10(1 + share.value / (2 * tolerance));
        else broken += 1;
      }
      if (evidence >= CERTAIN_SHARE && broken <= BROKEN_SHARES) return { period, whole };
    }
  }
  return undefined;
}

/**
 * The rows of a table that state the growth or change of another over the year or the period before, or its share in a third,
 * for certain. Assay tests them as what they are.
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
  const inOrder = columns.map(({ period }) => period);
  const lags = { year: periodsOfYear(inOrder), before: offsetBefore(inOrder) };
  const rows = indicators.map(({ label, row, unit }) => ({ name: `${row.label} ${label}`, indent: 0, unit }));
  const found = discover(
    {
      rows,
      columns: columns.map(({ period }) => ({ name: period.text, indent: 0 })),
      cells: indicators.map(({ row }) => columns.map(({ column }) => figureAt(table, cells, row.row, column))),
    },
    ['rows'],
  );
  const measures = found.measures.flatMap((one) => measureOf(one, indicators, lags) ?? []);
  // What is itself worked out is measured by nothing.
  const worked = new Set(measures.map(({ row }) => row));
  const stated = new Set<string>();
  return measures.filter(({ measure, of, whole, base = '' }) => {
    const key = `${of.id}:${measure} ${whole?.id ?? ''} ${base}`;
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
    decimals: String(Math.max(0, ...cells.decimals.values())),
    decimal: cells.decimalComma ? ',' : '.',
    missing: [...cells.missing],
  };
  const read = figureIn(table.grid.cell(row, column), rules);
  return read && 'numeral' in read ? parseDecimal(read.numeral) : undefined;
}

function measureOf(
  { form, certainty, total, parts, lag }: ProposedMeasure,
  indicators: readonly GuessedIndicator[],
  { year, before }: { readonly year: number | undefined; readonly before: string | undefined },
): GuessedMeasure | undefined {
  const row = indicators[total];
  const [of, whole] = parts.map((part) => indicators[part]);
  if (certainty !== 'certain' || !row || !of) return undefined;
  if (form === 'growth in time' || form === 'change in time') {
    const measure = form === 'growth in time' ? 'growth' : 'change';
    const isFit = measure === 'growth' ? row.unit === '%' : row.unit === of.unit && row.unit !== '%';
    const isBefore = lag === 1 && lag !== year && before !== undefined;
    if (!isFit || (lag !== year && !isBefore)) return undefined;
    return isBefore ? { row, measure, of, base: before } : { row, measure, of };
  }
  const isShare = form === 'share' && whole && row.unit === '%' && of.unit === whole.unit && of.unit !== '%';
  return isShare ? { row, measure: 'share', of, whole } : undefined;
}

/** How the period before each is written, if all follow one another. */
function offsetBefore(periods: readonly Period[]): string | undefined {
  const text = { half: '-1S', quarter: '-1Q', month: '-1M' }[String(periods[0]?.kind)];
  const offset = text === undefined ? undefined : parseOffset(text);
  const isNext = (period: Period, index: number): boolean =>
    index === 0 || (offset !== undefined && periodAt(offset, period)?.text === periods[index - 1]?.text);
  return offset && periods.every(isNext) ? text : undefined;
}
