import { plural } from '../core/diagnostics/source-text.ts';
import type { PartName } from '../document/part-name.ts';
import type { FlavourName } from '../brief/flavour-names.ts';
import { type Rebuilt, watchBriefs } from '../pipeline/watch.ts';
import { reportResult } from './build-report.ts';
import { diagnosticsJson, type Reporter } from './reporter.ts';
import type { VerbCall } from './verb.ts';

/** `assay build --watch [brief…]`: prints briefs again whenever data or templates change, until it is interrupted. */
export async function watch({ workspace, names, options, reporter, interruption }: VerbCall): Promise<boolean> {
  let reported: string | undefined;
  await watchBriefs(workspace, names, {
    environment: process.env,
    parts: options['part'] as readonly PartName[] | undefined,
    flavours: options['flavour'] as readonly FlavourName[] | undefined,
    signal: interruption(),
    onChange: () => reporter.terminalProgress('building'),
    onBuilt(built) {
      const problems = JSON.stringify(diagnosticsJson(built.diagnostics));
      // The same warnings are not repeated.
      if (built.diagnostics.failed || problems !== reported) reporter.diagnostics(built.diagnostics);
      if (reported === undefined && built.result) reportResult(built.result, reporter);
      reportRebuilt(built, reporter);
      if (reported === undefined) reporter.note('watching data/ and templates/; Ctrl-C ends it');
      reporter.terminalProgress('watching');
      reported = problems;
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
