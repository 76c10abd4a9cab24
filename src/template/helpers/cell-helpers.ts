import { didYouMean } from '../../core/diagnostics/diagnostic.ts';
import { addressText, MEASURES, parseCounterpart } from '../../dataset/address.ts';
import type { Address, Measure } from '../../dataset/model.ts';
import type { Period } from '../../dataset/period.ts';
import { parseRelativePeriod } from '../../dataset/period-offset.ts';
import { statedBy } from '../../dataset/rivals.ts';
import { defineHelper, type ArgumentKind } from '../helper.ts';
import { address, indicator, observationAt, statementBehind, unit, wantedPeriod } from '../argument-kinds.ts';
import { flag, idOf, whole, word } from '../plain-arguments.ts';
import { look } from '../asked.ts';
import { type ObservationItem, observationItem } from '../observation-item.ts';
import { isProblem, type Problem, problem, problemOfArgument } from '../problem.ts';
import type { Scope } from '../scope.ts';
import { NOT_AVAILABLE, printObservation } from './figure-helpers.ts';

/** A period, or that of a figure: a row of a table names it for all its cells. */
const typedPeriod: ArgumentKind<Period> = {
  name: 'a period or a figure',
  read: (given, { edition }) =>
    statementBehind(given)?.period ??
    (typeof given === 'string' ? parseRelativePeriod(given, edition.period) : undefined) ??
    problem('dataset/bad-period', `${String(given)} is not a period`, wantedPeriod(String(given))),
};

/** Parts of an address, with which a row of a table names another figure of its indicator. */
const parts = { measure: word(...MEASURES), base: typedPeriod, of: idOf('indicator', 'release'), period: typedPeriod };

interface Parts {
  readonly measure?: Measure;
  readonly base?: Period;
  readonly of?: string;
  readonly period?: Period;
}

function replaceParts(written: Address, { of, ...given }: Parts): Address | Problem {
  const replaced = { ...written, ...given };
  if (of === undefined) return replaced;
  const counterpart = parseCounterpart(replaced.measure, of);
  if (counterpart && !('problem' in counterpart)) return { ...replaced, counterpart };
  const { problem: message, hint } = counterpart ?? {
    problem: `a ${replaced.measure} is compared with a period: say base=`,
  };
  return problemOfArgument(problem('dataset/bad-address', message, hint), 'of');
}

/**
 * The address of another figure of the same indicator, with the named parts replaced; with a source, the figure that this
 * one states there, whether or not the edition prints it.
 */
export const at = defineHelper({
  takes: [address],
  options: { ...parts, source: idOf('source') },
  run: ({ scope, args: [written], options: { source, ...given } }) => {
    const wanted = replaceParts(written, given);
    if (isProblem(wanted)) return wanted;
    return source === undefined ? addressText(wanted) : statedBySource(wanted, source, scope);
  },
});

function statedBySource(wanted: Address, source: string, scope: Scope): ObservationItem | Problem {
  const { edition } = scope;
  const { dataset, period, asOf } = edition;
  const ids = [...new Set([...dataset.sources.values()].flatMap(({ id, group }) => [id, group]))];
  if (!ids.includes(source)) {
    const hint = didYouMean(source, ids) ?? `its sources are ${ids.join(', ')}`;
    return problemOfArgument(problem('dataset/unknown-source', `there is no source ${source}`, hint), 'source');
  }
  const written = addressText({ ...wanted, period: wanted.period ?? period });
  const stated = statedBy(source, written, edition);
  return stated
    ? observationItem(stated, scope)
    : problem('template/unknown-address', `${source} has not stated ${written} up to ${asOf}`);
}

/** A figure without its unit, for a cell of a table; the mark for "not available" where the edition has none. */
export const cell = defineHelper({
  takes: [address],
  options: { ...parts, unit, sign: flag, digits: whole },
  run: ({ scope, args: [written], options: { unit, sign, digits, ...given } }) => {
    const known = indicator.read(written.indicator, scope);
    if (isProblem(known)) return known;
    const wanted = replaceParts(written, given);
    if (isProblem(wanted)) return wanted;
    if ('missing' in look(wanted, scope, false)) return NOT_AVAILABLE;
    const stated = observationAt(wanted, scope);
    return isProblem(stated) ? stated : printObservation(stated, { unit, sign, digits, style: 'bare' }, scope);
  },
});
