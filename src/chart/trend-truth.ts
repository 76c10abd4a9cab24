import { decimalToNumber } from '../core/numbers/decimal.ts';
import { loosenessOf } from '../figure/looseness.ts';
import type { LimitMarks, Trend } from '../figure/trend.ts';
import { addressOf, type Value } from '../figure/value.ts';

// Proves the drawings of trends and limits, as they are read from an output: every place in them, taken back through its
// scale, is that of its figure. It shares nothing with what draws them. What it does not understand is a fault, too.

/** An element of a drawing with all of its attributes, names in lower case. */
export interface ReadShape {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** A trend or limit as it was read from an output. */
export interface ReadDrawing {
  readonly words: string;
  readonly box: string;
  /** In the order of drawing. */
  readonly shapes: readonly ReadShape[];
}

/** Within which distance of its true place a mark shows its figure, in pixels. */
const HALF = 0.5;

/** What attributes an element may have: nothing that moves it, hides it or draws it otherwise. */
const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  g: [],
  polyline: ['points'],
  polygon: ['points'],
  circle: ['cx', 'cy', 'r'],
  path: ['d'],
  rect: ['x', 'y', 'width', 'height'],
};
const PAINT = /^(?:fill|stroke|stroke-width|stroke-dasharray|stroke-linecap|stroke-linejoin|(?:fill|stroke)-opacity)$/;
const COLOURED = /^(?:fill|stroke):var\(--[\w-]+\)$/;

/** Between which edges the figures of a trend, or the multiples of a limit, lie in CSS pixels. */
interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}
const LINE: Frame = { left: 3, right: 61, top: 3, bottom: 15 };
const AREA: Frame = { left: 3, right: 85, top: 3, bottom: 29 };
const LIMIT: Frame = { left: 5, right: 127, top: 0, bottom: 18 };

/** Powers of ten from a limit to the edges of its frame. */
const DECADES = 1.1;

interface Place {
  readonly x: number;
  readonly y: number;
}

/** What a drawing shows otherwise than its figures say; undefined if it is true. */
export function drawingFault(trend: Trend, drawing: ReadDrawing): string | undefined {
  const strange = drawing.shapes.find((shape) => !isPlain(shape));
  if (strange) return `a ${strange.name} in it cannot be read back: ${Object.keys(strange.attributes).join(', ')}`;
  const frame = trend.limit ? LIMIT : trend.isArea ? AREA : LINE;
  if (!isInside(frame, drawing.box)) return `it is cut off at "${drawing.box}"`;
  return trend.limit ? limitFault(trend.limit, drawing.shapes) : trendFault(trend, frame, drawing.shapes);
}

function isPlain({ name, attributes }: ReadShape): boolean {
  const own = ATTRIBUTES[name];
  return (
    own !== undefined &&
    Object.entries(attributes).every(
      ([key, value]) => own.includes(key) || PAINT.test(key) || (key === 'style' && COLOURED.test(value)),
    )
  );
}

function isInside({ left, right, top, bottom }: Frame, box: string): boolean {
  const [x, y, width, height] = numbersIn(box);
  if (x === undefined || y === undefined || width === undefined || height === undefined) return false;
  return x < left && y <= top && x + width > right && y + height >= bottom;
}

function numbersIn(text: string): number[] {
  return Array.from(text.matchAll(/-?\d+(?:\.\d+)?/g), ([number]) => Number(number));
}

/** A mark by the positions of its figures in the trend. */
interface Mark {
  readonly kind: 'line' | 'dotted' | 'dot' | 'hollow' | 'area';
  readonly at: readonly number[];
}

const MARKS: Readonly<Record<Mark['kind'], string>> = {
  line: 'a line',
  dotted: 'a dotted line',
  dot: 'a dot',
  hollow: 'a hollow dot',
  area: 'an area',
};

