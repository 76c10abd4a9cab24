import { plural } from '../core/diagnostics/source-text.ts';
import type { FlavourName } from '../brief/flavour-names.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { embedPages, type EmbedResult } from '../embedding/embed.ts';
import { diagnosticsJson, type Reporter } from './reporter.ts';
import type { VerbCall } from './verb.ts';

/** `assay embed [page…]`: fills the regions of pages, or with `--check` says which are stale. */
export async function embed({ workspace, names, options: given, reporter, interruption }: VerbCall): Promise<boolean> {
  const diagnostics = new Diagnostics();
  const options = {
    environment: process.env,
    folder: process.cwd(),
    flavour: given['flavour'] as FlavourName | undefined,
    check: given['check'] === true,
    force: given['force'] === true,
    signal: interruption(),
  };
  reporter.terminalProgress('embedding');
  const result = await embedPages(workspace, names, options, diagnostics);
  reporter.diagnostics(diagnostics);
  reportResult(result, options.check, reporter);
  reporter.result({ ok: !diagnostics.failed, ...result, diagnostics: diagnosticsJson(diagnostics) });
  return !diagnostics.failed;
}

function reportResult({ read, pages, pictures }: EmbedResult, isCheck: boolean, reporter: Reporter): void {
  for (const { path, flavour, regions, isWritten } of pages) {
    const filled = regions.filter(({ state }) => state === 'filled').length;
    if (isWritten) reporter.line(`${path}: ${plural(filled, 'region')} filled, for ${flavour}`);
  }
  for (const picture of pictures) reporter.line(picture);
  const regions = pages.flatMap((page) => page.regions);
  const current = regions.filter(({ state }) => state === 'current').length;
  const among = `${plural(regions.length, 'region')} in ${plural(pages.length, 'page')} of ${read}`;
  const published = regions.filter(({ state }) => state === 'published').length;
  const kept = published > 0 ? `, ${published} left to assay publish` : '';
  if (isCheck) reporter.line(`${among}: ${current} up to date${kept}`);
  else if (pages.every(({ isWritten }) => !isWritten) && pictures.length === 0)
    reporter.line(`${among}: nothing changed`);
}
