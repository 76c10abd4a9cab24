import { compare } from '../../core/numbers/decimal.ts';
import { didYouMean } from '../../core/diagnostics/diagnostic.ts';
import { isAbove } from '../../core/numbers/interval.ts';
import { compareText, groupBy } from '../../core/diagnostics/text-order.ts';
import { plainWords, Said } from '../../figure/said.ts';
import { Value } from '../../figure/value.ts';
import { type Dataset, EVENT_KINDS } from '../../dataset/model.ts';
import { indicatorExpression } from '../../dataset/address.ts';
import type { Period } from '../../dataset/period.ts';
import { convert } from '../../dataset/unit.ts';
import { words } from '../../language/locales.ts';
import { withCapital } from '../../language/word-forms.ts';
import { withinSentence } from '../../figure/subject.ts';
import type { Scope } from '../scope.ts';
import { isChangedItem } from '../changes-context.ts';
import { isEvent } from '../event-item.ts';
import { type ObservationItem, observationItem, isObservationItem, STATED } from '../observation-item.ts';
import { defineHelper, type Phrase, type Words } from '../helper.ts';
import {
  figures as figureList,
  items,
  observation,
  period,
  sameFigures,
  valueOf,
  warnOfMissing,
} from '../argument-kinds.ts';
import { entries, idOf, text, whole, word } from '../plain-arguments.ts';
import { isProblem, type Problem, problem } from '../problem.ts';
import { compareIn } from './comparison-helpers.ts';
import { intervalIn } from './calculation.ts';

/**
 * The figures that match patterns, each once, in the order of the patterns, then of the dataset; without those of an
 * indicator, or of a pattern of them, that `except` names.
 */
export const figures = defineHelper({
  takes: [figureList],
  more: figureList,
  options: { except: idOf('indicator') },
  run: ({ args: [found], more, options: { except } }) => {
    const all = distinct(more.length === 0 ? found : [found, ...more].flat());
    if (except === undefined) return all;
    const left = indicatorExpression(except);
    return sameFigures(
      all.filter(({ indicator }) => !left.test(indicator)),
      all,
      left,
    );
  },
});

const distinctKnown = new WeakMap<readonly ObservationItem[], readonly ObservationItem[]>();

/** The figures of a list, each once. All slices of an edition ask for the same list, which may have thousands. */
function distinct(list: readonly ObservationItem[]): readonly ObservationItem[] {
  const found =
    distinctKnown.get(list) ?? sameFigures([...new Map(list.map((each) => [each.address, each])).values()], list);
  distinctKnown.set(list, found);
  return found;
}

/** The first few entries of a list. */
export const first = defineHelper({
  takes: [whole, entries],
  run: ({ args: [count, all] }) => all.slice(0, count),
});

/** Words that `where` knows besides the dimensions of a dataset, with what may follow each. */
const OWN_FIELDS: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['kind', EVENT_KINDS],
  ['in', ['text', 'table']],
]);

/**
 * The figures or events of a list with a member of a dimension or about a period; the events of a kind or with an id; or
 * the revised figures that stand in a text.
 */
export const where = defineHelper({
  takes: [entries, text, idOf('member')],
  run: ({ scope, args: [all, field, wanted] }) => {
    const { dimensions, events } = scope.edition.dataset;
    if (field === 'period') {
      const asked = period.read(wanted, scope);
      return isProblem(asked) ? asked : all.filter((entry) => periodOf(entry, events)?.text === asked.text);
    }
    const ids = field === 'id' ? events.keys() : undefined;
    const known = ids ?? OWN_FIELDS.get(field) ?? dimensions.get(field)?.members.keys();
    if (!known) {
      const hint = didYouMean(field, [...dimensions.keys(), ...OWN_FIELDS.keys(), 'id', 'period']);
      return problem('dataset/unknown-dimension', `there is no dimension ${field}`, hint);
    }
    const words = [...known];
    if (!words.includes(wanted)) {
      const hint = didYouMean(wanted, words);
      return problem('dataset/unknown-dimension', `${wanted} is not a member of ${field}`, hint);
    }
    if (field === 'id' || field === 'kind') return all.filter((entry) => isEvent(entry) && entry[field] === wanted);
    if (field === 'in') return all.filter((entry) => isChangedItem(entry) && entry.in_text === (wanted === 'text'));
    return byMember(all, field, scope.edition.dataset).get(wanted) ?? [];
  },
});

