import type { Assignment } from '../slips/change.ts';
import { isWithin, namesOf, type Slip } from '../slips/slip.ts';

/** A set of changes that repairs every conflict. */
export interface Explanation {
  readonly slips: readonly Slip[];
  /** All changes, sorted by figure. */
  readonly repair: Assignment;
  /** The cost of the slips, of soft constraints that they break, and of those that stay contradicted. */
  readonly cost: number;
  /** The part of the cost that decides the order only, and not whether the explanation counts. */
  readonly orderOnly: number;
}

/** Most explanations of one set of figures that are kept, and most sets: where there are more, none is certain. */
const MOST_VARIANTS = 4;
const MOST_SETS = 200;

function isAllIn(part: Assignment, whole: Assignment): boolean {
  for (const figure of part.keys()) if (!whole.has(figure)) return false;
  return true;
}

/** The explanations that a search has found so far, by set of figures. */
export class FoundExplanations {
  readonly #margin: number;
  readonly #bySet = new Map<string, readonly Explanation[]>();
  #best = Infinity;

  constructor(margin: number) {
    this.#margin = margin;
  }

  /** The least cost so far, without what decides the order only. */
  get best(): number {
    return this.#best;
  }

  get areTooMany(): boolean {
    return this.#bySet.size > MOST_SETS;
  }

  /** Keeps an explanation that is within the margin, the cheaper one of two with the same changes. */
  note(found: Explanation): void {
    const { repair, cost, orderOnly } = found;
    if (cost - orderOnly > this.#best + this.#margin) return;
    this.#best = Math.min(this.#best, cost - orderOnly);
    const key = [...repair.keys()].join(' ');
    const list = this.#bySet.get(key) ?? [];
    const names = namesOf(repair);
    const others = list.filter((other) => namesOf(other.repair) !== names || other.cost < cost);
    if (others.some((other) => namesOf(other.repair) === names)) return;
    const variants = [...others, found].sort((a, b) => a.cost - b.cost);
    this.#bySet.set(key, variants.slice(0, MOST_VARIANTS));
  }

  /**
   * Whether an explanation changes some of the figures of an assignment, and no others, for no more than is `spent` on that:
   * all that extends the assignment is among what `minimal` leaves out. With `isSame` it may change all of them.
   */
  isExtended(assignment: Assignment, spent: number, isSame: boolean): boolean {
    for (const [cheapest] of this.#bySet.values()) {
      if (!cheapest || cheapest.cost > spent) continue;
      const { repair } = cheapest;
      if (repair.size < assignment.size || (isSame && repair.size === assignment.size)) {
        if (isAllIn(repair, assignment)) return true;
      }
    }
    return false;
  }

  /** Those within the margin; a set of figures that holds another, no more expensive one explains nothing more. */
  minimal(): Explanation[] {
    const limit = this.#best + this.#margin;
    const sets = [...this.#bySet.values()].map((list) =>
      list.filter(({ cost, orderOnly }) => cost - orderOnly <= limit),
    );
    const kept = sets.filter((list) => list.length > 0);
    const minimal = kept.filter(
      ([own]) => !kept.some(([other]) => own && other && isWithin(other.repair, own.repair) && other.cost <= own.cost),
    );
    return minimal.flat();
  }
}
