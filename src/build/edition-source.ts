import type { Edition } from '../dataset/edition.ts';
import type { Brief } from '../brief/brief.ts';
import type { EditionTests, PreviousEdition } from '../template/scope.ts';
import type { Fingerprint } from './fingerprint.ts';

/** What an edition of a brief, in one locale and for one member where it is printed for each, is made from. */
export interface EditionSource {
  readonly brief: Brief;
  readonly edition: Edition;
  readonly locale: string;
  readonly head: EditionHead;
  /** Where its outputs go, below the root: `out/<brief>/<edition>/<locale>[/<member>]`. */
  readonly folder: string;
  /** Tests the figures when it is first called, and reports a contradiction that nothing settles. */
  readonly tests: () => EditionTests;
  /** The edition of the brief before this one; undefined for the first. */
  readonly previous: PreviousEdition | undefined;
  /** Reads every file that the edition is made from when it is first called. */
  readonly fingerprint: () => Promise<Fingerprint>;
}

/** What is said of the edition at the head of brief.json and manifest.json. */
export interface EditionHead {
  readonly brief: string;
  readonly edition: string;
  readonly locale: string;
  readonly member?: string | undefined;
  readonly release: string;
  readonly as_of: string;
}

/** The head of an edition, by the id that brief.yaml gives it. */
export function headOf(brief: Brief, id: string, { release, asOf, slice }: Edition, locale: string): EditionHead {
  const member = slice ? { member: slice.member } : {};
  return { brief: brief.id, edition: id, locale, ...member, release: release.id, as_of: asOf };
}

/** Where the outputs of an edition go. */
export function folderOf({ brief, edition, locale, member }: EditionHead): string {
  return ['out', brief, edition, locale, ...(member === undefined ? [] : [member])].join('/');
}
