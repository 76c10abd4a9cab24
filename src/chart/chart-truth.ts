import { hexColour } from '../brief/colour.ts';
import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { words } from '../language/locales.ts';
import type { BoundChart, ChartRow, Statuses } from './chart-model.ts';
import { eventKey } from './event-rows.ts';
import { labelPlace, markPlace } from './label-places.ts';
import { figureKey } from './rows.ts';
import { findLeftOut, leavesOutFigures } from './scene-left-out.ts';
import { findMixedPeriods, findUnsaidPeriods } from './scene-periods.ts';
import { type DrawnItem, type Extent, type MarkScales, readScene, type SceneReading } from './scene-reading.ts';
import { areAlike, findMixed, namesIn, paintsOf } from './scene-series.ts';
import { findHidden } from './scene-sight.ts';
import { statusesIn } from './scene-statuses.ts';
import {
  type Axis,
  type Fault,
  findFaults,
  type Findings,
  firstOfEach,
  rowName,
  type Said,
  seriesOf,
  untrue,
} from './scene-truth.ts';
import { type Rectangle, type Scene, type SceneItem, type SceneTools, textLines } from './scene.ts';
import { isNameOf, nameWords } from './shown-text.ts';
import type { Theme } from './theme.ts';

/** A scene, the scales of its marks, and the rows that Vega was given. */
interface Drawn {
  readonly root: Scene;
  readonly marks: MarkScales;
  readonly rows: readonly ChartRow[];
}

/** What a picture says, how it shows statuses, the keys of the figures and events that it shows, and what they are called there. */
export type SaidAndShown = Said & {
  readonly statuses: Statuses;
  readonly shown: readonly string[];
  readonly names: Readonly<Record<string, string>>;
};

/** Reports what a picture shows otherwise than its rows say, at the channels that show it. Returns what it says, undefined if that is not so. */
export function checkTruth(
  { root, marks, rows }: Drawn,
  { spec, locale, members, indicators }: BoundChart,
  tools: SceneTools,
  theme: Theme,
  diagnostics: Diagnostics,
): SaidAndShown | undefined {
  const reading = readScene(root, rows, marks, tools);
  const hasVintages = spec.data.some(({ vintages }) => vintages);
  const hasSum = spec.data.some(({ workedOut }) => workedOut?.as === 'sum' || workedOut?.as === 'part');
  const found = findFaults(reading, { numbers: words(locale).numbers, hasVintages, indicators, hasSum });
  const { amountAxis } = found;
  const scaled = found.faults.some(({ rule }) => rule === 'chart/scale');
  const leftOut = scaled ? [] : findLeftOut(reading, spec, found);
  const wrong = [...findMixedPeriods(reading, found, indicators), ...leftOut, ...found.faults];
  // What cannot be read back has no place that could be hidden, and a figure that is left out makes a step longer.
  const grounds = { paper: theme.colours.paper, dark: theme.ground };
  const faults =
    wrong.length > 0
      ? wrong
      : [
          ...findUnsaidPeriods(reading, found, indicators),
          ...findHidden(reading, grounds, amountAxis),
          ...findMixed(reading, { theme, hasVintages, members }),
          ...findMisplacedTexts(reading, found, theme),
        ];
  const told = firstOfEach(faults);
  for (const { rule, message, hint, mark, orient, channel } of told) {
    const place = orient === undefined ? markPlace(mark ?? '', channel, spec) : labelPlace({ orient }, spec);
    diagnostics.error(rule, `in the chart ${spec.name} ${message}`, place, hint);
  }
  if (told.length > 0) return undefined;
  const part = leavesOutFigures(reading, spec) ? (['part'] as const) : [];
  const shown = [...found.shown].map((row) =>
    'event' in row ? eventKey(row['event']) : figureKey(row['address'], row['release']),
  );
  return {
    ...found.said,
    scales: [...found.said.scales, ...part],
    statuses: statusesIn(reading, amountAxis, locale),
    shown: [...new Set(shown)],
    names: namesIn(reading),
  };
}

// Proves that a reader takes a text for that of its row: no mark of another row is much nearer to it, and it has no colour of
// another series.

/** How many pixels nearer the mark of another row may be than that of its own. */
const NEARER = 6;

/** The same where its own is a rule across the plot, such as a limit, which has room for a text at few places. */
const NEARER_THAN_LIMIT = 14;

/** How many of its lines of text the name of a series may be away from its mark, also where nothing else is near. */
const FARTHEST = 2;

interface Place {
  readonly row: ChartRow;
  readonly drawn: DrawnItem;
  readonly series: string;
  readonly isOfLine: boolean;
  /** Whether it is a rule across the whole plot. */
  readonly isAcross: boolean;
  /** In which categories of axes it stands. */
  readonly categories: Readonly<Record<Axis, unknown>>;
  /** What of it a text is next to. */
  readonly boxes: readonly Rectangle[];
}

