import type { Table, TableRow } from 'mdast';
import { onceFor } from '../../core/machine/cache.ts';
import { textIn } from '../../dataset/localised.ts';
import type { Indicator } from '../../dataset/model.ts';
import { sameDimension } from '../../dataset/unit.ts';
import { trendValues } from '../../figure/trend.ts';
import { observationOf, statementsOf } from '../../figure/value.ts';
import { Caseless } from '../../language/caseless.ts';
import { type LocaleId, words } from '../../language/locales.ts';
import type { BoxItem } from '../exhibit-nodes.ts';
import { childrenOf, nodesOf, plainText } from '../tree-walk.ts';
import { indicatorsOf, namesIn } from './labels.ts';
import {
  type Figure,
  isKind,
  isLabel,
  type Part,
  partsOf,
  type Reader,
  type Shown,
  subjectOf,
  textOf,
} from './parts.ts';
import { PRINT } from './patterns.ts';
import { measuredBetween } from './periods.ts';
import { withTypedPeriods } from './typed-periods.ts';

/**
 * Reports two figures that the words between them make those of one thing, `rose 4% to 1,240`, `from 1,180 in 2024 to 1,240`,
 * `1,240 (+4%)`, and that are of two indicators. What is read is what stands between them: no name is needed.
 */
export function compareBound(sentence: readonly Part[], reader: Reader): void {
  const { locale } = reader.context.options;
  const parts = withTypedPeriods(sentence, locale);
  const places = parts.flatMap((part, at) => (part.kind === 'figure' ? [{ node: part.node, at }] : []));
  for (const [index, { node: second, at }] of places.entries()) {
    const first = places[index - 1];
    if (!first || second.isWords) continue;
    const before = textOf(parts.slice((places[index - 2]?.at ?? -1) + 1, first.at));
    const gap = textOf(parts.slice(first.at + 1, at));
    const behind = textOf(parts.slice(at + 1, places[index + 1]?.at));
    if (!isBound({ first: first.node, second }, { before, gap, behind }, locale)) continue;
    if (
      !areApart(first.node, second) ||
      isOfList(
        first.node,
        second,
        places.map(({ node }) => node),
      )
    )
      continue;
    reportTwo(first.node, second, reader);
  }
}

interface Pair {
  readonly first: Figure;
  readonly second: Figure;
}

interface Words {
  readonly before: string;
  readonly gap: string;
  readonly behind: string;
}

function isBound({ first, second }: Pair, { before, gap, behind }: Words, locale: LocaleId): boolean {
  const { reached, changed, bracket, since, courses } = patternsOf(locale);
  if (isMove(first) && isLevel(second)) return reached.test(gap);
  if (isLevel(first) && isMove(second))
    return !second.isWords && (changed.test(gap) || (bracket.test(gap) && /^\s*(?:$|[)）,，;；])/u.test(behind)));
  if (!isLevel(first) || !isLevel(second) || isSameTime(first, second)) return false;
  return since.test(gap) || courses.some(([lead, between]) => lead.test(before) && between.test(gap));
}

function isMove(figure: Figure): boolean {
  return measuredBetween(figure) !== undefined;
}

function isLevel(figure: Figure): boolean {
  return figure.isWords !== true && observationOf(figure.value)?.measure === 'level';
}

function isSameTime(one: Shown, other: Shown): boolean {
  return observationOf(one.value)?.period.text === observationOf(other.value)?.period.text;
}

/** Whether two figures measure the same of two things, neither of which is another count of the other. */
function areApart(one: Shown, other: Shown): boolean {
  const [first, second] = [statementsOf(one.value), statementsOf(other.value)].map((all) =>
    all.map(({ indicator }) => indicator),
  );
  if (!first?.length || !second?.length) return false;
  const isOne = (a: Indicator, b: Indicator): boolean =>
    a.id === b.id || a.variantOf === b.id || b.variantOf === a.id || (a.variantOf ?? a.id) === (b.variantOf ?? b.id);
  return (
    first.some((a) => second.some((b) => sameDimension(a.unit, b.unit))) &&
    !first.some((a) => second.some((b) => isOne(a, b)))
  );
}

