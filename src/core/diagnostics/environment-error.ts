/**
 * Something outside the data and templates stops the work: no browser, an unwritable folder, another build that holds
 * the lock. Not a mistake in anybody's files, so it is thrown, ends the command and has its own exit status.
 */
export class EnvironmentError extends Error {
  /** What to do about it, a line each: usually commands. */
  readonly remedies: readonly string[];

  constructor(message: string, remedies: readonly string[] = [], options?: ErrorOptions) {
    super(message, options);
    this.name = 'EnvironmentError';
    this.remedies = remedies;
  }
}
