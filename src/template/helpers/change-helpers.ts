import { absolute, compare, decimal, equals, signOf } from '../../core/numbers/decimal.ts';
import { negateInterval, addIntervals, contains, type Interval, interval, point } from '../../core/numbers/interval.ts';
import { dayOf } from '../../dataset/edition.ts';
import { lookUpAddress } from '../../dataset/lookup.ts';
import { type Measure, type Observation, quantityOf } from '../../dataset/model.ts';
import { comparePeriods, isLikePeriod, type Period, shiftedYears, yearsBetween } from '../../dataset/period.ts';
import { negated } from '../../dataset/quantity.ts';
import { convert, builtinUnit, sameDimension } from '../../dataset/unit.ts';
import { impliedBefore, isBelowZero as isEachBelowZero } from '../../figure/implied-base.ts';
import { derivedValue, observationValue } from '../../figure/printed-value.ts';
import { Said } from '../../figure/said.ts';
import { displayedQuantity } from '../../figure/scale.ts';
import { addressOf, type Formula, formulaOf, observationOf, originKey, Value } from '../../figure/value.ts';
import { Caseless } from '../../language/caseless.ts';
import type { Direction } from '../../language/locale.ts';
import { LOCALE_IDS, type LocaleId, words } from '../../language/locales.ts';
import { address, figure, figures, observation, observationAt, valueOf } from '../argument-kinds.ts';
import { type ArgumentKind, defineHelper, type Phrase } from '../helper.ts';
import type { ObservationItem } from '../observation-item.ts';
import { flag, text } from '../plain-arguments.ts';
import { isProblem, type Problem, problem, problemOfArgument } from '../problem.ts';
import type { Scope } from '../scope.ts';
import { belowZero, intervalIn, isBelowZero, saidAs, inBase } from './calculation.ts';
import { isEverBelowZero } from './signs.ts';
import { isAtLeast } from './comparison-helpers.ts';
import type { Multiple } from '../../language/comparison-words.ts';

/** A growth rate or change, given by its own address, or growth by that of the level. */
export const rate: ArgumentKind<Value> = {
  names: ['indicator'],
  name: 'the address of a level, growth rate or change, or a calculated change',
  read: (given, scope) => {
    const stated = given instanceof Value && !observationOf(given) ? given : readStated(given, scope);
    if (stated instanceof Value || isProblem(stated)) return stated;
    return lossBefore(stated, scope) ?? valueOf(stated, scope);
  },
};

/**
 * The problem of a rate from a base below zero, which says the opposite of what happened: a loss that shrinks has a rate
 * below zero, and one that grows a rate above zero. Where no level of the base is known, it is what level and rate imply.
 */
function lossBefore(stated: Observation, scope: Scope): Problem | undefined {
  const { measure, indicator, period, base, counterpart } = stated;
  if ((measure !== 'growth' && measure !== 'cagr') || counterpart !== undefined) return undefined;
  const levelAt = (at: Period | undefined): Value | undefined => {
    if (!at) return undefined;
    const found = lookUpAddress(scope.edition, { indicator: indicator.id, measure: 'level', period: at });
    const value = 'observation' in found ? valueOf(found.observation, scope) : undefined;
    return value && !isProblem(value) ? value : undefined;
  };
  const before = levelAt(base ?? shiftedYears(period, -1));
  if (before) return isBelowZero(before) ? belowZero(before) : undefined;
  const [now, by] = [levelAt(period), valueOf(stated, scope)];
  if (!now || isProblem(by)) return undefined;
  const years = measure === 'cagr' && base ? yearsBetween(base, period) : 1;
  return isEachBelowZero(impliedBefore(now, by, years).bounds) ? belowZero(isBelowZero(now) ? now : by) : undefined;
}

/** Reads only the address, because some indicators have published growth and no level. */
function readStated(given: unknown, scope: Scope): Observation | Problem {
  const stated = readRate(given, scope);
  const isAbsent = isProblem(stated) && stated.rule === 'template/unknown-address';
  const level = isAbsent ? address.read(given, scope) : undefined;
  if (!level || isProblem(level) || level.measure !== 'level') return stated;
  const found = observationAt(level, scope);
  if (isProblem(found)) return stated;
  const hint = isEverBelowZero(found, scope)
    ? `if it is itself a change, {{change "${String(given)}" level=true}} says so; {{minus "…" "…"}} subtracts two levels`
    : `only its level is stated: {{increase "${String(given)}" "…@earlier period"}} works the growth out from two levels`;
  return { ...(stated as Problem), hint };
}