function periodOf(entry: unknown, events: Dataset['events']): Period | undefined {
  if (isEvent(entry)) return events.get(entry.id)?.period;
  return isObservationItem(entry) ? entry[STATED].period : undefined;
}

const parts = new WeakMap<readonly unknown[], Map<string, ReadonlyMap<string, readonly unknown[]>>>();

/** The figures and events of a list by members of a dimension. A list that all slices share is parted once. */
function byMember(
  all: readonly unknown[],
  dimension: string,
  { indicators, events }: Dataset,
): ReadonlyMap<string, readonly unknown[]> {
  const known = parts.get(all) ?? new Map<string, ReadonlyMap<string, readonly unknown[]>>();
  const memberOf = (entry: unknown): string | undefined => {
    const record = isEvent(entry) ? events.get(entry.id) : isObservationItem(entry) && indicators.get(entry.indicator);
    return record ? record.dimensions.get(dimension) : undefined;
  };
  const found = known.get(dimension) ?? groupBy(all, (entry) => memberOf(entry) ?? '');
  parts.set(all, known.set(dimension, found));
  return found;
}

/**
 * The same figures in another order; those without a value to sort by come last. By period, they are in the order in
 * which their periods end.
 */
export const sort = defineHelper({
  takes: [figureList],
  options: { by: word('value', 'growth', 'label', 'period'), order: word('descending', 'ascending') },
  run: ({ scope, args: [found], options }) => {
    const { by = 'value' } = options;
    const { order = by === 'label' || by === 'period' ? 'ascending' : 'descending' } = options;
    const turn = order === 'ascending' ? 1 : -1;
    if (by === 'period') return found.toSorted((a, b) => turn * compareEnds(a[STATED].period, b[STATED].period));
    const { sortKey } = words(scope.locale);
    if (by === 'label') {
      return sameFigures(
        found.toSorted((a, b) => turn * compareText(sortKey(a.label.text), sortKey(b.label.text))),
        found,
      );
    }
    const wrong = dimensionProblem(found.map((entry) => entry[by]));
    return (
      wrong ??
      sameFigures(
        found.toSorted((a, b) => turn * compareValues(a[by], b[by], turn)),
        found,
      )
    );
  },
});

/** Orders periods by their last day, the longer first of two that end alike. */
function compareEnds(a: Period, b: Period): number {
  return compareText(a.end, b.end) || compareText(a.start, b.start);
}

/** A problem if the values do not all measure the same thing. */
function dimensionProblem(values: readonly (Value | '')[]): Problem | undefined {
  const [first, ...others] = values.filter((value) => value instanceof Value);
  return first && others.map((value) => intervalIn(value, first.unit)).find(isProblem);
}

function compareValues(a: Value | '', b: Value | '', turn: 1 | -1): number {
  if (a === '' || b === '') return turn * (Number(a === '') - Number(b === ''));
  return compare(a.decimal, convert(b.decimal, b.unit, a.unit));
}

type End = 'largest' | 'smallest';

/** The figure that is certainly the largest or smallest. */
function extreme(end: End) {
  return defineHelper({
    takes: [figureList],
    run: ({ scope, args: [found] }) => {
      for (const candidate of found) {
        const ahead = countBeyond(candidate, found, opposite(end));
        if (isProblem(ahead)) return ahead;
        if (ahead < found.length - 1) continue;
        warnOfMissing(found, scope, (earlier) => isBeyond(observationItem(earlier, scope), candidate, end) === true);
        return candidate;
      }
      return problem('template/assertion', `the digits do not tell which of ${found.length} figures is the ${end}`);
    },
  });
}