function trendFault({ points, isArea }: Trend, frame: Frame, shapes: readonly ReadShape[]): string | undefined {
  const nameOf = (at: number): string => {
    const value = points[at];
    return value ? `${addressOf(value)} (${value.text})` : `figure ${at + 1} of ${points.length}, which is missing,`;
  };
  const nameAll = (at: readonly number[]): string => [at[0] ?? 0, ...at.slice(1).slice(-1)].map(nameOf).join(' to ');
  const scale = scaleOf(points, isArea, frame);
  const found: Mark[] = [];
  for (const shape of shapes) {
    if (shape.name === 'g') continue;
    const mark = markOf(shape, frame, scale.zero);
    if (!mark) return `a ${shape.name} in it shows no figure`;
    const at = mark.places.map(({ x }) => scale.indexAt(x));
    for (const [index, { x, y }] of mark.places.entries()) {
      const own = at[index] ?? 0;
      const value = points[own];
      if (Math.abs(x - scale.xOf(own)) > Math.min(HALF, scale.step / 4) + 0.01)
        return `${MARKS[mark.kind]} is between figures, at ${x}`;
      if (!value) return `${MARKS[mark.kind]} is at ${nameOf(own)}`;
      if (Math.abs(y - scale.yOf(value)) > HALF)
        return `${MARKS[mark.kind]} shows ${nameOf(own)} at ${scale.amountAt(y)}`;
    }
    found.push({ kind: mark.kind, at });
  }
  const keyOf = ({ kind, at }: Mark): string => `${kind} ${at.join(' ')}`;
  const wanted = wantedMarks(points, isArea);
  const [drawn, due] = [found.map(keyOf), new Set(wanted.map(keyOf))];
  const extra = found.find((mark, at) => !due.has(keyOf(mark)) || drawn.indexOf(keyOf(mark)) < at);
  if (extra) return `${MARKS[extra.kind]} is drawn at ${nameAll(extra.at)}, where the document has none`;
  const lost = wanted.find((mark) => !drawn.includes(keyOf(mark)));
  return lost && `${MARKS[lost.kind]} is not drawn at ${nameAll(lost.at)}`;
}

interface Scale {
  readonly step: number;
  readonly indexAt: (x: number) => number;
  readonly xOf: (index: number) => number;
  readonly yOf: (value: Value) => number;
  readonly zero: number;
  readonly amountAt: (y: number) => number;
}

/** Periods from the left to the right edge, amounts from the lowest (or zero) to the highest. */
function scaleOf(points: Trend['points'], isArea: boolean | undefined, frame: Frame): Scale {
  const shown = points.flatMap((value) => (value && loosenessOf(value) !== 'range' ? [amountOf(value)] : []));
  const ends = isArea ? shown.concat(0) : shown;
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const step = (frame.right - frame.left) / Math.max(1, points.length - 1);
  const height = frame.bottom - frame.top;
  const isFlat = !(high > low);
  const place = (amount: number): number =>
    isFlat ? frame.bottom - height / 2 : frame.bottom - ((amount - low) * height) / (high - low);
  return {
    step,
    indexAt: (x) => Math.max(0, Math.min(points.length - 1, Math.round((x - frame.left) / step))),
    xOf: (index) => frame.left + index * step,
    yOf: (value) => place(amountOf(value)),
    zero: place(0),
    amountAt: (y) => Number((low + ((frame.bottom - y) * (high - low)) / height).toPrecision(4)),
  };
}

function amountOf({ decimal }: Value): number {
  return decimalToNumber(decimal);
}

/** The places of figures that a shape shows; undefined for a shape that no trend has. */
function markOf(
  { name, attributes }: ReadShape,
  { left, right }: Frame,
  zero: number,
): { kind: Mark['kind']; places: readonly Place[] } | undefined {
  const places = placesIn(attributes['points'] ?? '');
  if (name === 'polyline') return places.length > 1 ? { kind: 'line', places } : undefined;
  if (name === 'polygon') {
    const [end, start] = places.slice(-2);
    const top = places.slice(0, -2);
    const isOnZero = [start, end].every((corner) => corner && Math.abs(corner.y - zero) <= HALF);
    const isUpright = start?.x === top[0]?.x && end?.x === top.at(-1)?.x;
    return isOnZero && isUpright ? { kind: 'area', places: top } : undefined;
  }
  if (name === 'circle') {
    const [x, y, r] = ['cx', 'cy', 'r'].map((key) => Number(attributes[key]));
    if (x === undefined || y === undefined || !r || !(r >= 1 && r <= 2.5 && x >= left - HALF && x <= right + HALF))
      return undefined;
    return { kind: attributes['fill'] === 'none' ? 'hollow' : 'dot', places: [{ x, y }] };
  }
  const ends = /^M(\S+,\S+)L(\S+,\S+)$/.exec(attributes['d'] ?? '');
  const isDotted = /^0 [1-9]/.test(attributes['stroke-dasharray'] ?? '');
  return name === 'path' && ends && isDotted
    ? { kind: 'dotted', places: placesIn(`${ends[1]} ${ends[2]}`) }
    : undefined;
}

function placesIn(text: string): Place[] {
  return text.split(' ').map((pair) => {
    const [x = Number.NaN, y = Number.NaN] = pair.split(',').map(Number);
    return { x, y };
  });
}

