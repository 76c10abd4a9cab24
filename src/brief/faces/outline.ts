import type { Glyph } from 'fontkit';

/** A straight piece of an outline: from (x, y) to (x, y), upwards. */
type Piece = readonly [x0: number, y0: number, x1: number, y1: number];

/** What a glyph paints, in em. */
export interface Outline {
  readonly pieces: readonly Piece[];
  /** Around what it paints; zeros if it paints nothing. */
  readonly box: Box;
}

/** A rectangle in em, y upwards from the baseline. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

/** Into how many straight pieces a curve is cut: at the size of the pictures no eye sees the difference from the curve. */
const CURVE = 6;

/** The outline of a glyph. `lean` is by how much it leans to the right on its height: it is set upright. */
export function outlineOf(glyph: Glyph, unitsPerEm: number, lean: number): Outline {
  const pieces = piecesOf(glyph.path.commands, unitsPerEm);
  const upright = pieces.map(([x0, y0, x1, y1]): Piece => [x0 - lean * y0, y0, x1 - lean * y1, y1]);
  return { pieces: upright, box: boxOf(upright) };
}

/** The outline of glyphs one after the other. */
export function outlineOfText(glyphs: readonly Glyph[], unitsPerEm: number): Outline {
  const pieces: Piece[] = [];
  let at = 0;
  for (const glyph of glyphs) {
    for (const [x0, y0, x1, y1] of outlineOf(glyph, unitsPerEm, 0).pieces) pieces.push([x0 + at, y0, x1 + at, y1]);
    at += glyph.advanceWidth / unitsPerEm;
  }
  return { pieces, box: boxOf(pieces) };
}

/** The outline of a shape with straight sides. */
export function polygonOutline(corners: readonly (readonly [number, number])[], unitsPerEm: number): Outline {
  const pieces = corners.map(([x, y], at): Piece => {
    const [nextX, nextY] = corners[(at + 1) % corners.length] ?? [x, y];
    return [x / unitsPerEm, y / unitsPerEm, nextX / unitsPerEm, nextY / unitsPerEm];
  });
  return { pieces, box: boxOf(pieces) };
}

function piecesOf(commands: Glyph['path']['commands'], unitsPerEm: number): Piece[] {
  const pieces: Piece[] = [];
  let [x, y, startX, startY] = [0, 0, 0, 0];
  const lineTo = (toX: number, toY: number): void => {
    pieces.push([x, y, toX, toY]);
    [x, y] = [toX, toY];
  };
  for (const { command, args } of commands) {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = args.map((at) => at / unitsPerEm);
    const [fromX, fromY] = [x, y];
    if (command === 'moveTo') [x, y, startX, startY] = [a, b, a, b];
    else if (command === 'lineTo') lineTo(a, b);
    else if (command === 'closePath') lineTo(startX, startY);
    for (let step = 1; step <= CURVE; step += 1) {
      const t = step / CURVE;
      if (command === 'quadraticCurveTo') lineTo(onCurve(t, fromX, a, c), onCurve(t, fromY, b, d));
      if (command === 'bezierCurveTo')
        lineTo(
          between(t, onCurve(t, fromX, a, c), onCurve(t, a, c, e)),
          between(t, onCurve(t, fromY, b, d), onCurve(t, b, d, f)),
        );
    }
  }
  return pieces;
}

function between(t: number, from: number, to: number): number {
  return from + (to - from) * t;
}

function onCurve(t: number, from: number, by: number, to: number): number {
  return between(t, between(t, from, by), between(t, by, to));
}

function boxOf(pieces: readonly Piece[]): Box {
  if (pieces.length === 0) return { left: 0, right: 0, bottom: 0, top: 0 };
  let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const [x0, y0, x1, y1] of pieces) {
    left = Math.min(left, x0, x1);
    right = Math.max(right, x0, x1);
    bottom = Math.min(bottom, y0, y1);
    top = Math.max(top, y0, y1);
  }
  return { left, right, bottom, top };
}

/**
 * Where horizontal lines, which are the same distance apart, run through ink: for each the left and right ends, from left to
 * right.
 */
export function inkOnLines({ pieces }: Outline, lines: number, first: number, step: number): number[][] {
  const crossings = Array.from({ length: lines }, (): { x: number; turn: number }[] => []);
  for (const [x0, y0, x1, y1] of pieces) {
    const [low, high] = y0 < y1 ? [y0, y1] : [y1, y0];
    const last = Math.min(lines - 1, Math.ceil((high - first) / step));
    for (let line = Math.max(0, Math.floor((low - first) / step)); line <= last; line += 1) {
      const y = first + line * step;
      if (y0 <= y === y1 <= y) continue;
      crossings[line]?.push({ x: x0 + ((y - y0) * (x1 - x0)) / (y1 - y0), turn: y1 > y0 ? 1 : -1 });
    }
  }
  return crossings.map(endsOf);
}

function endsOf(crossings: { x: number; turn: number }[]): number[] {
  crossings.sort((one, other) => one.x - other.x);
  const ends: number[] = [];
  let turns = 0;
  for (const { x, turn } of crossings) {
    if (turns === 0) ends.push(x);
    turns += turn;
    if (turns === 0) ends.push(x);
  }
  return ends;
}

/** Lines through a row of a picture. */
const LINES = 2;

/** How much of each cell of a grid over a box is ink, 0 to 1, from its bottom row to its top row. */
export function inkGrid(outline: Outline, size: number, { left, right, bottom, top }: Box): Float64Array {
  const cells = new Float64Array(size * size);
  const step = (top - bottom) / (size * LINES);
  const scale = size / (right - left);
  inkOnLines(outline, size * LINES, bottom + step / 2, step).forEach((ends, line) => {
    const row = Math.floor(line / LINES) * size;
    for (let at = 0; at + 1 < ends.length; at += 2) {
      const from = Math.max(0, ((ends[at] ?? 0) - left) * scale);
      const to = Math.min(size, ((ends[at + 1] ?? 0) - left) * scale);
      for (let column = Math.floor(from); column < to; column += 1)
        cells[row + column] = (cells[row + column] ?? 0) + (Math.min(to, column + 1) - Math.max(from, column)) / LINES;
    }
  });
  return cells;
}
