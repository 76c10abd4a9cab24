import { groupBy } from '../core/diagnostics/text-order.ts';
import type { NumberSigns } from '../language/locale.ts';
import { whyNotAdded } from './addable.ts';
import type { ChartRow, IndicatorTraits, ScaleNote } from './chart-model.ts';
import { type SceneItem, textLines } from './scene.ts';
import type {
  DrawnItem,
  Extent,
  HeadText,
  PlacedLabel,
  PlaceScale,
  Plot,
  SceneReading,
  TickLabel,
} from './scene-reading.ts';
import { namesValue, readNumber, strangePart, textsOf } from './shown-text.ts';

// Proves a picture: every text, place and length in it is that of the row for which it is drawn. What this does not
// understand is a fault, too.

/** Something in a picture that is not so. */
export interface Fault {
  readonly rule: 'chart/untrue' | 'chart/scale';
  readonly message: string;
  readonly hint: string;
  /** What draws it: a mark by the name that Vega-Lite gives it, or an axis by its side. */
  readonly mark?: string | undefined;
  readonly orient?: string | undefined;
  /** The channel of the mark. */
  readonly channel?: string | undefined;
}

/** What a picture is checked with. */
export interface TruthContext {
  readonly numbers: NumberSigns;
  /** Whether rows are distinguished by their releases. */
  readonly hasVintages: boolean;
  /** By id. */
  readonly indicators: ReadonlyMap<string, IndicatorTraits>;
  /** Whether the chart works out the sums of what it stacks. */
  readonly hasSum: boolean;
}

/** One of the two axes of a plot. */
export type Axis = 'x' | 'y';

const OTHER: Readonly<Record<Axis, Axis>> = { x: 'y', y: 'x' };

/** What the places of a scale stand for. `field` of categories is the field of rows that they are. */
export type Role =
  { readonly kind: 'amount' | 'year' | 'time' } | { readonly kind: 'category'; readonly field: string | undefined };

interface Proof {
  readonly reading: SceneReading;
  readonly context: TruthContext;
  readonly roles: ReadonlyMap<PlaceScale, Role>;
  readonly faults: Fault[];
  /** Lines that lead from the figure of one row to that of another. */
  readonly joins: Join[];
  /** Rows at whose figures marks of others end. */
  readonly ends: Set<ChartRow>;
  /** Between which amounts marks lie, of which it is proved, by plot and row. */
  readonly proved: Map<SceneItem, Map<ChartRow, (readonly [from: number, to: number])[]>>;
}

/** A rule from the figure of a row to that of another of its series. */
export interface Join {
  readonly drawn: DrawnItem;
  readonly from: ChartRow;
  readonly to: ChartRow;
}

/** Names of Vega's marks for those who write Vega-Lite. */
const MARK_NAMES: ReadonlyMap<string, string> = new Map([
  ['rect', 'bar'],
  ['symbol', 'point'],
]);

/** Scales for places, by Vega's name. */
const PLAIN_SCALES: ReadonlySet<string> = new Set(['linear', 'utc', 'band', 'point']);

/** Lines that go through all of their points. */
const THROUGH: ReadonlySet<unknown> = new Set([
  undefined,
  null,
  'linear',
  'monotone',
  'step',
  'step-after',
  'step-before',
]);

/** Shapes of points; a path of one's own could draw anything. */
const SHAPES: ReadonlySet<unknown> = new Set(
  [undefined, null].concat(
    'circle square cross diamond triangle triangle-up triangle-down triangle-left triangle-right'.split(' ') as never[],
  ),
);

/** Pixels within which a place is the same as another. */
const NEAR = 1;

/** The widest stroke, the widest one around letters, the largest point, and the farthest that a text is moved from its place, in pixels. */
const MOST = { stroke: 12, halo: 6, size: 450, moved: 40 } as const;

/** Between which numbers a scale of years lies. */
const YEARS = { from: 1000, to: 3000 } as const;

/** The least height of letters in pixels, and from one line to the next in parts of it. */
const LEAST = { letters: 6, pitch: 0.9 } as const;

/** Milliseconds of a day. */
const DAY = 86_400_000;

const FIELDS_HINT = 'draw fields of the rows; what is to be worked out is asked for in "data", where it is exact';

/** The series of a row: what is measured of what, without when. */
export function seriesOf(row: ChartRow): string {
  return 'event' in row ? `event ${String(row['event'])}` : `${String(row['indicator'])}:${String(row['measure'])}`;
}

/** What was found in a picture. */
export interface Findings {
  readonly faults: readonly Fault[];
  readonly said: Said;
  readonly roles: ReadonlyMap<PlaceScale, Role>;
  /** The axis on which a mark shows an amount. */
  readonly amountAxis: (drawn: DrawnItem) => Axis | undefined;
  readonly joins: readonly Join[];
  /** Rows of which something is drawn, or at whose figures marks of others end. */
  readonly shown: ReadonlySet<ChartRow>;
}

/** The faults of a picture, those of marks in the order of drawing, and what it says. */
export function findFaults(reading: SceneReading, context: TruthContext): Findings {
  const faults: Fault[] = [];
  const known = reading.items.filter((drawn) => {
    const fault = strangeness(drawn);
    if (fault) faults.push(fault);
    return !fault;
  });
  const roles = rolesOf({ ...reading, items: known }, context, faults);
  const said = saidIn(known, roles);
  const proof: Proof = {
    reading: { ...reading, items: known },
    context,
    roles,
    faults,
    joins: [],
    ends: new Set(),
    proved: new Map(),
  };
  const found = {
    said,
    roles,
    amountAxis: (drawn: DrawnItem): Axis | undefined => amountAxis(drawn, proof),
    joins: proof.joins,
  };
  checkScales(proof);
  // Nothing can be read from places on a scale that bends them.
  if (faults.some(({ rule }) => rule === 'chart/scale'))
    return { ...found, faults: faults.filter(({ rule }) => rule === 'chart/scale'), shown: new Set() };
  checkShapes(proof);
  checkLines(proof);
  for (const drawn of known) if (drawn.kind === 'text') checkText(drawn, proof);
  for (const label of reading.labels) checkLetters(label, proof);
  checkTicks(proof);
  for (const head of reading.heads) checkHead(head, proof);
  for (const text of reading.others) {
    faults.push({ rule: 'chart/untrue', message: `the text "${text}" is of no row and no axis`, hint: FIELDS_HINT });
  }
  return { ...found, faults, shown: new Set([...known.flatMap(({ row }) => (row ? [row] : [])), ...proof.ends]) };
}

