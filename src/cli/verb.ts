import type { Workspace } from '../core/workspace.ts';
import type { Reporter } from './reporter.ts';

/** What a verb is called with. */
export interface VerbCall {
  readonly workspace: Workspace;
  /** Its arguments, in order. */
  readonly names: readonly string[];
  /** Its own options, by name. */
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  readonly reporter: Reporter;
  /** Aborted when the person interrupts. */
  readonly signal: AbortSignal;
}

/** A verb does its work and answers whether nothing is wrong with data and templates. */
export type Verb = (call: VerbCall) => Promise<boolean>;
