import type { Edition } from '../dataset/edition.ts';
import type { Observation } from '../dataset/model.ts';
import { rivalsOf } from '../dataset/rivals.ts';
import { figuresOf } from './figure-tests.ts';
import { isFailing } from './overview.ts';
import { relationInWords } from './relation-words.ts';
import type { ShownTests } from './results.ts';

/** What disputes a figure: other publishers, and relations that are contradicted without an exception. */
export interface Dispute {
  readonly rivals: readonly Observation[];
  /** What these relations say in a locale, as far as there are words for it. */
  readonly words: (locale: string) => readonly string[];
}

/** Finds what disputes a statement that an edition prints; undefined where nothing does. */
export function disputeFinder(edition: Edition, tests: ShownTests): (stated: Observation) => Dispute | undefined {
  const figures = figuresOf(tests);
  return (stated) => {
    const rivals = rivalsOf(stated, edition);
    const relations = (figures.get(stated)?.relations ?? []).filter(isFailing);
    if (rivals.length === 0 && relations.length === 0) return undefined;
    // that publishers differ is told by the figures of the others
    const others = relations.filter(({ derivation }) => derivation !== 'same');
    const { dataset } = edition;
    return {
      rivals,
      words: (locale) => others.map((one) => relationInWords(one, { dataset, tests, locale })).filter(Boolean),
    };
  };
}
