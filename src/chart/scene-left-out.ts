import { isMapping } from '../core/files/shape.ts';
import { groupBy } from '../core/diagnostics/text-order.ts';
import type { ChartRow, ChartSpec } from './chart-model.ts';
import { viewOf } from './label-places.ts';
import type { DrawnItem, SceneReading } from './scene-reading.ts';
import { type Fault, type Findings, markName, rowName, seriesOf, untrue } from './scene-truth.ts';
import { expressionsOf, nodesOf, type SpecNode } from './spec-lint.ts';
import { unitViews } from './unit-views.ts';
import { inspectExpression } from './vega-expression.ts';

// Proves that no mark stands for a number that is none, as of a range, and that nothing is left out of what a reader takes for
// whole: no line passes over a figure that is not drawn.

/** What a picture shows as a number that is none, or leaves out. */
export function findLeftOut(reading: SceneReading, spec: ChartSpec, findings: Findings): Fault[] {
  const filters = figureFilters(spec);
  return [
    ...reading.items.flatMap((drawn) => looseFault(drawn, findings) ?? []),
    ...undrawnRanges(reading, filters),
    ...findings.joins.flatMap(({ drawn, from, to }) => passedOver(drawn, [from, to], reading, spec, filters) ?? []),
    ...linesOf(reading).flatMap((line) => lineFault(line, reading, spec, filters) ?? []),
  ];
}

/** Whether figures are left out for what they are, so that the subtitle has to say it. */
export function leavesOutFigures(reading: SceneReading, spec: ChartSpec): boolean {
  const filters = figureFilters(spec);
  const chosen = reading.items.flatMap(({ kind, scene, row }) =>
    row && kind !== 'text' && filters.choosesAt(viewOf(scene.name ?? '', spec.places)) ? [row] : [],
  );
  const drawn = new Set(reading.items.map(({ row }) => row && keyOf(row)));
  // What is of another series and another time than all that was chosen, something else has left out.
  const series = new Set(chosen.map(seriesOf));
  const periods = new Set(chosen.map(({ period }) => period));
  return reading.rows.some(
    (row) =>
      isFigure(row) &&
      !drawn.has(keyOf(row)) &&
      (series.has(seriesOf(row)) || periods.has(row['period'] ?? null) || (filters.namesLoose && row['loose'])),
  );
}

/** Whether a row has a figure: that of a gap has none. */
function isFigure(row: ChartRow): boolean {
  return !('event' in row) && row['text'] !== '';
}

/** The same figure may be given by several data. */
function keyOf(row: ChartRow): string {
  return `${rowName(row)} ${String(row['release'])}`;
}

/** What to write for a range. */
export const RANGE_HINT = 'a range is drawn from end to end: "y": {"field": "low"}, "y2": {"field": "high"}';

/** A mark that stands for one number of a figure that is none. */
function looseFault(drawn: DrawnItem, { amountAxis }: Findings): Fault | undefined {
  const { row, kind, item } = drawn;
  if (!row?.['loose'] || kind === 'text') return undefined;
  const axis = amountAxis(drawn);
  const text = `${rowName(row)} is "${String(row['text'])}", of which no single number is drawn`;
  if (axis === undefined)
    return drawn.isTinted ? untrue(drawn, `${text} as a colour`, 'filter it out', 'color') : undefined;
  const { scale, from, to } = drawn[axis];
  const isAt = (pixel: number, amount: unknown): boolean =>
    typeof amount === 'number' && scale !== undefined && Math.abs(scale.middle(amount) - pixel) <= 1;
  const { low, high } = row;
  if ((isAt(from, low) && isAt(to, high)) || (isAt(from, high) && isAt(to, low))) return undefined;
  const isHollow = (kind === 'rect' && from !== to) || (kind === 'symbol' && Boolean(item['fill']));
  if (row['loose'] === 'bound' && isHollow) return undefined;
  const hint =
    row['loose'] === 'range'
      ? RANGE_HINT
      : 'draw it as a bar or filled point, which is then hollow; a line leaves it out with {"calculate": "datum.loose ? null : datum.value", "as": "certain"}';
  return untrue(drawn, `${text} by a ${markName(drawn)}`, hint, axis);
}

