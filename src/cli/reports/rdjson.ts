import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { editedRange, type Spot } from '../../core/diagnostics/fix.ts';
import { lineText, type SourceFile } from '../../core/diagnostics/source-file.ts';
import { fullText, pathOf, worstFirst } from './told-diagnostic.ts';

/**
 * Diagnostics in the format of reviewdog (rdjson), which comments on changed lines and offers changes to accept. Its
 * columns count the bytes of UTF-8 from 1.
 */
export function rdjson(diagnostics: readonly Diagnostic[]): string {
  const entries = worstFirst(diagnostics).map((item) => {
    const { place, rule, severity } = item;
    const range = place && {
      start: positionIn(place.file, place),
      end: positionIn(place.file, { line: place.line, column: place.column + place.length }),
    };
    const suggestions = (item.fix?.()?.edits ?? []).map((edit) => {
      const { start, end } = editedRange(edit);
      return { range: { start: positionIn(edit.file, start), end: positionIn(edit.file, end) }, text: edit.text };
    });
    return {
      message: fullText(item),
      location: { path: pathOf(item) ?? '.', range },
      severity: severity.toUpperCase(),
      code: { value: rule },
      suggestions: suggestions.length > 0 ? suggestions : undefined,
    };
  });
  return `${JSON.stringify({ source: { name: 'assay' }, diagnostics: entries }, null, 2)}\n`;
}

function positionIn(file: SourceFile, { line, column }: Spot): Spot {
  return { line, column: Buffer.byteLength(lineText(file, line).slice(0, column - 1)) + 1 };
}
