import type { Paper } from '../brief/paper.ts';
import type { EditionHead } from './source.ts';

/** How a build is done. */
export interface BuildOptions {
  readonly environment: NodeJS.ProcessEnv;
  /** Ends the build early: the browser is ended, what is being published is finished, nothing else is begun. */
  readonly signal?: AbortSignal | undefined;
  /** Told when a stage has ended, with its milliseconds: for progress and for the bench. */
  readonly onStage?: ((stage: string, milliseconds: number) => void) | undefined;
}

/** One printed edition. */
export interface BuiltEdition extends EditionHead {
  /** Its folder below the root. */
  readonly folder: string;
  /** How many pages it has on its first paper, and on each. */
  readonly pages: number;
  readonly papers: Readonly<Partial<Record<Paper, number>>>;
  /** How many figures it prints. */
  readonly values: number;
}

/** What a build made. */
export interface BuildResult {
  readonly editions: readonly BuiltEdition[];
  /** Paths that were written or removed. */
  readonly changed: readonly string[];
  /** What a person should know about the browser that printed and what else lies in `out/`, a sentence each. */
  readonly notes: readonly string[];
}
