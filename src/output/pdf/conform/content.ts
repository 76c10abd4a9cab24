/**
 * Reads and edits what is painted on a page. Skia writes an operator a line, with its operands before it and none of
 * them broken over lines, so that a look at the ends of lines tells what goes on.
 */

/** Six numbers of a transformation, as PDF writes them. */
export type Matrix = readonly [number, number, number, number, number, number];

/** A rectangle: left, bottom, right, top. */
export type Box = readonly [number, number, number, number];

/** A piece of content that the structure tree knows, with an id that counts on its page. */
export interface Mark {
  readonly id: number;
  /** Places of its opening and closing lines, each with its line end. */
  readonly opening: Range;
  readonly closing: Range;
  /** Whether it shows letters or a picture, and whether it paints anything at all. */
  readonly isShown: boolean;
  readonly isPainted: boolean;
  /** Names of the forms and images in it. */
  readonly uses: readonly string[];
  /** Transformations in force where it opens, the innermost last. */
  readonly matrices: readonly Matrix[];
}

/** Places in a text: from the first, up to the second. */
export type Range = readonly [from: number, to: number];

/** A piece of text in the place of another. */
export interface Edit {
  readonly range: Range;
  readonly text: string;
}

/** What is painted on a page or in a form. */
export interface Content {
  readonly text: string;
  readonly marks: readonly Mark[];
  /** What wraps unmarked paint into artifacts: pictures and lines as layout, words near the edges as running heads. */
  readonly artifacts: readonly Edit[];
  /** Transformations under which it paints the forms whose own content is marked, by their names. */
  readonly placements: ReadonlyMap<string, Matrix>;
}

const LAYOUT = '/Artifact <</Type/Layout>>BDC\n';
const RUNNING = {
  head: '/Artifact <</Type/Pagination/Subtype/Header>>BDC\n',
  foot: '/Artifact <</Type/Pagination/Subtype/Footer>>BDC\n',
};
/** What opens the repetition of a table's head on a further page. */
const REPEATED = '/Artifact <</Type/Pagination>>BDC\n';

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/** A page's outer eighths hold its running head and foot. */
const EDGE = 1 / 8;

const PATH = /^(?:m|l|c|v|y|h|re)$/;
/** Operators that paint. Letters count: they are painted as they are drawn. */
export const PAINT = /^(?:[SsBbFf]\*?|sh|Do|T[jJ])$/;

/** State of a reading. */
interface Reading {
  readonly text: string;
  readonly height: number;
  readonly marks: Mark[];
  readonly artifacts: Edit[];
  readonly placements: Map<string, Matrix>;
  /** Marks that are open, with or without an id; what is seen goes to all. */
  readonly open: OpenMark[];
  /** Transformations saved by `q`, with the one in force last. */
  readonly matrices: Matrix[];
  /** Opening line of the artifact that is open. */
  artifact: string | undefined;
  /** Where the path that is being drawn began. */
  path: number | undefined;
}

interface OpenMark {
  readonly id: number | undefined;
  readonly opening: Range;
  readonly matrices: readonly Matrix[];
  readonly uses: string[];
  isShown: boolean;
  isPainted: boolean;
}

/** Reads a content stream. `tagged` names forms whose own content is marked, `height` is that of the page. */
export function readContent(text: string, height: number, tagged: ReadonlySet<string>): Content {
  const reading: Reading = {
    text,
    height,
    marks: [],
    artifacts: [],
    placements: new Map(),
    open: [],
    matrices: [IDENTITY],
    artifact: undefined,
    path: undefined,
  };
  for (let start = 0; start < text.length;) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    if (lastWord(text, start, end) === 'BT') {
      start = readLetters(reading, start);
      continue;
    }
    readLine(reading, start, end, tagged);
    start = end + 1;
  }
  endArtifact(reading, text.length);
  const { marks, artifacts, placements } = reading;
  return { text, marks, artifacts, placements };
}

function readLine(reading: Reading, start: number, end: number, tagged: ReadonlySet<string>): void {
  const { text, open, matrices } = reading;
  const operator = lastWord(text, start, end);
  const last = matrices.at(-1) ?? IDENTITY;
  if (PATH.test(operator)) {
    reading.path ??= start;
  } else if (PAINT.test(operator)) {
    readPaint(reading, operator, start, end, tagged);
  } else if (operator === 'n') {
    reading.path = undefined;
  } else if (operator === 'cm') {
    matrices[matrices.length - 1] = multiply(operands(text, start, end), last);
  } else if (operator === 'q' || operator === 'Q') {
    endArtifact(reading, start);
    if (operator === 'q') matrices.push(last);
    else if (matrices.length > 1) matrices.pop();
  } else if (operator.endsWith('BDC') || operator.endsWith('BMC')) {
    endArtifact(reading, start);
    open.push(openMark(reading, start, end));
  } else if (operator === 'EMC') {
    closeMark(reading, start, end);
  }
}

