import type { EditionHead } from '../pipeline/edition-source.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { DatasetChanges } from '../comparison/dataset-changes.ts';
import type { DocumentChange } from '../comparison/document-changes.ts';
import type { Restated } from '../dataset/changes.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import type { AddressChange } from './address-changes.ts';
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
  /** Of a new edition that prints a release again: the print before, and its figures that were wrong or are revised. */
  readonly reprints?: { readonly edition: string; readonly figures: readonly Restated[] } | undefined;
  /** `failed`: the later state does not build. `mended`: the earlier one did not. */
  readonly state: 'unchanged' | 'changed' | 'added' | 'removed' | 'failed' | 'mended';
  /** The kinds of input that differ. */
  readonly aspects: readonly Aspect[];
  /** The gravest first. Of one that does not build only what would surely change. */
  readonly changes: readonly CausedChange[];
  /** What moves to another page; undefined where the two were not printed. */
  readonly pages?: PageMoves | undefined;
  /** Sections and exhibits to which earlier links no longer lead. */
  readonly anchors?: readonly AddressChange[];
}

/** A mistake because of which editions of a state are not built. */
export interface Failure {
  /** `base` for what only the earlier state has. */
  readonly side: 'base' | 'head';
  /** Whether both states have it. */
  readonly isOld: boolean;
  readonly problem: Diagnostic;
  /** The editions; a brief alone where none of its editions is known. */
  readonly editions: readonly FailedEdition[];
}

/** The names of an edition, as far as they are known. */
export interface FailedEdition {
  readonly brief: string;
  readonly edition?: string | undefined;
  readonly locale?: string | undefined;
  readonly member?: string | undefined;
}

/** What differs in a dataset. */
export interface DatasetDifference extends DatasetChanges {
  /** The briefs that have their figures from it. */
  readonly briefs?: readonly string[];
}

/** What differs between two states. */
export interface Difference {
  readonly base: string;
  readonly head: string;
  readonly packages: readonly PackageChange[];
  readonly datasets: readonly DatasetDifference[];
  readonly editions: readonly EditionDifference[];
  readonly failures: readonly Failure[];
}

/** Whether two states differ in data or in what a reader sees. */
export function isDifferent({ datasets, editions, failures }: Difference): boolean {
  return datasets.length + failures.length > 0 || editions.some(({ state }) => state !== 'unchanged');
}

/**
 * Whether what a reader reads changes, and not only figures and other words: a direction, a rank, a heading or the title
 * of an exhibit beyond its number.
 */
export function isTurn({ weight, part }: CausedChange): boolean {
  if (weight === 'direction' || weight === 'rank') return true;
  return weight !== 'order' && weight !== 'imprint' && isHeadline({ part });
}

/** Whether a change is one of a heading or title. */
export function isHeadline({ part }: Pick<CausedChange, 'part'>): boolean {
  return part === 'heading' || part === 'title';
}

/** Whether one of the changes of an edition is such. Of one that does not build nobody knows, so that it counts. */
export function isMaterial({ state, changes }: EditionDifference): boolean {
  return state === 'failed' || changes.some(isTurn);
}

/** Briefs that read otherwise, do not build, or whose data a change sets against one another. */
export function changedBriefs({ datasets, editions, failures }: Difference): string[] {
  const changed = editions.filter(({ state }) => state !== 'unchanged').map(({ head }) => head.brief);
  const contradicted = datasets
    .filter(({ verdicts }) => verdicts.some(({ after }) => after === 'contradicted'))
    .flatMap(({ briefs = [] }) => briefs);
  return [
    ...new Set([
      ...changed,
      ...contradicted,
      ...failures.flatMap((failure) => failure.editions.map(({ brief }) => brief)),
    ]),
  ];
}
