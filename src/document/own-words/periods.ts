import {
  comparePeriods,
  dayAfter,
  dayLater,
  isFilledBy,
  type Period,
  periodYearEarlier,
} from '../../dataset/period.ts';
import type { Observation } from '../../dataset/model.ts';
import { observationOf, statementsOf } from '../../figure/value.ts';
import { words } from '../../language/locales.ts';
import { distinct, periodNames, periodsOf } from '../value-periods.ts';
import {
  closes,
  type Figure,
  isKind,
  type Part,
  type Reader,
  type SaidPart,
  type Shown,
  textBefore,
  textOf,
  wordsBefore,
} from './parts.ts';
import { PRINT } from './patterns.ts';

/** Each period of a sentence, and the figures that it could be of. */
export function compareSaidPeriods(sentence: readonly Part[], reader: Reader): void {
  const figures = sentence.flatMap((part) => (part.kind === 'figure' ? [part.node] : []));
  const dated = figures.filter((one) => periodsOf(one.value).own.length > 0);
  for (const [at, part] of sentence.entries()) {
    if (!isKind(part, 'period')) continue;
    const figure = bracketed(sentence, at, reader) ?? otherDated(sentence, at, dated, reader);
    if (figure) reportPeriod(part, `the figure ${figure.text} is`, figure, reader);
  }
}

/** The figure before a period in brackets that is not of it. */
export function bracketed(sentence: readonly Part[], at: number, { bracket, noun }: Reader): Figure | undefined {
  const [before, part] = [sentence[at - 2], sentence[at]];
  const isIn = bracket.test(textBefore(sentence, at).replace(noun, ' ')) && closes(sentence[at + 1]);
  if (!isIn || before?.kind !== 'figure' || !part || !isKind(part, 'period')) return undefined;
  return isApart(part.of.period, before.node) ? before.node : undefined;
}

/** The figure that a period is said about and that is not of it, or the first of a sentence none of whose figures is of it. */
function otherDated(
  sentence: readonly Part[],
  at: number,
  figures: readonly Figure[],
  reader: Reader,
): Figure | undefined {
  const part = sentence[at];
  const [first] = figures;
  if (!first || !part || !isKind(part, 'period')) return undefined;
  const { period } = part.of;
  const text = textOf(withoutLead(sentence, at, reader));
  const [lead, isCompared] = [textBefore(sentence, at), reader.otherTime.test(text)];
  const led = ledTo(sentence, at, reader) ?? (isCompared ? undefined : ledFrom(sentence, at, reader));
  const isElsewhere = reader.elsewhere.test(`${lead} ${PRINT} ${textBefore(sentence, at + 2).slice(0, 20)}`);
  if (led && !isElsewhere && isApart(period, led)) return led;
  if (reader.elsewhere.test(text)) return undefined;
  const isAlone = sentence.filter((one) => isKind(one, 'period')).length === 1;
  const hasWords = reader.spans.test(text);
  const isLoose = hasWords || isCompared || !isAlone;
  if (!figures.some((one) => mayBeOf(period, one, { hasWords, isLoose }))) {
    // a level may be compared with any time, but what a change is measured from is known
    const isMeasured = figures.some((one) => basesOf(one).length > 0) && reader.since.test(lead);
    return isCompared && !isMeasured ? undefined : first;
  }
  const moves = figures.every(({ value }) => statementsOf(value).every(({ measure }) => measure !== 'level'));
  if (!moves || period.kind === 'day') return undefined;
  const times = figures.map(({ value }) => periodsOf(value).own);
  const isOwn = times.flat().some((own) => overlaps(period, own));
  const isBase = figures.some((one) => basesOf(one).some((base) => overlaps(period, base)));
  if (isAlone && !isOwn && !isCompared && reader.lead.test(lead)) return first;
  return isOwn && !isBase && reader.since.test(lead) ? first : undefined;
}

