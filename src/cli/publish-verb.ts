import { plural } from '../core/diagnostics/source-text.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { openStore } from '../core/machine/result-store.ts';
import { figureLines } from '../publish/commit-message.ts';
import type { PageOutcome, TargetOutcome } from '../publish/page-outcome.ts';
import { publishTargets } from '../publish/publish.ts';
import { diagnosticsJson, paragraph, type Reporter } from './reporter.ts';
import type { Outcome, VerbCall } from './verb.ts';

/** `assay publish [target…]`: writes what the last build printed into wikis. */
export async function publish({ workspace, names, options, reporter, interruption }: VerbCall): Promise<Outcome> {
  const diagnostics = new Diagnostics();
  const isDry = options['dryRun'] === true;
  reporter.progress(isDry ? 'comparing' : 'publishing');
  const given = {
    isDry,
    force: options['force'] === true,
    prune: options['prune'] === true,
    environment: process.env,
    store: await openStore(process.env),
    signal: interruption(),
  };
  const result = await publishTargets(workspace, names, given, diagnostics);
  const none = diagnostics.all.find(({ rule }) => rule === 'publish/none');
  if (options['ifAny'] === true && names.length === 0 && none) {
    reporter.line(`nothing was published: ${none.message}`);
    reporter.result({ ok: true, dry: isDry, targets: [], failures: [], diagnostics: [] });
    return true;
  }
  reporter.diagnostics(diagnostics);
  const { targets = [], failures = [] } = result ?? {};
  for (const target of targets) reportTarget(target, isDry, reporter);
  for (const { target, error } of failures) {
    reporter.line(`${target}: ${error.message}`, { isWrong: true });
    for (const remedy of error.remedies) reporter.line(`  ${remedy}`, { isWrong: true });
  }
  if (!result) reporter.line('nothing was published');
  const isRefused = targets.some(({ pages }) => pages.some(({ action }) => action === 'refused'));
  const ok = result !== undefined && !diagnostics.failed && failures.length === 0 && !isRefused;
  reporter.result({
    ok,
    dry: isDry,
    targets,
    failures: failures.map(({ target, error: { message, remedies } }) => ({ target, message, remedies })),
    diagnostics: diagnosticsJson(diagnostics),
  });
  return failures.length > 0 ? 'environment' : ok;
}

function reportTarget({ target, pages, notes }: TargetOutcome, isDry: boolean, reporter: Reporter): void {
  const counted = [...new Set(pages.map(({ action }) => action))].map(
    (action) => `${pages.filter((page) => page.action === action).length} ${action}`,
  );
  const pagesText = pages.length === 0 ? 'no page' : `${plural(pages.length, 'page')}: ${counted.join(', ')}`;
  reporter.line(`${target}${isDry ? ' (nothing is written)' : ''}: ${pagesText}`);
  for (const page of pages)
    for (const line of pageLines(page)) reporter.line(line, { isWrong: page.action === 'refused' });
  for (const note of notes) reporter.note(`${target}: ${note}`);
}

function pageLines({ page, action, reason, figures = [] }: PageOutcome): string[] {
  if (action === 'unchanged') return [];
  const why = reason === undefined ? '' : `: ${reason}`;
  return [...paragraph(`${action} ${page}${why}`, '  '), ...figureLines(figures).map((line) => `    ${line}`)];
}
