import type { Observation } from '../dataset/model.ts';
import type { Block } from '../source-document/source-document.ts';
import type { Candidate } from './candidate-index.ts';
import type { Matched } from './match.ts';

/**
 * Statements of one paragraph that would be bound nearer to their words if each had the figure of the other: their figures were
 * probably exchanged. The words of a sentence often leave open what a figure is of; two figures together do not.
 */
export function exchangesIn({
  found,
  faultsOf,
}: Pick<Matched, 'found' | 'faultsOf'>): ReadonlyMap<Observation, Candidate> {
  const inBlock = new Map<Block, [Observation, Candidate][]>();
  for (const [statement, candidate] of found) {
    if (candidate.block.kind === 'cell') continue;
    const all = inBlock.get(candidate.block) ?? [];
    inBlock.set(candidate.block, all);
    all.push([statement, candidate]);
  }
  const isOther = (statement: Observation, candidate: Candidate): boolean =>
    faultsOf(statement, candidate).every((fault) => fault === 'digits');
  const exchanged = new Map<Observation, Candidate>();
  for (const all of inBlock.values())
    for (const [at, [one, own]] of all.entries())
      for (const [other, its] of all.slice(at + 1, at + 1 + MOST_APART)) {
        if (one.indicator === other.indicator) continue;
        const now = [bondOf(one, own), bondOf(other, its)] as const;
        const then = [bondOf(one, its), bondOf(other, own)] as const;
        if (then[0] + then[1] <= now[0] + now[1] || !isOther(one, its) || !isOther(other, own)) continue;
        if (then[0] > now[0]) exchanged.set(one, own);
        if (then[1] > now[1]) exchanged.set(other, its);
      }
  return exchanged;
}

/** Said right with its figure. */
export const MOST_BOND = 3;

/** Statements of one paragraph between two that are compared, at most. */
const MOST_APART = 100;

/** How near to a figure the words for an indicator stand, up to `MOST_BOND`; 0 where there are none. */
export function bondOf({ indicator }: Observation, { labels }: Candidate): number {
  let most = 0;
  for (const { ids, bond } of labels) if (bond > most && ids.has(indicator.id)) most = bond;
  return most;
}
