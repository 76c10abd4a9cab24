/** Tests of a dataset, and figures that are looked up for them. More would take minutes, and gigabytes of memory. */
export const MAX_TESTED = 600_000;

/** What a tally takes. */
export type Counting = Pick<Tally<unknown>, 'take'>;

/** The tests of each item, until they are too many; each test with the figures in it. */
export function counted<Item, Made extends { readonly figures: readonly number[] }>(
  items: readonly Item[],
  tally: Counting,
  make: (item: Item) => readonly Made[],
): Made[] {
  const all: Made[] = [];
  for (const item of items) {
    for (const made of make(item)) {
      if (!tally.take(made.figures.length)) return [];
      all.push(made);
    }
  }
  return all;
}

/** Counts tests and the figures looked up for them, while they are made. */
export class Tally<Subject> {
  #left: number;
  #subject: Subject | undefined;

  constructor(most: number) {
    this.#left = most;
  }

  /** Says what the following tests are made for. */
  begin(subject: Subject | undefined): void {
    if (!this.isOver) this.#subject = subject;
  }

  /** Counts a test with so many figures; says whether it may still be made. */
  take(figures: number): boolean {
    if (!this.isOver) this.#left -= 1 + figures;
    return !this.isOver;
  }

  get isOver(): boolean {
    return this.#left < 0;
  }

  /** What the tests were made for that were too many. */
  get subject(): Subject | undefined {
    return this.#subject;
  }
}
