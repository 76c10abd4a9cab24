import type { ResultStore } from '../core/machine/result-store.ts';
import type { FigureChange } from './changed-figures.ts';
import type { Prints } from './confirmation.ts';

/** What happened to a page, or would happen. */
export interface PageOutcome {
  /** Its title. */
  readonly page: string;
  /** Its file, title or address on the host. */
  readonly at: string;
  /** `orphaned`: its brief is gone. */
  readonly action: 'created' | 'updated' | 'unchanged' | 'refused' | 'orphaned' | 'deleted';
  /** Why it was refused, or what else a person should know. */
  readonly reason?: string | undefined;
  /** The figures that changed. */
  readonly figures?: readonly FigureChange[] | undefined;
}

/** What happened to a target. */
export interface TargetOutcome {
  readonly target: string;
  readonly pages: readonly PageOutcome[];
  /** What a person should know, one sentence each. */
  readonly notes: readonly string[];
}

/** How pages are written. */
export interface PublishOptions {
  /** Nothing is written. */
  readonly isDry: boolean;
  /** Regions that somebody edited are overwritten. */
  readonly force: boolean;
  /** Pages of briefs that are gone are deleted. */
  readonly prune: boolean;
  /** Ids of all briefs. */
  readonly briefs: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  /** What builds on this machine have printed. */
  readonly store?: ResultStore | undefined;
  /** Draws and prints what is compared; replaced in tests. */
  readonly prints?: Prints | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Waits for milliseconds; replaced in tests. */
  readonly pause?: ((milliseconds: number) => Promise<void>) | undefined;
}
