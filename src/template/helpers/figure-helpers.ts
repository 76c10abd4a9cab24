import { didYouMean, nearestWord } from '../../core/diagnostics/diagnostic.ts';
import { addressOf, formulaOf, observationOf, type Value } from '../../figure/value.ts';
import { type Indicator, type Observation, quantityOf, type Source } from '../../dataset/model.ts';
import { textIn } from '../../dataset/localised.ts';
import { lookUpAddress } from '../../dataset/lookup.ts';
import { convert, sameDimension } from '../../dataset/unit.ts';
import { printedBounds, boundsUnit } from '../../figure/interval-text.ts';
import { unitText } from '../../figure/number-text.ts';
import { columnUnit } from '../../figure/scale.ts';
import { statedValue } from '../../figure/printed-value.ts';
import { Said } from '../../figure/said.ts';
import { conditionOf, withinSentence } from '../../figure/subject.ts';
import { words } from '../../language/locales.ts';
import { withCapital } from '../../language/word-forms.ts';
import { labelOf, periodSaid, sourceSaid } from '../observation-item.ts';
import { defineHelper, type ArgumentKind } from '../helper.ts';
import type { Scope } from '../scope.ts';
import {
  address,
  figure,
  indicator,
  observation,
  period,
  presence,
  type StatedStyle,
  unit,
  unitStyle,
} from '../argument-kinds.ts';
import { flag, text, whole, word } from '../plain-arguments.ts';
import { isProblem, type Problem, problem } from '../problem.ts';
import { intervalIn } from './calculation.ts';
import { pointsProblem, signProblem } from './signs.ts';

/** The figure at an address. */
export const value = defineHelper({
  takes: [observation],
  options: { unit, style: unitStyle, sign: flag, digits: whole },
  run: ({ scope, args: [stated], options }) => printObservation(stated, options, scope),
});

/** How templates mark a cell for a figure that is not available. */
export const NOT_AVAILABLE = '[x]';

/** The figure at an address as the edition before printed it; the mark for "not available" where it had none. */
export const before = defineHelper({
  takes: [address],
  options: { unit, style: unitStyle, sign: flag, digits: whole },
  run: ({ scope, args: [written], options }) => {
    const known = indicator.read(written.indicator, scope);
    if (isProblem(known)) return known;
    const { previous, edition } = scope;
    const wanted = { ...written, period: written.period ?? edition.period };
    const found = previous && lookUpAddress(previous.edition, wanted);
    if (!found || !('observation' in found)) return NOT_AVAILABLE;
    return printObservation(found.observation, options, scope);
  },
});

/** The value of a statement in a style, or why it cannot be printed so. */
export function printObservation(stated: Observation, style: StatedStyle, scope: Scope): Value | Problem {
  const own = quantityOf(stated)?.unit;
  if (own && style.unit && !sameDimension(own, style.unit)) {
    const message = `${stated.address} is in ${own.code}, which does not convert to ${style.unit.code}`;
    const hint = `write a unit that measures the same as ${own.code}`;
    return { ...problem('dataset/wrong-dimension', message, hint), argument: 'unit' };
  }
  const refused =
    (own && pointsProblem(stated, own, style.unit)) ?? (style.sign ? signProblem(stated, scope) : undefined);
  if (refused) return refused;
  if (style.unit) scope.units?.set(stated.address, style.unit);
  return (
    statedValue(stated, { locale: scope.locale, ...style }, scope.place) ??
    problem('template/bad-argument', `${stated.address} is a claim without a figure`)
  );
}

/** All numbers that a figure may stand for: `81.745 to 81.755 million tonnes`. */
export const bounds = defineHelper({
  takes: [figure],
  options: { unit, style: word('long', 'short') },
  run: ({ scope, args: [stated], options: { unit: asked, style = 'long' } }) => {
    const of = observationOf(stated) ?? formulaOf(stated);
    const refused = of && pointsProblem(of, stated.unit, asked);
    if (refused) return refused;
    const shown = asked ?? boundsUnit(stated.interval, stated.unit, scope.locale);
    const within = intervalIn(stated, shown);
    if (isProblem(within)) return within;
    const written = printedBounds(within, shown, scope.locale, style);
    if (written === undefined) return problem('template/bad-argument', `${addressOf(stated)} may stand for any number`);
    return stated.with({
      ...written,
      decimal: convert(stated.decimal, stated.unit, shown),
      interval: within,
      unit: shown,
    });
  },
});

