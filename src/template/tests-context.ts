import { figuresOf } from '../assay/figure-tests.ts';
import { isFailing } from '../assay/overview.ts';
import { relationInWords } from '../assay/relation-words.ts';
import type { EditionTests, ShownRelation, ShownTests } from '../assay/results.ts';
import type { Observation } from '../dataset/model.ts';
import { textIn } from '../dataset/localised.ts';
import { rivalsOf } from '../dataset/rivals.ts';
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
  const { decisive, failing } = digestOf(tests.corrected);
  const { exceptions } = tests.corrected;
  return {
    relations: countedValue('tests.relations', decisive, scope),
    failed: failedIn(failing, tests.corrected, scope),
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

/** What all documents ask of one result. */
interface Digest {
  /** How many relations decide something. */
  readonly decisive: number;
  /** Those of them that are contradicted, without an exception. */
  readonly failing: readonly ShownRelation[];
}

const digests = new WeakMap<ShownTests, Digest>();

function digestOf(result: ShownTests): Digest {
  const known = digests.get(result);
  if (known) return known;
  const decisive = result.relations.filter(({ strength }) => strength !== 'evidence');
  const found = { decisive: decisive.length, failing: decisive.filter(isFailing) };
  digests.set(result, found);
  return found;
}

/** The contradicted relations, each name once for a period. */
function failedIn(failing: readonly ShownRelation[], tests: ShownTests, { edition, locale }: Scope) {
  const known = failing.filter((relation) => relation.at.start <= edition.period.end);
  const byName = new Map(known.map((relation) => [`${relation.name}@${relation.at.text}`, relation]));
  return [...byName.values()].map((failed) => {
    const inWords = relationInWords(failed, { dataset: edition.dataset, tests, locale });
    return {
      relation: failed.name,
      period: words(locale).period(failed.at),
      says: failed.derivation === 'stated' ? failed.says : inWords || failed.says,
      words: inWords,
    };
  });
}

interface DisputedItem extends ObservationItem {
  /** In words. */
  readonly standing: string;
  /** What other publishers state in its place. */
  readonly rivals: readonly ObservationItem[];
}

/** The figures of the edition's release, or of its slice, that relations contradict, with how each stands. */
function disputedIn(scope: Scope, { corrected }: EditionTests): DisputedItem[] {
  const { standings } = words(scope.locale).provenance;
  const found = figuresOf(corrected);
  return statementsIn(scope.edition).flatMap((stated) => {
    const standing = found.get(stated)?.standing;
    if (standing !== 'accused' && standing !== 'touched' && standing !== 'disputed') return [];
    const unit = scope.units?.get(stated.address);
    const rivals = rivalsOf(stated, scope.edition).map((rival) => observationItem(rival, scope, unit));
    return [{ ...itemAsPrinted(stated, scope), standing: standings[standing], rivals }];
  });
}

/** The figures of the edition's release, or of its slice, that no relation tests. */
function untestedIn(scope: Scope, { corrected }: EditionTests) {
  const found = figuresOf(corrected);
  return statementsIn(scope.edition)
    .filter((statement) => found.get(statement)?.standing === 'untested')
    .map((stated) => itemAsPrinted(stated, scope))
    .filter(({ value }) => value !== '');
}

/** A figure in the unit in which the document has printed it above. */
function itemAsPrinted(stated: Observation, scope: Scope): ObservationItem {
  return observationItem(stated, scope, scope.units?.get(stated.address));
}
