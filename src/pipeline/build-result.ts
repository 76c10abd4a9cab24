import type { FlavourName } from '../brief/flavour-names.ts';
import type { Paper } from '../brief/paper.ts';
import type { ResultStore } from '../core/machine/result-store.ts';
import type { PartName } from '../document/part-name.ts';
import type { EditionHead } from './edition-source.ts';
import type { FigureChange } from './figure-changes.ts';
import type { Shard } from './shard.ts';

/** The settings of a build. */
export interface BuildOptions {
  readonly environment: NodeJS.ProcessEnv;
  /** Flavours to print in place of those that each brief names. */
  readonly flavours?: readonly FlavourName[] | undefined;
  /** Parts to print alone besides the whole brief. */
  readonly parts?: readonly PartName[] | undefined;
  /** Prints into `draft/`, although figures may be contradicted. */
  readonly isDraft?: boolean | undefined;
  /** Prints only the editions of a shard, and keeps those of the others in `out/`. */
  readonly shard?: Shard | undefined;
  /** Where results of earlier builds are found, and those of this one kept. Without it, everything is done again. */
  readonly store?: ResultStore | undefined;
  /** Says for editions that are printed because data changed which figures are others than in the last print. */
  readonly explains?: boolean | undefined;
  /** Ends the build early: the browser is ended, and what is being published is finished. */
  readonly signal?: AbortSignal | undefined;
  /** Called at the end of each stage, with its milliseconds: for progress and for the bench. */
  readonly onStage?: ((stage: string, milliseconds: number, printed?: PrintedOne) => void) | undefined;
}

/** An edition that was printed, by its folder, and how many a build prints. */
export interface PrintedOne {
  readonly folder: string;
  readonly of: number;
}

/** A printed edition. */
export interface BuiltEdition extends EditionHead {
  /** Its folder below the root. */
  readonly folder: string;
  /** Number of pages on its first paper. */
  readonly pages: number;
  /** Number of pages on each paper. */
  readonly papers: Readonly<Partial<Record<Paper, number>>>;
  /** Number of printed figures. */
  readonly values: number;
}

/** The result of a build. */
export interface BuildResult {
  readonly editions: readonly BuiltEdition[];
  /** Paths that were written or removed. */
  readonly changed: readonly string[];
  /** What a person should know about the browser and about other folders in `out/`, one sentence each. */
  readonly notes: readonly string[];
  /**
   * Why editions were printed, by their folders; editions that are missing here came from the store. Empty where nothing
   * had to be done, undefined without a store.
   */
  readonly reasons?: Readonly<Record<string, readonly string[]>> | undefined;
  /** Where the build explains: the figures that differ from the last print, by the folders of editions whose data changed. */
  readonly figures?: Readonly<Record<string, readonly FigureChange[]>> | undefined;
}