/** Texts that stand at the mark of another row, or in the colour of another series. */
function findMisplacedTexts(reading: SceneReading, { amountAxis }: Findings, theme: Theme): Fault[] {
  const plots = new Map<SceneItem, DrawnItem[]>();
  for (const drawn of reading.items)
    if (drawn.row && !('event' in drawn.row))
      plots.set(drawn.plot.group, [...(plots.get(drawn.plot.group) ?? []), drawn]);
  return [...plots.values()].flatMap((all) => {
    const marks = all.filter(({ kind }) => kind !== 'text');
    const places = placesOf(marks, amountAxis);
    const paints = paintsOf(marks, theme);
    return all.flatMap((drawn) =>
      drawn.kind === 'text' ? (nearnessFault(drawn, places) ?? colourFault(drawn, paints, theme) ?? []) : [],
    );
  });
}

/** Where a reader looks for what a text is about: at points, at the ends of bars and rules, and along lines. */
function placesOf(marks: readonly DrawnItem[], amountAxis: Findings['amountAxis']): Place[] {
  const before = new Map<object, DrawnItem>();
  return marks.flatMap((drawn): Place[] => {
    const { row, kind, scene } = drawn;
    const axis = amountAxis(drawn);
    if (!row || axis === undefined) return [];
    const isOfLine = kind === 'line' || kind === 'area';
    const last = isOfLine ? before.get(scene) : undefined;
    if (isOfLine) before.set(scene, drawn);
    const end = endOf(drawn, axis);
    const own = {
      row,
      drawn,
      series: seriesOf(row),
      isOfLine,
      isAcross: kind === 'rule' && !drawn[axis === 'x' ? 'y' : 'x'].scale,
      categories: { x: categoryOf(drawn.x), y: categoryOf(drawn.y) },
    };
    return [{ ...own, boxes: last ? [end, ...between(endOf(last, axis), end)] : [end] }];
  });
}

function categoryOf({ scale, from, to }: Extent): unknown {
  return scale?.isDiscrete ? scale.categoryAt((from + to) / 2)?.value : undefined;
}

/** The end of a mark that shows its figure: of a bar its edge, of a stack, a range or a rule all of it. */
function endOf({ kind, x, y, scene }: DrawnItem, axis: Axis): Rectangle {
  const box = {
    x1: Math.min(x.from, x.to),
    x2: Math.max(x.from, x.to),
    y1: Math.min(y.from, y.to),
    y2: Math.max(y.from, y.to),
  };
  const extent = axis === 'x' ? x : y;
  const zero = extent.scale?.middle(0) ?? Number.NaN;
  const isFromZero = [extent.from, extent.to].some((end) => Math.abs(end - zero) <= 1);
  if ((kind !== 'rect' && kind !== 'area') || !isFromZero || scene.marktype === 'rule') return box;
  const far = Math.abs(extent.from - zero) <= 1 ? extent.to : extent.from;
  return axis === 'x' ? { ...box, x1: far, x2: far } : { ...box, y1: far, y2: far };
}

/** Points along a line, as narrow boxes. */
function between(from: Rectangle, to: Rectangle): Rectangle[] {
  const count = Math.min(24, Math.ceil((Math.abs(to.x1 - from.x1) + Math.abs(to.y1 - from.y1)) / 8));
  return Array.from({ length: Math.max(0, count - 1) }, (_, at) => {
    const part = (at + 1) / count;
    const [x, y] = [from.x1 + part * (to.x1 - from.x1), from.y1 + part * (to.y1 - from.y1)];
    return { x1: x, x2: x, y1: y, y2: y };
  });
}

function distance(one: Rectangle, other: Rectangle): number {
  const [x, y] = [Math.max(0, one.x1 - other.x2, other.x1 - one.x2), Math.max(0, one.y1 - other.y2, other.y1 - one.y2)];
  return Math.hypot(x, y);
}

/** Says for bars and points whether they are of another category than that in which a text stands, which is its own. */
function otherCategory({ item, x, y }: DrawnItem): (place: Place) => boolean {
  const { x1, x2, y1, y2 } = item.bounds;
  const own = (['x', 'y'] as const).flatMap((axis) => {
    const { scale, from } = axis === 'x' ? x : y;
    if (!scale?.isDiscrete) return [];
    const nearest = scale.nearest(axis === 'x' ? (x1 + x2) / 2 : (y1 + y2) / 2);
    return scale.categoryAt(from)?.value === nearest ? [{ axis, scale, nearest }] : [];
  });
  return ({ drawn: mark, categories, isOfLine }) =>
    !isOfLine && own.some(({ axis, scale, nearest }) => mark[axis].scale === scale && categories[axis] !== nearest);
}

/** Whether a text is above all marks of its plot. */
function isAbove({ y2 }: Rectangle, places: readonly Place[]): boolean {
  return places.every(({ boxes }) => boxes.every(({ y1 }) => y2 <= y1));
}

/** How many pixels from a bar its name may stand, wherever along it. */
const NEXT_TO = 12;

