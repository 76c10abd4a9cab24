import { plural } from '../core/diagnostics/source-text.ts';
import path from 'node:path';
import { mergeShards } from '../pipeline/merge.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { diagnosticsJson } from './reporter.ts';
import type { VerbCall } from './verb.ts';

/** `assay merge FOLDER…`: joins what builds with `--shard` printed into `out/`. */
export async function merge({ workspace, names, reporter, interruption }: VerbCall): Promise<boolean> {
  const diagnostics = new Diagnostics();
  reporter.progress('comparing what the shards printed');
  const result = await mergeShards(
    workspace,
    names.map((name) => path.resolve(name)),
    { environment: process.env, signal: interruption() },
    diagnostics,
  );
  reporter.diagnostics(diagnostics);
  if (result) {
    const { shards, editions, changed } = result;
    const done = changed.length === 0 ? 'nothing changed' : `${plural(changed.length, 'file')} changed in out/`;
    reporter.line(`${plural(editions.length, 'edition')} of ${plural(shards, 'shard')}: ${done}`);
  }
  reporter.result({ ok: result !== undefined, ...result, diagnostics: diagnosticsJson(diagnostics) });
  return result !== undefined;
}
