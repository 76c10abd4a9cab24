import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { fullText, pathOf, worstFirst } from './told-diagnostic.ts';

/** GitHub shows ten annotations of a kind for each step, fifty for each job, and drops the others without a word. */
const MOST_SHOWN = 10;

/**
 * Workflow commands of GitHub Actions: an annotation at the line of each mistake, the worst first. Where there are more
 * than ten, the tenth says how many are left out.
 */
export function githubAnnotations(diagnostics: readonly Diagnostic[]): string {
  const all = worstFirst(diagnostics);
  const shown = all.length > MOST_SHOWN ? all.slice(0, MOST_SHOWN - 1) : all;
  const lines = shown.map(annotation);
  const left = all.length - shown.length;
  if (left > 0)
    lines.push(`::notice title=assay::${left} more problems are not shown here, but in the log of this step`);
  return lines.map((line) => `${line}\n`).join('');
}

function annotation(item: Diagnostic): string {
  const { place, severity, rule } = item;
  const file = pathOf(item);
  const properties: [string, string | number | undefined][] = [
    ['file', file],
    ['line', place?.line],
    ['endLine', place?.line],
    ['col', place?.column],
    ['endColumn', place && place.column + place.length],
    ['title', rule],
  ];
  const told = properties.flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${escapeData(String(value)).replaceAll(':', '%3A').replaceAll(',', '%2C')}`],
  );
  return `::${severity} ${told.join(',')}::${escapeData(fullText(item))}`;
}

/** A command ends with its line, so that line breaks are written by their number, and per cent signs with them. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
