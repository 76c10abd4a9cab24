import { plural } from '../core/diagnostics/source-text.ts';
import { startServices } from '../pipeline/build-services.ts';
import { buildWith } from '../pipeline/cached-build.ts';
import { keyOfRequest } from '../pipeline/build-record.ts';
import type { PrintedOne } from '../pipeline/build-result.ts';
import type { PartName } from '../document/part-name.ts';
import type { FlavourName } from '../brief/flavour-names.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { type Shard, shardOfEngine } from '../pipeline/shard.ts';
import { openStore } from '../core/machine/result-store.ts';
import { rememberCall } from './build-repeat.ts';
import { reportBuild, reportReasons, type StageTime } from './build-report.ts';
import type { VerbCall } from './verb.ts';

/** `assay build [brief…]`: prints briefs into `out/`, or with `--draft` into `draft/`. */
export async function build({
  workspace,
  names,
  options: given,
  reporter,
  interruption,
  early,
}: VerbCall): Promise<boolean> {
  const diagnostics = new Diagnostics();
  const stages: StageTime[] = [];
  let printed = 0;
  reporter.progress('building');
  const onStage = (stage: string, milliseconds: number, one?: PrintedOne): void => {
    stages.push({ stage, milliseconds });
    if (one) {
      const name = one.folder.slice(one.folder.indexOf('/') + 1);
      reporter.progress(`building: ${(printed += 1)} of ${plural(one.of, 'edition')} printed, ${name}`);
    } else if (REPORTED_STAGES.has(stage)) reporter.progress(`building: ${stage} done`);
  };
  const parts = given['part'] as readonly PartName[] | undefined;
  const flavours = given['flavour'] as readonly FlavourName[] | undefined;
  const store = given['cache'] === false ? undefined : await openStore(process.env);
  const isDraft = given['draft'] === true;
  const shard = shardOf(given['shard']);
  const explains = given['explain'] === true;
  const signal = interruption();
  const options = {
    environment: process.env,
    flavours,
    parts,
    isDraft,
    shard,
    store,
    explains,
    signal,
    onStage,
  };
  const start: typeof startServices = (environment, services) => startServices(environment, { ...services, early });
  const result = await buildWith(start, workspace, names, options, diagnostics);
  if (result && explains) reportReasons(result, reporter);
  reportBuild(result, diagnostics, reporter, stages);
  if (store && result && !diagnostics.failed && !explains && !shard) {
    const { root } = workspace;
    const call = {
      root,
      names,
      report: reporter.options,
      isDraft,
      build: keyOfRequest({ root, names, flavours, parts, isDraft }),
    };
    await rememberCall(store, process.argv.slice(2), call);
  }
  return !diagnostics.failed;
}

/** The shard that `--shard` names; `auto` is what the engine says that runs this job. */
function shardOf(given: unknown): Shard | undefined {
  if (given === 'auto') return shardOfEngine(process.env);
  return given as Shard | undefined;
}

/** Stages that occur once. The others are too short and too frequent for a progress line. */
const REPORTED_STAGES: ReadonlySet<string> = new Set(['load', 'launch', 'publish']);
