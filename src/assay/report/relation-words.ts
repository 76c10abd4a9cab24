import { didYouMean, type Diagnostics } from '../../core/diagnostics/diagnostic.ts';
import { type Localised, textIn } from '../../dataset/localised.ts';
import { type SubjectContext, thingOf } from '../../figure/subject.ts';
import { type LocaleId, words } from '../../language/locales.ts';
import type { Constraint } from '../constraints/constraint.ts';
import { exactFirst, isAbout, type RelationWords } from '../relations/named-relations.ts';
import { type ShownRelation, type ShownTests, statementAt } from './edition-tests.ts';
import type { Session } from '../diagnosis/session.ts';

type Worded = Pick<Constraint, 'name' | 'derivation' | 'relation'>;

/** Finds what the author wrote to be printed of a relation: with it, or under the name of a derived one. */
export function wordsFinder(written: readonly RelationWords[]): (constraint: Worded) => Localised | undefined {
  const ordered = exactFirst(written);
  const known = new Map<string, Localised | undefined>();
  return ({ name, derivation, relation }) => {
    if (!known.has(name)) known.set(name, ordered.find((item) => isAbout(item, name))?.text);
    return known.get(name) ?? (derivation === 'stated' ? relation?.words : undefined);
  };
}

/** Warns of words for a relation that is not tested. */
export function checkWords({ rules, constraints }: Session, diagnostics: Diagnostics): void {
  const names = new Set(constraints.map(({ name }) => name));
  for (const item of rules.words) {
    if ([...names].some((name) => isAbout(item, name))) continue;
    const message = `these words are printed nowhere: no relation ${item.relation} is tested`;
    const hint = didYouMean(item.relation, names) ?? 'write its name as assay explain prints it, as in exports/same';
    diagnostics.warn('assay/never-evaluated', message, item.place, hint);
  }
}

/** In which words, and of which tests. */
interface Saying extends SubjectContext {
  readonly tests: Pick<ShownTests, 'figures' | 'relations' | 'statements'>;
}

/**
 * What a relation says, in words of a locale: those of its author; of a derived one without any, what contradicts it, or
 * what `isToHold`. Empty for an authored one without words.
 */
export function relationInWords(relation: ShownRelation, saying: Saying, isToHold = false): string {
  const { locale, tests } = saying;
  const { derivation, record, words: own } = relation;
  const said = own?.get(locale);
  if (said !== undefined) return said;
  const { colon, provenance } = words(locale);
  const { derived } = provenance;
  if (derivation === 'before' || derivation === 'base' || derivation === 'between') {
    const authored = relation.relation?.words?.get(locale);
    return authored === undefined ? '' : derived.fromGrowth(authored.replace(/[.。]$/, ''));
  }
  if (derivation === 'stated' || record === undefined) return '';
  const about = thingOf(statementAt(tests, record), saying) + colon;
  if (derivation === 'same') return about + derived[isToHold ? 'agree' : 'same'](publishersOf(relation, tests, locale));
  return isToHold ? '' : about + derived[derivation];
}

/** The publishers of the figures that a relation compares. */
function publishersOf({ name, at }: ShownRelation, tests: Saying['tests'], locale: LocaleId): string {
  const same = tests.relations.map((one) => one.name === name && one.at.text === at.text);
  const own = tests.figures.filter(({ relations }) => relations.some((position) => same[position]));
  const sources = new Set(own.map(({ statement }) => statementAt(tests, statement).release.source));
  return words(locale).list([...sources].map(({ publisher }) => textIn(publisher, locale)));
}
