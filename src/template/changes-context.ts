import { Value } from '../figure/value.ts';
import type { Changes, Rebased, Restated } from '../dataset/changes.ts';
import { type Observation, quantityOf } from '../dataset/model.ts';
import { textIn } from '../dataset/localised.ts';
import type { Unit } from '../dataset/unit.ts';
import { boundsApart, printedBounds } from '../figure/interval-text.ts';
import { displayUnit } from '../figure/scale.ts';
import { countedValue, observationValue } from '../figure/printed-value.ts';
import type { Said } from '../figure/said.ts';
import { type LocaleId, words } from '../language/locales.ts';
import { type ObservationItem, observationItem, labelOf, sourceSaid } from './observation-item.ts';
import { factsOf } from './release-facts.ts';
import type { PreviousEdition, Scope } from './scope.ts';
import { impliedBase } from './helpers/growth-helpers.ts';

/** A statement with the value that was printed before it, and who published that. */
export interface ChangedItem extends ObservationItem {
  readonly old: Value | '';
  readonly new: Value | '';
  readonly old_source: Said;
  /** Whether a text of the release that states it now says anything in figures or claims about the indicator then. */
  readonly in_text: boolean;
}

/** Whether an item is a figure that was printed otherwise before. */
export function isChangedItem(given: unknown): given is ChangedItem {
  return typeof given === 'object' && given !== null && 'in_text' in given;
}

/** Lists whose lengths a template can print. */
const COUNTED = ['corrected', 'misprinted', 'revised', 'replaced', 'rebased', 'added', 'available', 'dropped'] as const;

/** What an edition changes that changes nothing. */
export const NO_CHANGES: Changes = {
  corrected: [],
  misprinted: [],
  revised: [],
  replaced: [],
  rebased: [],
  added: [],
  available: [],
  dropped: [],
  breaks: [],
};

/** `changes` in a template: what this edition changes compared with the one before it; nothing in the first edition. */
export function changesName(scope: Scope) {
  const { previous } = scope;
  const found = previous?.changes() ?? NO_CHANGES;
  const fresh = newIndicators(found, previous);
  const figures = (list: readonly Observation[]) => list.map((stated) => observationItem(stated, scope));
  const count = (list: string, { length }: readonly unknown[]) => countedValue(`changes.counts.${list}`, length, scope);
  const restated = (list: readonly Restated[]) => list.map((item) => restatedItem(item, scope));
  return {
    first: previous === undefined,
    previous: previous ? headOf(previous, scope) : '',
    corrected: restated(found.corrected),
    misprinted: restated(found.misprinted),
    revised: restated(found.revised),
    replaced: restated(found.replaced),
    rebased: found.rebased.map((item) => rebasedItem(item, scope)),
    added: figures(found.added),
    new_indicators: figures(fresh),
    available: figures(found.available),
    dropped: figures(found.dropped),
    counts: {
      ...Object.fromEntries(COUNTED.map((list) => [list, count(list, found[list])])),
      new_indicators: count('new_indicators', fresh),
    },
    breaks: found.breaks.map(({ indicator, change: { period, reason, source } }) => ({
      label: labelOf(indicator, scope),
      period: words(scope.locale).period(period),
      reason: textIn(reason, scope.locale),
      source: sourceName(source, scope),
    })),
  };
}

/** The first new statement about each indicator that the release before does not have. */
function newIndicators({ added }: Changes, previous: PreviousEdition | undefined): Observation[] {
  const seen = new Set(previous?.edition.release.observations.map(({ indicator }) => indicator));
  return added.filter(({ indicator }) => !seen.has(indicator) && seen.add(indicator));
}

function sourceName(id: string | undefined, { edition, locale }: Scope): string {
  const source = id === undefined ? undefined : edition.dataset.sources.get(id);
  return source ? textIn(source.publisher, locale) : '';
}

/** An edition before this one, as templates name it. */
export function headOf(
  { id, edition: { release, asOf, period } }: Pick<PreviousEdition, 'id' | 'edition'>,
  scope: Scope,
) {
  const { date, period: periodText } = words(scope.locale);
  return {
    id,
    period: periodText(period),
    release: release.id,
    ...factsOf(release, scope),
    as_of: date(asOf),
    source: sourceSaid(release.source, scope),
  };
}

/** Changes are printed in tables, so units are short. */
const style = 'short';

/** A figure that was printed otherwise; both values in one unit, so that a reader can compare them. */
export function restatedItem({ before, now }: Restated, scope: Scope): ChangedItem {
  const { locale, place } = scope;
  const unit = shownUnit(now, scope);
  return {
    ...observationItem(now, scope),
    old: observationValue(before, { locale, unit, style }, place) ?? '',
    new: observationValue(now, { locale, unit, style }, place) ?? '',
    old_source: sourceSaid(before.release.source, scope),
    in_text: isInText(now),
  };
}

/**
 * Whether the release of a statement speaks of it in its text, not only in a table: states it there, or for a level its
 * change, its growth or a claim about it.
 */
function isInText({ indicator, measure, period, release }: Observation): boolean {
  return [...release.observations, ...(release.repeats ?? [])].some(
    (stated) =>
      stated.in === 'text' &&
      stated.indicator === indicator &&
      stated.period.text === period.text &&
      (measure === 'level' || stated.measure === measure),
  );
}

/** A value printed as a range with enough digits to show that `other` lies outside. */
function apart(value: Value, other: Value, unit: Unit | undefined, locale: LocaleId): Value {
  const printed = printedBounds(boundsApart(value.interval, other.interval), unit, locale);
  return value.with(printed ?? {});
}

/** The level that was printed, and the one that the new level and its growth imply for the same period. */
function rebasedItem({ before, level, growth }: Rebased, scope: Scope): ChangedItem {
  const { locale, place } = scope;
  const unit = shownUnit(level, scope);
  const implied = impliedBase.call(scope, [growth.address], { unit: unit?.code });
  const old = observationValue(before, { locale, unit, style }, place);
  return {
    ...observationItem(before, scope),
    growth: observationValue(growth, { locale }, place) ?? '',
    old: old ?? '',
    new: implied instanceof Value && old ? apart(implied, old, unit, locale) : '',
    source: sourceSaid(level.release.source, scope),
    old_source: sourceSaid(before.release.source, scope),
    in_text: isInText(level),
  };
}

function shownUnit(stated: Observation, { locale }: Scope): Unit | undefined {
  const quantity = quantityOf(stated);
  return quantity && displayUnit(quantity.decimal, quantity.unit, locale);
}