/** A count in words where running text writes it so: `six`. */
export const spell = defineHelper({
  takes: [figure],
  options: { case: word('upper') },
  run: ({ scope, args: [count], options }) => {
    const { counts } = words(scope.locale);
    const written = /^\d+$/.test(count.text) ? counts[Number(count.text)] : undefined;
    if (written === undefined) return count;
    return count.with({ text: options.case ? written.replace(/^./u, (first) => first.toUpperCase()) : written });
  },
});

/** Whether the edition has a figure, or all of several. */
export const has = defineHelper({
  takes: [presence],
  more: presence,
  run: ({ args: [present], more }) => present && more.every(Boolean),
});

/** The label of an indicator; `case="lower"` is for the middle of a sentence. */
export const label = defineHelper({
  takes: [indicator],
  options: { case: word('lower') },
  run: ({ scope, args: [named], options }) => {
    const written = labelOf(named, scope);
    const { edition, locale } = scope;
    const text = options.case ? withinSentence(written, { dataset: edition.dataset, locale }) : written;
    return new Said(text, { kind: 'label', indicator: named });
  },
});

/** The definition of an indicator in its dataset. */
export const definition = defineHelper({
  takes: [indicator],
  run: ({ scope, args: [named] }) =>
    named.definition
      ? textIn(named.definition, scope.locale)
      : problem('template/blank', `${named.id} has no definition`),
});

/** An indicator, or the exhibit around the helper. */
const indicatorOrExhibit: ArgumentKind<Indicator | 'exhibit'> = {
  names: ['indicator'],
  name: 'an indicator or "exhibit"',
  read: (given, scope) =>
    given === 'exhibit' && !scope.edition.dataset.indicators.has(given) ? given : indicator.read(given, scope),
};

/** The unit of an indicator in columns, or that of the figures of the exhibit around it: for heads and subtitles. */
export const unitOf = defineHelper({
  takes: [indicatorOrExhibit],
  options: { style: word('long', 'short'), case: word('upper') },
  run: ({ scope: { locale }, args: [named], options: { style = 'long', case: written } }) => {
    // a symbol, such as kt, has no capital
    const isCapital = written === 'upper' && style === 'long';
    if (named === 'exhibit') return { exhibitUnit: style, isCapital };
    const text = unitText(columnUnit(named.unit, locale), locale, style);
    return new Said(isCapital ? withCapital(text) : text, { kind: 'unit', indicator: named });
  },
});

/** A period, or the period of a figure, in words. */
export const periodOf = defineHelper({
  takes: [period],
  options: { case: word('upper') },
  run: ({ scope, args: [found], options }) => {
    const said = periodSaid(found, scope);
    return options.case ? new Said(withCapital(said.text), said.of) : said;
  },
});

/** A source, given by its id or by the address of a figure that it published. */
const publication: ArgumentKind<Source> = {
  names: ['indicator', 'source'],
  name: 'the address of a figure or the id of a source',
  read: (given, scope) => {
    const { sources } = scope.edition.dataset;
    const named = typeof given === 'string' ? sources.get(given) : undefined;
    if (named) return named;
    const stated = observation.read(given, scope);
    if (!isProblem(stated)) return stated.release.source;
    const nearest = nearestWord(String(given), sources.keys());
    if (nearest === undefined) return stated;
    return problem('dataset/unknown-source', `there is no source ${String(given)}`, `did you mean ${nearest}?`);
  },
};

/** Who published a figure. */
export const source = defineHelper({
  takes: [publication],
  run: ({ scope, args: [found] }) => sourceSaid(found, scope),
});

/** What a forecast depends on, as a clause. */
export const condition = defineHelper({
  takes: [observation],
  run: ({ scope: { edition, locale }, args: [stated] }) => {
    const { dataset } = edition;
    const hint = 'test for it with #if: an item of a list has a part condition, which is empty then';
    return (
      conditionOf(stated, { dataset, locale }) || problem('template/blank', `${stated.address} has no condition`, hint)
    );
  },
});

/** The web address of a source, for a link. */
export const link = defineHelper({
  takes: [text],
  run: ({ scope, args: [id] }) => {
    const { sources } = scope.edition.dataset;
    const found = sources.get(id);
    if (!found) return problem('dataset/unknown-source', `there is no source ${id}`, didYouMean(id, sources.keys()));
    return found.url === undefined ? problem('template/blank', `the source ${id} has no url`) : { link: found.url };
  },
});