/** A range of which nothing is drawn: it has no value, so that marks at a value leave it out. */
function undrawnRanges({ items, rows }: SceneReading, { namesLoose }: FigureFilters): Fault[] {
  if (namesLoose) return [];
  const drawn = new Set(items.flatMap(({ row, kind }) => (row && kind !== 'text' ? [keyOf(row)] : [])));
  return rows.flatMap((row): Fault[] => {
    if (row['loose'] !== 'range' || drawn.has(keyOf(row))) return [];
    const mark =
      items.find(({ row: own, kind }) => own && kind !== 'text' && seriesOf(own) === seriesOf(row)) ?? items[0];
    const message = `${rowName(row)} is "${String(row['text'])}", and no mark shows it`;
    const hint = `${RANGE_HINT}; or leave it out: {"filter": "datum.loose !== 'range'"}`;
    return [{ rule: 'chart/untrue', message, hint, mark: mark?.scene.name }];
  });
}

/** The points of each line and area, in pieces without a break. */
export function linesOf({ items }: SceneReading): DrawnItem[][] {
  const lines: DrawnItem[][] = [];
  const points = items.filter(({ kind }) => kind === 'line' || kind === 'area');
  for (const scene of new Set(points.map((point) => point.scene))) {
    const pieces = piecesIn(scene);
    const own = points.filter((point) => point.scene === scene);
    lines.push(...groupBy(own, ({ item }) => String(pieces.get(item))).values());
  }
  return lines;
}

/** In which piece of one line each of its items lies: how many breaks are before it. */
function piecesIn({ items }: DrawnItem['scene']): Map<DrawnItem['item'], number> {
  let breaks = 0;
  return new Map(items.map((item) => [item, item['defined'] === false ? (breaks += 1) : breaks]));
}

function lineFault(
  line: readonly DrawnItem[],
  reading: SceneReading,
  spec: ChartSpec,
  filters: FigureFilters,
): Fault | undefined {
  const [first] = line;
  if (!first) return undefined;
  const rows = line.flatMap(({ row }) => (row ? [row] : []));
  const ofOne = rows.every((row) => rows[0] && seriesOf(row) === seriesOf(rows[0]));
  return ofOne ? passedOver(first, rows, reading, spec, filters) : undefined;
}

/** A figure between two that a line joins, which nothing shows. Every second or fourth period may be drawn, if not chosen by figures. */
function passedOver(
  drawn: DrawnItem,
  joined: readonly ChartRow[],
  { rows, items }: SceneReading,
  spec: ChartSpec,
  filters: FigureFilters,
): Fault | undefined {
  const [first] = joined;
  if (!first || joined.length < 2) return undefined;
  const known = new Map<string, ChartRow>();
  for (const row of [...rows, ...joined]) if (isFigure(row) && isLike(row, first)) known.set(String(row['end']), row);
  const series = [...known.keys()].toSorted();
  const ends = joined.map((row) => String(row['end'])).toSorted();
  const steps = ends.slice(1).map((end, at) => series.indexOf(end) - series.indexOf(ends[at] ?? ''));
  const [step = 1] = steps;
  const isChosen = filters.choosesAt(viewOf(drawn.scene.name ?? '', spec.places));
  // The last step may be shorter, so that the newest period is shown.
  const isRegular =
    steps.filter((one) => one === step).length > 1 &&
    steps.every((one, at) => one === step || (at === steps.length - 1 && one < step));
  if (steps.every((one) => one === 1) || (isRegular && !isChosen)) return undefined;
  const shown = new Set(
    items.flatMap(({ row, kind, plot }) =>
      row && kind !== 'text' && plot.group === drawn.plot.group ? [keyOf(row)] : [],
    ),
  );
  const over = series
    .slice(series.indexOf(ends[0] ?? '') + 1, series.indexOf(ends.at(-1) ?? ''))
    .map((end) => known.get(end))
    .find((row) => row && !shown.has(keyOf(row)));
  if (!over) return undefined;
  const name = markName(drawn);
  const message = `${/^[aeo]/.test(name) ? 'an' : 'a'} ${name} passes over ${rowName(over)} ("${String(over['text'])}"), which is not drawn`;
  const hint =
    'let it break there: in place of the filter {"calculate": "TEST ? datum.value : null", "as": "drawn"}; or draw every figure';
  return untrue(drawn, message, hint);
}

