import { contrast, hexColour, onDark, over } from '../brief/colour.ts';
import type { ChartRow } from './chart-model.ts';
import { isFlagged } from './flagged-item.ts';
import type { Rectangle, SceneItem } from './scene.ts';
import type { DrawnItem, PlacedLabel, SceneReading } from './scene-reading.ts';
import { type Fault, markName, rowName, untrue } from './scene-truth.ts';

// Proves that what stands for a row can be seen: it has paint that the ground has not, some size, and nothing on top of the
// end at which its figure is read.

/** The colours on which a picture lies. */
export interface Grounds {
  readonly paper: string;
  /** The ground of a dark screen. */
  readonly dark: string;
}

/** What is looked through. */
interface Sight {
  readonly grounds: Grounds;
  readonly amountAxis: (drawn: DrawnItem) => 'x' | 'y' | undefined;
  /** What may hide something in a column of pixels. */
  readonly coversAt: (x: number) => readonly Cover[];
}

/** Something opaque, and what it lies on. */
interface Cover {
  readonly order: number;
  readonly row: ChartRow | undefined;
  readonly isGround: boolean;
  readonly paint: Paint | undefined;
  /** The area of which it is a piece: its points are drawn at once. */
  readonly area?: object;
  /** Points are drawn on each other where figures are near; they hide texts only. */
  readonly isPoint: boolean;
  readonly box: Rectangle;
  readonly contains: (x: number, y: number) => boolean;
}

/** The least opacity, and the least contrast with the ground, of what stands for a row. */
const LEAST = { opacity: 0.1, contrast: 1.1 } as const;

/** The least pixels across a bar or line, and the least square pixels of a point. */
const LEAST_SIZE = { across: 0.5, point: 4 } as const;

/** From which opacity on something hides what is under it, and from how many pixels on a rule does. */
const OPAQUE = { opacity: 0.6, stroke: 2 } as const;

/** The largest part of a text that may be covered. */
const MOST_COVERED = 0.2;

const SEEN_HINT =
  'give it a colour of the house that stands out, and let nothing lie on it; leave rows out with a "filter"';

/** Rows of which no mark can be seen, and texts under other marks. */
export function findHidden(
  reading: SceneReading,
  grounds: Grounds,
  amountAxis: (drawn: DrawnItem) => 'x' | 'y' | undefined,
): Fault[] {
  const sight: Sight = { grounds, amountAxis, coversAt: byColumn(coversIn(reading, grounds)) };
  const seen = new Map<SceneItem, Set<ChartRow>>();
  const hidden: { readonly drawn: DrawnItem; readonly reason: string }[] = [];
  for (const drawn of [...reading.items, ...reading.unseen]) {
    if (drawn.kind === 'text' || !drawn.row || isOfNoFigure(drawn.row)) continue;
    const reason = reasonHidden(drawn, sight);
    if (reason !== undefined) hidden.push({ drawn, reason });
    else seen.set(drawn.plot.group, (seen.get(drawn.plot.group) ?? new Set()).add(drawn.row));
  }
  const faults = hidden.flatMap(({ drawn, reason }) => {
    if (!drawn.row || seen.get(drawn.plot.group)?.has(drawn.row)) return [];
    return [untrue(drawn, `the ${markName(drawn)} of ${rowName(drawn.row)} cannot be seen: ${reason}`, SEEN_HINT)];
  });
  const texts = reading.labels.flatMap((label) => coveredText(label, sight) ?? []);
  return [...faults, ...texts];
}

/** Whether a row has nothing to show: a gap in a line. */
function isOfNoFigure(row: ChartRow): boolean {
  return row['value'] === null && !('event' in row);
}

