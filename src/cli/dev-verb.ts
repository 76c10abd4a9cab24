import { randomBytes } from 'node:crypto';
import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { type LoopbackServer, serveLoopback } from '../preview/loopback-server.ts';
import { Preview } from '../preview/preview.ts';
import { routesOf } from '../preview/routes.ts';
import { endWithRunner } from '../core/machine/process.ts';
import { copiesFolder } from './source-copies.ts';
import { diagnosticsJson, type Reporter } from './reporter.ts';
import type { VerbCall } from './verb.ts';

/** `assay dev [brief…]`: shows briefs in a browser, and what is changed as soon as it is saved, until it is interrupted. */
export async function dev({ workspace, names, options, reporter, interruption }: VerbCall): Promise<boolean> {
  const gone = new AbortController();
  const signal = AbortSignal.any([interruption(), gone.signal]);
  const stopLooking = endWithRunner(process.env, () => gone.abort());
  const report = reportOf(reporter);
  const copies = await copiesFolder(options['sources']);
  const preview = new Preview(workspace, names, process.env, { onComposed: report }, copies);
  const secret = randomBytes(16).toString('hex');
  let server: LoopbackServer | undefined;
  try {
    server = await serveLoopback(Number(options['port'] ?? 0), routesOf(preview, secret));
    const address = `http://127.0.0.1:${server.port}/${secret}/`;
    await preview.run(signal, () => {
      reporter.line(address);
      reporter.result({ address });
      reporter.note('open this address in a browser; Ctrl-C ends the preview');
    });
  } finally {
    stopLooking();
    await Promise.all([server?.close(), preview.close()]);
  }
  return true;
}

/** Says what was composed, and what is wrong where that is new. */
function reportOf(reporter: Reporter): (key: string, milliseconds: number, diagnostics: Diagnostics) => void {
  const reported = new Map<string, string>();
  return (key, milliseconds, diagnostics) => {
    const problems = JSON.stringify(diagnosticsJson(diagnostics));
    if (problems !== (reported.get(key) ?? '[]')) reporter.diagnostics(diagnostics);
    reported.set(key, problems);
    if (key !== '' && !diagnostics.failed) reporter.note(`${key}: composed in ${(milliseconds / 1000).toFixed(2)} s`);
  };
}
