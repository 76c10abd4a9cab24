/** A query that is refused, or that DuckDB cannot run. */
export class QueryError extends Error {
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.hint = hint;
  }
}
