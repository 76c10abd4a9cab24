/**
 * A problem outside data and templates: no browser, a folder that cannot be written, a lock held by another build. It is
 * thrown, ends the command and has its own exit status.
 */
export class EnvironmentError extends Error {
  /** What to do, line by line: usually commands. */
  readonly remedies: readonly string[];

  constructor(message: string, remedies: readonly string[] = [], options?: ErrorOptions) {
    super(message, options);
    this.name = 'EnvironmentError';
    this.remedies = remedies;
  }
}
