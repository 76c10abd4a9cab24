import { groupBy } from '../core/diagnostics/text-order.ts';
import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import {
  add,
  type Decimal,
  decimal,
  decimalToNumber,
  divide,
  multiply,
  plain,
  subtract,
} from '../core/numbers/decimal.ts';
import {
  addIntervals,
  contains,
  divideIntervals,
  type Interval,
  multiplyIntervals,
  point,
  subtractIntervals,
} from '../core/numbers/interval.ts';
import {
  addressText,
  indexAddressText,
  parseAddress,
  statedAddress,
  subtrahendCounterpart,
  wholeCounterpart,
} from '../dataset/address.ts';
import type { Edition } from '../dataset/edition.ts';
import { lookUpAddress } from '../dataset/lookup.ts';
import { textIn } from '../dataset/localised.ts';
import type { Address, Indicator, Observation } from '../dataset/model.ts';
import { comparePeriods, parsePeriod, type Period, periodHint, shiftedYears } from '../dataset/period.ts';
import { builtinUnit, convert, sameDimension, type Unit } from '../dataset/unit.ts';
import { derivedValue, STEPS_OF_POINT, STEPS_OF_SUM } from '../figure/printed-value.ts';
import { unitText } from '../figure/number-text.ts';
import { measureOf, type SubjectContext, withinSentence } from '../figure/subject.ts';
import { type Formula, term, type Value } from '../figure/value.ts';
import { type LocaleId, words } from '../language/locales.ts';
import { whyNotSummed } from './addable.ts';
import type { ChartData, WorkedOut } from './chart-model.ts';
import type { ChartHints } from './hints.ts';
import type { ChartValue } from './rows.ts';
import type { AddressText } from '../dataset/brands.ts';

/** Where figures are worked out, and how those that they rest on are drawn. */
export interface Workshop {
  readonly hints: ChartHints;
  readonly edition: Edition;
  readonly locale: LocaleId;
  readonly diagnostics: Diagnostics;
  /** Indicator → those that are in it, by the relations of the dataset. */
  readonly wholes?: ReadonlyMap<string, readonly string[]> | undefined;
  /** Statements as figures in one unit; undefined where they have none in common, which is reported. */
  readonly drawn: (statements: readonly Observation[]) => readonly (ChartValue | undefined)[] | undefined;
  /** Figures with those that they imply, where the chart asks for them. */
  readonly implied: (figures: readonly ChartValue[]) => readonly ChartValue[];
}

/** A figure and the one that it is compared with. */
interface Pair {
  readonly figure: Observation;
  readonly other: Observation;
  /** The statements from which both follow. */
  readonly from: readonly Observation[];
}

/** A figure that is stated, or that a statement implies. */
interface Grounded {
  readonly figure: Observation;
  readonly from: Observation;
}

/** What a figure comes to: how it is written, what it may be, and the number that is drawn. */
interface Result {
  readonly formula: Formula;
  readonly bounds: Interval;
  readonly number: Decimal;
}

/**
 * The figures that `"as"` asks for in place of statements: an index, a share of another figure, a difference from one, or the
 * sum of those of a period. They are worked out with all that the statements may stand for. What cannot be is reported
 * once, and undefined is the answer; with `"optional": true` what has no other figure is left out.
 */
export function workedOut(
  data: ChartData,
  how: WorkedOut,
  statements: readonly Observation[],
  workshop: Workshop,
): readonly ChartValue[] | undefined {
  const rates = how.as === 'difference' ? undefined : statements.find(({ measure }) => measure !== 'level');
  if (rates) {
    const message = `${rates.address} is not a level: ${NAMES[how.as]} of rates says nothing`;
    return workshop.diagnostics.error('chart/invalid', message, data.place, 'name the levels: "address": "indicator"');
  }
  if (how.as === 'sum' || how.as === 'part') return sums(data, statements, how.as, workshop);
  const pairs =
    how.as === 'index' ? withBase(data, how, statements, workshop) : withOther(data, how, statements, workshop);
  if (!pairs) return undefined;
  // differences stand on one scale; an index and a share have no unit of their figures
  const lots = how.as === 'difference' ? [pairs] : pairs.map((pair) => [pair]);
  const found: ChartValue[] = [];
  for (const lot of lots) {
    const drawn = drawnAll(lot, workshop);
    if (!drawn) return undefined;
    for (const pair of lot) {
      const result = compared(data, how, pair, drawn, workshop);
      if (!result) return undefined;
      found.push(result);
    }
  }
  return found;
}

