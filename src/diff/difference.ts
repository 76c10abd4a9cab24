import type { EditionHead } from '../build/edition-source.ts';
import type { DatasetChanges } from '../comparison/dataset-changes.ts';
import type { DocumentChange } from '../comparison/document-changes.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import type { Aspect } from './aspect.ts';
import type { PageMoves } from './page-moves.ts';
import type { PackageChange } from './program-change.ts';

/** One of two states that are compared. */
export interface Side {
  /** As the reader knows it: `main (a1b2c3d)`, `worktree`. */
  readonly name: string;
  readonly workspace: Workspace;
}

/** A difference for the reader of an edition, with its cause. */
export interface CausedChange extends DocumentChange {
  /**
   * The kind of input without whose change the text would be as before; several where none of them alone explains it
   * (`isJoint`).
   */
  readonly why: readonly Aspect[];
  readonly isJoint: boolean;
}

/** The differences of an edition in one language, and for one member where its brief has several. */
export interface EditionDifference {
  /** Of the later state, if it is there. */
  readonly head: EditionHead;
  /** Id of the edition that it is compared with, where that has another one. */
  readonly comparedWith?: string | undefined;
  readonly state: 'unchanged' | 'changed' | 'added' | 'removed';
  /** The kinds of input that differ. */
  readonly aspects: readonly Aspect[];
  /** The gravest first. */
  readonly changes: readonly CausedChange[];
  /** What moves to another page; undefined where the two were not printed. */
  readonly pages?: PageMoves | undefined;
}

/** What differs between two states. */
export interface Difference {
  readonly base: string;
  readonly head: string;
  readonly packages: readonly PackageChange[];
  readonly datasets: readonly DatasetChanges[];
  readonly editions: readonly EditionDifference[];
  /** What could not be compared, a sentence each. */
  readonly notes: readonly string[];
}

/** Whether two states differ in data or in what a reader sees. */
export function isDifferent({ datasets, editions }: Difference): boolean {
  return datasets.length > 0 || editions.some(({ state }) => state !== 'unchanged');
}