/** What moves, given as for `rate`; or where `isLevel`, a level that is itself a change, such as one of stocks. */
const movement: ArgumentKind<(isLevel: boolean | undefined) => Value | Problem> = {
  names: ['indicator'],
  name: rate.name,
  read: (given, scope) => (isLevel) => {
    const found = isLevel ? changeInLevel(given, scope) : rate.read(given, scope);
    return isProblem(found) ? problemOfArgument(found, 0) : found;
  },
};

function changeInLevel(given: unknown, scope: Scope): Value | Problem {
  if (given instanceof Value && !observationOf(given)) return given;
  const stated = observation.read(given, scope);
  if (isProblem(stated)) return stated;
  if (stated.measure === 'level' && !isBalance(stated, scope)) return levelAlone(stated);
  return valueOf(stated, scope);
}

/** Whether a level is itself a change: that of a flow or ratio that is below zero somewhere, as no amount is. */
function isBalance(stated: Observation, scope: Scope): boolean {
  const { kind } = stated.indicator;
  return (kind === 'flow' || kind === 'ratio') && isEverBelowZero(stated, scope);
}

function levelAlone({ address: written, indicator }: Observation): Problem {
  const { kind } = indicator;
  const why =
    kind === 'flow' || kind === 'ratio'
      ? 'no release states it below zero, as a balance is'
      : `it is of the kind ${kind}`;
  const hint = 'leave level=true out, or subtract two levels: {{minus "…" "…@earlier period"}}';
  return problem('template/bad-argument', `the level of ${written} is not a change: ${why}`, hint);
}

function readRate(given: unknown, scope: Scope): Observation | Problem {
  const written = address.read(given, scope);
  if (isProblem(written)) return written;
  return observationAt(written.measure === 'level' ? { ...written, measure: 'growth' } : written, scope);
}

/**
 * Direction and amount: `rose 10.4%`, with `noun` `a rise of 10.4%`, or in the author's own words; with `words` a verb
 * alone where one says enough, such as `more than doubled`, and up to the amount `nearly` one that says hardly any change.
 * With `level` a level is itself the change: stocks `fell 64 t`.
 */
export const change = defineHelper({
  takes: [movement],
  tooMany: 'to work a growth rate out from two levels write {{increase "…" "…@2024"}}',
  options: { noun: flag, plural: flag, up: text, down: text, flat: text, words: flag, nearly: figure, level: flag },
  run: ({ scope, args: [move], options }): Phrase | Value | Said | Problem => {
    const by = move(options.level);
    if (isProblem(by)) return by;
    const { noun, verb, verbLink, gapBefore, comparison } = words(scope.locale);
    const { plural = false, nearly } = options;
    const refused =
      wordsProblem(options, { isDifference: isDifference(by), hasAmount: true }, scope) ??
      otherThanChange(by, options, scope);
    if (refused) return refused;
    const isNearlyFlat = nearly ? (nearlyProblem(by, nearly) ?? isWithin(by, nearly)) : false;
    if (isProblem(isNearlyFlat)) return { ...isNearlyFlat, argument: 'nearly' };
    const direction = directionOf(by);
    if (isNearlyFlat && direction !== 'flat') {
      return saidAs(comparison.nearlyFlat[plural ? 'plural' : 'singular'], by);
    }
    if (isProblem(direction)) return direction;
    const multiple = options.words ? multipleOf(by) : undefined;
    if (multiple) return saidAs(comparison.multiple(multiple.times, multiple.how, plural), by);
    const { [direction]: own } = options;
    const said = own ?? (options.noun ? noun : verb[plural ? 'plural' : 'singular'])[direction];
    if (direction === 'flat') {
      const flat = flatSaid(by, own, options.noun ? 'noun' : plural ? 'plural' : 'singular', scope);
      return flat ?? new Said(said, { kind: 'figure', value: by });
    }
    const amount = magnitude(by, scope);
    const link = own === undefined && !options.noun ? verbLink : '';
    return { phrase: [said + link + gapBefore(amount.text), amount] };
  },
});