/** The figures of some pairs as they are drawn, in one unit. */
function drawnAll(pairs: readonly Pair[], { drawn, implied }: Workshop): DrawnFigures | undefined {
  const figures = drawn([...new Set(pairs.flatMap(({ from }) => from))])?.filter((figure) => figure !== undefined);
  return figures && new Map(implied(figures).map((figure) => [figure.observation.address, figure]));
}

/** Figures as they are drawn, by address. */
type DrawnFigures = ReadonlyMap<AddressText, ChartValue>;

/** Statements, and the figures that they imply, each with its ground. */
function grounded(statements: readonly Observation[], { drawn, implied }: Workshop): readonly Grounded[] {
  const stated = statements.map((figure) => ({ figure, from: figure }));
  const known = new Set(statements.map(({ address }) => address));
  const lots = groupBy(statements, ({ indicator }) => indicator.id);
  const others = [...lots.values()].flatMap((own) => {
    const figures = drawn(own)?.filter((figure) => figure !== undefined) ?? [];
    const last = own.toSorted((a, b) => comparePeriods(a.period, b.period)).at(-1);
    const added = implied(figures).filter(({ observation }) => !known.has(observation.address));
    return last ? added.map(({ observation }) => ({ figure: observation, from: last })) : [];
  });
  return [...stated, ...others];
}

/** The figure of an address: stated, or implied by that of the year after. */
function groundedAt(address: Address & { period: Period }, workshop: Workshop): Grounded | undefined {
  const { edition, drawn, implied } = workshop;
  const found = lookUpAddress(edition, addressText(address));
  if ('observation' in found) return { figure: found.observation, from: found.observation };
  const after = shiftedYears(address.period, 1);
  const next = after && lookUpAddress(edition, addressText({ ...address, period: after }));
  if (!next || !('observation' in next)) return undefined;
  const figures = drawn([next.observation])?.filter((figure) => figure !== undefined) ?? [];
  const own = implied(figures).find(({ observation }) => observation.address === addressText(address));
  return own && { figure: own.observation, from: next.observation };
}

const NAMES = {
  index: 'an index',
  share: 'a share',
  sum: 'a sum',
  part: 'a share',
  difference: 'a difference',
} as const;

/** Each statement with that of its base. */
function withBase(
  data: ChartData,
  { base: { text, place } }: Extract<WorkedOut, { as: 'index' }>,
  statements: readonly Observation[],
  workshop: Workshop,
): readonly Pair[] | undefined {
  const period = parsePeriod(text);
  if (!period) {
    return workshop.diagnostics.error('dataset/bad-period', `${text} is not a period`, place, periodHint(text));
  }
  return paired(data, statements, workshop, (figure) => {
    return { address: { ...statedAddress(figure), period }, place, role: 'the base of its index' };
  });
}

/** Each statement with that of another indicator in its period. */
function withOther(
  data: ChartData,
  { as, other: { text, place } }: Extract<WorkedOut, { as: 'share' | 'difference' }>,
  statements: readonly Observation[],
  workshop: Workshop,
): readonly Pair[] | undefined {
  const { edition, diagnostics } = workshop;
  const address = parseAddress(text, edition.period);
  if ('problem' in address) return diagnostics.error('dataset/bad-address', address.problem, place, address.hint);
  const key = as === 'share' ? 'of' : 'from';
  if (address.period || !edition.dataset.indicators.has(address.indicator)) {
    const message = address.period
      ? `${text} names a period`
      : `${address.indicator} is not an indicator of ${edition.dataset.id}`;
    const hint = `"${key}" is an indicator, of which each period is taken`;
    return diagnostics.error('chart/unknown-indicator', message, place, hint);
  }
  const role = as === 'share' ? 'the whole of its share' : 'what its difference is from';
  return paired(data, statements, workshop, (figure) => {
    const { measure, base } = statedAddress(figure);
    const own = /:/.test(text) || as === 'share' ? address : { ...address, measure, base };
    return { address: { ...own, period: figure.period }, place, role };
  });
}

function paired(
  data: ChartData,
  statements: readonly Observation[],
  workshop: Workshop,
  otherOf: (figure: Observation) => {
    readonly address: Address & { period: Period };
    readonly place: ChartData['place'];
    readonly role: string;
  },
): readonly Pair[] | undefined {
  const pairs: Pair[] = [];
  for (const { figure, from } of grounded(statements, workshop)) {
    const { address, place, role } = otherOf(figure);
    const found = groundedAt(address, workshop);
    if (found) pairs.push({ figure, other: found.figure, from: [from, found.from] });
    else if (!data.optional && figure === from) {
      const message = `${figure.address} has no figure ${addressText(address)}, ${role}`;
      return workshop.diagnostics.error(
        'chart/invalid',
        message,
        place,
        workshop.hints.leavesOut('the figures without one'),
      );
    }
  }
  return pairs;
}

