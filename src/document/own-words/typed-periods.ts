import { onceFor } from '../../core/machine/cache.ts';
import { parsePeriod, type Period } from '../../dataset/period.ts';
import { Caseless } from '../../language/caseless.ts';
import { type LocaleId, words } from '../../language/locales.ts';
import { textIn } from '../../dataset/localised.ts';
import { observationOf, statementsOf } from '../../figure/value.ts';
import { periodsOf } from '../value-periods.ts';
import {
  type Figure,
  isKind,
  type Part,
  type Reader,
  type SaidPart,
  type Shown,
  textBefore,
  textOf,
  type TypedTime,
  wordsBefore,
} from './parts.ts';
import {
  basesOf,
  bracketed,
  ledFrom,
  mayBeOf,
  measuredBetween,
  overlaps,
  reportBase,
  reportPeriod,
} from './periods.ts';

type TypedPart = SaidPart<'period'> & { readonly typed: readonly TypedTime[] };

/** Periods that were typed, `In 2024` or `In January`, and are led to a figure of another time. */
export function compareTypedPeriods(sentence: readonly Part[], reader: Reader): void {
  const parts = withTypedPeriods(sentence, reader.context.options.locale);
  for (const [at, part] of parts.entries()) {
    if (!isTyped(part)) continue;
    if (reportSince(parts, at, reader) || reportFirstSince(parts, at, reader)) continue;
    if (isOfFigureBefore(part, parts, at, reader)) continue;
    const figure = openedBy(parts, at, reader) ?? ledBy(parts, at, reader);
    if (!figure || periodsOf(figure.value).own.length === 0 || reader.context.misdated.has(figure.value)) continue;
    const around = `${textBefore(parts, at)} ${textBefore(parts, at + 2).slice(0, NEAR)}`;
    if (reader.elsewhere.test(around)) continue;
    // a goal for a time to come is compared with what was before
    if (isBefore(figure, part.of.period) && reader.future.test(textOf(parts.slice(0, parts.indexOf(part))))) continue;
    if (!isOfIt(part, figure))
      reportPeriod({ ...part, place: figure.value.place }, `the figure ${figure.text} is`, figure, reader);
  }
}

function isBefore({ value }: Figure, { start }: Period): boolean {
  return periodsOf(value).own.every((own) => own.end < start);
}

function isOfIt(part: TypedPart, figure: Figure): boolean {
  return periodsFor(part, figure).some((period) =>
    mayBeOf(period, figure, { hasWords: false, isLoose: false, isOwn: true }),
  );
}

/** Whether a time is said about the figure right before it, `104.2 in 2024`, and so about none that follows. */
function isOfFigureBefore(part: TypedPart, parts: readonly Part[], at: number, { lead, noun }: Reader): boolean {
  const before = parts[at - 2];
  const gap = textBefore(parts, at).replace(noun, ' ');
  if (before?.kind !== 'figure' || lead.exec(gap)?.[0].trim() !== gap.trim()) return false;
  return periodsOf(before.node.value).own.length > 0 && isOfIt(part, before.node);
}

/** Reports a change right before `since` and a time that it is not measured from, nor is of; says whether it did. */
function reportSince(parts: readonly Part[], at: number, reader: Reader): boolean {
  const [before, part] = [parts[at - 2], parts[at]];
  const gap = textBefore(parts, at);
  const measured = before?.kind === 'figure' ? measuredBetween(before.node) : undefined;
  if (before?.kind !== 'figure' || !measured || !isTyped(part)) return false;
  const isSince = reader.since.exec(gap)?.[0].trim() === gap.trim() || reader.than.test(gap);
  if (!isSince || touches(part, before.node, measured)) return false;
  reportBase(`${gap.trim()} ${part.text}`, before.node, measured.base, reader);
  return true;
}

/** Whether a typed time, in any year that a change is about, shares a day with the time of the change or with its base. */
function touches(part: TypedPart, figure: Figure, measured: Readonly<Record<'period' | 'base', Period>>): boolean {
  return periodsFor(part, figure).some((period) =>
    [measured.period, measured.base].some((time) => overlaps(period, time)),
  );
}

/**
 * Reports what follows `Since 2023` at the start of a sentence: a change that is not measured from then, or a sum that does not start
 * there.
 */
function reportFirstSince(parts: readonly Part[], at: number, reader: Reader): boolean {
  const [part, behind, next] = [parts[at], parts[at + 1], parts[at + 2]];
  const before = textOf(parts.slice(0, at));
  if (!isTyped(part) || behind?.kind !== 'words' || next?.kind !== 'figure') return false;
  const gap = behind.text.replace(/^[,，]/u, '');
  const isFirst = reader.since.exec(before)?.[0].trim() === before.trim() && before.trim() !== '';
  // 较第三季度增长
  const isMoved = reader.since.test(before) && /^.?$/u.test(gap.replace(reader.move, '').trim());
  if (!(isFirst || (isMoved && measuredBetween(next.node))) || /[,，]/u.test(gap) || reader.otherTime.test(gap))
    return false;
  const measured = measuredBetween(next.node);
  if (measured) {
    if (touches(part, next.node, measured)) return false;
    reportBase(`${before.trim()} ${part.text}`, next.node, measured.base, reader);
    return true;
  }
  const stated = observationOf(next.node.value);
  const isSum = stated?.measure === 'level' && stated.indicator.kind === 'flow';
  if (
    !isSum ||
    isOpen(part) ||
    !reader.sinceThen.test(before) ||
    !(gap.trim() === '' || reader.leads.test(gap)) ||
    reader.move.test(gap)
  )
    return false;
  if (overlaps(part.of.period, { ...stated.period, end: stated.period.start })) return false;
  const said = { ...part, text: `${before.trim()} ${part.text}`, place: next.node.value.place };
  reportPeriod(said, `the figure ${next.node.text} is`, next.node, reader);
  return true;
}

