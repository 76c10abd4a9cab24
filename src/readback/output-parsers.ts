import { FLAVOUR_READINGS } from './flavour-readings.ts';
import { readHtml } from './html-reader.ts';
import { readPdf } from './pdf-reader.ts';
import type { OutputKind } from './readback-thread.ts';
import type { ReadOutput } from './read-text.ts';
import { Parser } from 'htmlparser2';
import type { ReadDrawing, ReadShape } from '../chart/trend-truth.ts';

const NOTHING: ReadOutput = {
  pieces: [],
  tables: [],
  alternatives: [],
  drawings: [],
  headings: [],
  artifacts: [],
  pages: 0,
};

/** Reads an output with the parser for its kind. */
export async function readOutput(kind: OutputKind, content: string | Uint8Array): Promise<ReadOutput> {
  if (kind === 'pdf') return readPdf(typeof content === 'string' ? Buffer.from(content, 'latin1') : content);
  const text = typeof content === 'string' ? content : Buffer.from(content).toString();
  if (kind === 'html') return readHtml(text);
  if (kind === 'trends') return { ...NOTHING, trends: readDrawings(text) };
  return (await FLAVOUR_READINGS[kind].reader())(text);
}

/** Reads the trends and limits of a page, or of files of SVG one after another: every element in them, in order. */
export function readDrawings(text: string): ReadDrawing[] {
  const found: ReadDrawing[] = [];
  let shapes: ReadShape[] | undefined;
  const parser: Parser = new Parser({
    onopentag(name, attributes) {
      if (name === 'svg' && shapes === undefined && DRAWINGS.has(attributes['class'] ?? '')) {
        shapes = [];
        found.push({ words: attributes['aria-label'] ?? '', box: attributes['viewbox'] ?? '', shapes });
      } else if (shapes && !isGround(name, attributes, shapes)) shapes.push({ name, attributes });
    },
    onclosetag(name) {
      if (name === 'svg') shapes = undefined;
    },
  });
  parser.end(text);
  return found;
}

const DRAWINGS: ReadonlySet<string> = new Set(['trend', 'limit']);

/** What a file has behind its drawing, first of all. */
function isGround(name: string, attributes: Readonly<Record<string, string>>, before: readonly ReadShape[]): boolean {
  return before.length === 0 && (name === 'style' || (name === 'rect' && attributes['class'] === 'ground'));
}