/** A figure compared with another; undefined where that was reported. */
function compared(
  data: ChartData,
  how: Exclude<WorkedOut, { as: 'sum' | 'part' }>,
  { figure: own, other }: Pair,
  drawn: DrawnFigures,
  workshop: Workshop,
): ChartValue | undefined {
  const { diagnostics, locale, edition } = workshop;
  const report = (message: string, hint: string): undefined =>
    diagnostics.error('chart/invalid', message, how.as === 'index' ? how.base.place : how.other.place, hint);
  if (own.measure !== other.measure && how.as === 'difference') {
    return report(
      `${own.address} and ${other.address} are different measures`,
      'subtract levels from levels, and rates from rates',
    );
  }
  const [figure, whole] = [drawn.get(own.address), drawn.get(other.address)];
  if (!figure || !whole) return undefined;
  if (how.as !== 'difference' && contains(whole.exact.interval, decimal(0))) {
    return report(`${other.address} is zero, or may be: nothing is divided by it`, 'name another one');
  }
  const isSelf = own.address === other.address;
  const result = how.as === 'difference' ? difference(figure, whole, isSelf) : quotient(figure, whole, isSelf, how.as);
  const digits = how.as === 'difference' ? digitsIn(figure.exact.unit, own, data.digits) : data.digits;
  const shown = { ...aboutPair(how.as, own, other), digits, locale };
  const unit = unitOfPair(how.as, figure.exact.unit, other.period, locale);
  const measure = measureOf(statedAddress(shown.about), { dataset: edition.dataset, locale });
  return (
    resultValue(result, { ...shown, unit, measure }) ??
    report(`${own.address} and ${other.address} ${UNBOUNDED}`, DRAW_BOUNDED)
  );
}

/** The digits after the point that are as fine in another unit: one of a billion is none of a hundred millions. */
function digitsIn(unit: Unit, { indicator }: Observation, digits: number | undefined): number | undefined {
  const isSame = digits === undefined || !sameDimension(unit, indicator.unit);
  return isSame ? digits : Math.max(0, digits - convert(decimal(1), indicator.unit, unit).exponent);
}

/** What a source would have stated of a figure that is compared with another. */
function aboutPair(
  as: 'index' | 'share' | 'difference',
  own: Observation,
  other: Observation,
): { readonly about: Observation } {
  const { indicator, measure, period } = own;
  if (as === 'index') {
    const address = indexAddressText(indicator.id, other.period, period);
    return { about: { ...own, address, base: undefined, counterpart: undefined } };
  }
  const compared = other.indicator.id;
  const counterpart = as === 'share' ? wholeCounterpart(compared) : subtrahendCounterpart(compared, measure);
  const address = addressText({ indicator: indicator.id, measure: as, counterpart, period });
  return { about: { ...own, address, measure: as, base: undefined, counterpart } };
}

function unitOfPair(as: 'index' | 'share' | 'difference', own: Unit, base: Period, locale: LocaleId): Unit {
  if (as === 'index') return indexUnit(base, locale);
  if (as === 'share') return builtinUnit('%');
  return own.code === '%' ? builtinUnit('pp') : own;
}

const UNBOUNDED = 'are not known on both sides';
const DRAW_BOUNDED = 'what is only over or under a number has no place in a chart of what is worked out';

function quotient(
  { exact: own, value }: ChartValue,
  { exact: whole, value: other }: ChartValue,
  isSelf: boolean,
  as: 'index' | 'share',
): Result {
  const hundred = decimal(100);
  const bounds = multiplyIntervals(divideIntervals(own.interval, whole.interval), point(hundred));
  return {
    formula: [...term(value), ' ÷ ', ...term(other), ...(as === 'index' ? [' × 100'] : [])],
    bounds: isSelf ? point(hundred) : bounds,
    number: isSelf ? hundred : multiply(divide(plain(own.decimal), plain(whole.decimal), 'nearest'), hundred),
  };
}

function difference(
  { exact: own, value }: ChartValue,
  { exact: other, value: less }: ChartValue,
  isSelf: boolean,
): Result {
  return {
    formula: [...term(value), ' − ', ...term(less)],
    bounds: isSelf ? point(decimal(0)) : subtractIntervals(own.interval, other.interval),
    number: subtract(own.decimal, other.decimal),
  };
}

