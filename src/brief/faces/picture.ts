import { type Box, inkGrid, type Outline } from './outline.ts';

/** What the shape of a glyph is like, whatever its size and weight. */
export interface Picture {
  /** Which edges it has where: directions of edges for each field, as a vector of length 1. */
  readonly edges: Float64Array;
  /** The areas that its ink encloses. */
  readonly holes: readonly Hole[];
}

/** An enclosed area by its middle, as parts of the width and height of the picture, from the left and from below. */
export interface Hole {
  readonly x: number;
  readonly y: number;
}

/** Cells of a picture in a row: of a fine one, in which areas are distinguished, of one for edges, and the fields that these are counted in. */
const FINE = 64;
const CELLS = 32;
const FIELDS = 8;

/** Directions of edges: cosine and sine of each 30 degrees, as numbers because each engine calculates its own. */
const HALF_ROOT_3 = 0.8660254037844386;
const DIRECTIONS = [
  [1, 0],
  [HALF_ROOT_3, 0.5],
  [0.5, HALF_ROOT_3],
  [0, 1],
  [-0.5, HALF_ROOT_3],
  [-HALF_ROOT_3, 0.5],
] as const;

/** Space around a glyph in its picture, as part of its size. */
const MARGIN = 0.12;

/** A glyph in a box is drawn so; `narrowest` is the least part of its height that its width stands for, and the other way round. */
export function pictureOf(outline: Outline, narrowest: number): Picture | undefined {
  if (outline.pieces.length === 0) return undefined;
  const fine = inkGrid(outline, FINE, frameOf(outline.box, narrowest));
  return { edges: edgesOf(coarse(fine)), holes: holesIn(fine) };
}

function frameOf({ left, right, bottom, top }: Box, narrowest: number): Box {
  const width = Math.max(right - left, narrowest * (top - bottom));
  const height = Math.max(top - bottom, narrowest * width, 1e-6);
  const [x, y] = [(left + right) / 2, (bottom + top) / 2];
  const [halfWidth, halfHeight] = [width * (0.5 + MARGIN), height * (0.5 + MARGIN)];
  return { left: x - halfWidth, right: x + halfWidth, bottom: y - halfHeight, top: y + halfHeight };
}

/** A picture with half as many cells in a row. */
function coarse(fine: Float64Array): Float64Array {
  return new Float64Array(CELLS * CELLS).map((_none, cell) => {
    const at = 2 * (cell % CELLS) + 2 * FINE * Math.floor(cell / CELLS);
    return ((fine[at] ?? 0) + (fine[at + 1] ?? 0) + (fine[at + FINE] ?? 0) + (fine[at + FINE + 1] ?? 0)) / 4;
  });
}

function edgesOf(cells: Float64Array): Float64Array {
  const fields = new Float64Array(FIELDS * FIELDS * DIRECTIONS.length);
  for (let y = 1; y < CELLS - 1; y += 1) {
    for (let x = 1; x < CELLS - 1; x += 1) {
      const at = y * CELLS + x;
      const [a = 0, b = 0, c = 0] = [cells[at + CELLS - 1], cells[at + CELLS], cells[at + CELLS + 1]];
      const [d = 0, e = 0] = [cells[at - 1], cells[at + 1]];
      const [f = 0, g = 0, h = 0] = [cells[at - CELLS - 1], cells[at - CELLS], cells[at - CELLS + 1]];
      const [dx, dy] = [2 * (e - d) + c - a + h - f, 2 * (b - g) + a - f + c - h];
      if (dx * dx + dy * dy > 1e-6) addEdge(fields, x, y, dx, dy);
    }
  }
  return unit(blurred(fields));
}

/** Counts an edge for its directions, in the four fields around it. */
function addEdge(fields: Float64Array, x: number, y: number, dx: number, dy: number): void {
  const [column, row] = [((x + 0.5) / CELLS) * FIELDS - 0.5, ((y + 0.5) / CELLS) * FIELDS - 0.5];
  const [left, low] = [Math.floor(column), Math.floor(row)];
  const square = dx * dx + dy * dy;
  const length = Math.sqrt(square);
  for (let direction = 0; direction < DIRECTIONS.length; direction += 1) {
    const [cosine, sine] = DIRECTIONS[direction] ?? [0, 0];
    const along = (dx * cosine + dy * sine) ** 2 / square;
    const amount = along * along * along * length;
    if (amount < 1e-3) continue;
    for (let corner = 0; corner < 4; corner += 1) {
      const [fieldX, fieldY] = [left + (corner & 1), low + (corner >> 1)];
      if (fieldX < 0 || fieldY < 0 || fieldX >= FIELDS || fieldY >= FIELDS) continue;
      const part = (1 - Math.abs(column - fieldX)) * (1 - Math.abs(row - fieldY));
      const index = (fieldY * FIELDS + fieldX) * DIRECTIONS.length + direction;
      fields[index] = (fields[index] ?? 0) + amount * part;
    }
  }
}

/** Edges a little elsewhere are nearly as good, and twice as many are little more. */
function blurred(fields: Float64Array): Float64Array {
  const count = DIRECTIONS.length;
  return fields.map((_none, index) => {
    const [field, direction] = [Math.floor(index / count), index % count];
    const [x, y] = [field % FIELDS, Math.floor(field / FIELDS)];
    let sum = 0;
    for (let row = Math.max(0, y - 1); row <= Math.min(FIELDS - 1, y + 1); row += 1)
      for (let column = Math.max(0, x - 1); column <= Math.min(FIELDS - 1, x + 1); column += 1)
        sum +=
          (fields[(row * FIELDS + column) * count + direction] ?? 0) * (row === y ? 2 : 1) * (column === x ? 2 : 1);
    return Math.sqrt(sum);
  });
}

function unit(vector: Float64Array): Float64Array {
  const length = Math.sqrt(vector.reduce((sum, part) => sum + part * part, 0));
  return length === 0 ? vector : vector.map((part) => part / length);
}

/** Of a cell, the most that counts as paper: hairlines are thinner than a cell. */
const PAPER = 0.15;

/** Enclosed areas of fewer cells are specks. */
const SPECK = 6;

/** The first area is what lies around the glyph. */
function holesIn(cells: Float64Array): Hole[] {
  const seen = cells.map((ink) => (ink > PAPER ? 1 : 0));
  const areas: Hole[] = [];
  for (let start = 0; start < seen.length; start += 1) {
    if (seen[start] === 1) continue;
    const open = [start];
    seen[start] = 1;
    let [size, sumX, sumY] = [0, 0, 0];
    for (let cell = open.pop(); cell !== undefined; cell = open.pop()) {
      size += 1;
      const x = cell % FINE;
      sumX += x + 0.5;
      sumY += Math.floor(cell / FINE) + 0.5;
      for (const next of [x > 0 ? cell - 1 : -1, x < FINE - 1 ? cell + 1 : -1, cell - FINE, cell + FINE]) {
        if (seen[next] !== 0) continue;
        seen[next] = 1;
        open.push(next);
      }
    }
    if (size >= SPECK) areas.push({ x: sumX / size / FINE, y: sumY / size / FINE });
  }
  return areas.slice(1);
}

/** How much a hole more or less counts. */
const HOLE = 0.03;

/** How different two pictures are: 0 if they are the same, about 0.3 for two digits. */
export function difference(one: Picture, other: Picture): number {
  let alike = 0;
  for (let index = 0; index < one.edges.length; index += 1)
    alike += (one.edges[index] ?? 0) * (other.edges[index] ?? 0);
  return 1 - alike + HOLE * Math.min(2, Math.abs(one.holes.length - other.holes.length));
}