/** The figure right before a period, with nothing between but a noun and the word that leads to it: `104 ships in 2024`. */
export function ledFrom(sentence: readonly Part[], at: number, { lead, noun, otherTime }: Reader): Figure | undefined {
  const before = sentence[at - 2];
  if (before?.kind !== 'figure' || before.node.isWords) return undefined;
  const written = textBefore(sentence, at);
  const gap = otherTime.test(written) ? written : written.replace(noun, ' ');
  // behind a comma it leads to the figure that follows, if one does
  if (/[,，、;；]/u.test(gap) && sentence.slice(at + 1).some(({ kind }) => kind === 'figure')) return undefined;
  return lead.test(gap) && gap.trim() === lead.exec(gap)?.[0].trim() ? before.node : undefined;
}

/** Words of a base right behind a change, or right before it, which is measured from another: `on the year`. */
export function compareBases(sentence: readonly Part[], { baseYear, basePart, context, report }: Reader): void {
  for (const [at, part] of sentence.entries()) {
    if (part.kind !== 'figure') continue;
    const measured = measuredBetween(part.node);
    if (!measured) continue;
    const { period, base } = measured;
    const isYear = base.text === periodYearEarlier(period).text;
    const [own, other] = isYear ? [baseYear, basePart] : [basePart, baseYear];
    const [behind, before] = [textBefore(sentence, at + 2), wordsBefore(sentence, at)];
    // of `4% on the year, 2% on the quarter` the words before a figure are those of the one before it
    const [found] = other.behind.exec(behind) ?? (own.behind.test(behind) ? null : other.before.exec(before)) ?? [];
    if (found === undefined || base.kind !== period.kind || base.kind === 'day') continue;
    reportBase(found.trim(), part.node, base, { context, report });
  }
}

/** Reports words of a base next to a change that is measured from another. */
export function reportBase(
  said: string,
  { text, value }: Figure,
  base: Period,
  { context, report }: Pick<Reader, 'context' | 'report'>,
): void {
  const named = words(context.options.locale).period(base);
  const message = `the text says "${said}", and the figure ${text} is measured from ${named}`;
  report('document/period', message, value.place, 'name the base of the figure, or print the one with that base');
}

/** From when to when a change goes, also one that is worked out of two levels; undefined for everything else. */
export function measuredBetween({ value }: Shown): { readonly period: Period; readonly base: Period } | undefined {
  const stated = observationOf(value);
  if (stated) {
    const { measure, period, base = periodYearEarlier(period) } = stated;
    return measure === 'growth' || measure === 'change' ? { period, base } : undefined;
  }
  const [one, other, ...more] = statementsOf(value);
  if (!one || !other || more.length > 0 || one.indicator.id !== other.indicator.id) return undefined;
  if (one.measure !== 'level' || other.measure !== 'level' || one.period.text === other.period.text) return undefined;
  const [base, period] = [one.period, other.period].toSorted(comparePeriods);
  return base && period ? { period, base } : undefined;
}

/**
 * Levels that words call those of a year or of a part of a year before, `A year earlier it was`, and that are of the edition's own
 * period, or of the other of both. Where the line names a time, or has a figure of a later one, the words may count from that.
 */