/** The sum of all figures of each period, or each of them in per cent of that. */
function sums(
  data: ChartData,
  statements: readonly Observation[],
  as: 'sum' | 'part',
  workshop: Workshop,
): readonly ChartValue[] | undefined {
  const { diagnostics, edition, locale } = workshop;
  const parts = [...new Map(statements.map(({ indicator }) => [indicator.id, indicator])).values()];
  for (const [at, other] of parts.entries()) {
    for (const one of parts.slice(0, at)) {
      const why = whyNotSummed(one, other, workshop.wholes);
      if (why === undefined) continue;
      const message = `${one.id} and ${other.id} are not added: ${why}`;
      const hint = 'name the indicators that make the sum, one by one, or the whole itself';
      return diagnostics.error('chart/untrue', message, data.place, hint);
    }
  }
  const figures = workshop.drawn(statements);
  if (!figures) return undefined;
  const indicator = sumIndicator(parts, { dataset: edition.dataset, locale });
  const byPeriod = groupBy(
    figures.filter((one) => one !== undefined),
    ({ observation }) => observation.period.text,
  );
  const found: ChartValue[] = [];
  for (const [text, own] of byPeriod) {
    const lacks = parts.find(({ id }) => own.every(({ observation }) => observation.indicator.id !== id));
    if (lacks && data.optional) continue;
    if (lacks) {
      const message = `${lacks.id} has no figure of ${text}, which the sum of that period needs`;
      return diagnostics.error(
        'chart/invalid',
        message,
        data.place,
        workshop.hints.leavesOut('the periods without one'),
      );
    }
    const [first, ...others] = own;
    if (!first) continue;
    if (as === 'part') {
      for (const one of own) {
        const part = partOf(one, own, indicator.id, { locale, digits: data.digits });
        if (!part)
          return diagnostics.error(
            'chart/invalid',
            `the sum of ${text} is zero, or may be, or is not known on both sides`,
            data.place,
            'name parts that come to more than zero',
          );
        found.push(part);
      }
      continue;
    }
    const result: Result = {
      formula: own.flatMap(({ value }, at) => (at === 0 ? [value] : [' + ', value])),
      bounds: others.reduce((sum, { exact }) => addIntervals(sum, exact.interval), first.exact.interval),
      number: others.reduce((sum, { exact }) => add(sum, exact.decimal), first.exact.decimal),
    };
    const { period } = first.observation;
    const address = addressText({ indicator: indicator.id, measure: 'level', period });
    const about: Observation = { ...first.observation, address, indicator };
    const shown = {
      about,
      unit: first.exact.unit,
      measure: undefined,
      digits: data.digits,
      steps: STEPS_OF_SUM,
      locale,
    };
    const sum = resultValue(result, shown);
    if (!sum)
      return diagnostics.error('chart/invalid', `the figures of ${text} ${UNBOUNDED}`, data.place, DRAW_BOUNDED);
    found.push(sum);
  }
  return found;
}

/** A figure in per cent of the sum of all of its period, with all that each may be; undefined where that has no bounds. */
function partOf(
  figure: ChartValue,
  all: readonly ChartValue[],
  whole: string,
  shown: Pick<Shown, 'locale' | 'digits'>,
): ChartValue | undefined {
  const others = all.filter((one) => one !== figure);
  const own = figure.exact.interval;
  const rest = others.reduce((sum, { exact }) => addIntervals(sum, exact.interval), point(decimal(0)));
  if (!own.low || !own.high || !rest.low || !rest.high || contains(addIntervals(own, rest), decimal(0)))
    return undefined;
  // a part is least where it is itself least and all others are greatest
  const percent = (part: Decimal, other: Decimal): Interval =>
    multiplyIntervals(divideIntervals(point(part), point(add(part, other))), point(decimal(100)));
  const bounds = {
    low: percent(own.low, rest.high).low,
    high: percent(own.high, rest.low).high,
    lowOpen: own.lowOpen || rest.highOpen,
    highOpen: own.highOpen || rest.lowOpen,
  };
  const sum = all.reduce((total, { exact }) => add(total, exact.decimal), decimal(0));
  const { indicator, period } = figure.observation;
  const counterpart = wholeCounterpart(whole);
  const address = addressText({ indicator: indicator.id, measure: 'share', counterpart, period });
  const formula: Formula = [
    ...term(figure.value),
    ' ÷ (',
    ...all.flatMap(({ value }, at) => (at === 0 ? [value] : [' + ', value])),
    ')',
  ];
  return resultValue(
    {
      formula,
      bounds,
      number: multiply(divide(plain(figure.exact.decimal), plain(sum), 'nearest'), decimal(100)),
    },
    {
      about: { ...figure.observation, address, measure: 'share', base: undefined, counterpart },
      unit: builtinUnit('%'),
      measure: words(shown.locale).drawn.parts,
      ...shown,
    },
  );
}