/** What a trend must show: a line through figures of successive periods, dots where none leads, dotted where some are missing. */
function wantedMarks(points: Trend['points'], isArea: boolean | undefined): Mark[] {
  const known = points.flatMap((value, at) => (value && loosenessOf(value) === undefined ? [at] : []));
  const bounds = points.flatMap((value, at) => (value && loosenessOf(value) === 'bound' ? [at] : []));
  const isAfterGap = (at: number): boolean => !known.includes(at - 1);
  const last = known.at(-1);
  const lines = known.filter(isAfterGap).map((start) => {
    const after = known.find((at) => at >= start && !known.includes(at + 1)) ?? start;
    return known.filter((at) => at >= start && at <= after);
  });
  const gaps = known.flatMap((at, index) => (index > 0 && isAfterGap(at) ? [[known[index - 1] ?? 0, at]] : []));
  const alone = lines.flatMap(([at, ...others]) =>
    at !== undefined && others.length === 0 && at !== last ? [at] : [],
  );
  const isOpen = ['provisional', 'forecast'].some((flag) => points[last ?? -1]?.flags.some((own) => own === flag));
  return [
    ...(isArea && known.length > 0 ? [{ kind: 'area', at: known } as const] : []),
    ...lines.filter(({ length }) => length > 1).map((at): Mark => ({ kind: 'line', at })),
    ...gaps.map((at): Mark => ({ kind: 'dotted', at })),
    ...alone.map((at): Mark => ({ kind: 'dot', at: [at] })),
    ...bounds.map((at): Mark => ({ kind: 'hollow', at: [at] })),
    ...(last === undefined ? [] : [{ kind: isOpen ? 'hollow' : 'dot', at: [last] } as const]),
  ];
}

/** What the drawing of a limit shows, in pixels from the left. */
function limitFault({ printed, corrected }: LimitMarks, shapes: readonly ReadShape[]): string | undefined {
  const [middle, height] = [(LIMIT.left + LIMIT.right) / 2, (LIMIT.top + LIMIT.bottom) / 2];
  const placeOf = (multiple: number): number => {
    const decades = Math.log10(multiple) / DECADES;
    return middle + Math.max(-1, Math.min(1, decades)) * (LIMIT.right - middle);
  };
  const multipleAt = (x: number): number =>
    Number((10 ** (((x - middle) / (LIMIT.right - middle)) * DECADES)).toPrecision(3));
  const centreOf = ([low, high]: readonly [number, number]): number => placeOf(Math.sqrt(low * high));
  const [wrong, right] = [centreOf(printed), centreOf(corrected)];
  const isBelow = wrong < right;
  const edge = isBelow ? wrong + 5 : wrong - 5;
  const bars = [
    [placeOf(corrected[0]), placeOf(corrected[1])],
    [placeOf(printed[0]), wrong - 5],
    [wrong + 5, placeOf(printed[1])],
  ].filter(([from = 0, to = 0]) => to - from >= 1);
  const wanted: { readonly name: string; readonly places: readonly number[] }[] = [
    { name: 'the ground beyond the limit', places: isBelow ? [0, middle] : [middle, LIMIT.right + LIMIT.left] },
    { name: 'the line of the limit', places: [middle] },
    { name: 'the way to what was printed', places: [right, edge] },
    ...bars.map((places) => ({ name: 'what a figure may stand for', places })),
    { name: 'the corrected figure', places: [right] },
    { name: 'the figure as printed', places: [wrong] },
  ];
  const found = shapes.map((shape) => limitMark(shape, height));
  for (const [at, { name, places }] of wanted.entries()) {
    const mark = found[at];
    const off = mark?.places.find((x, index) => !(Math.abs(x - (places[index] ?? Number.NaN)) <= HALF));
    if (mark?.name === name && mark.places.length === places.length && off === undefined) continue;
    return off === undefined
      ? `${name} is not drawn`
      : `${name} is drawn at ${multipleAt(off)} times the limit in place of ${multipleAt(places[mark?.places.indexOf(off) ?? 0] ?? 0)}`;
  }
  return found.length > wanted.length ? `a ${shapes[wanted.length]?.name} in it shows nothing` : undefined;
}

/** What an element of the drawing of a limit stands for, and where. */
function limitMark(
  { name, attributes }: ReadShape,
  height: number,
): { name: string; places: readonly number[] } | undefined {
  const d = attributes['d'] ?? '';
  const at = numbersIn(d);
  const [x = Number.NaN, y, to = Number.NaN] = at;
  if (name === 'rect') {
    const left = Number(attributes['x']);
    return { name: 'the ground beyond the limit', places: [left, left + Number(attributes['width'])] };
  }
  if (name === 'circle')
    return Number(attributes['cy']) === height
      ? { name: 'the corrected figure', places: [Number(attributes['cx'])] }
      : undefined;
  if (/^M[^A-Za-z]+V[^A-Za-z]+$/.test(d)) return { name: 'the line of the limit', places: [x] };
  if (/^M[^A-Za-z]+l5,5l-5,5l-5,-5z$/.test(d))
    return y === height - 5 && attributes['fill'] === 'none'
      ? { name: 'the figure as printed', places: [x] }
      : undefined;
  if (!/^M[^A-Za-z]+H[^A-Za-z]+$/.test(d) || y !== height) return undefined;
  const isWay = attributes['stroke-dasharray'] !== undefined;
  return { name: isWay ? 'the way to what was printed' : 'what a figure may stand for', places: [x, to] };
}
