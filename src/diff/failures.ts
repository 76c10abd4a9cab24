import { type Diagnostic, locationOf } from '../core/diagnostics/diagnostic.ts';
import type { FailedEdition, Failure } from './difference.ts';

/** Collects what keeps editions of two states from being built: each mistake once, with all editions that it stops. */
export class Failures {
  readonly #found = new Map<string, { failure: Failure; readonly editions: Map<string, FailedEdition> }>();

  /** Adds the mistakes of an edition in both states. Those of the earlier one count where the later one has none. */
  add(edition: FailedEdition, base: readonly Diagnostic[], head: readonly Diagnostic[]): void {
    const old = new Set(base.map(messageOf));
    for (const problem of head) this.#note(edition, { side: 'head', isOld: old.has(messageOf(problem)), problem });
    if (head.length === 0) for (const problem of base) this.#note(edition, { side: 'base', isOld: true, problem });
  }

  #note(edition: FailedEdition, failure: Omit<Failure, 'editions'>): void {
    const { side, problem } = failure;
    const key = `${side} ${locationOf(problem)} ${messageOf(problem)}`;
    const editions = this.#found.get(key)?.editions ?? new Map<string, FailedEdition>();
    const { brief, edition: id, locale, member } = edition;
    editions.set([brief, id, locale, member].join('/'), { brief, edition: id, locale, member });
    this.#found.set(key, { failure: { ...failure, editions: [] }, editions });
  }

  /** Of the later state first, and there what is new first. */
  get all(): Failure[] {
    const rank = ({ side, isOld }: Failure): number => (side === 'base' ? 2 : Number(isOld));
    return [...this.#found.values()]
      .map(({ failure, editions }) => Object.assign({}, failure, { editions: [...editions.values()] }))
      .toSorted((a, b) => rank(a) - rank(b));
  }
}

/** Lines move with what is written above them. */
function messageOf({ rule, message }: Diagnostic): string {
  return `${rule} ${message}`;
}
