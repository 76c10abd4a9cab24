/** The kinds of periods, by which a workbook has its tables. */
export type PeriodKind = 'year' | 'split year' | 'half' | 'quarter' | 'month' | 'day' | 'span';

/** What a workbook says besides the words of its language that documents have too. */
export interface WorkbookWords {
  /** Names of sheets: letters, digits and underscores. */
  readonly tabs: {
    readonly cover: string;
    readonly contents: string;
    readonly notes: string;
    readonly sources: string;
  };
  readonly tab: (number: number) => string;
  readonly table: (number: number, title: string) => string;
  readonly level: string;
  /** The unit of plain counts. */
  readonly number: string;
  readonly kinds: Readonly<Record<PeriodKind, string>>;
  readonly titled: (measure: string, kind: string) => string;
  readonly state: (release: string, day: string) => string;
  readonly oneTable: string;
  readonly unitOfAll: (unit: string) => string;
  readonly shorthand: string;
  readonly emptyNotes: string;
  readonly digits: string;
  readonly heads: Readonly<
    Record<
      | 'figure'
      | 'unit'
      | 'source'
      | 'notes'
      | 'sheet'
      | 'title'
      | 'note'
      | 'text'
      | 'published'
      | 'address'
      | 'shorthand'
      | 'meaning',
      string
    >
  >;
  readonly publisher: string;
  readonly licence: string;
  readonly contact: string;
  readonly nextRelease: string;
  readonly contents: string;
  readonly notes: string;
  readonly sources: string;
  readonly note: (number: number) => string;
  readonly corrected: (what: string, printed: string, right: string, evidence: string) => string;
  readonly condition: (what: string, condition: string) => string;
  readonly range: (what: string, print: string) => string;
  readonly definition: (label: string, text: string) => string;
  readonly broken: (label: string, period: string, reason: string) => string;
  readonly tied: (what: string) => string;
  readonly qualifier: Readonly<Record<'over' | 'under' | 'about' | 'slightly over' | 'slightly under', string>>;
  readonly correctedMark: string;
}