/**
 * What is said about a rate that its source prints as zero although the two levels differ, as 0.0% of a change by 20 in
 * 268,400 does: no word that calls them equal. Undefined where nothing shows that they differ.
 */
function flatSaid(
  by: Value,
  own: string | undefined,
  form: 'singular' | 'plural' | 'noun',
  scope: Scope,
): Value | Problem | undefined {
  if (!areLevelsApart(by, scope)) return undefined;
  const { comparison, reading } = words(scope.locale);
  if (own === undefined) return saidAs(comparison.nearlyFlat[form], by);
  const { words: equal, hedges } = reading.equality;
  const says = (source: string): boolean =>
    new Caseless(`${wordStart(scope.locale)}(?:${source})${wordEnd(scope.locale)}`).test(own);
  if (!says(equal) || says(hedges)) return undefined;
  const message = `"${own}" says that two levels are equal, but they differ: ${addressOf(by)} is ${by.text} by rounding`;
  const hint = `write flat="${comparison.nearlyFlat[form]}", or leave flat= out`;
  return problemOfArgument(problem('template/bad-argument', message, hint), 'flat');
}

/** Whether the levels between which a rate lies are stated, and are not the same. */
function areLevelsApart(by: Value, scope: Scope): boolean {
  const stated = observationOf(by);
  if (stated?.measure !== 'growth' && stated?.measure !== 'cagr' && stated?.measure !== 'change') return false;
  const { indicator, period, base = shiftedYears(period, -1) } = stated;
  const levels = [period, base].map((at) => {
    const found = at && lookUpAddress(scope.edition, { indicator: indicator.id, measure: 'level', period: at });
    return found && 'observation' in found ? quantityOf(found.observation) : undefined;
  });
  const [now, before] = levels;
  return (
    now !== undefined && before !== undefined && !equals(now.decimal, convert(before.decimal, before.unit, now.unit))
  );
}

/** Whether a change is certainly no more than an amount, up or down. */
/** What `nearly` may be at most: beyond that a change is one. */
const NEARLY: Readonly<Record<string, number>> = { '%': 5, pp: 2 };

function nearlyProblem(by: Value, nearly: Value): Problem | undefined {
  const { code } = by.unit;
  const most = NEARLY[code];
  if (most === undefined) return undefined;
  if (nearly.unit.code === code && compare(nearly.decimal, decimal(most)) <= 0) return undefined;
  const message = `nearly=${nearly.text} is not an amount up to which a change in ${code} is hardly one`;
  return problem('template/bad-argument', message, `write at most nearly="${most} ${code}"`);
}

function isWithin(by: Value, most: Value): boolean | Problem {
  const limit = intervalIn(most, by.unit);
  if (isProblem(limit)) return limit;
  return isAtLeast(limit, by.interval) && isAtLeast(by.interval, negateInterval(limit));
}

/** The figures of a list that have certainly risen, have fallen or are unchanged, by their growth or as changes. */
function moved(way: Direction) {
  return defineHelper({
    takes: [figures],
    run: ({ scope, args: [found] }): readonly ObservationItem[] | Problem => {
      const ways = found.map((item) => {
        const by = rate.read(item, scope);
        return isProblem(by) ? by : (otherThanChange(by, {}, scope) ?? directionOf(by));
      });
      return ways.find(isProblem) ?? found.filter((_, at) => ways[at] === way);
    },
  });
}

export const risen = moved('up');
export const fallen = moved('down');
export const unchanged = moved('flat');

/**
 * Measures that say how a level moved in time; a level where it is a balance. Of an average growth rate the template says
 * that it is a year's.
 */
const MOVES: ReadonlySet<Measure> = new Set<Measure>(['level', 'growth', 'change', 'cagr']);

/** Whether a figure is stated as a difference from another one, which is higher where this one is lower. */
function isDifference(by: Value): boolean {
  return observationOf(by)?.measure === 'difference';
}

