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
  const inBlock = new Map<Block, (readonly [Observation, Candidate])[]>();
  for (const one of found) inBlock.set(one[1].block, [...(inBlock.get(one[1].block) ?? []), one]);
  const exchanged = new Map<Observation, Candidate>();
  for (const [{ kind }, all] of inBlock) {
    if (kind === 'cell') continue;
    for (const [at, [one, own]] of all.entries())
      for (const [other, its] of all.slice(at + 1)) {
        if (one.indicator === other.indicator) continue;
        const now = bondOf(one, own) + bondOf(other, its);
        if (now === 2 * MOST_BOND || bondOf(one, its) + bondOf(other, own) <= now) continue;
        if (![...faultsOf(one, its), ...faultsOf(other, own)].every((fault) => fault === 'digits')) continue;
        if (bondOf(one, its) > bondOf(one, own)) exchanged.set(one, own);
        if (bondOf(other, own) > bondOf(other, its)) exchanged.set(other, its);
      }
  }
  return exchanged;
}

/** Said right with its figure. */
export const MOST_BOND = 3;

/** How near to a figure the words for an indicator stand, up to `MOST_BOND`; 0 where there are none. */
export function bondOf({ indicator }: Observation, { labels }: Candidate): number {
  return Math.max(0, ...labels.filter(({ ids }) => ids.has(indicator.id)).map(({ bond }) => bond));
}