export const largest = extreme('largest');
export const smallest = extreme('smallest');

function opposite(end: End): End {
  return end === 'largest' ? 'smallest' : 'largest';
}

/** How many of the figures are certainly larger (or smaller) than this one. */
function countBeyond(own: ObservationItem, found: readonly ObservationItem[], end: End): number | Problem {
  let count = 0;
  for (const { address, value } of found) {
    if (address === own.address) continue;
    const isAhead = isBeyond({ value }, own, end);
    if (isProblem(isAhead)) return isAhead;
    count += Number(isAhead);
  }
  return count;
}

/** Whether a figure is certainly larger (or smaller) than another. */
function isBeyond(
  { value }: Pick<ObservationItem, 'value'>,
  own: Pick<ObservationItem, 'value'>,
  end: End,
): boolean | Problem {
  if (own.value === '' || value === '') return problem('template/bad-argument', 'a claim without a figure has no rank');
  return compareIn(value, own.value, (x, y) => (end === 'largest' ? isAbove(x, y) : isAbove(y, x)));
}

/** The rank of a figure among others, in words: `second largest`. */
export const rank = defineHelper({
  takes: [observation, figureList],
  options: { from: word('largest', 'smallest') },
  run: ({ scope, args: [stated, found], options: { from = 'largest' } }) => {
    const others = found.filter(({ address }) => address !== stated.address);
    const own = observationItem(stated, scope);
    if (others.length === found.length) {
      const hint = `name a list with it, or rank one of ${found.map(({ address }) => address).join(', ')}`;
      const none = `${stated.address} is none of the ${found.length} figures among which it is ranked`;
      return problem('template/bad-argument', none, hint);
    }
    warnOfMissing(found, scope, (earlier) => isBeyond(observationItem(earlier, scope), own, from) === true);
    const ahead = countBeyond(own, others, from);
    const behind = countBeyond(own, others, opposite(from));
    if (isProblem(ahead)) return ahead;
    if (isProblem(behind)) return behind;
    if (ahead + behind < others.length) {
      return problem('template/assertion', `the digits do not tell the rank of ${stated.address}`);
    }
    const place = words(scope.locale).rank[from][ahead];
    if (place === undefined)
      return problem('template/bad-argument', `no word says so low a rank as that of ${stated.address}`);
    const value = valueOf(stated, scope);
    return isProblem(value) ? value : new Said(place, { kind: 'figure', value });
  },
});

/** Labels, words and values as a list in words: `copper, nickel and lithium carbonate`. */
export const list = defineHelper({
  takes: [items],
  more: items,
  options: { case: word('lower', 'upper') },
  run: ({ scope, args, more, options }): Phrase | Problem => {
    const entries = [...args, ...more].flat().map(inCase(options.case, scope));
    if (entries.length === 0) return problem('template/blank', 'the list is empty');
    // The locale joins placeholders, which no text contains, so that values stay values.
    const joined = words(scope.locale).list(entries.map((_, index) => `\0${index}\0`));
    const parts = joined.split('\0').map((part, index) => (index % 2 === 1 ? (entries[Number(part)] ?? '') : part));
    return { phrase: parts.filter((part) => part !== '') };
  },
});

/** Texts of a list as they stand within a sentence (`lower`), or the first as it begins one and the others within it. */
function inCase(written: 'lower' | 'upper' | undefined, { edition: { dataset }, locale }: Scope) {
  return (entry: Words, at: number): Words => {
    if (written === undefined || entry instanceof Value) return entry;
    const text = plainWords(entry);
    const turned = written === 'upper' && at === 0 ? withCapital(text) : withinSentence(text, { dataset, locale });
    return entry instanceof Said ? new Said(turned, entry.of) : turned;
  };
}