/** Characters behind a period that may say that it is of something else. */
const NEAR = 20;

function isTyped(part: Part | undefined): part is TypedPart {
  return part !== undefined && isKind(part, 'period') && part.typed !== undefined;
}

/** The periods that a typed one may be next to a figure: where no year is typed, that of any year that the figure is about. */
export function periodsFor({ of, typed }: SaidPart<'period'>, shown: Shown): readonly Period[] {
  if (!typed || typed.every(({ year }) => year !== undefined)) return [of.period];
  const times = [...periodsOf(shown.value).own, ...basesOf(shown)];
  const years = new Set(times.flatMap(({ start, end }) => [start, end]).map((day) => Number(day.slice(0, 4))));
  return [...years].flatMap((year) => periodOf(typed, year) ?? []);
}

/** Whether the year of a typed period is open. */
export function isOpen({ typed }: SaidPart<'period'>): boolean {
  return typed?.some(({ year }) => year === undefined) === true;
}

/** Whether a typed period is a month, a quarter or a half, or goes from one to another. */
export function isPartOfYear({ typed }: SaidPart<'period'>): boolean {
  return typed?.some(({ kind }) => kind !== 'year') === true;
}

/** The figure right behind the time with which a sentence opens: `In 2024, 104 ships called`. */
function openedBy(parts: readonly Part[], at: number, { lead }: Reader): Figure | undefined {
  const isOpening = parts.slice(0, at).every(({ kind }) => kind === 'words') && lead.test(wordsBefore(parts, at));
  const next = textBefore(parts, at + 2) === '' ? parts[at + 1] : parts[at + 2];
  const isNext = isOpening && /^[\s,，]*$/u.test(textBefore(parts, at + 2));
  return isNext && next?.kind === 'figure' ? next.node : undefined;
}

/** The figure that a typed period is led to, or that is led to it. */
function ledBy(parts: readonly Part[], at: number, reader: Reader): Figure | undefined {
  const to = parts.findIndex((part, index) => index > at && part.kind === 'figure');
  const part = parts[to];
  if (
    part?.kind === 'figure' &&
    isLedTo(parts.slice(at, to), textBefore(parts, at), { isFirst: at === 0, figure: part.node }, reader)
  )
    return part.node;
  return bracketed(parts, at, reader) ?? ledFrom(parts, at, reader);
}

/** Words between a time and the figure of it; Chinese ones have two characters. */
const MAX_WORDS = 6;