/** What a picture says, to compare two drawings of it. */
export interface Said {
  /** The rows of which something is drawn, and their series: address and release → series. */
  readonly rows: ReadonlyMap<string, string>;
  /** The categories of its scales, in their order, by the field that they are of. */
  readonly orders: ReadonlyMap<string, readonly string[]>;
  /** What a reader must be reported of its scales for amounts. */
  readonly scales: readonly ScaleNote[];
}

function saidIn(items: readonly DrawnItem[], roles: ReadonlyMap<PlaceScale, Role>): Said {
  const rows = items.flatMap(({ row }): [string, string][] =>
    row ? [[`${rowName(row)} ${String(row['release'])}`, seriesOf(row)]] : [],
  );
  const orders = [...roles].flatMap(([{ domain }, role]): [string, readonly string[]][] =>
    role.kind === 'category' && role.field !== undefined ? [[role.field, domain.map(said)]] : [],
  );
  return { rows: new Map(rows), orders: new Map(orders), scales: scaleNotes(items, roles) };
}

function scaleNotes(items: readonly DrawnItem[], roles: ReadonlyMap<PlaceScale, Role>): ScaleNote[] {
  const amounts = [...roles].flatMap(([scale, { kind }]) => (kind === 'amount' ? [scale] : []));
  const isCut = amounts.some(({ domain: [low, high] }) => Number(low) > 0 || Number(high) < 0);
  const unitOf = (scale: PlaceScale): unknown =>
    items.find(({ x, y }) => x.scale === scale || y.scale === scale)?.row?.['unit'];
  // Amounts of different units cannot be compared anyway.
  const isOwn = amounts.some((one, at) =>
    amounts.slice(at + 1).some((other) => said(other.domain) !== said(one.domain) && unitOf(other) === unitOf(one)),
  );
  return [...(isOwn ? ['own' as const] : []), ...(isCut ? ['cut' as const] : [])];
}

/** What a drawing for narrow screens says otherwise than the wide one; undefined if it says the same. */
export function narrowDifference(narrow: Said, wide: Said): string | undefined {
  for (const key of narrow.rows.keys())
    if (!wide.rows.has(key)) return `it shows ${key.split(' ')[0]}, which the wide drawing does not show`;
  const series = new Set(narrow.rows.values());
  for (const one of wide.rows.values())
    if (!series.has(one)) return `it shows nothing of ${one}, which the wide drawing shows`;
  for (const [field, order] of narrow.orders) {
    const both = (wide.orders.get(field) ?? []).filter((one) => order.includes(one));
    const own = order.filter((one) => both.includes(one));
    if (own.some((one, at) => one !== both[at]))
      return `it shows ${own.join(', ')} in another order than the wide drawing`;
  }
  return undefined;
}

/** The first fault of each mark and channel: the others have its cause. */
export function firstOfEach(faults: readonly Fault[]): Fault[] {
  const first = new Map<string, Fault>();
  for (const fault of faults) {
    const key = [fault.rule, fault.mark, fault.orient, fault.channel].join(' ');
    if (!first.has(key)) first.set(key, fault);
  }
  return [...first.values()];
}

/** What those who write Vega-Lite call a mark. */
export function markName({ kind }: DrawnItem): string {
  return MARK_NAMES.get(kind) ?? kind;
}

/** What a mark stands for, for messages. */
export function rowName(row: ChartRow): string {
  return String(row['address'] ?? row['event']);
}

/** A fault of a mark. */
export function untrue(drawn: DrawnItem, message: string, hint = FIELDS_HINT, channel?: string): Fault {
  return { rule: 'chart/untrue', message, hint, mark: drawn.scene.name, channel };
}

/** Why a mark cannot be read at all. */
function strangeness(drawn: DrawnItem): Fault | undefined {
  const { kind, item, row } = drawn;
  const name = markName(drawn);
  if (!['rect', 'line', 'area', 'symbol', 'rule', 'text'].includes(kind)) {
    return untrue(drawn, `a ${kind} cannot be read back from the picture`, 'use bar, line, area, point, rule or text');
  }
  if (!row) return untrue(drawn, `a ${name} stands for no row, or for several`, FIELDS_HINT);
  if (!THROUGH.has(item['interpolate'])) {
    const message = `a ${name} that is drawn as ${String(item['interpolate'])} does not pass through its figures`;
    return untrue(drawn, message, 'use linear, monotone or step');
  }
  if (kind === 'symbol' && !SHAPES.has(item['shape'])) {
    return untrue(
      drawn,
      `the shape of a point is a path that cannot be read back`,
      'use circle, square, cross, diamond or triangle',
    );
  }
  const stroke = Number(item['strokeWidth'] ?? 0);
  if (kind === 'text' && item['stroke'] && stroke > MOST.halo) {
    const message = `the text has a stroke of ${stroke} pixels, which hides what is near it`;
    return { ...untrue(drawn, message, `${MOST.halo} are enough`), channel: 'text' };
  }
  if (kind !== 'text' && item['stroke'] && stroke > MOST.stroke) {
    return untrue(
      drawn,
      `a ${name} has a stroke of ${stroke} pixels, which looks like an amount`,
      `${MOST.stroke} are enough`,
    );
  }
  if (kind === 'symbol' && Number(item['size'] ?? 0) > MOST.size) {
    return untrue(
      drawn,
      `a point is ${String(item['size'])} square pixels large, and shows no place`,
      `${MOST.size} are enough`,
    );
  }
  return undefined;
}

/** Learns what each scale stands for from all marks on it, and reports places that are of no row. */
function rolesOf({ items }: SceneReading, context: TruthContext, faults: Fault[]): Map<PlaceScale, Role> {
  const users = new Map<PlaceScale, { readonly drawn: DrawnItem; readonly axis: Axis; readonly extent: Extent }[]>();
  for (const drawn of items) {
    for (const axis of ['x', 'y'] as const) {
      const { scale } = drawn[axis];
      if (scale) users.set(scale, [...(users.get(scale) ?? []), { drawn, axis, extent: drawn[axis] }]);
    }
  }
  const roles = new Map<PlaceScale, Role>();
  for (const [scale, all] of users) {
    if (scale.type === 'utc' || scale.type === 'time') roles.set(scale, { kind: 'time' });
    else if (scale.isDiscrete) roles.set(scale, categoryRole(scale, all, context, faults));
    else {
      const marks = all.filter(({ drawn }) => drawn.kind !== 'text');
      const places = marks.length > 0 ? marks : all;
      const areYears =
        scale.domain.every((end) => Number(end) > YEARS.from && Number(end) < YEARS.to) &&
        places.every(({ drawn, extent: { from, to } }) => isInYear(drawn, scale, from) || isInYear(drawn, scale, to));
      roles.set(scale, { kind: areYears ? 'year' : 'amount' });
    }
  }
  return roles;
}

