/** A stretch of time that a figure is about: a year, half-year, quarter, month, day, or a span from one to another. */
export interface Period {
  /** As written: `2025`, `2025-S1`, `2025-Q4`, `2025-M12`, `2025-12-31`, `2025-M01..2025-M10`. */
  readonly text: string;
  readonly kind: 'year' | 'half' | 'quarter' | 'month' | 'day' | 'span';
  /** First and last day, ISO 8601 calendar dates. */
  readonly start: string;
  readonly end: string;
}
