/** Why a source cannot be read: a message that goes on after its path, and what to do. */
export class UnreadableSource extends Error {
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.hint = hint;
  }
}

/** The same for one that has more than is read. */
export function tooLarge(message: string): UnreadableSource {
  return new UnreadableSource(message, 'store the part that the release was read from');
}