export function compareEarlier(line: readonly Part[], sentence: readonly Part[], reader: Reader): void {
  const edition = reader.context.options.period;
  if (!edition || sentence.some((part) => isKind(part, 'period'))) return;
  const figures = line.flatMap((part) => (part.kind === 'figure' ? [part.node] : []));
  if (figures.some(({ value }) => periodsOf(value).own.some(({ start }) => start > edition.end))) return;
  for (const [at, part] of sentence.entries()) {
    const stated = part.kind === 'figure' ? observationOf(part.node.value) : undefined;
    if (part.kind !== 'figure' || stated?.measure !== 'level' || stated.period.kind === 'day') continue;
    const isFirst = sentence.slice(0, at).every(({ kind }) => kind === 'words');
    const words = wordsBefore(sentence, at);
    const led = isFirst ? words : (/[(（]([^)）]*)$/u.exec(words)?.[1] ?? '');
    for (const span of ['year', 'part'] as const) {
      const { before, behind } = reader.earlier[span];
      const groups =
        (led === '' ? undefined : before.exec(led))?.groups ?? behind.exec(textBefore(sentence, at + 2))?.groups;
      const typed = groups?.['said'];
      if (typed === undefined) continue;
      const isLonger = span === 'year' && isOfOtherLength(stated, sentence.slice(0, at));
      if (!isLonger && !isOtherThan(span, stated.period, edition)) continue;
      const named = periodNames([stated.period], reader.context.options.locale);
      const message = `the text says "${typed.trim()}", and the figure ${part.node.text} is of ${named}`;
      const hint = 'print the figure of the time that the text names, such as {{value "…@-1"}}';
      reader.report('document/period', message, part.node.value.place, hint);
    }
  }
}

/** Whether a sum is of a longer or shorter time than that of the same thing before it, with which it is compared. */
function isOfOtherLength({ indicator, period }: Observation, before: readonly Part[]): boolean {
  const own = before.flatMap((part) => (part.kind === 'figure' ? (observationOf(part.node.value) ?? []) : []));
  const other = own.findLast((one) => one.indicator === indicator && one.measure === 'level');
  return indicator.kind === 'flow' && other !== undefined && other.period.kind !== period.kind;
}

/** Whether a period is plainly not the one a year, or a part of a year, before an edition: it is that of the edition, or of the other. */
function isOtherThan(span: 'year' | 'part', period: Period, edition: Period): boolean {
  if (isSameTime(period, edition)) return true;
  if (edition.kind === 'year' || period.kind !== edition.kind) return false;
  const isYearBefore = isSameTime(period, periodYearEarlier(edition));
  return span === 'part' ? isYearBefore : !isYearBefore && dayAfter(period.end) === edition.start;
}

/** What a change is measured from; where nothing else is stated, the like period a year before. */
export function basesOf({ value }: Shown): Period[] {
  const bases = statementsOf(value).flatMap(({ measure, base, period }) => {
    if (base) return [base];
    return measure === 'growth' || measure === 'change' ? [periodYearEarlier(period)] : [];
  });
  return [...periodsOf(value).others, ...bases];
}

/** How closely a period is bound to a figure: whether other words name a time, other times may be meant, or its base may not. */
interface Closeness {
  readonly hasWords: boolean;
  readonly isLoose: boolean;
  readonly isOwn?: boolean;
}

/** Whether a period is that of a figure or one with which it is compared, or holds it. */
export function mayBeOf(period: Period, shown: Shown, { hasWords, isLoose, isOwn = false }: Closeness): boolean {
  const { own } = periodsOf(shown.value);
  const isYear = period.kind === 'year' || period.kind === 'split year' || period.kind === 'span';
  const filled = fills(period, shown);
  if (filled !== undefined) return filled;
  return [...own, ...(isOwn ? [] : basesOf(shown))].some((time) => {
    if (!overlaps(period, time)) return false;
    if (time.start <= period.start && period.end <= time.end && time.kind !== 'span')
      return isYear || hasWords || isSameTime(period, time);
    const holds = period.start <= time.start && time.end <= period.end;
    return !holds || isLoose || time.kind === 'day' || !isFlow(shown) || isSameTime(period, time);
  });
}

function isSameTime(a: Period, b: Period): boolean {
  return a.text === b.text || (a.start === b.start && a.end === b.end);
}

/** Whether two periods share a day; a stock on the first day of a year is also one at the end of the year before. */
export function overlaps(period: Period, { kind, start, end }: Period): boolean {
  return period.start <= end && start <= (kind === 'day' ? (dayLater(period.end, 1)?.end ?? period.end) : period.end);
}

