import type { FlavourName } from '../brief/flavour-names.ts';
import type { Place } from '../core/diagnostics/source-file.ts';
import type { GitAuthor } from './git.ts';

/** A wiki or host that `assay publish` writes to, as `assay.yaml` describes it. */
export type Target = GitTarget | FolderTarget | MediawikiTarget | ConfluenceTarget;

interface TargetBase {
  readonly name: string;
  /** What the root folder calls itself in wikis; undefined if it has no name. */
  readonly owner: string | undefined;
  /** Of its entry in `assay.yaml`. */
  readonly place: Place;
  readonly flavour: FlavourName;
  /** What pages stand below; what that is depends on the host. */
  readonly below: string | undefined;
  /** One page with the newest edition, or one for each edition and a list of them. */
  readonly pages: 'newest' | 'editions';
  /** Undefined for all. */
  readonly briefs: readonly string[] | undefined;
  readonly locales: readonly string[] | undefined;
  readonly attach: readonly ('pdf' | 'csv')[];
}

/** A wiki whose pages are files. */
interface FileTarget extends TargetBase {
  /** Files, folders and globs of pages that people write. */
  readonly embed: readonly string[];
}

export interface GitTarget extends FileTarget {
  readonly kind: 'git';
  readonly url: string;
  readonly branch: string | undefined;
  readonly user: string;
  /** Variable of the environment; undefined where Git finds its own way in. */
  readonly token: string | undefined;
  readonly author: GitAuthor;
}

export interface FolderTarget extends FileTarget {
  readonly kind: 'folder';
  readonly folder: string;
}

export interface MediawikiTarget extends TargetBase {
  readonly kind: 'mediawiki';
  readonly url: string;
  readonly user: string;
  readonly token: string;
}

export interface ConfluenceTarget extends TargetBase {
  readonly kind: 'confluence';
  /** Without a slash at its end. */
  readonly url: string;
  readonly hosting: 'cloud' | 'data-center';
  /** With a user the token is a password of theirs, without one it bears all by itself. */
  readonly user: string | undefined;
  readonly token: string;
  /** Id of the page above. */
  readonly below: string;
  readonly labels: readonly string[];
}
