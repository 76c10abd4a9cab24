import { isFailing } from '../assay/overview.ts';
import type { EditionTests, ShownRelation } from '../assay/results.ts';
import { textIn } from '../dataset/localised.ts';
import { statementsIn } from '../dataset/statements.ts';
import { words } from '../locale/locales.ts';
import { countedValue } from '../figure/printed-value.ts';
import { type ObservationItem, observationItem } from './observation-item.ts';
import type { Scope } from './scope.ts';

/**
 * `tests` in a template: how much was tested, what is contradicted and which figures of the edition that disputes, known
 * disagreements, and the figures that no relation tests.
 */
export function testsName(scope: Scope) {
  const { tests } = scope;
  if (!tests) return { relations: '', failed: [], disputed: [], exceptions: [], untested: [] };
  const { relations, exceptions } = tests.corrected;
  const decisive = relations.filter(({ strength }) => strength !== 'evidence');
  return {
    relations: countedValue('tests.relations', decisive.length, scope),
    failed: failedIn(decisive, scope),
    disputed: disputedIn(scope, tests),
    exceptions: exceptions
      .filter(({ exception }) => exception.at.start <= scope.edition.period.end)
      .map(({ exception: { relation, at, reason } }) => ({
        relation,
        period: words(scope.locale).period(at),
        reason: textIn(reason, scope.locale),
      })),
    untested: untestedIn(scope, tests),
  };
}

/** The contradicted relations without an exception, each name once for a period. */
function failedIn(decisive: readonly ShownRelation[], { edition, locale }: Scope) {
  const failing = decisive.filter((relation) => isFailing(relation) && relation.at.start <= edition.period.end);
  const byName = new Map(failing.map((relation) => [`${relation.name}@${relation.at.text}`, relation]));
  return [...byName.values()].map(({ name, at, says, derivation, relation }) => ({
    relation: name,
    period: words(locale).period(at),
    says,
    words: (derivation === 'stated' && relation?.words?.get(locale)) || '',
  }));
}

interface DisputedItem extends ObservationItem {
  /** In words. */
  readonly standing: string;
}

/** The figures of the edition's release, or of its slice, that relations contradict, with how each stands. */
function disputedIn(scope: Scope, { corrected }: EditionTests): DisputedItem[] {
  const { standings } = words(scope.locale).provenance;
  const found = new Map(corrected.figures.map(({ observation, standing }) => [observation, standing]));
  return statementsIn(scope.edition).flatMap((stated) => {
    const standing = found.get(stated);
    if (standing !== 'accused' && standing !== 'touched' && standing !== 'disputed') return [];
    return [{ ...observationItem(stated, scope), standing: standings[standing] }];
  });
}

/** The figures of the edition's release, or of its slice, that no relation tests. */
function untestedIn(scope: Scope, { corrected }: EditionTests) {
  const untested = new Set(
    corrected.figures.filter(({ standing }) => standing === 'untested').map(({ observation }) => observation),
  );
  return statementsIn(scope.edition)
    .filter((statement) => untested.has(statement))
    .map((stated) => observationItem(stated, scope))
    .filter(({ value }) => value !== '');
}
