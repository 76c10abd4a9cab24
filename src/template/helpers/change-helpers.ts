import { absolute, signOf } from '../../core/numbers/decimal.ts';
import { type Interval, negateInterval } from '../../core/numbers/interval.ts';
import { addressOf, observationOf, Value } from '../../figure/value.ts';
import type { Observation, Qualifier } from '../../dataset/model.ts';
import { quantityText } from '../../figure/scale.ts';
import type { Direction } from '../../locale/locale.ts';
import { words } from '../../locale/locales.ts';
import { defineHelper, type Kind, type Phrase } from '../helper.ts';
import type { Scope } from '../scope.ts';
import { address, condition, observationAt, text, valueOf } from '../argument-kinds.ts';
import { isProblem, type Problem, problem } from '../problem.ts';

/** The rate at which a figure changed: a growth rate by its own address, or that of the level at the address. */
const rate: Kind<Value> = {
  name: 'the address of a level or growth rate',
  read: (given, scope) => {
    const stated = given instanceof Value && !observationOf(given) ? given : readStated(given, scope);
    return stated instanceof Value || isProblem(stated) ? stated : valueOf(stated, scope);
  },
};

/** Of an indicator for which only growth is published there is no level to start from: the address alone counts. */
function readStated(given: unknown, scope: Scope): Observation | Problem {
  const written = address.read(given, scope);
  if (isProblem(written)) return written;
  return observationAt(written.measure === 'level' ? { ...written, measure: 'growth' } : written, scope);
}

/** `rose 10.4%`, or with `noun` `a rise of 10.4%`, or with words of the author's own: which way, and by how much. */
export const change = defineHelper({
  takes: [rate],
  options: { noun: condition, plural: condition, up: text, down: text, flat: text },
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

/** A word for which way a figure went. */
export const direction = defineHelper({
  takes: [rate],
  options: { plural: condition, up: text, down: text, flat: text },
  run: ({ scope, args: [by], options }) => {
    const found = directionOf(by);
    if (isProblem(found)) return found;
    return options[found] ?? words(scope.locale).verb[options.plural ? 'plural' : 'singular'][found];
  },
});

/** Which way a rate points, if its unprinted digits cannot turn it round. */
function directionOf(by: Value): Direction | Problem {
  const sign = signOf(by.decimal);
  // What was published as zero is unchanged as far as its source says; what was worked out here only rounds to zero.
  if (sign === 0 && observationOf(by)) return 'flat';
  const inward = sign > 0 ? by.interval : negateInterval(by.interval);
  if (sign !== 0 && inward.low && signOf(inward.low) >= 0) return sign > 0 ? 'up' : 'down';
  return problem('template/assertion', `${addressOf(by)} may be a rise or a fall: its digits do not tell`);
}

const TURNED: Readonly<Record<Qualifier, Qualifier>> = { over: 'under', under: 'over', about: 'about' };

/** The amount of a change without its sign: what the words before it say is not said again. */
function magnitude(by: Value, scope: Scope): Value {
  if (signOf(by.decimal) >= 0) return by;
  const decimal = absolute(by.decimal);
  const interval: Interval = negateInterval(by.interval);
  const qualifier = by.qualifier && TURNED[by.qualifier];
  const printed = quantityText(decimal, by.unit, { locale: scope.locale, qualifier });
  return by.with({ decimal, interval, qualifier, text: printed });
}