type Use = { readonly drawn: DrawnItem; readonly axis: Axis; readonly extent: Extent };

/** The field whose texts the categories of a scale are. */
function categoryRole(scale: PlaceScale, uses: readonly Use[], context: TruthContext, faults: Fault[]): Role {
  const placed = uses.flatMap(({ drawn, axis, extent }) => {
    if (Math.abs(extent.from - extent.to) > 2 * NEAR && drawn.kind === 'rule') return [];
    const category = scale.categoryAt((extent.from + extent.to) / 2);
    const { row } = drawn;
    return row ? [{ drawn, axis, row, category }] : [];
  });
  const fits = (field: string): number =>
    placed.filter(({ row, category }) => category && String(row[field]) === said(category.value)).length;
  const [first] = placed;
  if (!first) return { kind: 'category', field: undefined };
  const fields = Object.keys(first.row).filter((field) => context.hasVintages || !isOfOtherTime(field));
  const best = fields.map((field) => ({ field, count: fits(field) })).toSorted((a, b) => b.count - a.count)[0];
  if (best && best.count === placed.length) return { kind: 'category', field: best.field };
  const strange = placed.find(({ row, category }) => {
    if (!category) return true;
    return strangePart(said(category.value), textsOf(row, context.hasVintages)) !== undefined;
  });
  if (strange) {
    const own = best && best.count > 0 ? ` and not at "${String(strange.row[best.field])}"` : '';
    const where = strange.category ? `at "${said(strange.category.value)}"${own}` : 'outside of all categories';
    faults.push(
      untrue(
        strange.drawn,
        `the ${markName(strange.drawn)} of ${rowName(strange.row)} is ${where}`,
        FIELDS_HINT,
        strange.axis,
      ),
    );
  }
  return { kind: 'category', field: undefined };
}

function isOfOtherTime(field: string): boolean {
  return /^(?:base|release|published)/.test(field);
}

/** Whether a place is that of the year of a row: its middle, of rules and texts its edges too. */
function isInYear({ row, kind }: DrawnItem, scale: PlaceScale, pixel: number): boolean {
  const year = row?.['year'];
  if (typeof year !== 'number') return false;
  const reach = kind === 'rule' || kind === 'text' ? 0.5 : 0;
  return Math.abs(scale.at(pixel) - year) <= reach + scale.slack(pixel);
}

/** Reports scales that do not show amounts in proportion, and a second one for amounts in a plot. */
function checkScales({ reading, roles, faults }: Proof): void {
  const told = new Set<PlaceScale>();
  const amounts = new Map<string, PlaceScale>();
  const plots = [...new Set(reading.items.map(({ plot }) => plot.group))];
  for (const drawn of reading.items) {
    for (const axis of ['x', 'y'] as const) {
      const { scale } = drawn[axis];
      const role = scale && roles.get(scale);
      if (!scale || !role) continue;
      const scaleFault = told.has(scale) ? undefined : problemOf(scale, axis, reading.items);
      told.add(scale);
      const place = { mark: drawn.scene.name, channel: axis };
      if (scaleFault) faults.push({ rule: 'chart/scale', ...scaleFault, ...place });
      if (role.kind !== 'amount' || drawn.kind === 'text') continue;
      const key = `${plots.indexOf(drawn.plot.group)} ${axis}`;
      const known = amounts.get(key);
      amounts.set(key, known ?? scale);
      if (known && known !== scale && !told.has(known)) continue;
      if (known && known !== scale) {
        const message = `a second scale for amounts is on the ${axis} axis: marks at one height are different amounts`;
        faults.push({
          rule: 'chart/scale',
          message,
          hint: 'share the scale, or draw two charts side by side',
          ...place,
        });
      }
    }
  }
  for (const [scale, role] of roles) {
    if (role.kind !== 'amount') continue;
    const users = reading.items.filter(({ x, y }) => x.scale === scale || y.scale === scale);
    const units = new Set(users.map(({ row }) => row?.['unit']).filter((unit) => unit !== undefined && unit !== null));
    const first = users.find(({ row }) => row?.['unit'] === [...units].at(-1));
    if (units.size > 1 && first) {
      const message = `figures in ${[...units].map(String).join(' and in ')} are on one scale`;
      const channel = first.x.scale === scale ? 'x' : 'y';
      faults.push({
        rule: 'chart/scale',
        message,
        hint: 'give all data one "unit", or draw two charts',
        mark: first.scene.name,
        channel,
      });
    }
  }
}

function problemOf(
  scale: PlaceScale,
  axis: Axis,
  items: readonly DrawnItem[],
): { message: string; hint: string } | undefined {
  if (!PLAIN_SCALES.has(scale.type)) {
    return {
      message: `a scale of the type ${scale.type} does not show amounts in proportion`,
      hint: 'use a linear scale, or draw changes in per cent',
    };
  }
  if (scale.isDiscrete) {
    const series = axis === 'x' ? runningBackward(scale, items) : undefined;
    return series === undefined
      ? undefined
      : { message: `the periods of ${series} run backward from left to right`, hint: 'sort them by "end"' };
  }
  if (scale.domain.length !== 2 || scale.range.length !== 2) {
    return { message: 'a scale in several pieces does not show amounts in proportion', hint: 'give it two ends' };
  }
  const [low, high] = scale.domain.map(Number) as [number, number];
  const [from, to] = scale.range.map(Number) as [number, number];
  const isForward = axis === 'x' ? to >= from : to <= from;
  return low <= high === isForward
    ? undefined
    : { message: `the scale of the ${axis} axis is reversed`, hint: 'let it rise to the right and upward' };
}

