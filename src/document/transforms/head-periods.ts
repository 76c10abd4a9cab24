import { inPattern } from '../../core/diagnostics/quoting.ts';
import type { Root } from 'mdast';
import type { Dataset } from '../../dataset/model.ts';
import { parsePeriod, type Period } from '../../dataset/period.ts';
import type { Value } from '../../figure/value.ts';
import { type LocaleId, words } from '../../language/locales.ts';
import type { Context } from '../document-context.ts';
import { FIGURE, type HeadedFigure, headedFigures, type HeadText } from '../headed-figures.ts';

/** Reports heads of columns, and labels of rows, boxes and terms, that name another period than that of their figures. */
export function headPeriodsTransform(root: Root, context: Context): void {
  const { locale, dataset } = context.options;
  const names = dataset ? namesOf(dataset, locale) : new Map<string, Period>();
  const told = new Set<HeadText>();
  for (const { figures } of headedFigures(root, context)) {
    for (const figure of figures) {
      const wrong = wrongHead(figure, names);
      if (!wrong || told.has(wrong.head)) continue;
      told.add(wrong.head);
      const own = wrong.own.map((period) => words(locale).period(period)).join(', ');
      const message = `${wrong.head.what} says ${wrong.name}, and the figure ${figure.text} is of ${own}`;
      const hint = 'print the period of the figures: {{period "-1"}} for {{cell "…@-1"}}';
      context.diagnostics.error('document/period', message, wrong.head.place, hint);
    }
  }
}

interface Wrong {
  readonly head: HeadText;
  readonly name: string;
  readonly own: readonly Period[];
}

function wrongHead({ value, own: heads }: HeadedFigure, names: ReadonlyMap<string, Period>): Wrong | undefined {
  const { own, others, releases } = periodsOf(value);
  if (own.length === 0) return undefined;
  const read = heads.map((head) => ({ head, ...periodsIn(head.text, names) }));
  const says = (named: readonly Period[], periods: readonly Period[]): boolean =>
    named.some((one) =>
      periods.some((other) => one.text === other.text || (one.start <= other.start && other.end <= one.end)),
    );
  // a column may be of a release, where the row says about when its figures are
  const isSaid = read.some(({ found, isAlone }) => isAlone && says(found, own));
  const wrong = read.find(({ head, found, isAlone }) => {
    if (found.length === 0 || says(found, own) || ((!isAlone || !head.isOnly) && says(found, others))) return false;
    return head.isOnly || isAlone ? !(isSaid && says(found, releases)) : true;
  });
  return wrong && { head: wrong.head, name: wrong.name, own };
}

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

function distinct(periods: readonly Period[]): Period[] {
  return [...new Map(periods.map((period) => [period.text, period])).values()];
}

/** A calendar year that was typed; `2024/25` and `2024-25` are none. */
const YEAR = /(?<![\p{L}\p{N}.,/–-])(?:19|20)\d\d(?![\p{L}\p{N}]|[.,/–-]\p{N})/gu;

/** The periods that a text names, the longest first, and whether it says nothing else. */
function periodsIn(
  text: string,
  names: ReadonlyMap<string, Period>,
): { readonly found: readonly Period[]; readonly name: string; readonly isAlone: boolean } {
  const found: Period[] = [];
  let name = '';
  let rest = text.replaceAll('\u00A0', ' ');
  for (const [said, period] of names) {
    if (!rest.includes(said)) continue;
    const whole = new RegExp(`(?<![\\p{Script=Latin}\\p{N}])${inPattern(said)}(?![\\p{Script=Latin}\\p{N}])`, 'gu');
    if (!whole.test(rest)) continue;
    rest = rest.replaceAll(whole, FIGURE);
    found.push(period);
    name ||= said;
  }
  for (const [year] of rest.matchAll(YEAR)) {
    const period = parsePeriod(year);
    if (period) found.push(period);
    name ||= year;
  }
  return { found, name, isAlone: !/\p{L}/u.test(rest) };
}

const namesByDataset = new WeakMap<object, Map<string, ReadonlyMap<string, Period>>>();

/** The periods of a dataset by their names in a locale, the longest first. */
function namesOf(dataset: Pick<Dataset, 'releases'>, locale: LocaleId): ReadonlyMap<string, Period> {
  const byLocale = namesByDataset.get(dataset.releases) ?? new Map<string, ReadonlyMap<string, Period>>();
  namesByDataset.set(dataset.releases, byLocale);
  const known = byLocale.get(locale) ?? listNames(dataset, locale);
  byLocale.set(locale, known);
  return known;
}

function listNames({ releases }: Pick<Dataset, 'releases'>, locale: LocaleId): ReadonlyMap<string, Period> {
  const periods = [...releases.values()].flatMap(({ period, observations }) =>
    [period].concat(observations.flatMap((stated) => (stated.base ? [stated.period, stated.base] : [stated.period]))),
  );
  const named = distinct(periods).map(
    (period) => [words(locale).period(period).replaceAll('\u00A0', ' '), period] as const,
  );
  return new Map(named.toSorted(([a], [b]) => b.length - a.length));
}