/** Whether a period leads to the figure behind it: `In January, inflow was`, `January:`, `The January inflow was`. */
function isLedTo(
  between: readonly Part[],
  before: string,
  { isFirst, figure }: { readonly isFirst: boolean; readonly figure: Figure },
  { lead, bare, compared, leads, attributive, otherTime, context }: Reader,
): boolean {
  const gap = textOf(between.slice(1));
  const { isSpaced } = words(context.options.locale);
  const length = isSpaced ? (gap.match(/[\p{L}\uFFFB]+/gu) ?? []).length : gap.length / 2;
  if (
    compared.test(before) ||
    length > MAX_WORDS ||
    between.slice(1).some((part) => isKind(part, 'period')) ||
    otherTime.test(gap)
  )
    return false;
  if ((isFirst || before.trim() === '') && /^\s*(?:[:：]|\s[–—])\s*$/u.test(gap)) return true;
  const { locale } = context.options;
  // 2024年亏损: the name of the figure leads to it, and from it to its time
  const isName = (text: string): boolean => !isSpaced && isLabelOf(text.trim(), figure, locale);
  const isLed = lead.test(before) || bare.test(before) || isName(before);
  if (isLed && ((gap.trim() === '' && !lead.test(before)) || isName(gap))) return true;
  if (!leads.test(gap)) return false;
  return (
    lead.test(before) ||
    bare.test(before) ||
    ((isFirst || attributive.test(before)) && /^(?:['’]s)?\s*\p{L}/u.test(gap))
  );
}

/** Whether a text is the label of what a figure is of. */
function isLabelOf(text: string, { value }: Figure, locale: LocaleId): boolean {
  return text !== '' && statementsOf(value).some(({ indicator }) => textIn(indicator.label, locale) === text);
}

/** The parts of a line, in which periods that were typed are parts, too. */
export function withTypedPeriods(parts: readonly Part[], locale: LocaleId): readonly Part[] {
  if (!parts.some((part) => part.kind === 'words' && typedTimes(locale).any.test(part.text))) return parts;
  return parts.flatMap((part) => (part.kind === 'words' ? joined(splitIn(part.text, locale), locale) : [part]));
}

/** The periods that are typed in a text. */
export function typedIn(text: string, locale: LocaleId): readonly SaidPart<'period'>[] {
  return withTypedPeriods([{ kind: 'words', text }], locale).filter((part) => isKind(part, 'period'));
}

function splitIn(text: string, locale: LocaleId): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const found of text.matchAll(typedTimes(locale).each)) {
    const time = timeOf(found.groups ?? {});
    const isName = time?.kind !== 'month' || !words(locale).isSpaced || /^\p{Lu}/u.test(found[0]);
    if (!time || !isName) continue;
    if (found.index > from) parts.push({ kind: 'words', text: text.slice(from, found.index) });
    parts.push(partOf(found[0], [time]));
    from = found.index + found[0].length;
  }
  if (from < text.length) parts.push({ kind: 'words', text: text.slice(from) });
  return parts;
}

/** Two periods with `to` between them as one. */
function joined(parts: readonly Part[], locale: LocaleId): Part[] {
  const all: Part[] = [];
  for (const part of parts) {
    const [first, gap] = all.slice(-2);
    const isRange = gap?.kind === 'words' && typedTimes(locale).range.test(gap.text);
    if (!isRange || !isTyped(first) || !isTyped(part)) all.push(part);
    else {
      const [start, end] = [first.typed[0], part.typed[0]];
      const whole =
        start &&
        end &&
        partOf(`${first.text}${gap.text}${part.text}`, [{ ...start, year: start.year ?? end.year }, end]);
      if (whole) all.splice(-2, 2, whole);
    }
  }
  return all;
}

/** What stands for a typed period without its year in a message. */
const SOME_YEAR = 2000;

function partOf(text: string, typed: readonly TypedTime[]): TypedPart {
  const period = periodOf(typed, SOME_YEAR);
  if (!period) throw new Error(`no period is ${text}`);
  return { kind: 'said', text, of: { kind: 'period', period }, place: undefined, typed };
}

const LETTERS = { half: 'S', quarter: 'Q', month: 'M' } as const;

/** A typed period, in a year where it has none. */
function periodOf(typed: readonly TypedTime[], inYear: number): Period | undefined {
  const [first, last] = typed.map(({ kind, at, year = inYear }) => {
    if (kind === 'year') return parsePeriod(String(year));
    return parsePeriod(`${year}-${LETTERS[kind]}${kind === 'month' ? String(at).padStart(2, '0') : at}`);
  });
  if (!first || !last || last.end <= first.end) return first;
  return { text: `${first.text}..${last.text}`, kind: 'span', start: first.start, end: last.end };
}

function timeOf(groups: Readonly<Record<string, string | undefined>>): TypedTime | undefined {
  const name = Object.keys(groups).find((key) => /^[hqm]\d+$/u.test(key) && groups[key] !== undefined);
  const typed = groups['before'] ?? groups['behind'];
  const year = typed === undefined ? undefined : Number(typed);
  if (name === undefined) return year === undefined ? undefined : { kind: 'year', at: 1, year };
  const kind = ({ h: 'half', q: 'quarter', m: 'month' } as const)[name.charAt(0) as 'h' | 'q' | 'm'];
  return { kind, at: Number(name.slice(1)), year };
}

/** A typed time, each of them in a text, and what stands between the two of a range. */
const typedTimes = onceFor((locale: LocaleId) => {
  const { isSpaced, reading } = words(locale);
  const { half, quarter, month, range } = reading.said.parts;
  const groups = (letter: string, names: readonly string[]): string[] =>
    names.map((name, at) => `(?<${letter}${at + 1}>${name})`);
  // the longest first, of names that hold others: eleventh and first
  const parts = [...groups('h', half), ...groups('q', quarter), ...groups('m', month).reverse()].join('|');
  const year = '(?:19|20)\\d\\d';
  const { behind, unless } = reading.said.yearSign;
  const link = reading.said.ofYear === '' ? '' : `(?:(?:${reading.said.ofYear})\\s+)?`;
  const source = isSpaced
    ? `(?<![\\p{L}\\p{N}])(?:${parts})(?!\\p{L})(?:\\s+${link}(?<behind>${year})(?![\\p{L}\\p{N}]|[.,/–-]\\p{N}))?|(?<![\\p{L}\\p{N}.,/–-])(?<before>${year})(?![\\p{L}\\p{N}]|[.,/–-]\\p{N})`
    : `(?:(?<![\\p{N}.,/–-])(?<before>${year})\\s*(?:${behind})(?!${unless}))?(?:${parts})|(?<![\\p{N}.,/–-])(?<behind>${year})\\s*(?:${behind})(?!${unless}|\\s*\\p{N})`;
  return { any: new Caseless(source), each: new Caseless(source, 'gu'), range: new Caseless(`^\\s*(?:${range})\\s*$`) };
});
