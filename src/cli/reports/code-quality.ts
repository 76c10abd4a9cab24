import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { fingerprintsOf, fullText, pathOf, worstFirst } from './told-diagnostic.ts';

const SEVERITIES = { error: 'critical', warning: 'minor' } as const;

/** A report of GitLab's Code Quality, which is shown in merge requests at the lines that it names. */
export function codeQuality(diagnostics: readonly Diagnostic[]): string {
  const all = worstFirst(diagnostics);
  const fingerprints = fingerprintsOf(all);
  const entries = all.map((item, index) => ({
    description: fullText(item),
    check_name: item.rule,
    fingerprint: fingerprints[index],
    severity: SEVERITIES[item.severity],
    location: { path: pathOf(item) ?? '.', lines: { begin: item.place?.line ?? 1 } },
  }));
  return `${JSON.stringify(entries, null, 2)}\n`;
}
