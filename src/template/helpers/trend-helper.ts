import { describeTrend, FEWEST_POINTS } from '../../chart/trend-line.ts';
import type { Trend } from '../../figure/trend.ts';
import type { Value } from '../../figure/value.ts';
import { addressText } from '../../dataset/address.ts';
import type { Observation } from '../../dataset/model.ts';
import { observationValue } from '../../figure/printed-value.ts';
import { words } from '../../language/locales.ts';
import { labelOf } from '../observation-item.ts';
import { defineHelper, type Phrase } from '../helper.ts';
import type { Scope } from '../scope.ts';
import { series } from '../argument-kinds.ts';
import { flag } from '../plain-arguments.ts';

const NOTHING: Phrase = { phrase: [], why: `fewer than ${FEWEST_POINTS} of its figures are published` };

/** A small line of one figure through like periods; nothing where fewer than three are published. */
export const trend = defineHelper({
  takes: [series],
  options: { area: flag },
  run: ({ scope, args: [{ address, indicator, periods, stated }], options: { area } }): Trend | Phrase => {
    const points = stated.map((observation) => observation && pointOf(observation, scope));
    const found = stated.flatMap((observation, at) => {
      const value = points[at];
      return observation && value ? [{ period: observation.period, value }] : [];
    });
    if (found.length < FEWEST_POINTS) return NOTHING;
    const [from, to] = [periods[0], periods[periods.length - 1]].map((period) => period?.text);
    const text = describeTrend(labelOf(indicator, scope), found, scope.locale);
    const members = indicator.dimensions;
    return { address: `${addressText(address)}@${from}..${to}`, members, points, text, isArea: area };
  },
});

/**
 * Sources state a figure in different units. All numbers of a trend are in the unit of the indicator, and so are its
 * texts unless the locale counts in steps of its own.
 */
function pointOf(observation: Observation, { locale, place }: Scope): Value | undefined {
  const { unit } = observation.indicator;
  const value = observationValue(observation, { locale, unit, style: 'short' }, place);
  if (words(locale).steps.length === 0 || !value) return value;
  const { decimal, interval } = value;
  return observationValue(observation, { locale, style: 'short' }, place)?.with({ decimal, interval, unit });
}
