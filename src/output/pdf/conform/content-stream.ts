import { type Box, IDENTITY, intersection, type Matrix, multiply, transform, transformed } from './geometry.ts';

/**
 * Reads and edits what is painted on a page. Skia writes an operator a line, with its operands before it and none of
 * them broken over lines, so that a look at the ends of lines tells what goes on.
 */

/** A piece of content that the structure tree knows, with an id that counts on its page. */
export interface Mark {
  readonly id: number;
  /** Places of its opening and closing lines, each with its line end. */
  readonly opening: Range;
  readonly closing: Range;
  /** Whether it shows letters or a picture, and whether it paints anything at all. */
  readonly isShown: boolean;
  readonly isPainted: boolean;
  /** What of its canvas it may paint on, where something says so. */
  readonly clip: Box | undefined;
  /** The images and forms that it paints, with their transformations. */
  readonly pictures: readonly Picture[];
}

/** An image or a form, by its name, as it is painted. */
export interface Picture {
  readonly name: string;
  readonly matrix: Matrix;
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

/** What is in force, and what `Q` brings back. */
interface State {
  readonly matrix: Matrix;
  readonly clip: Box | undefined;
  readonly saved: State | undefined;
}

const START: State = { matrix: IDENTITY, clip: undefined, saved: undefined };

/** A page's outer eighths hold its running head and foot. */
const EDGE = 1 / 8;

const PATH: ReadonlySet<string> = new Set(['m', 'l', 'c', 'v', 'y', 'h', 're']);
const PAINT: ReadonlySet<string> = new Set('S s f F f* B B* b b* sh Do'.split(' '));

/** State of a reading. */
interface Reading {
  readonly text: string;
  readonly height: number;
  readonly marks: Mark[];
  readonly artifacts: Edit[];
  readonly placements: Map<string, Matrix>;
  /** Marks that are open, with or without an id; what is seen goes to all. */
  readonly open: OpenMark[];
  state: State;
  /** Opening line of the artifact that is open. */
  artifact: string | undefined;
  /** Where the path that is being drawn began. */
  path: number | undefined;
}

interface OpenMark {
  readonly id: number | undefined;
  readonly opening: Range;
  readonly clip: Box | undefined;
  readonly pictures: Picture[];
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
    state: START,
    artifact: undefined,
    path: undefined,
  };
  for (let start = 0; start < text.length;) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    const operator = lastWord(text, start, end);
    if (operator === 'BT') {
      start = readLetters(reading, start);
    } else {
      readLine(reading, operator, start, end, tagged);
      start = end + 1;
    }
  }
  endArtifact(reading, text.length);
  const { marks, artifacts, placements } = reading;
  return { text, marks, artifacts, placements };
}

function readLine(reading: Reading, operator: string, start: number, end: number, tagged: ReadonlySet<string>): void {
  const { text, open, state } = reading;
  if (PATH.has(operator)) {
    reading.path ??= start;
  } else if (PAINT.has(operator)) {
    readPaint(reading, operator, start, end, tagged);
  } else if (operator === 'n') {
    readClip(reading, start);
    reading.path = undefined;
  } else if (operator === 'cm') {
    reading.state = { ...state, matrix: multiply(operands(text, start, end), state.matrix) };
  } else if (operator === 'q' || operator === 'Q') {
    endArtifact(reading, start);
    reading.state = operator === 'q' ? { ...state, saved: state } : (state.saved ?? state);
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
    if (name === undefined) continue;
    mark.isShown = true;
    mark.pictures.push({ name, matrix: reading.state.matrix });
  }
  if (name !== undefined && tagged.has(name)) {
    // A form whose content is marked must not stand in an artifact.
    endArtifact(reading, start);
    reading.placements.set(name, reading.state.matrix);
  } else if (open.length === 0) {
    beginArtifact(reading, reading.path ?? start, LAYOUT);
  }
  reading.path = undefined;
}

/** A path that ends without paint cuts off what is painted after it. Those that matter are rectangles. */
function readClip(reading: Reading, end: number): void {
  const { text, path, state } = reading;
  const line = path === undefined ? '' : text.slice(path, end - 1);
  if (!line.endsWith(' re') || line.includes('\n')) return;
  const [x, y, width, height] = operands(line, 0, line.length);
  const box = transformed(state.matrix, [x, y, x + width, y + height]);
  reading.state = { ...state, clip: intersection(box, state.clip ?? box) };
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
function runningLine({ text, state, height }: Reading, start: number): string {
  const end = text.indexOf(' Tm', start);
  const line = text.lastIndexOf('\n', end) + 1;
  const [, , , , x, y] = operands(text, line, end + 3);
  const [, above] = transform(state.matrix, x, y);
  if (above > height * (1 - EDGE)) return RUNNING.head;
  return above < height * EDGE ? RUNNING.foot : LAYOUT;
}

function openMark({ text, state }: Reading, start: number, end: number): OpenMark {
  const id = /\/MCID (\d+)/.exec(text.slice(start, end))?.[1];
  return {
    id: id === undefined ? undefined : Number(id),
    opening: [start, end + 1],
    clip: state.clip,
    pictures: [],
    isShown: false,
    isPainted: false,
  };
}

function closeMark({ open, marks }: Reading, start: number, end: number): void {
  const mark = open.pop();
  if (mark?.id === undefined) return;
  const { id, opening, clip, pictures, isShown, isPainted } = mark;
  marks.push({ id, opening, closing: [start, end + 1], clip, pictures, isShown, isPainted });
}

/**
 * The edits that take a mark out of the structure: one that paints nothing goes, what it paints becomes an artifact.
 */
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
function lastWord(text: string, start: number, end: number): string {
  let to = end;
  while (to > start && text.charCodeAt(to - 1) <= 32) to -= 1;
  let from = to;
  while (from > start && text.charCodeAt(from - 1) > 32) from -= 1;
  return text.slice(from, to);
}

/** The first name on a line, without its slash. */
function nameIn(line: string): string {
  return /\/(\S+)/.exec(line)?.[1] ?? '';
}

/** The first six numbers of a line; missing ones are 0. */
function operands(text: string, start: number, end: number): Matrix {
  const [a = '', b = '', c = '', d = '', e = '', f = ''] = text.slice(start, end).split(' ', 6);
  return [+a || 0, +b || 0, +c || 0, +d || 0, +e || 0, +f || 0];
}