/** The series of which a later period stands to the left of an earlier one. */
function runningBackward(scale: PlaceScale, items: readonly DrawnItem[]): string | undefined {
  const ends = new Map<string, { readonly at: number; readonly end: string }[]>();
  for (const { row, x } of items) {
    if (!row || 'event' in row || x.scale !== scale) continue;
    const places = ends.get(seriesOf(row)) ?? [];
    ends.set(seriesOf(row), [...places, { at: (x.from + x.to) / 2, end: String(row['end']) }]);
  }
  for (const [series, places] of ends) {
    const sorted = places.toSorted((a, b) => a.at - b.at);
    const isBackward = sorted.some(({ at, end }, next) => {
      const before = sorted[next - 1];
      return before && at - before.at > NEAR && end < before.end;
    });
    if (isBackward) return series;
  }
  return undefined;
}

/** The amounts of a mark on an axis. */
function amountsOf({ from, to, scale }: Extent): { readonly ends: readonly [number, number]; readonly slack: number } {
  if (!scale) return { ends: [Number.NaN, Number.NaN], slack: 0 };
  const ends: [number, number] = [scale.at(from), scale.at(to)];
  // Half a pixel, and what the last digits of binary numbers lose.
  return {
    ends,
    slack: Math.max(scale.slack(from), scale.slack(to)) + 1e-9 * Math.max(Math.abs(ends[0]), Math.abs(ends[1])),
  };
}

function isSame(a: number, b: unknown, slack: number): boolean {
  return typeof b === 'number' && Math.abs(a - b) <= slack;
}

/** The axis on which a mark shows an amount. */
function amountAxis(drawn: DrawnItem, { roles }: Proof): Axis | undefined {
  return (['y', 'x'] as const).find((axis) => {
    const { scale } = drawn[axis];
    return scale && roles.get(scale)?.kind === 'amount';
  });
}

function isAmountScale(scale: PlaceScale | undefined, { roles }: Proof): boolean {
  return scale !== undefined && roles.get(scale)?.kind === 'amount';
}

/** Checks the places of all marks but texts. */
function checkShapes(proof: Proof): void {
  const open: DrawnItem[] = [];
  const plots = plotAxes(proof);
  for (const drawn of proof.reading.items) {
    if (drawn.kind === 'text' || !drawn.row) continue;
    const fault = outsideFault(drawn) ?? pixelFault(drawn, plots.get(drawn.plot.group) ?? new Set());
    if (fault) {
      proof.faults.push(fault);
      continue;
    }
    const isRead = readPlaces(drawn, proof);
    if (isRead === 'open') open.push(drawn);
  }
  settleStacks(open, proof);
}

/** The axes of each plot that have a scale for amounts. */
function plotAxes(proof: Proof): Map<SceneItem, Set<Axis>> {
  const found = new Map<SceneItem, Set<Axis>>();
  for (const drawn of proof.reading.items) {
    for (const axis of ['x', 'y'] as const) {
      if (!isAmountScale(drawn[axis].scale, proof)) continue;
      found.set(drawn.plot.group, (found.get(drawn.plot.group) ?? new Set()).add(axis));
    }
  }
  return found;
}

function sizeOf({ width, height }: Plot, axis: Axis): number {
  return axis === 'x' ? width : height;
}

function outsideFault(drawn: DrawnItem): Fault | undefined {
  for (const axis of ['x', 'y'] as const) {
    const { from, to, scale } = drawn[axis];
    const size = sizeOf(drawn.plot, axis);
    if (!scale || (Math.min(from, to) >= -NEAR && Math.max(from, to) <= size + NEAR)) continue;
    const message = `the ${markName(drawn)} of ${rowName(drawn.row ?? {})} lies outside its plot`;
    return untrue(drawn, message, 'let the domain of the scale take in all figures, or filter the rows', axis);
  }
  return undefined;
}

/** Whether an extent is the whole of a plot: nothing is read from its length. */
function spans({ from, to }: Extent, size: number): boolean {
  return Math.min(from, to) <= NEAR && Math.max(from, to) >= size - NEAR;
}

/** A mark that is placed in pixels where others stand for amounts. */
function pixelFault(drawn: DrawnItem, amountAxes: ReadonlySet<Axis>): Fault | undefined {
  const hasNone = amountAxes.size === 0 && drawn.kind !== 'rule' && !('event' in (drawn.row ?? {}));
  for (const axis of ['x', 'y'] as const) {
    const extent = drawn[axis];
    if (extent.scale || spans(extent, sizeOf(drawn.plot, axis))) continue;
    if (
      amountAxes.has(axis)
        ? !('event' in (drawn.row ?? {}) && drawn[OTHER[axis]].scale)
        : hasNone && !drawn[OTHER[axis]].scale
    ) {
      const message = `the ${markName(drawn)} of ${rowName(drawn.row ?? {})} is placed in pixels, where others stand for amounts`;
      return untrue(drawn, message, 'place it by a field, such as "value", or let it span the plot', axis);
    }
  }
  return undefined;
}

/** Checks where a mark stands. Returns `open` where it may be part of a stack. */
function readPlaces(drawn: DrawnItem, proof: Proof): 'sound' | 'open' | 'fault' {
  const axis = amountAxis(drawn, proof);
  if (axis === undefined) return readWithoutAmount(drawn, proof);
  const other = OTHER[axis];
  if (isAmountScale(drawn[other].scale, proof)) {
    proof.faults.push(
      untrue(
        drawn,
        `the ${markName(drawn)} of ${rowName(drawn.row ?? {})} stands for amounts on both axes`,
        'draw one axis of figures',
        axis,
      ),
    );
    return 'fault';
  }
  const isSegment =
    drawn.kind === 'rule' && Math.abs(drawn[other].from - drawn[other].to) > 2 * NEAR && drawn[other].scale;
  if (isSegment) return readSegment(drawn, axis, proof);
  const place = misplaced(drawn, other, proof);
  if (place) {
    proof.faults.push(place);
    return 'fault';
  }
  const { row } = drawn;
  if (!row || 'event' in row) return 'sound';
  const { ends, slack } = amountsOf(drawn[axis]);
  const [from, to] = ends;
  const isLong = drawn.kind === 'rect' || drawn.kind === 'area' || Math.abs(drawn[axis].from - drawn[axis].to) > 1e-6;
  const isCentred = drawn.kind === 'rect' && Math.abs(drawn[axis].from - drawn[axis].to) <= 1e-6;
  const thickness = (axis === 'x' ? drawn.item.width : drawn.item.height) ?? 0;
  if (isCentred && thickness > MOST.stroke) {
    const message = `the ${markName(drawn)} of ${rowName(row)} is ${thickness} pixels long with its figure in the middle, so neither end is a figure`;
    const hint =
      'leave "height", "width" and "thickness" out: a bar reaches from zero to its figure; "size" is how wide it is';
    proof.faults.push(untrue(drawn, message, hint, axis));
    return 'fault';
  }
  if (!isLong || isCentred) {
    if (isSame(from, row['value'], slack) || (drawn.kind === 'rule' && isSame(from, 0, slack))) {
      prove(drawn, [from, to], proof);
      return 'sound';
    }
    if (isCentred && isSame(from, 0, slack) && row['value'] === 0) return 'sound';
    return 'open';
  }
  if (spans(drawn[axis], sizeOf(drawn.plot, axis)) && drawn.kind === 'rule' && drawn[other].scale) return 'sound';
  if (isBetweenFigures(ends, slack, drawn, other, proof)) {
    prove(drawn, [from, to], proof);
    return 'sound';
  }
  return 'open';
}

