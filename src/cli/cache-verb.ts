import { plural } from '../core/diagnostics/source-text.ts';
import { EnvironmentError } from '../core/diagnostics/environment-error.ts';
import { openProgramStore } from '../core/machine/program-store.ts';
import { type KindUse, openStore, type Pruned, type ResultStore } from '../core/machine/result-store.ts';
import { type Reporter } from './reporter.ts';
import type { VerbCall } from './verb.ts';

/** Days after which `--prune` removes what was not used. */
const UNUSED_DAYS = 30;

/**
 * `assay cache [--prune | --clear]`: shows what is kept of earlier builds, after removing some or all of it, and what the
 * program made of itself, which no build depends on.
 */
export async function cache({ options, reporter }: VerbCall): Promise<boolean> {
  const store = await openStore(process.env);
  if (!store) {
    reporter.line('no results are kept: ASSAY_CACHE or ASSAY_CACHE_MB says so, or no folder can be written');
    reporter.result({ ok: true, kept: false });
    return true;
  }
  const isPruned = Boolean(options['clear'] ?? options['prune']);
  const pruned = isPruned ? await store.prune(options['clear'] ? 0 : UNUSED_DAYS) : undefined;
  if (pruned && pruned.left > 0) {
    const remedy = `check the folder ${store.folder} and its permissions`;
    throw new EnvironmentError(`${plural(pruned.left, 'result')} in ${store.folder} cannot be removed`, [remedy]);
  }
  await reportStore(store, pruned, reporter);
  return true;
}

async function reportStore(store: ResultStore, pruned: Pruned | undefined, reporter: Reporter): Promise<void> {
  const { folder, limit } = store;
  const kinds = await store.use();
  const { count, size } = total(kinds);
  if (pruned) reporter.line(`${plural(pruned.removed, 'result')} removed`);
  reporter.line(`${folder}: ${plural(count, 'result')}, ${megabytes(size)} of at most ${megabytes(limit)}`);
  for (const one of kinds)
    reporter.line(`  ${one.kind.padEnd(10)}${String(one.count).padStart(6)}  ${megabytes(one.size).padStart(9)}`);
  const ofProgram = await openProgramStore();
  const program = ofProgram && {
    folder: ofProgram.folder,
    limit: ofProgram.limit,
    size: total(await ofProgram.use()).size,
  };
  if (program) {
    const used = `${megabytes(program.size)} of at most ${megabytes(program.limit)}`;
    reporter.line(`${program.folder}: compiled code and fonts of Assay itself, ${used}`);
  }
  reporter.result({
    ok: true,
    kept: true,
    folder,
    limit,
    count,
    size,
    kinds,
    program,
    ...(pruned && { removed: pruned.removed }),
  });
}

function megabytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MB`;
}

function total(kinds: readonly KindUse[]): Pick<KindUse, 'count' | 'size'> {
  const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
  return { count: sum(kinds.map(({ count }) => count)), size: sum(kinds.map(({ size }) => size)) };
}