/** Why nobody sees a mark; undefined if it can be seen. */
function reasonHidden(drawn: DrawnItem, sight: Sight): string | undefined {
  const { item, kind } = drawn;
  const paints = paintsOf(drawn);
  const opacity = Math.max(0, ...paints.map((paint) => paint.opacity));
  if (paints.length === 0 || opacity === 0) return 'it has no paint';
  if (opacity < LEAST.opacity) return `its opacity is ${Number(opacity.toFixed(3))}, and ${LEAST.opacity} the least`;
  const points = endPoints(drawn, sight);
  const isPale = (on: Grounds): boolean => !paints.some((paint) => standsOut(paint, on, sight.grounds));
  const grounds = points.length > 0 ? points.map(([x, y]) => groundAt(x, y, drawn, sight)) : [sight.grounds];
  if (grounds.every(isPale)) return 'it has the colour of what it lies on';
  const size = Number(item['size'] ?? 0);
  if (kind === 'symbol' && size < LEAST_SIZE.point) return `it is ${size} square pixels large`;
  if (acrossOf(drawn, sight) < LEAST_SIZE.across) return 'it is thinner than half a pixel';
  const isCovered = points.length > 0 && points.every(([x, y]) => coverAt(x, y, drawn, sight) !== undefined);
  if (!isCovered) return undefined;
  const [[x, y] = [0, 0]] = points;
  const by = coverAt(x, y, drawn, sight)?.row;
  return `what is drawn${by ? ` of ${rowName(by)}` : ''} lies on its end`;
}

interface Paint {
  readonly colour: string;
  readonly opacity: number;
}

function paintsOf({ item, kind }: DrawnItem): Paint[] {
  return (['fill', 'stroke'] as const).flatMap((channel) => {
    const colour = typeof item[channel] === 'string' ? item[channel] : '';
    const hasPaint = hexColour(colour) !== undefined && colour !== 'transparent';
    const isThin = channel === 'stroke' && Number(item['strokeWidth'] ?? 1) < LEAST_SIZE.across;
    const isFlat = channel === 'fill' && (kind === 'line' || kind === 'rule');
    if (!hasPaint || isThin || isFlat) return [];
    const opacity = [item['opacity'], item[`${channel}Opacity`]].reduce<number>(
      (all, own) => all * (typeof own === 'number' ? own : 1),
      1,
    );
    return [{ colour, opacity }];
  });
}

/** Whether a paint can be distinguished from what it lies on, in light and on a dark screen. */
function standsOut(paint: Paint, on: Grounds, grounds: Grounds): boolean {
  return (
    contrast(lightOn(paint, on.paper), on.paper) >= LEAST.contrast &&
    contrast(over(darkOf(paint, grounds), paint.opacity, on.dark), on.dark) >= LEAST.contrast
  );
}

/** What a paint looks like on a colour, in light. */
function lightOn({ colour, opacity }: Paint, ground: string): string {
  return over(hexColour(colour) ?? ground, opacity, ground);
}

