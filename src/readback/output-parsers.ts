import { readDrawings } from './drawing-reader.ts';
import { FLAVOUR_READINGS } from './flavour-readings.ts';
import { readHtml } from './html-reader.ts';
import { readPdf } from './pdf-reader.ts';
import type { OutputKind } from './readback-thread.ts';
import type { ReadOutput } from './read-text.ts';

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
