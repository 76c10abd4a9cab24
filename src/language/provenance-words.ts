/** Labels of provenance. */
export interface ProvenanceWords {
  /** Opens the list of the figures of a paragraph, chart or table. */
  readonly figures: (count: number) => string;
  /** The links to the files of a chart. */
  readonly chartData: string;
  readonly chartPicture: string;
  /** The link past the head of a page. */
  readonly skip: string;
  /** The links from a figure to its note and back. */
  readonly noteOn: (figure: string) => string;
  readonly backTo: (figure: string) => string;
  /** What a source printed; what a translation of it did, where that is not the same. */
  readonly printed: string;
  readonly printedInTranslation: string;
  readonly corrected: string;
  readonly evidence: string;
  /** Supports a correction that no release states. */
  readonly arithmetic: string;
  readonly interval: string;
  readonly status: string;
  readonly inputs: string;
  readonly fromFiguresOf: (period: string) => string;
  /** What a forecast depends on. */
  readonly condition: (clause: string) => string;
  /**
   * The relations that test a figure and hold, which are counted (`untested`: there are none), that are contradicted, and that
   * are so with an exception; `count` says how many are contradicted.
   */
  readonly relations: string;
  readonly failed: string;
  readonly excepted: string;
  /** In place of a reason that an earlier list gives. */
  readonly asBefore: string;
  /** How a figure stands that relations contradict. */
  readonly standings: Readonly<Record<'accused' | 'touched' | 'disputed', string>>;
  /** What a contradicted relation says, as its author worded it. */
  readonly breaksRule: (said: string) => string;
  readonly count: (relations: number) => string;
  readonly untested: string;
  /**
   * What relations say that nobody wrote: sources differ, or are to agree, about a figure; a later release states it
   * otherwise; a part of a period is greater than the whole; parts of a period make something else of it, or one has the same level and growth; a change or share does not fit its figures; what an authored
   * relation says about figures that follow from growth.
   */
  readonly derived: Readonly<
    Record<'same' | 'agree' | 'fromGrowth', (given: string) => string> &
      Record<'revision' | 'part' | 'parts' | 'alike' | 'record', string>
  >;
  /** The ends of what a figure may stand for; `open` where an end itself does not count. */
  readonly low: (number: string, open: boolean) => string;
  readonly high: (number: string, open: boolean) => string;
  /** An interval without ends, and an empty one. */
  readonly anything: string;
  readonly nothing: string;
}
