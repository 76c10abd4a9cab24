import { readHtml } from './html-reader.ts';
import { readMarkdown } from './markdown-reader.ts';
import { readPdf } from './pdf-reader.ts';
import type { OutputKind } from './readback-thread.ts';
import type { ReadOutput } from './read-text.ts';

/** Reads an output with the parser for its kind. */
export async function readOutput(kind: OutputKind, content: string | Uint8Array): Promise<ReadOutput> {
  if (kind === 'pdf') return readPdf(typeof content === 'string' ? Buffer.from(content, 'latin1') : content);
  const text = typeof content === 'string' ? content : Buffer.from(content).toString();
  return kind === 'html' ? readHtml(text) : readMarkdown(text);
}
