/**
 * Ids that wait for the next text. An anchor in a paragraph of its own would leave a gap on the page, so it is put at
 * the start of the heading, paragraph or cell that follows.
 */
export class PendingAnchors {
  #ids: string[] = [];

  add(id: string): void {
    this.#ids.push(id);
  }

  /** The first id, if any waits, for an element that can have one; the others wait on. */
  takeFirst(): string | undefined {
    return this.#ids.shift();
  }

  /** The anchors that wait, which then wait no more. */
  take(write: (id: string) => string): string {
    const written = this.#ids.map(write).join('');
    this.#ids = [];
    return written;
  }
}
