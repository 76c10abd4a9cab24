import type { LocaleId } from '../language/locales.ts';
import type { ShownTests } from '../assay/report/edition-tests.ts';
import type { DirectionWords } from '../brief/brief.ts';
import type { Place } from '../core/diagnostics/source-file.ts';
import type { Changes, Restated } from '../dataset/changes.ts';
import type { Edition } from '../dataset/edition.ts';
import type { Observation } from '../dataset/model.ts';
import type { Unit } from '../dataset/unit.ts';
import type { Problem } from './problem.ts';
import type { AddressText } from '../dataset/brands.ts';

/** What is known about an edition besides its figures. */
export interface Background {
  /** Absent where the figures are not tested. */
  readonly tests?: ShownTests | undefined;
  /** Absent where the edition is not printed. */
  readonly imprint?: Imprint | undefined;
  /** Absent for the first edition of a brief. */
  readonly previous?: PreviousEdition | undefined;
  /** What this print corrects in an earlier print of the same edition; undefined if it corrects nothing. */
  readonly notice?: (() => Notice | undefined) | undefined;
  /** Receives every figure that the template names by its address. */
  readonly onAsked?: ((asked: Asked) => void) | undefined;
}

/** A figure that a template asks for. */
export interface Asked {
  /** Full address. */
  readonly address: AddressText;
  /** Where the helper is called that asks for it. */
  readonly place: Place;
  /** What the edition answers; undefined where it has no such figure. */
  readonly found: Observation | undefined;
  /** Whether it is a mistake if there is none. Conditions and cells of tables do without. */
  readonly isRequired: boolean;
}

/** What a helper knows besides its arguments. */
export interface Scope extends Background {
  readonly edition: Edition;
  readonly locale: LocaleId;
  /** Words for a change that the brief declares. */
  readonly directionWords?: DirectionWords | undefined;
  /** Where the helper is called. */
  readonly place: Place;
  /** The units that the template has asked for so far, by the addresses of the figures that it printed in them. */
  readonly units?: Map<string, Unit> | undefined;
  /** Reports what is doubtful and does not end the call, at its argument. */
  readonly warn?: ((doubt: Problem) => void) | undefined;
}

/** What an edition says about itself. */
export interface Imprint {
  readonly id: string;
  /** When brief.yaml says that the next edition is expected. */
  readonly expected?: string | undefined;
  /** Assay's version. */
  readonly version: string;
  /** Hash over everything that the edition is made from. */
  readonly fingerprint: string;
}

/** What an earlier print of an edition said, and a later one says otherwise of the same release. */
export interface Notice {
  /** The earlier print. */
  readonly earlier: Pick<PreviousEdition, 'id' | 'edition'>;
  /** Figures that the earlier one printed and that were wrong, then those that were revised since. */
  readonly figures: readonly NoticeFigure[];
  /** Texts of the earlier one that say something else now. */
  readonly texts: readonly NoticeText[];
}

/** A figure that the earlier print had otherwise. */
export interface NoticeFigure extends Restated {
  /** `corrected`: it was wrong. `revised`: a source has stated it again, or a better source states it. */
  readonly kind: 'corrected' | 'revised';
  /** Where the earlier print had it, by the names of sections and exhibits. */
  readonly printedIn: readonly string[];
  /** Whether a text that says something else now is about it. */
  readonly isMaterial: boolean;
}

/** What makes a change material: another direction, rank or assertion, or it stands in a headline. */
export type Material = 'direction' | 'rank' | 'assertion' | 'headline';

/** A text that says something else. Empty where it does not stand in one of the prints. */
export interface NoticeText {
  readonly what: Material;
  readonly section: string;
  readonly before: string;
  readonly now: string;
}

/** The edition of the brief before this one. */
export interface PreviousEdition {
  readonly id: string;
  readonly edition: Edition;
  /** What this edition changes compared with it; computed on the first call. */
  readonly changes: () => Changes;
}