/** Whether a text lies in the area of a series, or in a bar of it or next to it. */
function isInside(text: Rectangle, marks: readonly Place[]): boolean {
  const middle = (text.x1 + text.x2) / 2;
  const before = new Map<object, DrawnItem>();
  return marks.some(({ drawn }) => {
    const { kind, x, y, scene } = drawn;
    if (kind === 'rect') {
      const bar = { x1: Math.min(x.from, x.to), x2: Math.max(x.from, x.to), y1: Math.min(y.from, y.to) };
      return distance(text, { ...bar, y2: Math.max(y.from, y.to) }) <= NEXT_TO;
    }
    if (kind !== 'area') return false;
    const last = before.get(scene);
    before.set(scene, drawn);
    const part = last ? (middle - last.x.from) / (x.from - last.x.from) : Number.NaN;
    if (!last || !(part >= 0 && part <= 1)) return false;
    const ends = [last.y.from + part * (y.from - last.y.from), last.y.to + part * (y.to - last.y.to)];
    return text.y1 <= Math.max(...ends) && text.y2 >= Math.min(...ends);
  });
}

/** Whether all marks of a series stand in the one category of an axis in which a text stands: it names their row. */
function isInRow({ item, x, y }: DrawnItem, marks: readonly Place[]): boolean {
  return (['x', 'y'] as const).some((axis) => {
    const { scale } = axis === 'x' ? x : y;
    if (!scale?.isDiscrete) return false;
    const [low, high] = axis === 'x' ? [item.bounds.x1, item.bounds.x2] : [item.bounds.y1, item.bounds.y2];
    const nearest = scale.nearest((low + high) / 2);
    return marks.every(({ drawn: mark, categories }) => mark[axis].scale === scale && categories[axis] === nearest);
  });
}

function nearnessFault(drawn: DrawnItem, places: readonly Place[]): Fault | undefined {
  const { row, item, x, y } = drawn;
  if (!row) return undefined;
  const text = textLines(item).filter(Boolean).join(' ');
  const hasFigure = text.includes(String(row['text'])) && row['text'] !== '';
  if (!hasFigure && nameWords(text, row).length === 0) return undefined;
  const series = seriesOf(row);
  // A figure belongs to its row; a name, and what stands along a line, to its series.
  const isOwn = (place: Place): boolean => (hasFigure && !place.isOfLine ? place.row === row : place.series === series);
  const own = places.filter(isOwn);
  const isElsewhere = otherCategory(drawn);
  const others = places.filter(
    (place) => !isOwn(place) && !(place.isOfLine && place.series === series) && !isElsewhere(place),
  );
  if (own.length === 0) return undefined;
  const nearest = (all: readonly Place[]): { at: number; place: Place | undefined } => {
    let best: { at: number; place: Place | undefined } = { at: Infinity, place: undefined };
    for (const place of all)
      for (const box of place.boxes) {
        const at = distance(item.bounds, box);
        if (at < best.at) best = { at, place };
      }
    return best;
  };
  const [mine, other] = [nearest(own), nearest(others)];
  // Names may stand in a line above a plot, away from all marks, as in a legend.
  const height = item.bounds.y2 - item.bounds.y1;
  const isHead = !hasFigure && !x.scale && !y.scale && isAbove(item.bounds, places);
  if (isHead && other.at > 1.5 * height) return undefined;
  const spare = mine.place?.isAcross ? NEARER_THAN_LIMIT : NEARER;
  const fault = (message: string): Fault =>
    untrue(drawn, `the text "${text}" of ${rowName(row)} ${message}`, 'put it next to its mark', 'text');
  if (other.at + spare < mine.at && other.place)
    return fault(`is nearer to ${rowName(other.place.row)} than to its own mark`);
  // With nothing nearer, a name far from its line names nothing, or what is guessed.
  const isAmongOthers = places.some((place) => place.series !== series);
  const isFar = mine.at > (FARTHEST * height) / textLines(item).length;
  if (!isAmongOthers || !isFar || hasFigure || isHead || !isNameOf(text, row)) return undefined;
  if (isInRow(drawn, own) || isInside(item.bounds, own)) return undefined;
  return fault(`is ${Math.round(mine.at)} pixels from its mark`);
}

/** A text in the colour of another series, which is not that of its own. */
function colourFault(
  drawn: DrawnItem,
  paints: ReadonlyMap<string, ReadonlySet<string>>,
  { colours }: Theme,
): Fault | undefined {
  const { row, item } = drawn;
  const colour = typeof item['fill'] === 'string' ? hexColour(item['fill']) : undefined;
  if (!row || colour === undefined) return undefined;
  const isIn = (all: Iterable<string>): boolean => [...all].some((one) => areAlike(one, colour));
  const neutral = [colours.ink, colours.muted, colours.paper].flatMap((one) => hexColour(one) ?? []);
  const own = paints.get(seriesOf(row));
  if (!own || isIn(neutral) || isIn(own)) return undefined;
  const other = [...paints].find(([series, all]) => series !== seriesOf(row) && isIn(all));
  if (!other) return undefined;
  const text = textLines(item).filter(Boolean).join(' ');
  const message = `the text "${text}" of ${rowName(row)} has the colour of ${other[0]}`;
  return untrue(drawn, message, 'give it the colour of its own series, or the colour of text', 'color');
}