function prove({ plot, row }: DrawnItem, ends: readonly [number, number], { proved }: Proof): void {
  if (!row) return;
  const ofPlot = proved.get(plot.group) ?? new Map<ChartRow, (readonly [number, number])[]>();
  proved.set(plot.group, ofPlot.set(row, [...(ofPlot.get(row) ?? []), ends]));
}

/** Whether the ends of a bar, an area or a rule are zero and its figure, the ends of what its figure may be, or two figures. */
function isBetweenFigures(
  [one, two]: readonly [number, number],
  slack: number,
  drawn: DrawnItem,
  other: Axis,
  proof: Proof,
): boolean {
  const row = drawn.row ?? {};
  const is = (a: unknown, b: unknown): boolean =>
    (isSame(one, a, slack) && isSame(two, b, slack)) || (isSame(one, b, slack) && isSame(two, a, slack));
  const { value, low, high, lower, upper } = row;
  const own = [
    [0, value],
    [low, high],
    [lower, upper],
    [value, lower],
    [value, upper],
    [value, low],
    [value, high],
    [value, value],
  ];
  if (own.some(([a, b]) => is(a, b))) return true;
  const partners = partnersAt(drawn, other, proof).filter((partner) => is(value, partner['value']));
  for (const partner of partners) proof.ends.add(partner);
  return partners.length > 0;
}

/** The other rows at the place of a mark on an axis. */
function partnersAt(drawn: DrawnItem, axis: Axis, { reading, roles }: Proof): ChartRow[] {
  const { scale } = drawn[axis];
  const role = scale && roles.get(scale);
  const { row } = drawn;
  if (!row || !role || role.kind === 'amount') return [];
  const field = role.kind === 'category' ? role.field : role.kind === 'year' ? 'year' : 'end';
  if (field === undefined) return [];
  return reading.rows.filter(
    (one) => one !== row && one[field] === row[field] && one['unit'] === row['unit'] && !one['loose'],
  );
}

/** A line from the place of its row to that of another of its series, or from the base of its rate at zero. */
function readSegment(drawn: DrawnItem, axis: Axis, proof: Proof): 'sound' | 'fault' {
  const row = drawn.row ?? {};
  const other = OTHER[axis];
  const { ends, slack } = amountsOf(drawn[axis]);
  const places = [drawn[other].from, drawn[other].to] as const;
  const isAt = (end: 0 | 1, one: ChartRow): boolean =>
    isSame(ends[end], one['value'], slack) && standsAt(one, drawn, other, places[end], proof);
  const isBase = (end: 0 | 1): boolean =>
    isSame(ends[end], 0, slack) &&
    standsAt(
      { ...row, period: row['base'] ?? null, period_label: row['base_label'] ?? null, year: yearOf(row['base']) },
      drawn,
      other,
      places[end],
      proof,
    );
  const others = proof.reading.rows.filter((one) => one !== row && seriesOf(one) === seriesOf(row) && !one['loose']);
  const isOther = (end: 0 | 1): boolean => {
    const other = others.find((one) => isAt(end, one));
    if (other) {
      proof.ends.add(other);
      proof.joins.push({ drawn, from: row, to: other });
    }
    return other !== undefined || isBase(end);
  };
  if ((isAt(0, row) && isOther(1)) || (isAt(1, row) && isOther(0))) {
    prove(drawn, isAt(0, row) ? [ends[0], ends[0]] : [ends[1], ends[1]], proof);
    return 'sound';
  }
  proof.faults.push(
    untrue(
      drawn,
      `the rule of ${rowName(row)} leads from ${plain(ends[0])} to ${plain(ends[1])}, which are not this figure and another of its series`,
      FIELDS_HINT,
      axis,
    ),
  );
  return 'fault';
}

function yearOf(period: unknown): number | null {
  return typeof period === 'string' ? Number(period.slice(0, 4)) : null;
}

/** Whether a pixel is the place of a row on an axis that shows no amounts. */
function standsAt(row: ChartRow, drawn: DrawnItem, axis: Axis, pixel: number, { roles, context }: Proof): boolean {
  const { scale } = drawn[axis];
  const role = scale && roles.get(scale);
  if (!scale || !role) return true;
  if (role.kind === 'year') return isInYear({ ...drawn, row }, scale, pixel);
  if (role.kind === 'time') {
    const [start, end] = [Date.parse(String(row['start'])), Date.parse(String(row['end'])) + DAY];
    const [at, slack] = [scale.at(pixel), scale.slack(pixel)];
    return at >= start - slack && at <= end + slack;
  }
  if (role.kind !== 'category') return false;
  const category = scale.categoryAt(pixel);
  if (!category) return false;
  if (role.field !== undefined) return String(row[role.field]) === said(category.value);
  return strangePart(said(category.value), textsOf(row, context.hasVintages)) === undefined;
}

/** A mark that stands elsewhere than its row on an axis that shows no amounts. */
function misplaced(drawn: DrawnItem, axis: Axis, proof: Proof): Fault | undefined {
  const { scale, from, to } = drawn[axis];
  const { row } = drawn;
  const role = scale && proof.roles.get(scale);
  if (!scale || !role || !row || role.kind === 'amount') return undefined;
  const isWide = drawn.kind === 'rect' && Math.abs(from - to) > 1e-6;
  // A bar stands around its place; on a scale of time it reaches from the beginning of its period to its end.
  const places = isWide && role.kind !== 'time' ? [(from + to) / 2] : [from, to];
  if (places.every((pixel) => standsAt(row, drawn, axis, pixel, proof))) return undefined;
  const where = scale.isDiscrete
    ? scale.categoryAt((from + to) / 2)?.value
    : role.kind === 'year'
      ? plain(scale.at(from))
      : dayOf(scale.at(from));
  const message = `the ${markName(drawn)} of ${rowName(row)} is at ${said(where ?? 'no place of the axis')}`;
  return untrue(drawn, message, FIELDS_HINT, axis);
}

