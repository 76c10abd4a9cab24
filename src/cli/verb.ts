import type { EarlyBrowser } from '../browser/early-browser.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import type { Reporter } from './reporter.ts';

/** The arguments of a verb. */
export interface VerbCall {
  readonly workspace: Workspace;
  /** The positional arguments. */
  readonly names: readonly string[];
  /** The options of the verb, by name. */
  readonly options: Readonly<Record<string, string | boolean | readonly unknown[] | undefined>>;
  readonly reporter: Reporter;
  /** A browser that has been started for the verb, and is ended if it is not taken. */
  readonly early?: EarlyBrowser | undefined;
  /** The signal of an interruption by the person. A verb that does not call this is ended by an interruption at once. */
  readonly interruption: () => AbortSignal;
}

/** Whether data and templates are without errors; `environment` if something outside them is wrong. */
export type Outcome = boolean | 'environment';

export type Verb = (call: VerbCall) => Promise<Outcome>;