/** Whether a figure is an amount of its own period, so that it is none of a longer one. */
function isFlow({ value }: Shown): boolean {
  const stated = statementsOf(value);
  return stated.every(({ measure, indicator }) => measure === 'level' && indicator.kind === 'flow');
}

/**
 * Whether what a figure adds up fills a period, as two months do not fill a quarter, or what it takes away leaves it, as a half-year
 * without its first quarter is the second; undefined for everything else.
 */
function fills(period: Period, shown: Shown): boolean | undefined {
  const { origin } = shown.value;
  if (origin.kind !== 'derived' || !isFlow(shown)) return undefined;
  const [whole, part] = statementsOf(shown.value).map((one) => one.period);
  const signs = origin.formula.filter((one) => typeof one === 'string').join('');
  if (signs.trim() === '−' && whole && part)
    return leftOf(whole, part).some(({ start, end }) => start === period.start && end === period.end) || undefined;
  if (!origin.formula.every((part) => typeof part !== 'string' || /^[ +()]*$/u.test(part))) return undefined;
  const times = statementsOf(shown.value).map((one) => one.period);
  const parts = distinct(times).toSorted(comparePeriods);
  const isWithin = parts.every(({ start, end }) => period.start <= start && end <= period.end);
  return parts.length < 2 || !isWithin ? undefined : isFilledBy(period, parts);
}

/** What a time leaves of one that begins or ends with it. */
function leftOf(whole: Period, part: Period): readonly Pick<Period, 'start' | 'end'>[] {
  const [after, before] = [dayAfter(part.end), dayLater(part.start, -1)?.end];
  return [
    ...(whole.start === part.start && after !== undefined ? [{ start: after, end: whole.end }] : []),
    ...(whole.end === part.end && before !== undefined ? [{ start: whole.start, end: before }] : []),
  ];
}

/** The figure that a period leads to: the first of its sentence, which names no other time, behind a word that says so. */
function ledTo(sentence: readonly Part[], at: number, reader: Reader): Figure | undefined {
  const { lead, leads, otherTime } = reader;
  const periods = sentence.filter((part) => isKind(part, 'period'));
  const rest = withoutLead(sentence, at, reader);
  const isLed = lead.test(textBefore(sentence, at)) || rest !== sentence;
  if (periods.length > 1 || otherTime.test(textOf(rest)) || !isLed) return undefined;
  let gap = '';
  for (const part of sentence.slice(at + 1)) {
    if (part.kind === 'figure') return leads.test(gap) ? part.node : undefined;
    gap += part.kind === 'words' ? part.text : PRINT;
  }
  return undefined;
}

/** A sentence without the word that leads to a day, `on`, which compares with other times. */
function withoutLead(sentence: readonly Part[], at: number, { onDay }: Reader): readonly Part[] {
  const [before, part] = [sentence[at - 1], sentence[at]];
  if (!part || !isKind(part, 'period') || part.of.period.kind !== 'day' || before?.kind !== 'words') return sentence;
  const text = before.text.replace(onDay, ' ');
  return text === before.text ? sentence : sentence.with(at - 1, { kind: 'words', text });
}

/** Whether a figure is of no time that touches a period: not its own, and not one with which it is compared. */
export function isApart(period: Period, shown: Shown): boolean {
  const { own } = periodsOf(shown.value);
  return own.length > 0 && ![...own, ...basesOf(shown)].some((one) => overlaps(period, one));
}

export function reportPeriod(
  { text, place }: SaidPart<'period'>,
  what: string,
  shown: Shown | undefined,
  { context, report }: Reader,
): void {
  const own = shown ? periodsOf(shown.value).own : [];
  const named = periodNames(own, context.options.locale);
  const message = `the text says ${text}, and ${what} of ${named}`;
  report('document/period', message, place, 'print the period of the figure: {{period "…"}} with its address');
}