/** Reads a text object, of which only matters whether it shows anything, and answers where it ends. */
function readLetters(reading: Reading, start: number): number {
  const { text, open } = reading;
  const found = text.indexOf('\nET', start);
  const end = found < 0 ? text.length : found;
  if (/ T[Jj]\n/.test(text.slice(start, end + 1))) {
    for (const mark of open) mark.isShown = mark.isPainted = true;
    if (open.length === 0) beginArtifact(reading, start, runningLine(reading, start));
  }
  return end + 1;
}

function readPaint(reading: Reading, operator: string, start: number, end: number, tagged: ReadonlySet<string>): void {
  const { text, open } = reading;
  const name = operator === 'Do' ? nameIn(text.slice(start, end)) : undefined;
  for (const mark of open) {
    mark.isPainted = true;
    if (name !== undefined) {
      mark.isShown = true;
      mark.uses.push(name);
    }
  }
  if (name !== undefined && tagged.has(name)) {
    // A form whose content is marked must not stand in an artifact.
    endArtifact(reading, start);
    reading.placements.set(name, reading.matrices.at(-1) ?? IDENTITY);
  } else if (open.length === 0) {
    beginArtifact(reading, reading.path ?? start, LAYOUT);
  }
  reading.path = undefined;
}

function beginArtifact(reading: Reading, at: number, line: string): void {
  if (reading.artifact === line) return;
  endArtifact(reading, at);
  reading.artifacts.push({ range: [at, at], text: line });
  reading.artifact = line;
}

function endArtifact(reading: Reading, at: number): void {
  if (reading.artifact === undefined) return;
  reading.artifacts.push({ range: [at, at], text: 'EMC\n' });
  reading.artifact = undefined;
}

/** What opens the artifact that the text object beginning at a place is, told by where its first letter stands. */
function runningLine({ text, matrices, height }: Reading, start: number): string {
  const end = text.indexOf(' Tm', start);
  const line = text.lastIndexOf('\n', end) + 1;
  const [, , , , x, y] = operands(text, line, end + 3);
  const [, above] = transform(matrices.at(-1) ?? IDENTITY, x, y);
  if (above > height * (1 - EDGE)) return RUNNING.head;
  return above < height * EDGE ? RUNNING.foot : LAYOUT;
}

function openMark({ text, matrices }: Reading, start: number, end: number): OpenMark {
  const id = /\/MCID (\d+)/.exec(text.slice(start, end))?.[1];
  return {
    id: id === undefined ? undefined : Number(id),
    opening: [start, end + 1],
    matrices: [...matrices],
    uses: [],
    isShown: false,
    isPainted: false,
  };
}

function closeMark({ open, marks }: Reading, start: number, end: number): void {
  const mark = open.pop();
  if (mark?.id === undefined) return;
  marks.push({ ...mark, id: mark.id, closing: [start, end + 1] });
}

/** The edits that take a mark out of the structure: one that paints nothing goes, what it paints becomes an artifact. */
export function unmark(mark: Mark, reason: 'decoration' | 'repetition'): Edit[] {
  if (!mark.isPainted) {
    return [
      { range: mark.opening, text: '' },
      { range: mark.closing, text: '' },
    ];
  }
  return [{ range: mark.opening, text: reason === 'decoration' ? LAYOUT : REPEATED }];
}

/** A text with edits made, which do not overlap. */
export function edited(text: string, edits: readonly Edit[]): string {
  const pieces: string[] = [];
  let done = 0;
  for (const { range, text: piece } of edits.toSorted((a, b) => a.range[0] - b.range[0])) {
    pieces.push(text.slice(done, range[0]), piece);
    [, done] = range;
  }
  return pieces.join('') + text.slice(done);
}

/** The last word of a line: what stands after its last space. */
export function lastWord(text: string, start: number, end: number): string {
  let to = end;
  while (to > start && text.charCodeAt(to - 1) <= 32) to -= 1;
  let from = to;
  while (from > start && text.charCodeAt(from - 1) > 32) from -= 1;
  return text.slice(from, to);
}

/** The first name on a line, without its slash. */
export function nameIn(line: string): string {
  return /\/(\S+)/.exec(line)?.[1] ?? '';
}

/** The six numbers of a line; missing ones are 0. */
export function operands(text: string, start: number, end: number): Matrix {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = text.slice(start, end).split(' ', 6).map(Number);
  return [a, b, c, d, e, f];
}

/** The transformation that does one and then another. */
export function multiply(first: Matrix, then: Matrix): Matrix {
  const [a, b, c, d, e, f] = first;
  const [g, h, i, j, k, l] = then;
  return [a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l];
}

/** Where a transformation takes a point. */
export function transform([a, b, c, d, e, f]: Matrix, x: number, y: number): readonly [number, number] {
  return [x * a + y * c + e, x * b + y * d + f];
}
