import { listBriefs } from '../brief/brief-folder.ts';
import { selectEditions } from '../build/edition-selection.ts';
import { requireIdle } from '../build/publication.ts';
import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { EnvironmentError } from '../core/diagnostics/environment-error.ts';
import { Snapshot } from '../core/machine/snapshot.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { loadAssayFile } from '../embedding/assay-file.ts';
import { openConfirmation, openPrints } from './confirmation.ts';
import type { OpenHost } from './host.ts';
import { openHost } from './open-host.ts';
import type { PublishOptions, TargetOutcome } from './page-outcome.ts';
import { planPages } from './page-planning.ts';
import { Secret } from './secrets.ts';
import type { Target } from './target.ts';
import { readTargets } from './target-reading.ts';

/** A target that could not be used: the others are published all the same. */
export interface TargetFailure {
  readonly target: string;
  readonly error: EnvironmentError;
}

export interface PublishResult {
  readonly targets: readonly TargetOutcome[];
  readonly failures: readonly TargetFailure[];
}

/**
 * Publishes what the last build printed to the targets of `assay.yaml` (all, or those named), once it is confirmed. With any
 * mistake in them, in data or in templates nothing is published and the result is undefined. Throws an EnvironmentError
 * while a build is writing there.
 */
export async function publishTargets(
  workspace: Workspace,
  names: readonly string[],
  given: Omit<PublishOptions, 'briefs'>,
  diagnostics: Diagnostics,
): Promise<PublishResult | undefined> {
  const settings = await loadAssayFile(workspace, diagnostics);
  const targets = settings && readTargets(settings, names, diagnostics);
  if (!targets) return undefined;
  if (given.prune && targets.some(({ owner }) => owner === undefined)) {
    const hint =
      'write owner: and a name that no other folder has in assay.yaml, publish, and prune when briefs are gone';
    return diagnostics.error('publish/no-owner', NO_OWNER, 'assay.yaml', hint);
  }
  await requireIdle(workspace, 'out');
  const options = { ...given, briefs: await listBriefs(workspace) };
  const wanted = targets.some(({ briefs }) => !briefs)
    ? []
    : [...new Set(targets.flatMap(({ briefs }) => briefs ?? []))];
  const sources = await selectEditions(new Snapshot(workspace.root), wanted, diagnostics);
  if (diagnostics.failed) return undefined;
  const failures: TargetFailure[] = [];
  const failing = async <T>({ name }: Target, work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof EnvironmentError)) throw error;
      failures.push({ target: name, error });
      return undefined;
    }
  };
  const prints = options.prints ?? openPrints(workspace, options);
  const confirmation = openConfirmation(prints);
  const jobs: { target: Target; host: OpenHost; pages: Awaited<ReturnType<typeof planPages>> }[] = [];
  try {
    for (const target of targets) {
      const host = await failing(target, async () =>
        openHost(workspace, target, tokenOf(target, given.environment), options),
      );
      const planning = { accepts: host?.accepts ?? (() => false), confirmation };
      if (host) jobs.push({ target, host, pages: await planPages(workspace, target, sources, planning, diagnostics) });
    }
  } finally {
    await confirmation.close();
  }
  if (diagnostics.failed) return undefined;
  const outcomes: TargetOutcome[] = [];
  for (const { target, host, pages } of jobs) {
    const outcome = pages && (await failing(target, () => host.publish(pages)));
    if (outcome) outcomes.push(outcome);
  }
  return { targets: outcomes, failures };
}

const NO_OWNER = '--prune cannot tell the pages of this folder from those that other folders publish';

/** The token of a target, if it needs one. Throws an EnvironmentError if the variable that should hold it is empty. */
function tokenOf(target: Target, environment: NodeJS.ProcessEnv): Secret | undefined {
  if (target.kind === 'folder' || target.token === undefined) return undefined;
  const value = environment[target.token];
  if (value) return new Secret(value);
  const message = `the token of ${target.name} is not in the environment: ${target.token} is empty`;
  throw new EnvironmentError(message, [`export ${target.token}=…`]);
}
