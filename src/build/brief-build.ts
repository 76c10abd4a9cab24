import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { now } from '../core/machine/machine.ts';
import { Snapshot } from '../core/machine/snapshot.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import type { BuildOptions, BuildResult } from './build-result.ts';
import { runBuild, type StageListener, startServices } from './schedule.ts';

/**
 * Prints briefs (all, or those named) in every edition, locale and for every member into `out/`. With any error in data
 * or templates nothing is written and the result is undefined. Throws an EnvironmentError when there is no browser or
 * the output cannot be written.
 */
export async function buildBriefs(
  workspace: Workspace,
  names: readonly string[],
  { environment, flavours, parts, signal, onStage: listener }: BuildOptions,
  diagnostics: Diagnostics,
): Promise<BuildResult | undefined> {
  const onStage = stopwatch(listener);
  const services = startServices(environment);
  signal?.addEventListener('abort', () => void services.close());
  services.browser.running.then(
    () => onStage('launch'),
    () => undefined,
  );
  try {
    const options = { environment, flavours, parts, onStage, snapshot: new Snapshot(workspace.root) };
    return await runBuild(services, workspace, names, options, diagnostics);
  } finally {
    await services.close();
    onStage('close');
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
