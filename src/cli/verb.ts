import type { Workspace } from '../core/machine/workspace.ts';
import type { Reporter } from './reporter.ts';

/** What a verb is called with. */
export interface VerbCall {
  readonly workspace: Workspace;
  /** Its arguments, in order. */
  readonly names: readonly string[];
  /** Its own options, by name. */
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  readonly reporter: Reporter;
  /** A signal of the person's interrupting. A verb that does not ask for it is ended by that at once. */
  readonly interruption: () => AbortSignal;
}

/** Whether nothing is wrong with data and templates, or that something outside them is. */
export type Outcome = boolean | 'environment';

/** A verb does its work and answers how it went. */
export type Verb = (call: VerbCall) => Promise<Outcome>;
