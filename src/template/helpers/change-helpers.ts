import { absolute, signOf } from '../../core/numbers/decimal.ts';
import { negateInterval } from '../../core/numbers/interval.ts';
import { addressOf, observationOf, Value } from '../../figure/value.ts';
import { type Observation, quantityOf } from '../../dataset/model.ts';
import { negated } from '../../dataset/quantity.ts';
import { observationValue } from '../../figure/printed-value.ts';
import { displayedQuantity } from '../../figure/scale.ts';
import type { Direction } from '../../locale/locale.ts';
import { words } from '../../locale/locales.ts';
import { defineHelper, type ArgumentKind, type Phrase } from '../helper.ts';
import type { Scope } from '../scope.ts';
import { address, flag, observationAt, text, valueOf } from '../argument-kinds.ts';
import { isProblem, type Problem, problem } from '../problem.ts';

/** A growth rate or change, given by its own address, or growth by that of the level. */
const rate: ArgumentKind<Value> = {
  name: 'the address of a level, growth rate or change',
  read: (given, scope) => {
    const stated = given instanceof Value && !observationOf(given) ? given : readStated(given, scope);
    return stated instanceof Value || isProblem(stated) ? stated : valueOf(stated, scope);
  },
};

/** Reads only the address, because some indicators have published growth and no level. */
function readStated(given: unknown, scope: Scope): Observation | Problem {
  const written = address.read(given, scope);
  if (isProblem(written)) return written;
  return observationAt(written.measure === 'level' ? { ...written, measure: 'growth' } : written, scope);
}

/** Direction and amount: `rose 10.4%`, with `noun` `a rise of 10.4%`, or in the author's own words. */
export const change = defineHelper({
  takes: [rate],
  options: { noun: flag, plural: flag, up: text, down: text, flat: text },
  run: ({ scope, args: [by], options }): Phrase | string | Problem => {
    const direction = directionOf(by);
    if (isProblem(direction)) return direction;
    const { noun, verb, verbLink, gapBefore } = words(scope.locale);
    const { [direction]: own, plural } = options;
    const said = own ?? (options.noun ? noun : verb[plural ? 'plural' : 'singular'])[direction];
    if (direction === 'flat') return said;
    const amount = magnitude(by, scope);
    const link = own === undefined && !options.noun ? verbLink : '';
    return { phrase: [said + link + gapBefore(amount.text), amount] };
  },
});

/** A word for the direction of a figure. */
export const direction = defineHelper({
  takes: [rate],
  options: { plural: flag, up: text, down: text, flat: text },
  run: ({ scope, args: [by], options }) => {
    const found = directionOf(by);
    if (isProblem(found)) return found;
    return options[found] ?? words(scope.locale).verb[options.plural ? 'plural' : 'singular'][found];
  },
});

/** The direction of a rate; a problem where its unprinted digits could reverse it. */
function directionOf(by: Value): Direction | Problem {
  const sign = signOf(by.decimal);
  // A source that prints zero states no change; a derived zero may only be a rounded one.
  if (sign === 0 && observationOf(by)) return 'flat';
  const inward = sign > 0 ? by.interval : negateInterval(by.interval);
  if (sign !== 0 && inward.low && signOf(inward.low) >= 0) return sign > 0 ? 'up' : 'down';
  return problem('template/assertion', `the digits of ${addressOf(by)} do not tell whether it is a rise or a fall`);
}

/** The amount of a change without its sign, which the words before it say. */
function magnitude(by: Value, scope: Scope): Value {
  if (signOf(by.decimal) >= 0) return by;
  const stated = observationOf(by);
  const quantity = stated && quantityOf(stated);
  const amount =
    stated &&
    quantity &&
    observationValue({ ...stated, correction: undefined, printed: negated(quantity) }, { locale: scope.locale });
  const { decimal, interval, qualifier, unit, text, decimals, suffix } = amount ?? unsigned(by, scope);
  return by.with({ decimal, interval, qualifier, unit, text, decimals, suffix });
}

/** A derived value, which has only digits that count, without its sign. */
function unsigned(by: Value, { locale }: Scope): Value {
  const decimal = absolute(by.decimal);
  return by.with({
    decimal,
    interval: negateInterval(by.interval),
    ...displayedQuantity(decimal, by.unit, { locale }),
  });
}
