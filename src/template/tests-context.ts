import type { EditionTests } from '../assay/results.ts';
import { textIn } from '../dataset/localised.ts';
import { statementsIn } from '../dataset/statements.ts';
import { words } from '../locale/locales.ts';
import { countedValue } from '../figure/printed-value.ts';
import { observationItem } from './observation-item.ts';
import type { Scope } from './scope.ts';

/** `tests` in a template: how much was tested, known disagreements, and the figures that no relation tests. */
export function testsName(scope: Scope) {
  const { tests } = scope;
  if (!tests) return { relations: '', exceptions: [], untested: [] };
  const { relations, exceptions } = tests.corrected;
  const decisive = relations.filter(({ strength }) => strength !== 'evidence');
  return {
    relations: countedValue('tests.relations', decisive.length, scope),
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
