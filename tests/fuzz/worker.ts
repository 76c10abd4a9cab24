import { existsSync } from 'node:fs';
import path from 'node:path';
import { assayDataset } from '../../src/assay/assay.ts';
import { loadRules } from '../../src/assay/relations/relations-file.ts';
import { reportOf } from '../../src/assay/report/report.ts';
import { type BuildServices, startServices } from '../../src/pipeline/build-services.ts';
import { runBuild } from '../../src/pipeline/schedule.ts';
import { diagnosticsJson } from '../../src/cli/reporter.ts';
import { codeFrame, Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { EnvironmentError } from '../../src/core/diagnostics/environment-error.ts';
import { Snapshot } from '../../src/core/machine/snapshot.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { loadDataset } from '../../src/dataset/dataset-folder.ts';

// A process that builds one root folder after another with the same browser, as `assay build` and `assay check` do.

/** What a build said and did. */
export interface Answer {
  /** The exit status that the command line would give. */
  readonly status: 0 | 1 | 3 | 70;
  readonly messages: readonly Message[];
  /** The message of an EnvironmentError, or the stack of a fault. */
  readonly failure?: string;
  /** Milliseconds of processor time of this process. */
  readonly processorTime: number;
}

export interface Message {
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

let services: BuildServices | undefined;

async function build(root: string): Promise<Answer> {
  const before = process.cpuUsage();
  const diagnostics = new Diagnostics();
  let failure: string | undefined;
  let status: Answer['status'];
  try {
    const workspace = new Workspace(root);
    const dataset = existsSync(path.join(root, 'data/ferry-passengers/relations.yaml')) && (await check(workspace));
    if (services?.browser.isSpent) await services.close();
    if (!services || services.browser.isSpent) services = startServices(process.env);
    const options = { environment: process.env, snapshot: new Snapshot(root) };
    const result = await runBuild(services, workspace, [], options, diagnostics);
    for (const item of diagnostics.all) codeFrame(item);
    if (dataset) JSON.stringify(dataset);
    status = diagnostics.failed ? 1 : 0;
    if ((result === undefined) !== diagnostics.failed) failure = 'nothing was written, and no error was reported';
  } catch (error) {
    failure = error instanceof EnvironmentError ? error.message : String((error as Error).stack ?? error);
    status = error instanceof EnvironmentError ? 3 : 70;
  }
  const { user, system } = process.cpuUsage(before);
  const messages = diagnosticsJson(diagnostics) as Message[];
  return { status, messages, processorTime: (user + system) / 1000, ...(failure === undefined ? {} : { failure }) };
}

/** What `assay check --json` prints. */
async function check(workspace: Workspace): Promise<object | undefined> {
  const diagnostics = new Diagnostics();
  const dataset = await loadDataset(workspace, 'ferry-passengers', diagnostics);
  const rules = dataset && (await loadRules(workspace, dataset, diagnostics));
  return rules && reportOf(assayDataset(dataset, rules));
}

process.on('message', (root: string) => {
  void build(root).then((answer) => process.send?.(answer));
});
process.on('disconnect', () => {
  void services?.close().then(() => process.exit());
});
process.send?.('ready');
