import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { buildWith } from '../../src/pipeline/cached-build.ts';
import type { BuildServices, startServices } from '../../src/pipeline/build-services.ts';
import { runBuild } from '../../src/pipeline/schedule.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import type { ResultStore } from '../../src/core/machine/result-store.ts';
import { Snapshot } from '../../src/core/machine/snapshot.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { hashesIn } from '../cli/root.ts';
import { randomEdits } from './random-edits.ts';

/** What resulted from some edits. */
export interface Comparison {
  /** Edits after which builds with and without a store differ, and how. */
  readonly differences: readonly string[];
  /** Builds without errors, and those of them that printed nothing. */
  readonly printable: number;
  readonly repeated: number;
}

interface Outcome {
  readonly messages: readonly string[];
  readonly out: Readonly<Record<string, string>>;
}

/**
 * Edits two equal root folders at random, one edit after another, and builds both after each: one with a store, one
 * without. Both must report the same and leave the same `out/`, byte for byte.
 */
export async function compareBuilds(
  services: BuildServices,
  [cached, plain]: readonly [cached: string, plain: string],
  store: ResultStore,
  { count, seed }: { readonly count: number; readonly seed: number },
): Promise<Comparison> {
  const environment = process.env;
  const differences: string[] = [];
  const tally = { printable: 0, repeated: 0 };
  const known = new Map<string, Outcome>();
  for await (const { says, apply } of randomEdits(cached, count, seed)) {
    await apply(plain);
    await apply(cached);
    const diagnostics = new Diagnostics();
    let isStarted = false;
    const start: typeof startServices = () => {
      isStarted = true;
      return { ...services, printed: () => undefined, close: async () => undefined };
    };
    const result = await buildWith(start, new Workspace(cached), [], { environment, store }, diagnostics);
    const reasons = Object.keys(result?.reasons ?? {});
    if (result) tally.printable += 1;
    if (result && (!isStarted || reasons.length === 0)) tally.repeated += 1;
    // The same files were built before, and left the same.
    const files = JSON.stringify([
      await hashesIn(path.join(plain, 'data')),
      await hashesIn(path.join(plain, 'templates')),
    ]);
    const expected = known.get(files) ?? (await buildPlainly(services, plain));
    if (!diagnostics.failed) known.set(files, expected);
    const outcome = await outcomeOf(cached, diagnostics);
    if (!isDeepStrictEqual(outcome.messages, expected.messages)) differences.push(`${says}: other messages`);
    if (!diagnostics.failed && !isDeepStrictEqual(outcome.out, expected.out)) differences.push(`${says}: another out/`);
  }
  return { differences, ...tally };
}

async function buildPlainly(services: BuildServices, root: string): Promise<Outcome> {
  const diagnostics = new Diagnostics();
  const options = { environment: process.env, snapshot: new Snapshot(root) };
  await runBuild(services, new Workspace(root), [], options, diagnostics);
  return outcomeOf(root, diagnostics);
}

async function outcomeOf(root: string, diagnostics: Diagnostics): Promise<Outcome> {
  return {
    messages: diagnostics.all.map(({ rule, message, path: whole, place }) =>
      [rule, message, whole ?? place?.file.path, place?.line, place?.column].join(' '),
    ),
    out: await hashesIn(path.join(root, 'out')),
  };
}
