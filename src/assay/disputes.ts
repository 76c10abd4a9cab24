import type { Edition } from '../dataset/edition.ts';
import type { Observation } from '../dataset/model.ts';
import { rivalsOf } from '../dataset/rivals.ts';
import { figuresOf } from './figure-tests.ts';
import { isFailing } from './overview.ts';
import type { ShownRelation, ShownTests } from './results.ts';

/** What disputes a figure: other publishers, and relations that are contradicted without an exception. */
export interface Dispute {
  readonly rivals: readonly Observation[];
  readonly relations: readonly ShownRelation[];
}

/** Finds what disputes a statement that an edition prints; undefined where nothing does. */
export function disputeFinder(edition: Edition, tests: ShownTests): (stated: Observation) => Dispute | undefined {
  const figures = figuresOf(tests);
  return (stated) => {
    const rivals = rivalsOf(stated, edition);
    const relations = (figures.get(stated)?.relations ?? []).filter(isFailing);
    return rivals.length > 0 || relations.length > 0 ? { rivals, relations } : undefined;
  };
}
