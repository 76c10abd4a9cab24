import { formulaOf, inputsOf, observationOf, type Value } from '../figure/value.ts';

/** Ids of the releases that a value depends on. */
export function releasesOf(value: Value): string[] {
  const stated = observationOf(value);
  if (stated) return [stated.release.id, ...(stated.correction?.evidence ?? [])];
  return inputsOf(formulaOf(value) ?? []).flatMap(releasesOf);
}
