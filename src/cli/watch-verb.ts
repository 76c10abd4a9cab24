import { type Rebuilt, watchBriefs } from '../build/watch.ts';
import { reportResult } from './build-verb.ts';
import { diagnosticsJson, plural, type Reporter } from './reporter.ts';
import type { VerbCall } from './verb.ts';

/** `assay build --watch [brief…]`: prints briefs again whenever data or templates change, until it is interrupted. */
export async function watch({ workspace, names, reporter, interruption }: VerbCall): Promise<boolean> {
  let said: string | undefined;
  await watchBriefs(workspace, names, {
    environment: process.env,
    signal: interruption(),
    onChange: () => reporter.passing('building'),
    onBuilt(built) {
      const problems = JSON.stringify(diagnosticsJson(built.diagnostics));
      // Warnings that were there before are no news.
      if (built.diagnostics.failed || problems !== said) reporter.diagnostics(built.diagnostics);
      if (said === undefined && built.result) reportResult(built.result, reporter);
      reportRebuilt(built, reporter);
      if (said === undefined) reporter.note('watching data/ and templates/; Ctrl-C ends it');
      reporter.passing('watching');
      said = problems;
    },
  });
  return true;
}

function reportRebuilt({ result, diagnostics, failure, milliseconds }: Rebuilt, reporter: Reporter): void {
  if (failure) {
    reporter.environment(failure);
    return;
  }
  const duration = `${(milliseconds / 1000).toFixed(1)} s`;
  reporter.line(result ? `${changesText(result.changed)} in ${duration}` : `out/ is left as it was (${duration})`);
  reporter.result({ ok: !diagnostics.failed, ...result, milliseconds, diagnostics: diagnosticsJson(diagnostics) });
}

function changesText(changed: readonly string[]): string {
  return changed.length === 0 ? 'nothing changed' : `${plural(changed.length, 'file')} written`;
}
