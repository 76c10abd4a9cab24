import type { LimitMarks } from '../figure/trend.ts';

/** CSS pixels of the drawing. */
export const LIMIT_SIZE = { width: 132, height: 18 } as const;

/** Powers of ten that the scale reaches to either side of the limit; what is beyond stands at its end. */
const DECADES = 1.1;
const AIR = 5;

/** Half the diagonal of the diamond. */
const DIAMOND = 5;

/** The limit and the ground beyond it reach this far above and below: a row of a table shows more of them if it is higher. */
const REACH = 200;

/** The colours of a drawing: as `#rrggbb`, a name of CSS, or `var(--name)`. */
export interface LimitColours {
  readonly ink: string;
  readonly signal: string;
}

/**
 * The content of the SVG of a limit: on a logarithmic scale a line for the limit, the ground beyond it tinted, the figure as
 * printed as an open diamond and as corrected as a dot, each with a bar for all that it may stand for.
 */
export function limitContent({ printed, corrected }: LimitMarks, { ink, signal }: LimitColours): string {
  const { width, height } = LIMIT_SIZE;
  const middle = height / 2;
  const limit = placeOf(1);
  const [from, to] = [centreOf(corrected), centreOf(printed)];
  const [before, after] = [rounded(to - DIAMOND), rounded(to + DIAMOND)];
  const [ground, breadth] = to < from ? [0, limit] : [limit, rounded(width - limit)];
  return [
    `<rect x="${ground}" y="${-REACH}" width="${breadth}" height="${2 * REACH}" ${paint('fill', signal)} fill-opacity="0.1"/>`,
    `<path d="M${limit},${-REACH}V${REACH}" ${paint('stroke', ink)} stroke-width="1.2"/>`,
    `<path d="M${from},${middle}H${to < from ? after : before}" ${paint('stroke', ink)} stroke-width="0.75" stroke-dasharray="2 2" stroke-opacity="0.6"/>`,
    bar(placeOf(corrected[0]), placeOf(corrected[1]), ink),
    bar(placeOf(printed[0]), before, signal),
    bar(after, placeOf(printed[1]), signal),
    `<circle cx="${from}" cy="${middle}" r="3.2" ${paint('fill', ink)}/>`,
    `<path d="M${to},${middle - DIAMOND}l5,5l-5,5l-5,-5z" ${paint('stroke', signal)} stroke-width="1.6" fill="none"/>`,
  ].join('');
}

/** Nothing where it is too short to be seen. */
function bar(from: number, to: number, colour: string): string {
  return to - from < 1
    ? ''
    : `<path d="M${from},${LIMIT_SIZE.height / 2}H${to}" ${paint('stroke', colour)} stroke-width="4"/>`;
}

/** The middle of two ends on the scale. */
function centreOf([low, high]: readonly [number, number]): number {
  return placeOf(Math.sqrt(low * high));
}

/** Where a multiple of the limit stands. */
function placeOf(multiple: number): number {
  const decade = Math.max(-DECADES, Math.min(DECADES, Math.log10(multiple)));
  const { width } = LIMIT_SIZE;
  return rounded(width / 2 + (decade / DECADES) * (width / 2 - AIR));
}

/** A variable cannot stand in an attribute. */
function paint(name: 'fill' | 'stroke', colour: string): string {
  return colour.startsWith('var(') ? `style="${name}:${colour}"` : `${name}="${colour}"`;
}

function rounded(value: number): number {
  return Number(value.toFixed(2));
}
