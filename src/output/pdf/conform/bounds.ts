import {
  type Box,
  IDENTITY,
  lastWord,
  type Mark,
  type Matrix,
  multiply,
  nameIn,
  operands,
  PAINT,
  transform,
} from './content.ts';

/** Letters reach this far below and above their baseline, and are this wide, in parts of their size. */
const DESCENT = -0.25;
const ASCENT = 0.8;
const WIDTH = 0.6;

/** The rectangle that holds two rectangles. */
export function union(one: Box | undefined, other: Box | undefined): Box | undefined {
  if (!one || !other) return one ?? other;
  return [
    Math.min(one[0], other[0]),
    Math.min(one[1], other[1]),
    Math.max(one[2], other[2]),
    Math.max(one[3], other[3]),
  ];
}

/** The part of a rectangle that lies in another. */
export function intersection(one: Box, other: Box): Box {
  return [
    Math.max(one[0], other[0]),
    Math.max(one[1], other[1]),
    Math.min(one[2], other[2]),
    Math.min(one[3], other[3]),
  ];
}

/** The rectangle that holds a rectangle whose corners were taken elsewhere. */
export function transformed(matrix: Matrix, [left, bottom, right, top]: Box): Box {
  const corners = [left, right].flatMap((x) => [bottom, top].map((y) => transform(matrix, x, y)));
  const across = corners.map(([x]) => x);
  const up = corners.map(([, y]) => y);
  return [Math.min(...across), Math.min(...up), Math.max(...across), Math.max(...up)];
}

/** State of a measuring. */
interface Measuring {
  readonly matrices: Matrix[];
  readonly boxOf: (name: string) => Box;
  /** Where the letters of a text object stand, and how large they are. */
  letters: Matrix;
  size: number;
  /** What the path that is being drawn covers, and all that was painted. */
  path: Box | undefined;
  painted: Box | undefined;
}

/**
 * The rectangle that the lines, letters and pictures of a mark lie in, undefined if there are none. `boxOf` knows the
 * extent of an image or a form in the space where it is painted.
 */
export function boundsOf(text: string, mark: Mark, boxOf: (name: string) => Box): Box | undefined {
  const measuring: Measuring = {
    matrices: [...mark.matrices],
    boxOf,
    letters: IDENTITY,
    size: 0,
    path: undefined,
    painted: undefined,
  };
  for (const line of text.slice(mark.opening[1], mark.closing[0]).split('\n')) measureLine(measuring, line);
  return measuring.painted;
}

function measureLine(measuring: Measuring, line: string): void {
  const { matrices } = measuring;
  const last = matrices.at(-1) ?? IDENTITY;
  const operator = lastWord(line, 0, line.length);
  const numbers = operands(line, 0, line.length);
  const box = drawnBox(measuring, operator, numbers, line);
  if (box) measuring.path = union(measuring.path, transformed(last, box));
  if (operator === 'q') matrices.push(last);
  else if (operator === 'Q' && matrices.length > 1) matrices.pop();
  else if (operator === 'cm') matrices[matrices.length - 1] = multiply(numbers, last);
  else if (operator === 'Tf') [, measuring.size] = numbers;
  else if (operator === 'Tm') measuring.letters = numbers;
  else if (operator === 'n') measuring.path = undefined;
  else if (PAINT.test(operator)) {
    measuring.painted = union(measuring.painted, measuring.path);
    measuring.path = undefined;
  }
}

/** What an operator draws, in the space that is in force; undefined if it draws nothing. */
function drawnBox(measuring: Measuring, operator: string, [x, y, w, h, e, f]: Matrix, line: string): Box | undefined {
  switch (operator) {
    case 'm':
    case 'l':
      return [x, y, x, y];
    case 'c':
      return [Math.min(x, w, e), Math.min(y, h, f), Math.max(x, w, e), Math.max(y, h, f)];
    case 're':
      return [x, y, x + w, y + h];
    case 'Do':
      return measuring.boxOf(nameIn(line));
    case 'Tj':
    case 'TJ': {
      // A line may begin with where its letters stand.
      if (line.includes(' Td ')) measuring.letters = multiply([1, 0, 0, 1, x, y], measuring.letters);
      const { size, letters } = measuring;
      return transformed(letters, [0, DESCENT * size, WIDTH * size, ASCENT * size]);
    }
    default:
      return undefined;
  }
}
