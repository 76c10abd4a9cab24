import type { Diagnostic } from './diagnostic.ts';
import { lineText } from './source-file.ts';

/** A diagnostic as plain data, with the one line of its file that is shown with it. */
export interface StoredDiagnostic extends Omit<Diagnostic, 'place'> {
  readonly place?: {
    readonly path: string;
    readonly line: number;
    readonly column: number;
    readonly length: number;
    readonly text: string;
  };
}

export function storeDiagnostic({ place, ...diagnostic }: Diagnostic): StoredDiagnostic {
  if (!place) return diagnostic;
  const { file, line, column, length } = place;
  return { ...diagnostic, place: { path: file.path, line, column, length, text: lineText(file, line) } };
}

/** The diagnostic again. Of its file there is only the line at which it points. */
export function restoreDiagnostic({ place, ...diagnostic }: StoredDiagnostic): Diagnostic {
  if (!place) return diagnostic;
  const { path, line, column, length, text } = place;
  return { ...diagnostic, place: { file: { path, text: '\n'.repeat(line - 1) + text }, line, column, length } };
}
