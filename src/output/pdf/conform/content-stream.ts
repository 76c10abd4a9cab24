import { type Box, IDENTITY, intersection, type Matrix, multiply, transform, transformed } from './geometry.ts';

/** A piece of content in the structure tree, with an id that is unique on its page. */
export interface Mark {
  readonly id: number;
  /** Its opening and closing lines, each with its line end. */
  readonly opening: Range;
  readonly closing: Range;
  /** Whether it paints text or a picture. */
  readonly isShown: boolean;
  /** Whether it paints anything. */
  readonly isPainted: boolean;
  /** The part of its canvas that it may paint on, if it is limited. */
  readonly clip: Box | undefined;
  readonly pictures: readonly Picture[];
}

/** A painted image or form, by name. */
export interface Picture {
  readonly name: string;
  readonly matrix: Matrix;
}

/** Positions in a text; the second is not included. */
export type Range = readonly [from: number, to: number];

/** A replacement of a part of a text. */
export interface Edit {
  readonly range: Range;
  readonly text: string;
}

/** The painted content of a page or form. */
export interface Content {
  readonly text: string;
  readonly marks: readonly Mark[];
  /** Edits that make artifacts of unmarked content: pictures and lines of layout, text near the edges of pagination. */
  readonly artifacts: readonly Edit[];
  /** Transformations with which it paints the forms that hold marked content, by name. */
  readonly placements: ReadonlyMap<string, Matrix>;
}

const LAYOUT = '/Artifact <</Type/Layout>>BDC\n';
const RUNNING = {
  head: '/Artifact <</Type/Pagination/Subtype/Header>>BDC\n',
  foot: '/Artifact <</Type/Pagination/Subtype/Footer>>BDC\n',
};
/** For the head of a table that is repeated at the top of a further page. */
const REPEATED = '/Artifact <</Type/Pagination/Attached[/Top]>>BDC\n';

/** All marks of artifacts that are written. */
export const ARTIFACTS = [LAYOUT, RUNNING.head, RUNNING.foot, REPEATED];

/** The graphics state, and the one that `Q` restores. */
interface State {
  readonly matrix: Matrix;
  readonly clip: Box | undefined;
  readonly saved: State | undefined;
}

const START: State = { matrix: IDENTITY, clip: undefined, saved: undefined };

/** The part of a page's height that holds its running head, and its foot. */
const EDGE = 1 / 8;

const PATH: ReadonlySet<string> = new Set(['m', 'l', 'c', 'v', 'y', 'h', 're']);
const PAINT: ReadonlySet<string> = new Set('S s f F f* B B* b b* sh Do'.split(' '));

interface Reading {
  readonly text: string;
  readonly height: number;
  readonly marks: Mark[];
  readonly artifacts: Edit[];
  readonly placements: Map<string, Matrix>;
  /** Open marks, with or without an id. Painted content belongs to all of them. */
  readonly open: OpenMark[];
  state: State;
  /** Opening line of the open artifact. */
  artifact: string | undefined;
  /** Start of the path that is being drawn. */
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

/**
 * Reads a content stream. `tagged` are the names of forms that hold marked content, `height` is that of the page. Skia
 * writes one operator a line, after its operands, so that the ends of lines are enough to follow it.
 */
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
      start = readTextObject(reading, start);
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

/** Reads a text object and answers its end. */
function readTextObject(reading: Reading, start: number): number {
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
    // An artifact must not hold marked content.
    endArtifact(reading, start);
    reading.placements.set(name, reading.state.matrix);
  } else if (open.length === 0) {
    beginArtifact(reading, reading.path ?? start, LAYOUT);
  }
  reading.path = undefined;
}

/** A path without paint clips what is painted after it. Only rectangles are read. */
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

/** The opening line of the artifact for the text object at `start`, by the height of its first glyph on the page. */
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

/** The edits that make an artifact of a mark, or remove it if it paints nothing. */
export function unmark(mark: Mark, reason: 'decoration' | 'repetition'): Edit[] {
  if (!mark.isPainted) {
    return [
      { range: mark.opening, text: '' },
      { range: mark.closing, text: '' },
    ];
  }
  return [{ range: mark.opening, text: reason === 'decoration' ? LAYOUT : REPEATED }];
}

/** Makes edits, which do not overlap: what is put in stands before what is replaced at the same place. */
export function edited(text: string, edits: readonly Edit[]): string {
  const pieces: string[] = [];
  let end = 0;
  for (const { range, text: piece } of edits.toSorted((a, b) => a.range[0] - b.range[0] || a.range[1] - b.range[1])) {
    pieces.push(text.slice(end, range[0]), piece);
    [, end] = range;
  }
  return pieces.join('') + text.slice(end);
}

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