function dayOf(time: number): string {
  return Number.isFinite(time) ? new Date(time).toISOString().slice(0, 10) : 'no day';
}

/** A mark that shows no amount by its place: by its colour, at a time, or across the whole plot. */
function readWithoutAmount(drawn: DrawnItem, proof: Proof): 'sound' | 'fault' {
  const { kind, row, plot } = drawn;
  const fault = misplaced(drawn, 'x', proof) ?? misplaced(drawn, 'y', proof);
  if (fault) {
    proof.faults.push(fault);
    return 'fault';
  }
  const isBackground = (['x', 'y'] as const).some(
    (axis) => !drawn[axis].scale && spans(drawn[axis], sizeOf(plot, axis)),
  );
  if ((row && 'event' in row) || kind === 'rule' || (kind === 'rect' && isBackground)) return 'sound';
  if (kind === 'rect' && drawn.isTinted) return 'sound';
  const message = `the ${markName(drawn)} of ${rowName(row ?? {})} shows no amount`;
  proof.faults.push(untrue(drawn, message, 'give it "x" or "y" with the field "value" and the type quantitative'));
  return 'fault';
}

/** Bars and areas on top of one another: each is as long as its figure, and begins where one that is proved ends. */
function settleStacks(open: readonly DrawnItem[], proof: Proof): void {
  let rest = [...open];
  const stacked: DrawnItem[] = [];
  for (let before = -1; before !== rest.length;) {
    before = rest.length;
    rest = rest.filter((drawn) => {
      const isPart = isStacked(drawn, proof);
      if (isPart) stacked.push(drawn);
      return !isPart && !liesAtEnd(drawn, proof);
    });
  }
  checkWholes(stacked, proof);
  for (const drawn of rest) {
    const axis = amountAxis(drawn, proof);
    const row = drawn.row ?? {};
    if (!axis) continue;
    const { ends } = amountsOf(drawn[axis]);
    const shown =
      Math.abs(ends[0] - ends[1]) > 1e-9 ? `from ${plain(ends[0])} to ${plain(ends[1])}` : `at ${plain(ends[0])}`;
    const message = `the ${markName(drawn)} of ${rowName(row)} is drawn ${shown}, where its figure is ${plain(Number(row['value'] ?? Number.NaN))}`;
    proof.faults.push(untrue(drawn, message, FIELDS_HINT, axis));
  }
}

function isStacked(drawn: DrawnItem, proof: Proof): boolean {
  const axis = amountAxis(drawn, proof);
  const { row } = drawn;
  if (!axis || !row || (drawn.kind !== 'rect' && drawn.kind !== 'area')) return false;
  const { ends, slack } = amountsOf(drawn[axis]);
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const value = row['value'];
  if (typeof value !== 'number' || !isSame(high - low, Math.abs(value), 2 * slack)) return false;
  const start = value >= 0 ? low : high;
  const below = proof.proved.get(drawn.plot.group) ?? new Map<ChartRow, (readonly [number, number])[]>();
  const partners = new Set(partnersAt(drawn, OTHER[axis], proof));
  for (const [one, extents] of below) {
    if (
      one === row ||
      !partners.has(one) ||
      !extents.some(([a, b]) => a !== b && (isSame(start, a, slack) || isSame(start, b, slack)))
    )
      continue;
    prove(drawn, ends, proof);
    checkSum(drawn, proof, axis);
    return true;
  }
  return false;
}

/** What a mark draws at one place stands on top of one another, and is read as a sum. */
function checkSum(drawn: DrawnItem, { reading, faults, context }: Proof, axis: Axis): void {
  const { row, scene, plot } = drawn;
  if (!row) return;
  for (const other of reading.items) {
    const isBeneath = other.scene.name === scene.name && other.plot.group === plot.group && other.kind === drawn.kind;
    const isHere = Math.abs(other[OTHER[axis]].from - drawn[OTHER[axis]].from) <= 1e-6;
    if (!isBeneath || !isHere || !other.row || other.row === row) continue;
    const why = whyNotAdded(row, other.row, context);
    if (why === undefined) continue;
    const message = `the ${markName(drawn)} of ${rowName(row)} is stacked on ${rowName(other.row)}: ${why}`;
    faults.push(untrue(drawn, message, 'stack the members of one dimension in one period, without their whole'));
    return;
  }
}

/** Each stack of a period has the parts of the others: a reader takes its end for their sum. */
function checkWholes(stacked: readonly DrawnItem[], { reading, roles, faults }: Proof): void {
  const axisOfTime = (drawn: DrawnItem): Axis | undefined =>
    (['x', 'y'] as const).find((axis) => {
      const { scale } = drawn[axis];
      const role = scale && roles.get(scale);
      return role?.kind === 'year' || role?.kind === 'time' || (role?.kind === 'category' && isTime(role.field));
    });
  const keyOf = ({ scene, plot, kind }: DrawnItem): string =>
    `${kind} ${scene.name} ${reading.items.findIndex((other) => other.plot.group === plot.group)}`;
  for (const [key, [first]] of groupBy(stacked, keyOf)) {
    const axis = first && axisOfTime(first);
    if (!axis) continue;
    const parts = reading.items.filter((drawn) => drawn.row && keyOf(drawn) === key);
    const series = new Map(parts.map((drawn) => [seriesOf(drawn.row ?? {}), drawn]));
    for (const own of groupBy(parts, (drawn) => drawn[axis].from.toFixed(3)).values()) {
      const here = new Set(own.map(({ row }) => seriesOf(row ?? {})));
      const [missing] = [...series].find(([one]) => !here.has(one)) ?? [];
      const [drawn] = own;
      if (missing === undefined || !drawn) continue;
      const what = rowName(series.get(missing)?.row ?? {});
      const message = `the stack of ${String(drawn.row?.['period'])} is drawn without the part of ${what}, and reads as a whole`;
      faults.push(
        untrue(drawn, message, 'draw periods of which all parts are stated, or the parts side by side', axis),
      );
      break;
    }
  }
}

