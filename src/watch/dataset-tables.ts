import { type Decimal, magnitude, normalise, roundTo, shift } from '../core/numbers/decimal.ts';
import { dayOf } from '../dataset/edition.ts';
import { type Dataset, type Indicator, type Observation, quantityOf } from '../dataset/model.ts';
import { textIn } from '../dataset/localised.ts';
import { comparePeriods, type Period } from '../dataset/period.ts';
import { dimensionText } from '../dataset/unit-dimension.ts';
import type { Unit } from '../dataset/unit.ts';
import type { FigureTable } from './figure-table.ts';

/**
 * The levels that one group of sources states for periods of one kind: indicators are rows. A period has a column for each
 * release that changed what is known of it, so that a table that is revised is tested in each state that was published.
 */
export interface DatasetTable {
  readonly table: FigureTable;
  readonly indicators: readonly Indicator[];
  /** Of each column. */
  readonly periods: readonly Period[];
  /** By row, then by column: the statement of each figure. */
  readonly statements: readonly (readonly (Observation | undefined)[])[];
}

/**
 * The tables of a dataset. Indicators stand in the order in which they are declared, which after an import is that of the
 * rows of a table. Figures count as they are corrected.
 */
export function tablesOf(dataset: Dataset): readonly DatasetTable[] {
  const groups = new Map<string, Group>();
  const releases = [...dataset.releases.values()].sort((a, b) => (dayOf(a) < dayOf(b) ? -1 : 1));
  for (const release of releases) {
    const touched = new Map<string, Set<Group>>();
    for (const stated of release.observations) {
      if (stated.measure !== 'level' || stated.reliability !== 'read') continue;
      const key = `${release.source.group}\n${kindOfColumn(stated.period)}`;
      const group = groups.get(key) ?? { known: new Map(), columns: [] };
      groups.set(key, group);
      const { text } = stated.period;
      const known = group.known.get(text) ?? new Map<string, Observation>();
      group.known.set(text, known.set(stated.indicator.id, stated));
      touched.set(text, (touched.get(text) ?? new Set<Group>()).add(group));
    }
    for (const [text, within] of touched) {
      for (const { known, columns } of within) columns.push(new Map(known.get(text)));
    }
  }
  return [...groups.values()].map(({ columns }) => tableOf(dataset, columns));
}

/** What is known of each period by indicator, and what was known of one after each release that stated something of it. */
interface Group {
  readonly known: Map<string, Map<string, Observation>>;
  readonly columns: ReadonlyMap<string, Observation>[];
}

/** What may stand in the columns of one table: spans only with others of the same months. */
function kindOfColumn({ kind, start, end }: Period): string {
  return kind === 'span' ? `${start.slice(5, 7)} to ${end.slice(5, 7)}` : kind;
}

function tableOf(
  { indicators, locales: [locale = ''] }: Dataset,
  states: readonly ReadonlyMap<string, Observation>[],
): DatasetTable {
  const columns = states.flatMap((state) => {
    const [first] = state.values();
    return first
      ? [{ state, period: first.period, key: [first.period.text, ...[...state].map(keyOfFigure).sort()].join('\n') }]
      : [];
  });
  const distinct = [...new Map(columns.map((column) => [column.key, column])).values()];
  distinct.sort((a, b) => comparePeriods(a.period, b.period));
  const rows = [...indicators.values()].filter(({ id }) => distinct.some(({ state }) => state.has(id)));
  const statements = rows.map(({ id }) => distinct.map(({ state }) => state.get(id)));
  const table: FigureTable = {
    // The words of an id say total, rate and balance too, and are the same for each member, where labels may turn them.
    rows: rows.map(({ id, label, unit }) => ({
      name: `${textIn(label, locale)} (${id.replaceAll(/[._]/g, ' ')})`,
      indent: depthOf(id, indicators),
      unit: unitKey(unit),
      factor: mantissaOf(unit),
    })),
    columns: distinct.map(({ period }) => ({ name: period.text, indent: 0 })),
    cells: statements.map((row) => row.map((stated) => stated && figureOf(stated))),
    isInTime: true,
  };
  return { table, indicators: rows, periods: distinct.map(({ period }) => period), statements };
}

/** Of how many indicators an indicator is a part by its id: of `trade` and `trade.exports` is `trade.exports.goods`. */
function depthOf(id: string, indicators: ReadonlyMap<string, Indicator>): number {
  const words = id.split('.');
  return words.filter((_, index) => index > 0 && indicators.has(words.slice(0, index).join('.'))).length;
}

function keyOfFigure([id, stated]: readonly [string, Observation]): string {
  return `${id} ${quantityOf(stated)?.text ?? ''}`;
}

/** Units whose figures can be added when a decimal point is moved: kt and Mt, but not kt and lb, and per cent by itself. */
function unitKey({ code, factor, divisor, dimension }: Unit): string {
  if (code === '%') return code;
  return [dimensionText(dimension), normalise(factor).coefficient, divisor && normalise(divisor).coefficient].join(' ');
}

/** What one of a unit is in base units besides the power of ten in which its figures are counted here. */
function mantissaOf({ code, factor, divisor }: Unit): number {
  if (code === '%') return 0.01;
  return Number(normalise(factor).coefficient) / (divisor ? Number(normalise(divisor).coefficient) : 1);
}

/**
 * A figure in the power of ten of its unit, per cent as they are, as fine as its last digit that counts; a range or an
 * "about" is none.
 */
function figureOf(stated: Observation): Decimal | undefined {
  const quantity = quantityOf(stated);
  if (!quantity || quantity.qualifier || quantity.ends) return undefined;
  const { decimal, resolution, unit } = quantity;
  const shown = roundTo(decimal, magnitude(resolution));
  if (unit.code === '%') return shown;
  const power = normalise(unit.factor).exponent - (unit.divisor ? normalise(unit.divisor).exponent : 0);
  return shift(shown, power);
}
