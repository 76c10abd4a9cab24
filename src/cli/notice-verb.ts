import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { openStore } from '../core/machine/result-store.ts';
import { findNotices } from '../diff/find-notices.ts';
import { noticeJson, noticesMarkdown } from '../diff/views/notice-view.ts';
import { diagnosticsJson } from './reporter.ts';
import type { VerbCall } from './verb.ts';

/** `assay notice [BASE [HEAD]]`: what a later print corrects in an earlier one, as Markdown for readers of both. */
export async function notice({ workspace, names, options, reporter, interruption }: VerbCall): Promise<boolean> {
  const [base, head] = names;
  const diagnostics = new Diagnostics();
  const store = options['cache'] === false ? undefined : await openStore(process.env);
  const briefs = (options['brief'] ?? []) as readonly string[];
  const given = { environment: process.env, from: process.cwd(), briefs, store, signal: interruption() };
  reporter.progress('comparing');
  const found = (await findNotices(workspace, [base, head], given, diagnostics)) ?? [];
  const notices = found.filter(({ source: { brief, locale } }) => locale === (options['locale'] ?? brief.locales[0]));
  for (const line of noticesMarkdown(notices).trimEnd().split('\n')) if (notices.length > 0) reporter.line(line);
  if (notices.length === 0 && !diagnostics.failed)
    reporter.note('no figure that was printed has been corrected or revised');
  reporter.diagnostics(diagnostics);
  reporter.result({
    ok: !diagnostics.failed,
    notices: notices.map(noticeJson),
    diagnostics: diagnosticsJson(diagnostics),
  });
  return !diagnostics.failed;
}
