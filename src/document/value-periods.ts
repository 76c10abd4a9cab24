import type { Period } from '../dataset/period.ts';
import type { Value } from '../figure/value.ts';
import { type LocaleId, words } from '../language/locales.ts';

interface Periods {
  readonly own: readonly Period[];
  readonly others: readonly Period[];
  readonly releases: readonly Period[];
}

/** The periods of a figure, those with which it is compared, and those of the releases that state it. */
export function periodsOf(value: Value): Periods {
  const { origin } = value;
  if (origin.kind === 'stated') {
    const { measure, period, base, release } = origin.observation;
    return { own: [period], others: base && measure !== 'level' ? [base] : [], releases: [release.period] };
  }
  if (origin.kind !== 'derived') return { own: [], others: [], releases: [] };
  const parts = origin.formula.filter((part) => typeof part !== 'string').map(periodsOf);
  const all = parts.flatMap(({ own }) => own);
  const others = parts.flatMap((part) => part.others);
  // what is worked out of several times may be said to be of any of them
  return {
    own: distinct(origin.period ? [origin.period] : all.concat(others)),
    others: distinct(all.concat(others)),
    releases: parts.flatMap(({ releases }) => releases),
  };
}

/** Periods as a message names them. */
export function periodNames(periods: readonly Period[], locale: LocaleId): string {
  return periods.map((period) => words(locale).period(period)).join(', ');
}

/** Each period once. */
export function distinct(periods: readonly Period[]): Period[] {
  return [...new Map(periods.map((period) => [period.text, period])).values()];
}
