import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { rejectionHandled } from '../core/machine/machine.ts';
import type { FlavourName } from '../brief/flavour-names.ts';
import type { BriefDocument } from '../document/nodes.ts';
import { compareOutput } from './output-comparison.ts';
import { expectedOutput, type Setting } from './expected-output.ts';
import { FLAVOUR_READINGS } from './flavour-readings.ts';
import { MEDIA, type PrintManner } from './print-manner.ts';
import type { OutputKind, ReadbackThread } from './readback-thread.ts';

/** An output of a document; its path is below the root folder. */
export interface PrintedOutput extends Setting {
  readonly path: string;
  readonly content: string | Uint8Array;
  /** The flavour of a page for a wiki or host. */
  readonly flavour?: FlavourName | undefined;
}

/** How an output is read, and what is expected of it. */
interface Reading {
  readonly kind: OutputKind;
  readonly manner: PrintManner;
}

const KINDS: Readonly<Record<string, Reading>> = {
  md: { kind: 'github', manner: MEDIA.markdown },
  html: { kind: 'html', manner: MEDIA.screen },
  pdf: { kind: 'pdf', manner: MEDIA.paper },
};

function readingOf(path: string, flavour: FlavourName | undefined): Reading {
  if (flavour) return { kind: flavour, manner: FLAVOUR_READINGS[flavour].manner };
  const known = KINDS[path.slice(path.lastIndexOf('.') + 1)];
  if (!known) throw new RangeError(`${path} cannot be read back`);
  return known;
}

/**
 * Reads an output (`.md`, `.html` for the screen, `.pdf`, or a page in a flavour) with a parser that did not write it,
 * and compares it with the document: every figure with its sign, unit and flags, every other number, in order and none
 * besides; the rows of tables; the alternative texts of pictures; the page numbers of a contents list. Each difference
 * is reported at the place in the template that asked for the figure, as far as that is known.
 */
export function checkOutput(
  document: BriefDocument,
  output: PrintedOutput,
  thread: ReadbackThread,
  diagnostics: Diagnostics,
): Promise<void> {
  return readBack(document, output, thread)(diagnostics);
}

/** Compares what was read of an output with its document, and reports each difference. */
export type Comparison = (diagnostics: Diagnostics) => Promise<void>;

/** Does what `checkOutput` does in two steps: has the output read at once, and compares it when the answer is called. */
export function readBack(
  document: BriefDocument,
  { path, content, flavour, ...setting }: PrintedOutput,
  thread: ReadbackThread,
): Comparison {
  const { kind, manner } = readingOf(path, flavour);
  const reading = rejectionHandled(thread.read(kind, content));
  return async (diagnostics) => {
    const expected = expectedOutput(document, manner, setting);
    const unit = kind === 'pdf' ? 'page' : 'line';
    await compareOutput(expected, await reading, { path, unit }, diagnostics);
  };
}
