import { statementsOf, type Value } from '../figure/value.ts';

/** Ids of the releases that a value depends on. */
export function releasesOf(value: Value): string[] {
  return statementsOf(value).flatMap(({ release, correction }) => [release.id].concat(correction?.evidence ?? []));
}
