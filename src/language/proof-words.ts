/** A count, as it is printed. */
export interface Counted {
  readonly text: string;
  readonly count: number;
}

/** How many statements of some releases were tested against other figures. */
export interface TestedCounts {
  readonly tested: Counted;
  readonly statements: Counted;
  readonly releases: Counted;
}

/** How many statements of some releases were read again in their sources. */
export interface ReadCounts {
  readonly found: Counted;
  readonly statements: Counted;
  readonly releases: Counted;
  /** Who published the release, if it is one. */
  readonly publisher: string | undefined;
  /** Of those that were found, how many stand in tables whose heads may be others. */
  readonly doubted: Counted | undefined;
  /** Other numbers in the sources, all together and by what they are. */
  readonly rest: Counted | undefined;
  readonly kinds: readonly string[];
  /** Figures that nothing states. */
  readonly unread: Counted | undefined;
}

/** Statements of releases of which no text is kept, or of all releases. */
export interface UnreadCounts {
  readonly statements: Counted;
  readonly releases: Counted;
  readonly isAll: boolean;
}

/** Words of how figures were proved: against one another, and against their sources. Sentences have their stops. */
export interface ProofWords {
  readonly heads: Readonly<Record<'tested' | 'read' | 'notWitnessed', string>>;
  readonly tested: (counts: TestedCounts) => string;
  readonly read: (counts: ReadCounts) => string;
  readonly notWitnessed: (counts: UnreadCounts) => string;
  /** Numbers of a source that are not figures of the release, by what they are, and figures that are left out with a reason. */
  readonly kinds: Readonly<
    Record<
      'periods' | 'ordinals' | 'ages' | 'plans' | 'numbering' | 'names' | 'telephone' | 'page' | 'tables' | 'leftOut',
      (count: Counted) => string
    >
  >;
  /** The day on which a source was retrieved. */
  readonly retrieved: (date: string) => string;
}