/** The problem of a figure that says no move: a share of 78.8% did not rise by 78.8%. A difference needs words of its own. */
function otherThanChange(
  by: Value,
  { up, down }: { up?: string | undefined; down?: string | undefined },
  scope: Scope,
): Problem | undefined {
  const stated = observationOf(by);
  if (!stated) return formulaOf(by) && isMove(by, scope) ? undefined : calculatedOtherwise(by);
  if (MOVES.has(stated.measure)) return undefined;
  if (stated.measure === 'difference') {
    if (up !== undefined && down !== undefined) return undefined;
    const hint = 'say both in words of your own: up="more" down="less"';
    return problem(
      'template/bad-argument',
      `${stated.address} is a difference from another figure, not a change`,
      hint,
    );
  }
  const hint = `print it with {{value "${stated.address}"}}`;
  return problem('template/bad-argument', `${stated.address} does not say by how much it rose or fell`, hint);
}

function calculatedOtherwise(by: Value): Problem {
  const hint =
    'a change is of one figure since an earlier period: {{increase "…" "…@earlier period"}} or {{minus "…" "…@earlier period"}}; print other results with {{value …}}';
  return problem('template/bad-argument', `${addressOf(by)} does not say by how much anything rose or fell`, hint);
}

/**
 * Whether a calculated figure says how one figure moved in time: it is less, or over and less one, what is worked out in
 * the same way from figures of the same indicators and measures for an earlier period; or a sum of balances.
 */
function isMove(value: Value, scope: Scope): boolean {
  const formula = formulaOf(value) ?? [];
  const isIncrease = formula.at(-1) === ' − 1' && formula.length % 2 === 0;
  const parts = isIncrease ? formula.slice(0, -1) : formula;
  const middle = (parts.length - 1) / 2;
  if (Number.isInteger(middle) && parts[middle] === (isIncrease ? ' ÷ ' : ' − ')) {
    const pairs = new Set(parts.slice(0, middle).map((part, at) => counterpartOf(part, parts[middle + 1 + at])));
    if (pairs.has('earlier') && !pairs.has('other')) return true;
  }
  return formula.every((part) => {
    if (typeof part === 'string') return /^[() +−]*$/u.test(part);
    const stated = observationOf(part);
    return stated?.measure === 'level' && isBalance(stated, scope);
  });
}

/** How a part of a formula relates to that in the same place of another: the same, that of an earlier time, or anything else. */
function counterpartOf(part: Formula[number], other: Formula[number] | undefined): 'same' | 'earlier' | 'other' {
  if (part === other) return 'same';
  if (typeof part === 'string' || typeof other !== 'object') return 'other';
  const [now, then] = [observationOf(part), observationOf(other)];
  if (!now || !then) return part.origin.kind === 'typed' && originKey(part) === originKey(other) ? 'same' : 'other';
  const isAlike =
    now.indicator.id === then.indicator.id &&
    now.measure === then.measure &&
    now.counterpart?.text === then.counterpart?.text &&
    now.period.kind === then.period.kind &&
    (now.period.kind !== 'span' || isLikePeriod(then.period, now.period));
  if (!isAlike) return 'other';
  const order = comparePeriods(then.period, now.period);
  // two releases on one period: an earlier print, and what revised it
  const isEarlier = order < 0 || (order === 0 && dayOf(then.release) < dayOf(now.release));
  return isEarlier ? 'earlier' : 'other';
}

/** A word for the direction of a figure. */
export const direction = defineHelper({
  takes: [movement],
  options: { plural: flag, up: text, down: text, flat: text, level: flag },
  run: ({ scope, args: [move], options }) => {
    const by = move(options.level);
    if (isProblem(by)) return by;
    const refused =
      wordsProblem(options, { isDifference: isDifference(by), hasAmount: false }, scope) ??
      otherThanChange(by, options, scope);
    if (refused) return refused;
    const found = directionOf(by);
    if (isProblem(found)) return found;
    const said = options[found] ?? words(scope.locale).verb[options.plural ? 'plural' : 'singular'][found];
    const isOf = { kind: 'figure', value: by } as const;
    if (found !== 'flat') return new Said(said, isOf);
    const flat = flatSaid(by, options.flat, options.plural ? 'plural' : 'singular', scope) ?? said;
    return isProblem(flat) ? flat : new Said(flat instanceof Value ? flat.text : flat, isOf);
  },
});

