import { inPattern } from '../../core/diagnostics/quoting.ts';
import type { Root } from 'mdast';
import { onceFor } from '../../core/machine/cache.ts';
import type { Dataset } from '../../dataset/model.ts';
import { parsePeriod, type Period } from '../../dataset/period.ts';
import { observationOf, type Value } from '../../figure/value.ts';
import { type LocaleId, words } from '../../language/locales.ts';
import type { Context } from '../document-context.ts';
import { BEFORE, FIGURE, type HeadedFigure, headedFigures, type HeadText } from '../headed-figures.ts';
import { patternsOf } from '../own-words/patterns.ts';
import type { SaidPart } from '../own-words/parts.ts';
import { isOpen, isPartOfYear, periodsFor, typedIn } from '../own-words/typed-periods.ts';
import { distinct, periodNames, periodsOf } from '../value-periods.ts';

/** Reports heads of columns, and labels of rows, boxes and terms, that name another period than that of their figures. */
export function headPeriodsTransform(root: Root, context: Context): void {
  const { locale, dataset } = context.options;
  const names = dataset ? namesOf(dataset)(locale) : new Map<string, Period>();
  const told = new Set<HeadText>();
  const { elsewhere, comparedYear } = patternsOf(locale);
  for (const { figures } of headedFigures(root, context)) {
    for (const shown of figures) {
      // a sentence that ends in a colon may speak of a plan or a law
      const heads = shown.own
        .filter(({ what, text }) => what !== BEFORE || !elsewhere.test(text))
        .map((head) => withoutCompared(shown.value, head, comparedYear));
      const figure = { ...shown, own: heads };
      const wrong = wrongHead(figure, names, locale);
      if (!wrong) continue;
      context.misdated.add(figure.value);
      if (told.has(wrong.head)) continue;
      told.add(wrong.head);
      const own = periodNames(wrong.own, locale);
      const message = `${wrong.head.what} says ${wrong.name}, and the figure ${figure.text} is of ${own}`;
      const hint = 'print the period of the figures: {{period "-1"}} for {{cell "…@-1"}}';
      context.diagnostics.error('document/period', message, wrong.head.place, hint);
    }
  }
}

/** A head without years with which a level is compared: `More guests than in 2024: 530,200`. */
function withoutCompared(value: Value, head: HeadText, comparedYear: RegExp): HeadText {
  const isLevel = head.what === BEFORE && observationOf(value)?.measure === 'level';
  return isLevel ? { ...head, text: head.text.replaceAll(comparedYear, '') } : head;
}

interface Wrong {
  readonly head: HeadText;
  readonly name: string;
  readonly own: readonly Period[];
}

function wrongHead(
  { value, own: heads }: HeadedFigure,
  names: ReadonlyMap<string, Period>,
  locale: LocaleId,
): Wrong | undefined {
  const { own, others, releases } = periodsOf(value);
  if (own.length === 0) return undefined;
  const read = heads.map((head) => ({ head, ...periodsIn(head.text, names, { value, locale }) }));
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

/** A calendar year that was typed; `2024/25` and `2024-25` are none. */
const YEAR = /(?<![\p{L}\p{N}.,/–-])(?:19|20)\d\d(?![\p{L}\p{N}]|[.,/–-]\p{N})/gu;

/** The periods that a text names, the longest first, and whether it says nothing else. */
function periodsIn(
  text: string,
  names: ReadonlyMap<string, Period>,
  { value, locale }: { readonly value: Value; readonly locale: LocaleId },
): { readonly found: readonly Period[]; readonly name: string; readonly isAlone: boolean } {
  const found: Period[] = [];
  let name = '';
  let rest = text.replaceAll('\u00A0', ' ');
  const readTyped = (isMeant: (part: SaidPart<'period'>) => boolean): void => {
    for (const part of typedIn(rest, locale).filter(isMeant)) {
      const meant = periodsFor(part, { value });
      if (meant.length === 0) continue;
      // a sum up to January may stand in its row, and one since then below it
      const isEnd = (own: Period): boolean =>
        (isOpen(part) || own.kind === 'span') && meant.some(({ start, end }) => start === own.start || end === own.end);
      found.push(...meant, ...periodsOf(value).own.filter(isEnd));
      rest = rest.replace(part.text, FIGURE);
      name ||= part.text;
    }
  };
  // a month of a year before that year
  readTyped((part) => isPartOfYear(part) && !isOpen(part));
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
  readTyped(isOpen);
  return { found, name, isAlone: !/\p{L}/u.test(rest) };
}

/** The periods of a dataset by their names in a locale, the longest first. */
const namesOf = onceFor(
  (dataset: Pick<Dataset, 'releases'>) => onceFor((locale: LocaleId) => listNames(dataset, locale)),
  ({ releases }) => releases,
);

function listNames({ releases }: Pick<Dataset, 'releases'>, locale: LocaleId): ReadonlyMap<string, Period> {
  const periods = [...releases.values()].flatMap(({ period, observations }) =>
    [period].concat(observations.flatMap((stated) => (stated.base ? [stated.period, stated.base] : [stated.period]))),
  );
  const named = distinct(periods).map(
    (period) => [words(locale).period(period).replaceAll('\u00A0', ' '), period] as const,
  );
  return new Map(named.toSorted(([a], [b]) => b.length - a.length));
}