/** Whether a field says when. */
function isTime(field: string | undefined): boolean {
  return field !== undefined && /^(?:year|start|end|period\w*)$/.test(field);
}

/** A point, line or rule at the end of the bar or area of its row. */
function liesAtEnd(drawn: DrawnItem, proof: Proof): boolean {
  const axis = amountAxis(drawn, proof);
  if (!axis || !drawn.row || drawn.kind === 'rect' || drawn.kind === 'area') return false;
  const { ends, slack } = amountsOf(drawn[axis]);
  const own = proof.proved.get(drawn.plot.group)?.get(drawn.row) ?? [];
  return own.some((extent) => ends.every((end) => extent.some((one) => isSame(end, one, slack))));
}

/** Lines and areas run forward along their axis, and join the figures of one series over time. */
function checkLines(proof: Proof): void {
  const lines = new Map<object, DrawnItem[]>();
  for (const drawn of proof.reading.items) {
    if (drawn.kind === 'line' || drawn.kind === 'area')
      lines.set(drawn.scene, [...(lines.get(drawn.scene) ?? []), drawn]);
  }
  for (const points of lines.values()) {
    const [first] = points;
    const axis = first && amountAxis(first, proof);
    if (!first?.row || !axis) continue;
    const other = OTHER[axis];
    const steps = points.slice(1).map((point, at) => point[other].from - (points[at]?.[other].from ?? 0));
    // A line that stays at its place leads from one amount there to another.
    const isForward = [1, -1, 0].some((sign) => steps.every((step) => Math.sign(step) === sign));
    const { scale } = first[other];
    const role = scale && proof.roles.get(scale);
    if (!isForward && scale) {
      proof.faults.push(
        untrue(
          first,
          `a ${first.kind} joins several figures at one place, or goes back`,
          'tell its series apart with "detail" or "color", and leave out "order"',
        ),
      );
    } else if (role?.kind === 'year' || role?.kind === 'time') {
      const strange = points.find(({ row }) => row && first.row && seriesOf(row) !== seriesOf(first.row));
      if (strange?.row)
        proof.faults.push(
          untrue(
            first,
            `a ${first.kind} joins ${rowName(first.row)} and ${rowName(strange.row)}`,
            'tell its series apart with "detail" or "color"',
          ),
        );
    }
  }
}

/** A text is large enough to be read, and its lines stand apart. */
function checkLetters({ text, size, pitch, mark, orient }: PlacedLabel, proof: Proof): void {
  const isSmall = size < LEAST.letters;
  if (!isSmall && (pitch === undefined || pitch >= LEAST.pitch * size)) return;
  const message = isSmall
    ? `the letters of "${text}" are ${size} pixels high`
    : `the lines of "${text}" lie on one another: from one to the next are ${pitch} pixels`;
  const hint = isSmall ? `they need ${LEAST.letters}` : 'leave "lineHeight" out';
  proof.faults.push({ rule: 'chart/untrue', message, hint, mark, orient, channel: 'text' });
}

/** A text says what its row says, and stands at it. */
function checkText(drawn: DrawnItem, proof: Proof): void {
  const { item, row, scene } = drawn;
  if (!row) return;
  const lines = textLines(item).filter(Boolean);
  const text = lines.join(' ');
  const texts = textsOf(row, proof.context.hasVintages);
  const strange = strangePart(lines.join('\n'), texts);
  if (strange !== undefined) {
    const isNone = /^(?:null|undefined|NaN)$/.test(strange);
    const message = isNone
      ? `the text "${text}" is drawn for ${rowName(row)}, which has no such name`
      : `the text "${text}" is drawn for ${rowName(row)}: ${strange === text ? 'it' : `"${strange}"`} is not its figure "${texts.figures[0] ?? ''}" and no name of it`;
    if (texts.figures.includes(strange)) {
      const glued = `in the text "${text}" nothing but a space parts the figure "${strange}" from another number`;
      const apart = 'put a word, a comma or a bracket between them, or each in a line of its own';
      proof.faults.push({ rule: 'chart/untrue', message: glued, hint: apart, mark: scene.name, channel: 'text' });
      return;
    }
    const hint = isNone
      ? 'filter the rows, or draw a field that all of them have'
      : 'draw "text" for the figure, whole, and words of "label" or "period_label"';
    proof.faults.push({ rule: 'chart/untrue', message, hint, mark: scene.name, channel: 'text' });
    return;
  }
  const fault = movedFault(drawn, text) ?? textPlaceFault(drawn, text, proof);
  if (fault) proof.faults.push(fault);
}

/** A text that is moved so far from its place that it stands at another. */
function movedFault(drawn: DrawnItem, text: string): Fault | undefined {
  const { item, row } = drawn;
  for (const axis of ['x', 'y'] as const) {
    const moved = Math.abs(Number(item[`d${axis}`] ?? 0));
    const { scale } = drawn[axis];
    const [low, high] = axis === 'x' ? [item.bounds.x1, item.bounds.x2] : [item.bounds.y1, item.bounds.y2];
    const isElsewhere = scale?.isDiscrete && axis === 'y' && !isNearCategory(scale, drawn[axis].from, (low + high) / 2);
    if (moved <= MOST.moved && !isElsewhere) continue;
    const message = `the text "${text}" of ${rowName(row ?? {})} is moved ${moved} pixels from its place`;
    return untrue(drawn, message, 'put it next to its mark', 'text');
  }
  return undefined;
}

/** Whether a pixel lies well before the middle of the category next to that of a place. */
function isNearCategory(scale: PlaceScale, place: number, pixel: number): boolean {
  const [first, second] = scale.domain.map((value) => scale.middle(value));
  if (first === undefined || second === undefined) return true;
  const step = Math.abs(second - first);
  const own = scale.categoryAt(place);
  return own === undefined || Math.abs(pixel - scale.middle(own.value)) <= 0.75 * step;
}