/** Whether a row is of the series of another, of a period of the same kind, and of the same release where these are drawn. */
function isLike(row: ChartRow, other: ChartRow): boolean {
  const kindOf = ({ period }: ChartRow): string => String(period).replaceAll(/\d/g, '0');
  return seriesOf(row) === seriesOf(other) && kindOf(row) === kindOf(other);
}

// Which parts of a specification choose rows by their figures: what they leave out is not seen to be left out.

const PLACES: readonly string[] = ['x', 'y', 'x2', 'y2'];

/** Fields that hold a figure, or say something of its size. */
const OF_FIGURE: readonly string[] = 'value low high amount lower upper text growth_text negative'.split(' ');

/** What the filters of a specification read. */
interface FigureFilters {
  /** Whether rows of the view with this pointer, or of one around it, are chosen by their figures. */
  readonly choosesAt: (view: string) => boolean;
  /** Whether a filter names bounds and ranges, so that its author knows what it leaves out. */
  readonly namesLoose: boolean;
}

/** Finds what the filters of a specification read, also by way of other transforms. */
function figureFilters({ spec }: ChartSpec): FigureFilters {
  const nodes = [...nodesOf(spec)];
  const steps = nodes.flatMap(({ key, value }) =>
    key === 'transform' && Array.isArray(value) ? (value as unknown[]).filter(isMapping) : [],
  );
  const ofFigure = readingOf(OF_FIGURE, steps);
  const ofLoose = readingOf(['loose'], steps);
  const filters = nodes.filter(({ key, parentKey }) => key === 'filter' && parentKey === 'transform');
  const views = filters
    .filter((filter) => fieldsIn(filter).some((field) => ofFigure.has(field)))
    .map(({ pointer }) => pointer.replace(/\/transform\/\d+\/filter$/, ''));
  // A place that is worked out can be none for some rows, which are then not drawn.
  const placed = new Set(
    unitViews(spec)
      .filter(({ channels }) =>
        PLACES.some((name) => {
          const field = channels.get(name)?.channel['field'];
          return typeof field === 'string' && ofFigure.has(field) && !OF_FIGURE.includes(field);
        }),
      )
      .map(({ pointer }) => pointer.replace(/\/mark$/, '')),
  );
  return {
    choosesAt: (view) => views.some((one) => view === one || view.startsWith(`${one}/`)) || placed.has(view),
    namesLoose: filters.some((filter) => fieldsIn(filter).some((field) => ofLoose.has(field))),
  };
}

/** The fields that are made from some fields, with these. */
function readingOf(fields: readonly string[], steps: readonly Readonly<Record<string, unknown>>[]): Set<string> {
  const found = new Set(fields);
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const step of steps) {
      if ('filter' in step) continue;
      for (const part of [step, ...Object.values(step).flat().filter(isMapping)]) {
        if (typeof part['as'] !== 'string') continue;
        const read = [...nodesOf({ ...part, sort: step['sort'] })].flatMap(fieldsIn);
        if (read.some((field) => found.has(field))) found.add(part['as']);
      }
    }
  }
  return found;
}

/** The fields that a value of a specification reads, with all in it. */
function fieldsIn(node: SpecNode): string[] {
  const inner = [node, ...nodesOf(node.value, node.pointer, node.key)];
  const read = inner.flatMap(expressionsOf).flatMap(({ text }) => inspectExpression(text, new Set()).fields);
  const named = inner.flatMap(({ key, value }) => (key === 'field' && typeof value === 'string' ? [value] : []));
  return [...read, ...named];
}
