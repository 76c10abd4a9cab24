import { Said } from '../figure/said.ts';
import type { Value } from '../figure/value.ts';
import { type Observation, quantityOf, type Source } from '../dataset/model.ts';
import type { Period } from '../dataset/period.ts';
import { textIn } from '../dataset/localised.ts';
import { statedAddress } from '../dataset/address.ts';
import { lookUpAddress } from '../dataset/lookup.ts';
import { measureText } from '../figure/measure-words.ts';
import { conditionOf, measureOf } from '../figure/subject.ts';
import type { Unit } from '../dataset/unit.ts';
import { unitText } from '../figure/number-text.ts';
import { columnUnit } from '../figure/scale.ts';
import { observationValue } from '../figure/printed-value.ts';
import { words } from '../language/locales.ts';
import type { Scope } from './scope.ts';
import type { AddressText } from '../dataset/brands.ts';

/** The key of the statement itself. Templates cannot write it. */
export const STATED = Symbol('stated');

/** A statement as `#each` and `#with` show it to a template. Parts that it lacks are empty texts. */
export interface ObservationItem {
  readonly [STATED]: Observation;
  readonly address: AddressText;
  /** Id of the indicator. */
  readonly indicator: string;
  readonly label: Said;
  readonly measure: string;
  /** Which change or share it is, in words; empty for a level. */
  readonly measure_label: string;
  /** In words. */
  readonly period: Said;
  readonly value: Value | '';
  /** For a level: its growth on the like period a year before. */
  readonly growth: Value | '';
  /** In words. */
  readonly unit: string;
  /** Publisher. */
  readonly source: Said;
  /** What a forecast depends on, as a clause. */
  readonly condition: string;
}

/**
 * Shows a statement to a template, its figure in a unit that is asked for. Each part is made when it is first asked for: a
 * pattern may match thousands of statements, of which a sheet about one member shows a few.
 */
export function observationItem(observation: Observation, scope: Scope, asked?: Unit): ObservationItem {
  const { indicator, measure, period, release } = observation;
  const { locale, place } = scope;
  const unit = quantityOf(observation)?.unit ?? indicator.unit;
  let value: Value | '' | undefined;
  let growth: Value | '' | undefined;
  return {
    [STATED]: observation,
    address: observation.address,
    indicator: indicator.id,
    get label() {
      return new Said(labelOf(indicator, scope), { kind: 'label', indicator });
    },
    measure,
    get measure_label() {
      const isCompared = measure === 'share' || measure === 'difference';
      if (isCompared) return measureOf(statedAddress(observation), { dataset: scope.edition.dataset, locale }) ?? '';
      return measure === 'level' ? '' : measureText(observation, unit, locale);
    },
    get period() {
      return periodSaid(period, scope);
    },
    get value() {
      return (value ??= observationValue(observation, { locale, unit: asked }, place) ?? '');
    },
    get growth() {
      return (growth ??= growthOf(observation, scope) ?? '');
    },
    get unit() {
      return unitText(columnUnit(unit, locale), locale);
    },
    get source() {
      return sourceSaid(release.source, scope);
    },
    get condition() {
      return conditionOf(observation, { dataset: scope.edition.dataset, locale });
    },
  };
}

/** The publisher of a source. */
export function sourceSaid(source: Source, { locale }: Scope): Said {
  return new Said(textIn(source.publisher, locale), { kind: 'source', source });
}

/** A period in words. */
export function periodSaid(period: Period, { locale }: Scope): Said {
  return new Said(words(locale).period(period), { kind: 'period', period });
}

export function labelOf(indicator: Observation['indicator'], { locale }: Scope): string {
  return textIn(indicator.label, locale);
}

function growthOf({ indicator, measure, period }: Observation, scope: Scope): Value | undefined {
  if (measure !== 'level') return undefined;
  const found = lookUpAddress(scope.edition, { indicator: indicator.id, measure: 'growth', period });
  return 'observation' in found
    ? observationValue(found.observation, { locale: scope.locale }, scope.place)
    : undefined;
}

/** Whether something is an item of a list of statements. */
export function isObservationItem(given: unknown): given is ObservationItem {
  return typeof given === 'object' && given !== null && STATED in given;
}