function textPlaceFault(drawn: DrawnItem, text: string, proof: Proof): Fault | undefined {
  const { row, plot } = drawn;
  if (!row) return undefined;
  const placed = (['x', 'y'] as const).filter((axis) => drawn[axis].scale);
  const hasFigure = /\p{N}/u.test(text);
  if (placed.length === 0 && hasFigure && (proof.proved.get(plot.group)?.size ?? 0) > 1) {
    return untrue(
      drawn,
      `the text "${text}" of ${rowName(row)} is at no place of its row`,
      'place it with "x" or "y" by a field',
      'text',
    );
  }
  for (const axis of placed) {
    const { scale } = drawn[axis];
    if (!isAmountScale(scale, proof)) {
      const fault = misplaced(drawn, axis, proof);
      if (fault) return fault;
      continue;
    }
    const { ends, slack } = amountsOf(drawn[axis]);
    const own = proof.proved.get(plot.group)?.get(row) ?? [];
    const isAtMark = own.some(([a, b]) => ends[0] >= Math.min(a, b) - slack && ends[0] <= Math.max(a, b) + slack);
    if (isAtMark || isSame(ends[0], row['value'], slack) || isSame(ends[0], 0, slack)) continue;
    const message = `the text "${text}" of ${rowName(row)} is at ${plain(ends[0])}, where nothing of it is drawn`;
    return untrue(drawn, message, 'place it by "value"', axis);
  }
  return undefined;
}

/** Labels of axes name the places at which they stand. */
function checkTicks(proof: Proof): void {
  const { ticks, items } = proof.reading;
  const axes = new Map<string, TickLabel[]>();
  const plots = [...new Set(ticks.map(({ plot }) => plot.group))];
  for (const tick of ticks) {
    const key = `${plots.indexOf(tick.plot.group)} ${tick.orient}`;
    axes.set(key, [...(axes.get(key) ?? []), tick]);
  }
  for (const labels of axes.values()) {
    const [first] = labels;
    const scale = first?.scale;
    const role: Role =
      (scale && proof.roles.get(scale)) ??
      (scale?.isDiscrete
        ? { kind: 'category', field: undefined }
        : { kind: scale?.type === 'utc' ? 'time' : 'amount' });
    const units = new Set(
      items.filter(({ x, y }) => x.scale === scale || y.scale === scale).map(({ row }) => row?.['unit']),
    );
    const context: TickContext = {
      role,
      labels,
      numbers: proof.context.numbers,
      isOfRates: units.size > 0 && [...units].every((unit) => unit === '%' || unit === undefined),
    };
    const fault = labels.map((label) => tickFault(label, context)).find((one) => one !== undefined);
    if (fault) proof.faults.push(fault);
  }
}

interface TickContext {
  readonly role: Role;
  /** All labels of the axis. */
  readonly labels: readonly TickLabel[];
  readonly numbers: NumberSigns;
  readonly isOfRates: boolean;
}

function tickFault(tick: TickLabel, context: TickContext): Fault | undefined {
  const { text, value, at, scale, orient } = tick;
  const told = (message: string, hint: string): Fault => ({ rule: 'chart/untrue', message, hint, orient });
  if (!scale) return told(`the label "${text}" of an axis is of no scale`, 'remove it');
  if (value === null || value === undefined) {
    return told(
      `the axis shows "${text}" for rows that have no name`,
      'filter them out, or draw a field that all rows have',
    );
  }
  const shown = value instanceof Date ? dayOf(value.getTime()) : said(value);
  if (!isNamed(tick, context)) {
    return told(
      `the axis says "${text}" at ${shown}`,
      'leave the labels of the axis as they are, or shorten them by whole words',
    );
  }
  const twin = context.labels.find((other) => other.text === text && said(other.value) !== said(value));
  if (twin) {
    const isTime = twin.value instanceof Date;
    const where = isTime ? dayOf(twin.value.getTime()) : said(twin.value);
    const hint = isTime ? 'put its ticks further apart: "tickCount": "year"' : 'keep what distinguishes them';
    return told(`the axis says "${text}" at ${shown} and at ${where}`, hint);
  }
  const reach = scale.isDiscrete
    ? Math.max(NEAR, Math.abs(scale.middle(scale.domain[1]) - scale.middle(scale.domain[0])) / 2 || NEAR)
    : 2 * NEAR;
  if (Math.abs(scale.middle(value) - at) > reach) {
    return told(
      `the label "${text}" of the axis is ${plain(Math.abs(scale.middle(value) - at))} pixels from its place`,
      'remove what moves it',
    );
  }
  return undefined;
}

function isNamed({ text, value, label }: TickLabel, { role, labels, numbers, isOfRates }: TickContext): boolean {
  if (role.kind === 'time') {
    const year = value instanceof Date || typeof value === 'number' ? new Date(value).getUTCFullYear() : Number.NaN;
    const years = text.match(/\d{4}/g) ?? [];
    return (
      years.every((one) => Number(one) === year) &&
      strangePart(text, { figures: [], names: [said(label)] }) === undefined
    );
  }
  if (role.kind === 'year' || role.kind === 'category') {
    const isAfterYear = labels.some((one) => one.text === said(one.value) && /^\d{4}$/.test(one.text));
    return namesValue(text, said(value), isAfterYear);
  }
  const read = readNumber(text, numbers);
  if (!read || typeof value !== 'number' || (read.isPercent && !isOfRates)) return false;
  return Math.abs(read.number - value) <= 1e-9 * Math.max(1, Math.abs(value));
}

/** The head of one of several plots is a name of every row in it. */
function checkHead({ text, group }: HeadText, { reading, context, faults }: Proof): void {
  const own = reading.items.filter(({ plot }) => plot.group === group);
  const inside = own.length > 0 ? own : reading.items.filter(({ plot }) => isOfHead(plot.group, group));
  const strange = inside.find(({ row }) => row && strangePart(text, textsOf(row, context.hasVintages)) !== undefined);
  if (!strange?.row) return;
  const message = `"${text}" is above ${rowName(strange.row)}, which is not called so`;
  faults.push({ rule: 'chart/untrue', message, hint: FIELDS_HINT, mark: strange.scene.name, channel: 'facet' });
}

/** Whether a plot is one of the row or column that a head names. */
export function isOfHead(plot: SceneItem, head: SceneItem): boolean {
  const named = Object.entries((head.datum ?? {}) as Readonly<Record<string, unknown>>).filter(
    ([, value]) => typeof value === 'string',
  );
  const own = (plot.datum ?? {}) as Readonly<Record<string, unknown>>;
  return named.length > 0 && named.every(([field, value]) => own[field] === value);
}

/** A number as messages say it. */
function plain(value: number): string {
  return String(Number(value.toPrecision(6)));
}

/** The text of a category or label. */
export function said(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined');
}