/** What a sum is of: named by its parts, and of the members that all of them share. */
function sumIndicator(
  parts: readonly Indicator[],
  context: { readonly dataset: Edition['dataset']; readonly locale: LocaleId },
): Indicator {
  const [first, ...others] = parts as [Indicator, ...Indicator[]];
  const { locale } = context;
  const named = parts.length > MOST_NAMED ? parts.slice(0, MOST_NAMED - 1) : parts;
  const labels = named.map(({ label }, at) =>
    at === 0 ? textIn(label, locale) : withinSentence(textIn(label, locale), context),
  );
  const { list, chart } = words(locale);
  const shared = [...first.dimensions].filter(([id, member]) =>
    others.every(({ dimensions }) => dimensions.get(id) === member),
  );
  return {
    ...first,
    id: parts.map(({ id }) => id).join('+'),
    label: new Map([[locale, list(named.length < parts.length ? [...labels, chart.others] : labels)]]),
    dimensions: new Map(shared),
    breaks: [],
  };
}

/** Indicators that the name of a sum lists. */
const MOST_NAMED = 4;

/** What ends the code of the unit of an index. */
const OF_BASE = '=100';

/** The unit of an index, which says its base: `2020 = 100`. */
function indexUnit(base: Period, locale: LocaleId): Unit {
  const name = `${words(locale).period(base)} = 100`;
  return {
    ...builtinUnit('%'),
    code: base.text + OF_BASE,
    symbol: name,
    factor: decimal(1),
    name: new Map([[locale, name]]),
    symbols: new Map([[locale, name]]),
  };
}

interface Shown {
  readonly about: Observation;
  readonly unit: Unit;
  /** What is measured, in words, where the measure of a statement does not say it. */
  readonly measure: string | undefined;
  readonly digits: number | undefined;
  /** As for `derivedValue`; default: STEPS_OF_POINT. */
  readonly steps?: number;
  readonly locale: LocaleId;
}

/** A result as a figure of a chart; undefined where what it may be has no end. */
function resultValue({ formula, bounds, number }: Result, shown: Shown): ChartValue | undefined {
  const { about, unit, measure, digits, steps = STEPS_OF_POINT, locale } = shown;
  const isIndex = unit.code.endsWith(OF_BASE);
  const sign = about.measure === 'difference';
  const print = (style: 'short' | 'bare') =>
    derivedValue(formula, bounds, unit, { locale, digits, sign, style: isIndex ? 'bare' : style, steps });
  const [value, label] = [print('short'), print(unit.code === '%' ? 'short' : 'bare')];
  if (!value || !label) return undefined;
  // all figures of such a chart are worked out, so that none is drawn hollow for it
  const flags = value.flags.filter((flag) => flag !== 'derived');
  const own = value.with({ flags, origin: { kind: 'derived', formula, period: about.period, about } });
  return {
    observation: { ...about, status: [], correction: undefined },
    exact: own.with({ decimal: number }),
    value: own,
    text: label.text,
    measure,
    also: {
      ...(measure === undefined ? {} : { measure_label: measure }),
      ...(isIndex ? { amount: decimalToNumber(number) } : {}),
      ...NO_CONFIDENCE,
    },
  };
}

const NO_CONFIDENCE = { lower: null, upper: null, confidence: null };

/** What must be said about figures that a chart works out: `2020 = 100`, `share of all routes`; each once. */
export function worksOf(values: readonly Value[], context: SubjectContext): readonly string[] {
  const said = values.flatMap(({ origin, unit }) => {
    const about = origin.kind === 'derived' ? origin.about : undefined;
    if (!about) return [];
    return unit.code.endsWith(OF_BASE) ? [unitText(unit, context.locale)] : (measureOfWork(about, context) ?? []);
  });
  return [...new Set(said)];
}

function measureOfWork(about: Observation, context: SubjectContext): string | undefined {
  const { measure } = about;
  return measure === 'share' || measure === 'difference' ? measureOf(statedAddress(about), context) : undefined;
}
