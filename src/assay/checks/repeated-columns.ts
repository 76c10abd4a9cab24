import type { Diagnostics } from '../../core/diagnostics/diagnostic.ts';
import { compareText, groupBy } from '../../core/diagnostics/text-order.ts';
import { digitCount, normalise } from '../../core/numbers/decimal.ts';
import { type Observation, quantityOf } from '../../dataset/model.ts';
import { failureText } from '../report/check-text.ts';
import { parentOf } from '../slips/cell.ts';
import type { Component } from '../diagnosis/component.ts';
import type { TestedFigure } from '../constraints/constraint.ts';
import type { Session } from '../diagnosis/session.ts';

/** So many rows, each with so many digits, are not alike in two columns by chance. */
const LEAST_ROWS = 3;
const TELLING = 3;

/** Two columns of one table that hold the same figures. */
interface RepeatedColumn {
  /** The levels of the two periods, by indicator. */
  readonly before: readonly Observation[];
  readonly now: readonly Observation[];
  /** The numbers of the figures of both. */
  readonly figures: ReadonlySet<number>;
}

/**
 * Reports columns of a release that repeat another one in every row, as where last year's figures were taken for this
 * year's: an error where relations contradict them, else a warning. One cause is one message: returns the components that
 * are reported with it, which are those whose contradictions are all over figures of such columns.
 */
export function reportRepeatedColumns(
  session: Session,
  components: readonly Component[],
  diagnostics: Diagnostics,
): ReadonlySet<Component> {
  const columns = repeatedColumns(session);
  const told = new Map(columns.map((column): [RepeatedColumn, Component[]] => [column, []]));
  for (const component of components) {
    const own = columns.filter(({ figures }) => component.contradicted.some((at) => touches(session, at, figures)));
    const all = new Set(own.flatMap(({ figures }) => Array.from(figures)));
    if (own.length === 0 || !component.contradicted.every((at) => touches(session, at, all))) continue;
    for (const column of own) told.get(column)?.push(component);
  }
  for (const [column, its] of told) report(session, column, its, diagnostics);
  return new Set([...told.values()].flat());
}

function touches({ model }: Session, position: number, figures: ReadonlySet<number>): boolean {
  return model.constraint(position).figures.some((index) => figures.has(index));
}

function repeatedColumns({ ledger }: Session): RepeatedColumn[] {
  const levels = ledger.figures.filter(({ observation: { measure, claim } }) => measure === 'level' && !claim);
  const numberOf = ({ observation }: TestedFigure): string =>
    `${observation.indicator.id} ${quantityOf(observation)?.text}`;
  const columns = columnsOf(levels).filter((column) => column.filter(isTelling).length >= LEAST_ROWS);
  const alike = groupBy(columns, (column) => [kindOf(column[0]), ...column.map(numberOf).sort()].join('\n'));
  return [...alike.values()].flatMap((same) => {
    const [before, now, third] = same.toSorted((a, b) => compareText(startOf(a), startOf(b)));
    // what stays the same through three columns is a constant
    if (!before || !now || third) return [];
    const inTable = (column: readonly TestedFigure[]): Observation[] =>
      column.map(({ observation }) => observation).sort(({ place: a }, { place: b }) => a.line - b.line);
    const figures = new Set([...before, ...now].map(({ index }) => index));
    return [{ before: inTable(before), now: inTable(now), figures }];
  });
}

/** The levels of each table and period. Where the place names one cell, the indicators of one parent are a table. */
function columnsOf(levels: readonly TestedFigure[]): TestedFigure[][] {
  const byPlace = [
    ...groupBy(levels, (figure) => `${kindOf(figure)} ${periodOf(figure)} ${figure.observation.at}`).values(),
  ];
  const alone = byPlace.filter(({ length }) => length === 1).flat();
  const byParent = groupBy(
    alone,
    (figure) => `${kindOf(figure)} ${periodOf(figure)} ${parentOf(figure.observation.indicator.id)}`,
  );
  return [...byPlace.filter(({ length }) => length > 1), ...byParent.values()];
}

/** What two columns of a table share. */
function kindOf(figure: TestedFigure | undefined): string {
  return `${figure?.observation.release.id} ${figure?.observation.period.kind}`;
}

function periodOf({ observation }: TestedFigure): string {
  return observation.period.text;
}

function startOf([first]: readonly TestedFigure[]): string {
  return first?.observation.period.start ?? '';
}

function isTelling({ observation }: TestedFigure): boolean {
  const stated = quantityOf(observation)?.decimal;
  return stated !== undefined && digitCount(stated.exponent < 0 ? stated : normalise(stated)) >= TELLING;
}

function report(
  { model, ledger }: Session,
  { before, now }: RepeatedColumn,
  components: readonly Component[],
  diagnostics: Diagnostics,
): void {
  const [earlier, later] = [before[0], now[0]];
  if (!earlier || !later) return;
  const { release, at, place, period } = later;
  const table = at === undefined || now.some((other) => other.at !== at) ? release.id : `${at} of ${release.id}`;
  const message = `the column of ${period.text} repeats that of ${earlier.period.text}: all ${now.length} levels in ${table} are the same`;
  const hint = 'one of the two was taken for the other: compare both columns with the source';
  const contradicted = components.flatMap((component) => component.contradicted);
  const [first] = contradicted;
  if (first === undefined) {
    // a forecast may be what was measured last
    if (!later.status.includes('forecast')) diagnostics.warn('assay/soft-contradiction', message, place, hint);
    return;
  }
  const more = contradicted.length === 1 ? '' : `, and ${contradicted.length - 1} more relations fail`;
  const failing = failureText(ledger, model.constraint(first));
  diagnostics.error('assay/contradiction', `${message}; ${failing}${more}`, place, hint);
}
