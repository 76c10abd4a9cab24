import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { BriefDocument } from '../document/nodes.ts';
import { compareOutput } from './output-comparison.ts';
import { expectedOutput, type PrintMedium, type Setting } from './expected-output.ts';
import type { OutputKind, ReadbackThread } from './readback-thread.ts';

/** An output of a document; its path is below the root folder. */
export interface PrintedOutput extends Setting {
  readonly path: string;
  readonly content: string | Uint8Array;
}

const KINDS: Readonly<Record<string, { kind: OutputKind; medium: PrintMedium }>> = {
  md: { kind: 'markdown', medium: 'markdown' },
  html: { kind: 'html', medium: 'screen' },
  pdf: { kind: 'pdf', medium: 'paper' },
};

/**
 * Reads an output (`.md`, `.html` for the screen, or `.pdf`) with a parser that did not write it, and compares it with
 * the document: every figure with its sign, unit and flags, every other number, in order and none besides; the rows of
 * tables; the alternative texts of pictures; the page numbers of a contents list. Each difference is reported at the
 * place in the template that asked for the figure, as far as that is known.
 */
export async function checkOutput(
  document: BriefDocument,
  { path, content, ...setting }: PrintedOutput,
  thread: ReadbackThread,
  diagnostics: Diagnostics,
): Promise<void> {
  const known = KINDS[path.slice(path.lastIndexOf('.') + 1)];
  if (!known) throw new RangeError(`${path} cannot be read back`);
  const reading = thread.read(known.kind, content);
  const expected = expectedOutput(document, known.medium, setting);
  const unit = known.kind === 'pdf' ? 'page' : 'line';
  await compareOutput(expected, await reading, { path, unit }, diagnostics);
}