/** Whether figures stand in lists: two changes, and then what each of them led to. */
function isOfList(first: Figure, second: Figure, all: readonly Figure[]): boolean {
  const [one, other] = [subjectOf(first), subjectOf(second)];
  const isOf = (figure: Figure, subject: string, isKindOf: (figure: Figure) => boolean): boolean =>
    figure !== first && figure !== second && isKindOf(figure) && subjectOf(figure) === subject;
  const [own, others] = isMove(first) ? [isLevel, isMove] : [isMove, isLevel];
  return all.some((figure) => isOf(figure, one, own)) && all.some((figure) => isOf(figure, other, others));
}

function reportTwo(first: Figure, second: Figure, { report }: Reader): void {
  const message = `the figure ${second.text} is of ${subjectOf(second)}, and ${first.text}, which is read with it, is of ${subjectOf(first)}`;
  const hint = 'print both figures of one indicator, or name what each of them is';
  report('document/label', message, second.value.place ?? first.value.place, hint);
}

/** Reports what stands below the figure of a box, its change or course, and is of another indicator that no word names. */
export function compareItem({ label, figure, notes }: BoxItem, reader: Reader): void {
  const { locale } = reader.context.options;
  const [shown] = partsOf(figure).flatMap((part) => (part.kind === 'figure' ? [part.node] : []));
  if (!shown || !isLevel(shown)) return;
  const named = plainText(label).toLowerCase();
  for (const note of notes) {
    const parts = partsOf(note);
    if (parts.some(isLabel) || hasNames(parts, locale)) continue;
    const course = note
      .flatMap((node) => nodesOf(node, 'trend'))
      .flatMap(({ trend, place }) =>
        trendValues(trend).map((value) => ({ value: value.with({ place }), text: value.text })),
      );
    const other = [...note.flatMap((node) => nodesOf(node, 'value')), ...course].find(
      (one) =>
        areApart(shown, one) && (isMove(one) || !isSameTime(shown, one)) && !isNamedIn(named, one, shown, reader),
    );
    if (other) reportTwo(shown, other, reader);
  }
}

/** Whether words stand in a line that say more than when, or from when, something is. */
function hasNames(parts: readonly Part[], locale: LocaleId): boolean {
  const rest = textOf(withTypedPeriods(parts, locale)).replaceAll(patternsOf(locale).times, ' ');
  return /\p{L}/u.test(rest.replaceAll(PRINT, ' '));
}

/** Whether a label names a figure by a word that another one has not in its own. */
function isNamedIn(label: string, figure: Shown, other: Shown, reader: Reader): boolean {
  const { locale } = reader.context.options;
  const stems = (shown: Shown): string[] =>
    indicatorsOf(shown, reader).flatMap((one) => namesIn(textIn(one.label, locale)));
  const known = new Set(stems(other));
  return stems(figure).some((stem) => !known.has(stem) && label.includes(stem));
}

/** Reports a row whose columns are years, and two of whose figures are of two indicators: no head tells them apart. */
export function compareYears({ children: [head, ...rows] }: Table, reader: Reader): void {
  const { locale } = reader.context.options;
  const heads = (head?.children ?? []).map((cell) => timeIn(partsOf(childrenOf(cell)), locale));
  let group: TableRow | undefined;
  for (const row of rows) {
    const figures = row.children.flatMap((cell, column) => {
      const [only, ...more] = nodesOf(cell, 'value');
      const isNamed =
        plainText(group?.children[column]?.children ?? []).trim() !== '' || partsOf(childrenOf(cell)).some(isLabel);
      return only && more.length === 0 && isLevel(only) && !isNamed ? [{ node: only, time: heads[column] }] : [];
    });
    if (nodesOf(row, 'value').length === 0) group = row;
    const [first, second] = otherIn(figures);
    if (first && second) reportTwo(first, second, reader);
  }
}

