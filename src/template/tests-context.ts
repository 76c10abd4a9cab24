import { statementsIn } from '../dataset/statements.ts';
import { parsePeriod } from '../dataset/period.ts';
import { words } from '../locale/locales.ts';
import { countedValue } from '../figure/printed-value.ts';
import { observationItem } from './observation-item.ts';
import type { EditionTests, Scope } from './scope.ts';

/** `tests` in a template: how much was tested, known disagreements, and the figures that no relation tests. */
export function testsName(scope: Scope) {
  const { tests } = scope;
  if (!tests) return { relations: '', exceptions: [], untested: [] };
  const { relations, exceptions } = tests.mended;
  const decisive = relations.filter(({ strength }) => strength !== 'evidence');
  return {
    relations: countedValue('tests.relations', decisive.length, scope),
    exceptions: exceptions
      .filter(({ at }) => (parsePeriod(at)?.start ?? '') <= scope.edition.period.end)
      .map(({ relation, at, reason, reasons }) => ({
        relation,
        period: periodText(at, scope.locale),
        reason: reasons[scope.locale] ?? reason,
      })),
    untested: untestedIn(scope, tests),
  };
}

function periodText(text: string, locale: string): string {
  const period = parsePeriod(text);
  return period ? words(locale).period(period) : text;
}

/** The figures of the edition's release, or of its slice, that no relation tests. */
function untestedIn(scope: Scope, { mended }: EditionTests) {
  const { release } = scope.edition;
  const untested = new Set(
    mended.figures
      .filter((figure) => figure.release === release.id && figure.verdict === 'untested')
      .map(({ address }) => address),
  );
  return statementsIn(scope.edition)
    .filter(({ address }) => untested.has(address))
    .map((stated) => observationItem(stated, scope))
    .filter(({ value }) => value !== '');
}
