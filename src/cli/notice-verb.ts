import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { openStore } from '../core/machine/result-store.ts';
import { findNotices } from '../diff/find-notices.ts';
import type { FoundNotices } from '../diff/notices.ts';
import { noticeJson, noticesMarkdown } from '../diff/views/notice-view.ts';
import { testDatasets } from './dataset-arguments.ts';
import { diagnosticsJson } from './reporter.ts';
import type { VerbCall } from './verb.ts';

/** `assay notice [BASE [HEAD]]`: what a later print corrects in an earlier one, as Markdown for readers of both. */
export async function notice({ workspace, names, options, reporter, interruption }: VerbCall): Promise<boolean> {
  const [base, head] = names;
  const diagnostics = new Diagnostics();
  const store = options['cache'] === false ? undefined : await openStore(process.env);
  const briefs = (options['brief'] ?? []) as readonly string[];
  const locale = options['locale'] as string | undefined;
  const given = { environment: process.env, from: process.cwd(), briefs, locale, store, signal: interruption() };
  // A notice is published: it says nothing of data that contradict themselves. States that are named are tested there.
  const faults = new Diagnostics();
  if (base === undefined) await testDatasets(workspace, [], {}, faults, reporter);
  if (faults.failed) diagnostics.include(faults);
  reporter.progress('comparing');
  const found = (await findNotices(workspace, [base, head], given, diagnostics)) ?? { notices: [], compared: 0 };
  const notices = found.notices.filter(({ source }) => source.locale === (locale ?? source.brief.locales[0]));
  if (notices.length > 0 && !diagnostics.failed)
    for (const line of noticesMarkdown(notices).trimEnd().split('\n')) reporter.line(line);
  if (notices.length === 0 && !diagnostics.failed) reporter.note(nothingText(base, found));
  reporter.diagnostics(diagnostics);
  reporter.result({
    ok: !diagnostics.failed,
    notices: diagnostics.failed ? [] : notices.map(noticeJson),
    diagnostics: diagnosticsJson(diagnostics),
  });
  return !diagnostics.failed;
}

/** What was compared, and what was not. */
function nothingText(base: string | undefined, { compared }: FoundNotices): string {
  if (base !== undefined)
    return compared > 0
      ? 'no figure that was printed has been corrected or revised between the two'
      : 'nothing was compared: the two have no edition in common';
  const inPlace = 'for figures that were corrected in place, name the state before: assay notice HEAD~1';
  return compared > 0
    ? `the editions that are printed again print no figure otherwise than before; ${inPlace}`
    : `nothing was compared: no brief prints an edition again, with a later as_of; ${inPlace}`;
}