/** The colour of a paint on a dark screen: those that are written as a number are mapped there. */
function darkOf({ colour }: Paint, { paper, dark }: Grounds): string {
  const own = hexColour(colour) ?? paper;
  return (/^#[0-9a-f]{6}$/i.test(colour) ? hexColour(onDark(colour, dark)) : undefined) ?? own;
}

/** What a mark lies on at a point. */
function groundAt(x: number, y: number, drawn: DrawnItem, { coversAt, grounds }: Sight): Grounds {
  const under = coversAt(x)
    .filter(
      (cover) =>
        cover.order < drawn.order &&
        cover.area !== drawn.scene &&
        !cover.isPoint &&
        cover.paint &&
        cover.contains(x, y),
    )
    .toSorted((a, b) => b.order - a.order)[0]?.paint;
  if (!under) return grounds;
  return { paper: lightOn(under, grounds.paper), dark: over(darkOf(under, grounds), under.opacity, grounds.dark) };
}

/** Pixels across a bar; of all else its stroke was looked at. */
function acrossOf(drawn: DrawnItem, { amountAxis }: Sight): number {
  if (drawn.kind !== 'rect') return Infinity;
  const axis = amountAxis(drawn);
  const [width, height] = [drawn.item.width ?? 0, drawn.item.height ?? 0];
  if (axis === undefined) return Math.min(width, height);
  return axis === 'x' ? height : width;
}

/** Places in the picture where a mark has to be seen: along the end of a bar, at a point, in the middle of a rule. */
function endPoints(drawn: DrawnItem, { amountAxis }: Sight): (readonly [x: number, y: number])[] {
  const { x, y, origin, kind, item } = drawn;
  const at = (px: number, py: number): readonly [number, number] => [origin.x + px, origin.y + py];
  const axis = amountAxis(drawn);
  if (kind === 'rect') {
    const [left, top, width, height] = [item.x ?? 0, item.y ?? 0, item.width ?? 0, item.height ?? 0];
    if (Math.min(width, height) < 2) return [];
    return [0.1, 0.3, 0.5, 0.7, 0.9].flatMap((part) => {
      const across = axis === 'x' ? top + part * height : left + part * width;
      const [from, to] = axis === 'x' ? [left, left + width] : [top, top + height];
      // Which end is that of the figure is left open: the bar is seen at none of its ends, or at both.
      return [from + 1, to - 1].map((along) => (axis === 'x' ? at(along, across) : at(across, along)));
    });
  }
  if (kind === 'area') {
    const isUpright = axis !== 'x';
    const [from, to] = isUpright ? [y.from, y.to] : [x.from, x.to];
    if (Math.abs(from - to) < 3) return [];
    const inside = from + Math.sign(to - from);
    return [isUpright ? at(x.from, inside) : at(inside, y.from)];
  }
  if (kind === 'rule') {
    return [0.1, 0.5, 0.9].map((part) => at(x.from + part * (x.to - x.from), y.from + part * (y.to - y.from)));
  }
  return [at(x.from, y.from)];
}

/** What lies on a point of a mark: things of other rows, and of its own only what has the colour of the ground. */
function coverAt(x: number, y: number, drawn: DrawnItem, { coversAt }: Sight): Cover | undefined {
  return coversAt(x).find(
    (cover) =>
      cover.order > drawn.order &&
      cover.area !== drawn.scene &&
      (cover.isGround || (cover.row !== drawn.row && !cover.isPoint)) &&
      cover.contains(x, y),
  );
}

/** All that is opaque. */
function coversIn({ items, panels }: SceneReading, grounds: Grounds): Cover[] {
  const areas = new Map<object, DrawnItem[]>();
  const covers = panels.map(({ order, box }): Cover => ({
    order,
    box,
    row: undefined,
    isGround: true,
    paint: undefined,
    isPoint: false,
    contains: within(box),
  }));
  for (const drawn of items) {
    const paints = paintsOf(drawn).filter(({ opacity }) => opacity >= OPAQUE.opacity);
    const [fill] = drawn.item['fill'] ? paints : [];
    if (drawn.kind === 'area' && fill) areas.set(drawn.scene, [...(areas.get(drawn.scene) ?? []), drawn]);
    const stroke = Number(drawn.item['strokeWidth'] ?? 1);
    const isThick = drawn.kind === 'rule' && stroke >= OPAQUE.stroke;
    const isShape = drawn.kind === 'rect' || drawn.kind === 'symbol';
    const isHollow = isShape && isFlagged(drawn.item);
    if (!isHollow && (paints.length === 0 || !(isThick || (isShape && fill)))) continue;
    const isGround = paints.length > 0 && !paints.some((paint) => standsOut(paint, grounds, grounds));
    const box = boxOf(drawn, isThick ? stroke / 2 : 0);
    covers.push({
      order: drawn.order,
      row: drawn.row,
      isGround,
      paint: isHollow ? undefined : paints[0],
      isPoint: drawn.kind !== 'rect',
      box,
      contains: within(box),
    });
  }
  return [...covers, ...[...areas.values()].flatMap((points) => coversOfArea(points, grounds))];
}

/** Finds covers by the columns of pixels that they cross: of thousands of bars a few are near a place. */
function byColumn(covers: readonly Cover[]): Sight['coversAt'] {
  const columns = new Map<number, Cover[]>();
  const everywhere: Cover[] = [];
  for (const cover of covers) {
    const [from, to] = [Math.floor(cover.box.x1 / COLUMN), Math.floor(cover.box.x2 / COLUMN)];
    // areas have no box, and are the last covers
    if (!Number.isFinite(to - from)) everywhere.push(cover);
    for (let at = from; Number.isFinite(to - from) && at <= to; at += 1) {
      const column = columns.get(at) ?? [];
      column.push(cover);
      columns.set(at, column);
    }
  }
  for (const column of columns.values()) column.push(...everywhere);
  return (x) => columns.get(Math.floor(x / COLUMN)) ?? everywhere;
}

/** Pixels of a column. */
const COLUMN = 8;

function within({ x1, x2, y1, y2 }: Rectangle): Cover['contains'] {
  return (x, y) => x > x1 && x < x2 && y > y1 && y < y2;
}

function boxOf({ origin, x, y, item, kind }: DrawnItem, around: number): Rectangle {
  const [left, top] = [origin.x, origin.y];
  if (kind === 'rect') {
    const [x1, y1] = [left + (item.x ?? 0), top + (item.y ?? 0)];
    return { x1, y1, x2: x1 + (item.width ?? 0), y2: y1 + (item.height ?? 0) };
  }
  const radius = kind === 'symbol' ? Math.sqrt(Number(item['size'] ?? 0)) / 2 : around;
  return {
    x1: left + Math.min(x.from, x.to) - radius,
    x2: left + Math.max(x.from, x.to) + radius,
    y1: top + Math.min(y.from, y.to) - radius,
    y2: top + Math.max(y.from, y.to) + radius,
  };
}

/** The pieces of an area between two of its points, which hide what is drawn before them. */
function coversOfArea(points: readonly DrawnItem[], grounds: Grounds): Cover[] {
  return points.slice(1).flatMap((point, at): Cover[] => {
    const before = points[at];
    if (!before) return [];
    const isFlat = point.item['orient'] === 'horizontal';
    const [along, across] = isFlat ? (['y', 'x'] as const) : (['x', 'y'] as const);
    const [start, end] = [before.origin[along] + before[along].from, point.origin[along] + point[along].from];
    const contains = (x: number, y: number): boolean => {
      const [place, level] = isFlat ? [y, x] : [x, y];
      if (place < Math.min(start, end) || place > Math.max(start, end) || start === end) return false;
      const part = (place - start) / (end - start);
      const levels = (['from', 'to'] as const).map(
        (side) => point.origin[across] + before[across][side] + part * (point[across][side] - before[across][side]),
      );
      return level > Math.min(...levels) && level < Math.max(...levels);
    };
    const box = { x1: -Infinity, x2: Infinity, y1: -Infinity, y2: Infinity };
    const isGround = !paintsOf(point).some((paint) => standsOut(paint, grounds, grounds));
    return [
      {
        order: point.order,
        area: point.scene,
        row: point.row,
        isGround,
        paint: paintsOf(point)[0],
        isPoint: false,
        box,
        contains,
      },
    ];
  });
}

/** A text that something drawn later lies on. */
function coveredText(label: PlacedLabel, { coversAt }: Sight): Fault | undefined {
  const { text, box, order, mark, orient } = label;
  const [width, height] = [box.x2 - box.x1, box.y2 - box.y1];
  // The air above and below its letters is not text.
  const places = [0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95].flatMap((across) =>
    [0.35, 0.65].map((down) => [box.x1 + across * width, box.y1 + down * height] as const),
  );
  const hidden = places.filter(([x, y]) => coversAt(x).some((cover) => cover.order > order && cover.contains(x, y)));
  if (hidden.length <= MOST_COVERED * places.length) return undefined;
  const message = `a mark that is drawn later lies on the text "${text}"`;
  return { rule: 'chart/untrue', message, hint: 'draw texts last, or move them', mark, orient, channel: 'text' };
}