/** The direction of a rate; a problem where its unprinted digits could reverse it. */
export function directionOf(by: Value): Direction | Problem {
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

/** A derived value without its sign: a range where its digits do not settle on a number, as the value itself is printed. */
function unsigned(by: Value, { locale }: Scope): Value {
  const decimal = absolute(by.decimal);
  const interval = negateInterval(by.interval);
  const { origin, unit, place } = by;
  const again = origin.kind === 'derived' ? derivedValue(origin.formula, interval, unit, { locale }, place) : undefined;
  // Fewer digits than count were asked for where the two differ.
  if (again && compare(again.decimal, decimal) === 0) return again;
  return by.with({ decimal, interval, ...displayedQuantity(decimal, unit, { locale }) });
}

/** An author's own words for the directions of a figure. */
type OwnWords = { readonly [way in Direction]?: string | undefined };

const WAYS = ['up', 'down', 'flat'] as const;
const MEANING = { up: 'rises', down: 'falls', flat: 'is unchanged' } as const;

/**
 * The problem of an author's own words for a direction, whichever way the figure goes in this edition: they say another
 * direction, or what would be read with the amount behind them, where there is one. Words that are not known to say their
 * direction are a warning.
 */
function wordsProblem(
  given: OwnWords,
  { isDifference, hasAmount }: { readonly isDifference: boolean; readonly hasAmount: boolean },
  scope: Scope,
): Problem | undefined {
  const locale = words(scope.locale).reading;
  const scale = new Caseless(
    `(?<!\\p{L})(?:${Object.values(locale.powers).join('|')})(?!\\p{L})|[-+±×÷=~≈<>\u2212\u2013]\\s*$`,
  );
  const level = new Caseless(`${wordStart(scope.locale)}(?:${locale.levelLinks})\\s*$`);
  for (const way of WAYS) {
    const text = given[way];
    if (text === undefined) continue;
    const bad = (message: string, hint: string): Problem =>
      problemOfArgument(problem('template/bad-argument', `"${text}" ${message}`, hint), way);
    if (scale.test(text))
      return bad(
        'has a sign or scale that would be read with the figure after it',
        'write words for the direction alone',
      );
    if (hasAmount && way !== 'flat' && level.test(text)) {
      const hint = 'end it in a word for an amount, or print it with {{direction …}} and the level with {{value …}}';
      return bad('leads to a level, and the amount of the change is after it', hint);
    }
    const [negation] = way === 'flat' ? [] : (makeNegations().exec(text) ?? []);
    if (negation !== undefined)
      return bad(`has "${negation}", which takes back the direction`, `write words for what ${MEANING[way]}`);
    const said = saidBy(text, isDifference);
    if (said === 'either' || (said.size === 1 && said.has(way))) continue;
    if (said.size > 0 && !said.has(way))
      return bad(`is not a word for what ${MEANING[way]}`, 'exchange up= and down=, or leave them out');
    if (said.size === 0 && isEmptyOfWays(text, scope.locale)) continue;
    const declared = WAYS.find((one) => isDeclared(text, scope.directionWords?.[one]));
    if (said.size === 0 && declared === way) continue;
    if (said.size === 0 && declared !== undefined)
      return bad(`is declared for what ${MEANING[declared]}, not for what ${MEANING[way]}`, 'exchange up= and down=');
    const what = said.size > 0 ? 'says both directions' : `is not known to say what ${MEANING[way]}`;
    const hint = `known are ${locale.waysShown[way]} and others like them; a word of your house is declared in brief.yaml: direction_words: { ${way}: [${text.trim()}] }`;
    scope.warn?.(problemOfArgument(problem('template/unknown-word', `"${text}" ${what}`, hint), way));
  }
  const { up, down } = given;
  if (up === undefined || up !== down || !isEmptyOfWays(up, scope.locale)) return undefined;
  const message = `"${up}" stands for a rise and for a fall, which a reader could not tell apart`;
  return problemOfArgument(problem('template/bad-argument', message, 'say the direction in up= and in down='), 'down');
}

/** Whether the brief declares words for a direction; what stands between them and an amount may follow. */
function isDeclared(text: string, declared: readonly string[] = []): boolean {
  const own = text.trim().toLowerCase();
  return declared.some((word) => own === word.toLowerCase());
}

interface Patterns {
  readonly ways: Readonly<Record<Direction, RegExp>>;
  readonly either: RegExp;
  readonly comparatives: Readonly<Record<'up' | 'down', RegExp>>;
}

let patterns: Patterns | undefined;

/** The words of all languages: a page may hold words of another. */
function makePatterns(): Patterns {
  const all = LOCALE_IDS.map((id) => ({ id, reading: words(id).reading }));
  const joined = (sourceOf: (reading: (typeof all)[number]['reading']) => string): RegExp =>
    new Caseless(all.map(({ id, reading }) => `${wordStart(id)}(?:${sourceOf(reading)})${wordEnd(id)}`).join('|'));
  return {
    ways: {
      up: joined(({ ways }) => ways.up),
      down: joined(({ ways }) => ways.down),
      flat: joined(({ ways }) => ways.flat),
    },
    either: joined(({ waysEither }) => waysEither),
    comparatives: {
      up: joined(({ comparatives }) => comparatives.up),
      down: joined(({ comparatives }) => comparatives.down),
    },
  };
}

let negations: RegExp | undefined;

/** What takes back a direction, in all languages. */
function makeNegations(): RegExp {
  const sources = LOCALE_IDS.map((id) => `${wordStart(id)}(?:${words(id).reading.negations})${wordEnd(id)}`);
  negations ??= new Caseless(sources.join('|'));
  return negations;
}

function wordStart(locale: LocaleId): string {
  return words(locale).isSpaced ? '(?<!\\p{L})' : '';
}

function wordEnd(locale: LocaleId): string {
  return words(locale).isSpaced ? '(?!\\p{L})' : '';
}

/**
 * The directions that words say; `either` where that depends on what they are said about. Comparatives say one where nothing
 * else does, and of a difference from another figure either: that is lower as this one is higher.
 */
function saidBy(text: string, isDifference: boolean): ReadonlySet<Direction> | 'either' {
  patterns ??= makePatterns();
  const { ways, either, comparatives } = patterns;
  const said = new Set<Direction>(WAYS.filter((way) => ways[way].test(text)));
  // stayed level at a higher place: what moved is said by the other word
  if (said.size > 1) said.delete('flat');
  if (said.size > 0) return said;
  if (either.test(text)) return 'either';
  const compared = (['up', 'down'] as const).filter((way) => comparatives[way].test(text));
  return compared.length > 0 && isDifference ? 'either' : new Set(compared);
}

/** Whether words are no more than what stands between a verb and an amount, such as `by`. */
function isEmptyOfWays(text: string, locale: LocaleId): boolean {
  const { moveLinks } = words(locale).reading;
  return new Caseless(`^(?:(?:${moveLinks})\\s*)*$`).test(text.trim());
}

/** What multiple of its base a figure has grown to, and how near to it. */
interface NamedMultiple {
  readonly times: Multiple;
  readonly how: 'exactly' | 'beyond' | 'nearly';
}

/** From the first percentage of the base to the second, both included, a figure is said to be at the multiple. */
const RANGES: readonly (readonly [from: number, to: number, NamedMultiple])[] = [
  [34, 49, { times: 0.5, how: 'beyond' }],
  [49, 51, { times: 0.5, how: 'exactly' }],
  [51, 53, { times: 0.5, how: 'nearly' }],
  [190, 199, { times: 2, how: 'nearly' }],
  [199, 201, { times: 2, how: 'exactly' }],
  [201, 285, { times: 2, how: 'beyond' }],
  [285, 299, { times: 3, how: 'nearly' }],
  [299, 301, { times: 3, how: 'exactly' }],
  [301, 380, { times: 3, how: 'beyond' }],
  [380, 399, { times: 4, how: 'nearly' }],
  [399, 401, { times: 4, how: 'exactly' }],
  [401, 500, { times: 4, how: 'beyond' }],
];

/** The multiple that a growth rate is said to be, if all that it may stand for is within one range. */
function multipleOf(rate: Value): NamedMultiple | undefined {
  const measure = observationOf(rate)?.measure ?? 'growth';
  if (measure !== 'growth' || rate.qualifier || !sameDimension(rate.unit, builtinUnit('%'))) return undefined;
  const factor = addIntervals(inBase(rate), point(decimal(1)));
  return RANGES.find(([from, to]) => isInRange(factor, from, to))?.[2];
}

function isInRange({ low, high }: Interval, from: number, to: number): boolean {
  const range = interval(decimal(from, -2), decimal(to, -2));
  return low !== undefined && high !== undefined && contains(range, low) && contains(range, high);
}
