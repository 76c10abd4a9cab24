import type { Edition } from '../../dataset/edition.ts';
import type { Observation } from '../../dataset/model.ts';
import { textIn } from '../../dataset/localised.ts';
import { rivalsOf } from '../../dataset/rivals.ts';
import { type LocaleId, words } from '../../language/locales.ts';
import { withCapital } from '../../language/word-forms.ts';
import { figuresOf, type ShownTests } from './edition-tests.ts';
import { isFailing, isJudgement } from './overview.ts';
import { relationInWords } from './relation-words.ts';
import { relationsAt } from './results.ts';

/** What disputes a figure: other publishers, and relations that are contradicted without an exception. */
export interface Dispute {
  readonly rivals: readonly Observation[];
  /** What these relations say in a locale, as far as there are words for it; what an author wrote, as a broken rule. */
  readonly words: (locale: LocaleId) => readonly string[];
  /** Why contradictions are known and harmless, in a locale. */
  readonly reasons: (locale: LocaleId) => readonly string[];
}

/** Finds what disputes a statement that an edition prints; undefined where nothing does. */
export function disputeFinder(edition: Edition, tests: ShownTests): (stated: Observation) => Dispute | undefined {
  const figures = figuresOf(tests);
  return (stated) => {
    const rivals = rivalsOf(stated, edition);
    const own = relationsAt(tests, figures.get(stated)?.relations ?? []);
    const relations = own.filter((one) => isFailing(one) && !isJudgement(one));
    if (rivals.length === 0 && relations.length === 0) return undefined;
    // that publishers differ is reported by the figures of the others
    const others = relations.filter(({ derivation }) => derivation !== 'same');
    const { dataset } = edition;
    const excepted = own.flatMap(({ verdict, exception }) => (verdict === 'contradicted' && exception) || []);
    return {
      rivals,
      words: (locale) =>
        others.flatMap((one) => {
          const said = relationInWords(one, { dataset, tests, locale });
          if (said === '') return [];
          return one.relation ? words(locale).provenance.breaksRule(withCapital(said)) : said;
        }),
      reasons: (locale) => excepted.map(({ reason }) => textIn(reason, locale)),
    };
  };
}
