import { areInputsSame, areOutputsSame, lastBuild, warningsOf } from '../pipeline/build-record.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { sha256 } from '../core/machine/hash.ts';
import { openStore, readResult, type ResultStore, writeResult } from '../core/machine/result-store.ts';
import { Workspace } from '../core/machine/workspace.ts';
import { reportBuild } from './build-report.ts';
import { Reporter, type ReportOptions } from './reporter.ts';

// This file decides that there is nothing to do, so it imports nothing that takes long to load. It does not parse the
// arguments: it remembers what the same ones meant in the same folder.

/** What the arguments of a build meant. */
interface Call {
  readonly root: string;
  readonly names: readonly string[];
  readonly isDraft: boolean;
  readonly report: ReportOptions;
  /** The key of the record of its build. */
  readonly build: string;
}

const KIND = 'call';

function keyOfCall(parameters: readonly string[]): string {
  return sha256(JSON.stringify([process.cwd(), parameters]));
}

/** Remembers the meaning of the arguments of a build that went well. */
export async function rememberCall(store: ResultStore, parameters: readonly string[], call: Call): Promise<void> {
  await writeResult(store, KIND, keyOfCall(parameters), call);
}

/**
 * Reports what the last build with the same arguments reported, if all that it read and wrote is as it was; else does
 * nothing and returns false.
 */
export async function repeatBuild(parameters: readonly string[], environment: NodeJS.ProcessEnv): Promise<boolean> {
  // what is wrong with the environment is said where the arguments are known
  const store = await openStore(environment).catch(() => undefined);
  if (!store) return false;
  const call = await knownCall(store, parameters);
  const record = call && (await lastBuild(store, call.build));
  if (!record) return false;
  const workspace = new Workspace(call.root);
  if (!(await areInputsSame(record, workspace, environment))) return false;
  if (!(await areOutputsSame(record, call))) return false;
  const diagnostics = new Diagnostics();
  diagnostics.include(warningsOf(record));
  reportBuild({ ...record.result, changed: [], reasons: {} }, diagnostics, new Reporter(call.report));
  return true;
}

async function knownCall(store: ResultStore, parameters: readonly string[]): Promise<Call | undefined> {
  try {
    return await readResult<Call>(store, KIND, keyOfCall(parameters));
  } catch {
    // The current folder no longer exists.
    return undefined;
  }
}
