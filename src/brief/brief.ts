import type { LocaleId } from '../language/locales.ts';
import type { Place, SourceFile } from '../core/diagnostics/source-file.ts';
import type { Localised } from '../dataset/localised.ts';
import type { DueDate } from '../dataset/model.ts';
import type { Direction } from '../language/locale.ts';
import type { FlavourName } from './flavour-names.ts';
import type { Paper } from './paper.ts';
import type { LoadedStyle } from './style.ts';

/** Words by the direction that they say. */
export type DirectionWords = Readonly<Partial<Record<Direction, readonly string[]>>>;

/**
 * A document that can be printed for several releases and in several languages: a folder below `templates/`, read and
 * checked as far as that is possible without data.
 */
export interface Brief {
  /** Name of its folder. */
  readonly id: string;
  readonly title: Localised;
  readonly dataset: Named;
  readonly editions: readonly BriefEdition[];
  readonly locales: readonly LocaleId[];
  /** Set if a separate document is printed for each member of a dimension. */
  readonly each: Each | undefined;
  /** The template of each locale. */
  readonly templates: ReadonlyMap<string, SourceFile>;
  /** Its own partials, then those in `templates/partials/`. */
  readonly partials: readonly PartialFolder[];
  /** Its Vega-Lite specifications, sorted by path. */
  readonly charts: readonly SourceFile[];
  readonly house: LoadedStyle;
  /** Numbers that an author may type: words, or ranges such as `2020..2030`. */
  readonly looseNumbers: readonly string[];
  /** Words that an author may choose for a change, in addition to those that are known. */
  readonly directionWords: DirectionWords;
  /** Sizes of paper to print on, at least one. */
  readonly papers: readonly Paper[];
  /** The flavours that it is printed in next to `brief.md`. */
  readonly flavours: readonly FlavourName[];
  /** Whether `brief.yaml` lists its editions; else there is one for each release. */
  readonly listsEditions: boolean;
  /** Its `brief.yaml`; its template, if it has none. */
  readonly file: SourceFile;
  /** Paths of all files that it may be made from, sorted. */
  readonly files: readonly string[];
}

/** The brief on one release. */
export interface BriefEdition {
  /** Name of its output folder. */
  readonly id: string;
  /** Id of the release. */
  readonly release: string;
  /** Last day of publication that counts, as precise as it is written. */
  readonly asOf: string | undefined;
  /** When the edition after it is expected. */
  readonly nextEdition: DueDate | undefined;
  readonly place: Place;
}

/** The dimension whose members have a document each. */
export interface Each {
  readonly dimension: Named;
  /** In the order of `brief.yaml`; undefined for all members. */
  readonly members: readonly Named[] | undefined;
}

/** An id in `brief.yaml`. Only the dataset can tell whether it exists. */
export interface Named {
  readonly id: string;
  readonly place: Place;
}

/** The partials of a folder by file name, without `.hbs`. */
export type PartialFolder = ReadonlyMap<string, SourceFile>;
