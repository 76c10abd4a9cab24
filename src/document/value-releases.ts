import type { Node } from 'mdast';
import type { Dataset, Release } from '../dataset/model.ts';
import { statementsOf, type Value } from '../figure/value.ts';
import { printedValues } from './document-values.ts';
import type { ReleaseId } from '../dataset/brands.ts';

/** Ids of the releases that a value depends on. */
export function releasesOf(value: Value): ReleaseId[] {
  return statementsOf(value).flatMap(({ release, correction }) => [release.id].concat(correction?.evidence ?? []));
}

/** The releases of the figures in a node and of the evidence for their corrections, the highest rank first. */
export function releasesIn(node: Node, { releases }: Pick<Dataset, 'releases'>): Release[] {
  const ids = new Set(printedValues(node).flatMap(({ value }) => releasesOf(value)));
  const found = [...ids].flatMap((id) => releases.get(id) ?? []);
  return found.sort((a, b) => a.source.rank - b.source.rank);
}
