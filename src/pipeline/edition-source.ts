import type { LocaleId } from '../language/locales.ts';
import type { Wholes } from '../assay/constraints/wholes.ts';
import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { Edition } from '../dataset/edition.ts';
import type { Brief } from '../brief/brief.ts';
import type { FlavourName } from '../brief/flavour-names.ts';
import type { PartName } from '../document/part-name.ts';
import type { AssayResult } from '../assay/report/results.ts';
import type { ShownTests } from '../assay/report/edition-tests.ts';
import type { ShownWitness } from '../witness/shown.ts';
import type { PreviousEdition } from '../template/scope.ts';
import type { Fingerprint } from './fingerprint.ts';

/** An edition to be printed: of one brief, in one locale, and for one member where the brief has several. */
export interface EditionSource {
  readonly brief: Brief;
  readonly edition: Edition;
  readonly locale: LocaleId;
  readonly head: EditionHead;
  /** The flavours that it is printed in next to `brief.md`. */
  readonly flavours: readonly FlavourName[];
  /** Its parts that are printed alone, in `brief.md`'s flavour and the others. */
  readonly parts: readonly PartName[];
  /** The folder of its outputs, below the root: `out/<brief>/<edition>/<locale>[/<member>]`, or below `draft/`. */
  readonly folder: string;
  /** Tests the figures at the first call. */
  readonly tests: () => ShownTests;
  /** Reads the sources of its dataset at the first call; before that nothing is witnessed. */
  readonly readWitness: () => Promise<void>;
  readonly witness: () => ShownWitness;
  /**
   * Tests all figures of the dataset at the first call, those too that were published after the edition, and reports
   * contradictions that no correction or exception settles.
   */
  readonly testDataset: () => void;
  /** Finds the tests in the store of earlier results, so that the figures need not be tested again. */
  readonly recallTests: () => Promise<void>;
  /** Stores the tests, if the figures were tested, and what was read of the dataset, if they are not there. */
  readonly keepTests: () => Promise<void>;
  /** The whole result of the tests with the corrections in place, for comparisons. */
  readonly result: () => AssayResult;
  /** Which indicators of its dataset count again what others count. */
  readonly wholes: () => Wholes;
  /** What was reported about its dataset, as far as it was tested. */
  readonly datasetProblems: Pick<Diagnostics, 'all'>;
  /** The edition of the brief before this one; undefined for the first. */
  readonly previous: PreviousEdition | undefined;
  /** The print of the same edition before this one: the same release, read on an earlier date; undefined for the first. */
  readonly vintage?: (() => EditionSource | undefined) | undefined;
  /** Of what it reads of its files, which nothing that is published later changes; read at the first call. */
  readonly fingerprint: () => Promise<Fingerprint>;
  /** Of all files of its brief and dataset: what is reported of these, such as of later releases, depends on them all. */
  readonly sources: () => Promise<Fingerprint>;
}

/** The first fields of brief.json and manifest.json. */
export interface EditionHead {
  readonly brief: string;
  readonly edition: string;
  readonly locale: LocaleId;
  readonly member?: string | undefined;
  readonly release: string;
  readonly as_of: string;
  /** Whether it was printed although figures may be contradicted: such a print is never published. */
  readonly draft?: true | undefined;
}

/** The folders below the root that builds print into. */
export type OutputTop = 'out' | 'draft';

export function headOf(
  brief: Brief,
  id: string,
  { release, asOf, slice }: Edition,
  { locale, isDraft }: { readonly locale: LocaleId; readonly isDraft: boolean },
): EditionHead {
  const member = slice ? { member: slice.member } : {};
  const draft = isDraft ? { draft: true as const } : {};
  return { brief: brief.id, edition: id, locale, ...member, release: release.id, as_of: asOf, ...draft };
}

export function folderOf({ brief, edition, locale, member, draft }: EditionHead): string {
  return [topOf(draft), brief, edition, locale, ...(member === undefined ? [] : [member])].join('/');
}

/** The folder that a build prints into. */
export function topOf(isDraft: boolean | undefined): OutputTop {
  return isDraft ? 'draft' : 'out';
}
