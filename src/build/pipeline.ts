import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { Snapshot } from '../core/machine/snapshot.ts';
import { now } from '../core/machine/machine.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import type { StageListener } from './compose.ts';
import { buildIn, emptyMemory } from './incremental.ts';
import type { BuildOptions, BuildResult } from './result.ts';
import { openWorkshop } from './workshop.ts';

/**
 * Prints briefs (all, or those named) in every edition, locale and for every member into `out/`. With any error in data
 * or templates nothing is written and the result is undefined. Throws an EnvironmentError when there is no browser or
 * the output cannot be written.
 */
export async function buildBriefs(
  workspace: Workspace,
  names: readonly string[],
  options: BuildOptions,
  diagnostics: Diagnostics,
): Promise<BuildResult | undefined> {
  const stageEnded = stopwatch(options.onStage);
  const workshop = openWorkshop(options.environment);
  const snapshot = new Snapshot(workspace.root);
  const memory = emptyMemory();
  options.signal?.addEventListener('abort', () => void workshop.close());
  workshop.browser.running.then(
    () => stageEnded('launch'),
    () => undefined,
  );
  try {
    return await buildIn(
      workshop,
      workspace,
      names,
      { ...options, snapshot, memory, onStage: stageEnded },
      diagnostics,
    );
  } finally {
    await workshop.close();
    stageEnded('close');
  }
}

function stopwatch(listener: BuildOptions['onStage']): StageListener {
  let last = now();
  return (stage) => {
    const time = now();
    listener?.(stage, time - last);
    last = time;
  };
}
