import type { Snapshot } from '../core/machine/snapshot.ts';
import type { BuildCache } from './build-cache.ts';
import type { BuildOptions, PrintedOne } from './build-result.ts';

/** Called at the end of each stage, for progress and for the bench; that of a print says about which edition. */
export type StageListener = (stage: string, printed?: PrintedOne) => void;

/** The settings of one build. */
export interface RunOptions extends Pick<BuildOptions, 'environment' | 'flavours' | 'parts' | 'isDraft' | 'shard'> {
  readonly onStage?: StageListener;
  /** Called when the browser has nothing more to do, unless what is read back has faults. */
  readonly onDrawn?: () => void;
  /** Called when nothing more will be printed, and files remain to be written. */
  readonly onPrinted?: () => void;
  /** Data and templates as they are to be printed. */
  readonly snapshot: Snapshot;
  /** What earlier builds leave for this one. */
  readonly cache?: BuildCache | undefined;
}

/** The settings of the prints of a build. */
export type PrintSettings = Pick<
  RunOptions,
  'environment' | 'cache' | 'parts' | 'shard' | 'onStage' | 'onDrawn' | 'onPrinted'
>;
