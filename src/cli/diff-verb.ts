import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { openStore } from '../core/machine/result-store.ts';
import { compareStates } from '../diff/compare-states.ts';
import { isDifferent } from '../diff/difference.ts';
import { differenceJson } from '../diff/views/json-view.ts';
import { addToSummary, writeViews } from '../diff/views/write-views.ts';
import { differenceLines } from './diff-text.ts';
import { diagnosticsJson } from './reporter.ts';
import type { VerbCall } from './verb.ts';

/**
 * `assay diff BASE [HEAD]`: what differs between two states in the data and for the reader of each edition. Answers
 * whether the later state is without mistakes, and with `--exit-code` whether the two are the same.
 */
export async function diff({ workspace, names, options, reporter, interruption }: VerbCall): Promise<boolean> {
  const [base = '', head] = names;
  const diagnostics = new Diagnostics();
  const store = options['cache'] === false ? undefined : await openStore(process.env);
  const given = {
    environment: process.env,
    from: process.cwd(),
    briefs: (options['brief'] ?? []) as readonly string[],
    store,
    signal: interruption(),
    isPrinted: options['pages'] === true,
    headName: typeof options['headName'] === 'string' ? options['headName'] : undefined,
  };
  reporter.progress('comparing');
  const difference = await compareStates(workspace, [base, head], given, diagnostics);
  if (difference) {
    for (const line of differenceLines(difference)) reporter.line(line);
    const { more, write = [], summary } = options;
    const written = { from: given.from, more: typeof more === 'string' ? more : undefined };
    await writeViews(difference, write as readonly string[], written);
    if (typeof summary === 'string') await addToSummary(difference, summary, written);
  }
  reporter.diagnostics(diagnostics);
  const isSame = difference !== undefined && !isDifferent(difference);
  reporter.result({
    ok: !diagnostics.failed,
    ...(difference ? differenceJson(difference) : {}),
    diagnostics: diagnosticsJson(diagnostics),
  });
  return !diagnostics.failed && (options['exitCode'] !== true || isSame);
}