/** The time that a head says, and the rest of it; undefined where it says none. */
function timeIn(parts: readonly Part[], locale: LocaleId): string | undefined {
  const read = withTypedPeriods(parts, locale);
  if (!read.some((part) => isKind(part, 'period'))) return undefined;
  return textOf(read)
    .replaceAll(PRINT, '')
    .replaceAll(/[(（[].*?[)）\]]|[\s,，]/gu, '')
    .toLowerCase();
}

/** Two figures below heads that say the same but for the time, of two indicators. */
function otherIn(
  figures: readonly { readonly node: Figure; readonly time: string | undefined }[],
): readonly [Figure, Figure] | readonly [] {
  for (const [at, one] of figures.entries())
    for (const other of figures.slice(at + 1))
      if (
        one.time !== undefined &&
        one.time === other.time &&
        !isSameTime(one.node, other.node) &&
        areApart(one.node, other.node)
      )
        return [one.node, other.node];
  return [];
}

interface Patterns {
  /** Between a change and the level that it led to. */
  readonly reached: RegExp;
  /** Between a level and the change that led to it. */
  readonly changed: RegExp;
  /** The same where the change stands in brackets alone. */
  readonly bracket: RegExp;
  /** Between a level and the earlier one that it rose from. */
  readonly since: RegExp;
  /** Before and between the two levels of a course. */
  readonly courses: readonly (readonly [RegExp, RegExp])[];
  /** Words of times and of what changes are measured from. */
  readonly times: RegExp;
}

const patternsOf = onceFor((locale: LocaleId): Patterns => {
  const { isSpaced, reading } = words(locale);
  const { ways, moveLinks, levelLinks, courses, since, said } = reading;
  const [start, end, gap] = isSpaced ? ['(?<!\\p{L})', '(?!\\p{L})', '\\s+'] : ['', '', '\\s*'];
  const verbs = `(?:${ways.up}|${ways.down})`;
  const links = `(?:${gap}(?:${moveLinks}))*`;
  const [reach, from] = courses.find(([, , isLaterFirst]) => isLaterFirst) ?? ['', ''];
  const inTime = `(?:\\s*(?:(?:${said.in})\\s*)?${PRINT}(?:\\s*的)?|\\s*(?:${since.year}|${since.part}))?`;
  const base = `(?:(?:${since.from}|${since.than})${gap}(?:${since.year}|${since.part}|${PRINT})|${said.base.year}|${said.base.part})`;
  // 1,240 births (+5%)
  const noun = isSpaced ? `(?:\\s+(?!(?:${said.and})${end})\\p{L}+)?` : '';
  return {
    reached: new Caseless(
      `^(?:\\s*${base})?${inTime}\\s*[,，]?\\s*(?:${verbs}|达)?\\s*${start}(?:${reach}|(?:${levelLinks})(?<=${reach}))${links}\\s*$`,
    ),
    changed: new Caseless(`^${noun}\\s*[,，(（–—]\\s*(?:${base}\\s*)?${verbs}${links}\\s*$`),
    bracket: new Caseless(`^${noun}\\s*[(（]\\s*(?:${base}\\s*)?$`),
    since: new Caseless(`^${noun}\\s*[,，(（]?\\s*${verbs}${links}${gap}(?:${from})\\s*$`),
    courses: courses.map(([first, second]) => [
      new Caseless(`${start}(?:${first})${inTime}${links}\\s*$`),
      new Caseless(`^${inTime}\\s*[,，]?\\s*(?:${verbs}\\s*)?${start}(?:${second})${links}\\s*$`),
    ]),
    times: new Caseless(
      `${start}(?:${[since.from, since.than, since.lead, since.year, since.part, said.base.year, said.base.part, said.in, said.articles, said.otherTime, said.spans, said.changes, ways.up, ways.down].join('|')})${end}`,
      'gu',
    ),
  };
});
