/** Words of a correction notice: what a later print of a brief corrects in an earlier one. Sentences have their stops. */
export interface NoticeWords {
  readonly title: (brief: string) => string;
  /** The two prints, by the dates as of which they are; without the second where both have the same. */
  readonly corrects: (date: string, previous: string | undefined) => string;
  /** Whether what the earlier print said has changed. */
  readonly said: Readonly<Record<'changed' | 'stands', string>>;
  /** The heads of the lists: figures that were wrong, figures that a source has restated, and texts. */
  readonly heads: Readonly<Record<'corrected' | 'revised' | 'texts', string>>;
  /** A figure and the one in whose place it stands. */
  readonly inPlaceOf: (now: string, before: string) => string;
  readonly printedIn: (places: string) => string;
  readonly evidence: (evidence: string) => string;
  readonly arithmetic: string;
  /** That a source printed the right figure all along. */
  readonly mistyped: string;
  readonly reason: (reason: string) => string;
  readonly material: string;
  readonly what: Readonly<Record<'direction' | 'rank' | 'assertion' | 'headline', string>>;
  /** In place of a text that stands in one print only. */
  readonly absent: Readonly<Record<'before' | 'now', string>>;
}
