import { onceFor } from '../../core/machine/cache.ts';
import {
  addIntervals,
  divideIntervals,
  type Interval,
  isAbove,
  meets,
  multiplyIntervals,
  subtractIntervals,
} from '../../core/numbers/interval.ts';
import { sameDimension, toBase } from '../../dataset/unit.ts';
import { isChange } from '../../figure/measure-words.ts';
import { observationOf } from '../../figure/value.ts';
import { signOf } from '../../core/numbers/decimal.ts';
import { Caseless } from '../../language/caseless.ts';
import { type LocaleId, words } from '../../language/locales.ts';
import { type Figure, type Part, type Reader, textOf } from './parts.ts';
import { PRINT } from './patterns.ts';

/**
 * Reports figures that contradict what stands between them: `3 + 4 = 8`, `5 > 7`, `5, more than the 7`. All that each may
 * stand for is known, so that what is reported cannot be true.
 */
export function compareFigures(sentence: readonly Part[], reader: Reader): void {
  const shown = sentence.flatMap((part, at) => (part.kind === 'figure' && !part.node.isWords ? [{ at, ...part }] : []));
  if (shown.length < 2) return;
  const gapAt = (index: number): string =>
    textOf(sentence.slice((shown[index - 1]?.at ?? -1) + 1, shown[index]?.at ?? sentence.length));
  const figures = shown.map(({ node }) => node);
  const gaps = [...figures.keys(), figures.length].map(gapAt);
  compareTerms(figures, gaps, reader);
  for (const [index, second] of figures.entries()) {
    const first = figures[index - 1];
    if (!first) continue;
    const [before, gap] = [gaps[index - 1] ?? '', gaps[index] ?? ''];
    const said = saidOrder({ before, gap, behind: gaps[index + 1] ?? '' }, reader.context.options.locale);
    const course = saidCourse({ before, gap }, reader.context.options.locale);
    if (said && isOther(first, second, said.order)) reportOrder(said.words, first, second, reader);
    else if (course && areOfOne(first, second) && isOther(first, second, course.order))
      reportOrder(course.words, first, second, reader);
  }
}

type Operator = '+' | '−' | '×' | '÷';

/** Signs as they are typed between figures, with what they mean. */
const SIGNS: Readonly<Record<string, Operator | '=' | '<' | '>'>> = {
  '+': '+',
  '−': '−',
  '–': '−',
  '-': '−',
  '×': '×',
  '·': '×',
  '*': '×',
  '÷': '÷',
  '/': '÷',
  '=': '=',
  '<': '<',
  '≤': '<',
  '>': '>',
  '≥': '>',
};

/** Between two figures: a sign, behind a noun that the first of them counts. */
const SIGN_BETWEEN = /^(?:\s+[\p{L}\s]+)?\s*([+−–×·*÷/=<>≤≥-])\s*$/u;

/** Figures with signs between them, `3 + 4 = 8`, from each that none leads to. */
function compareTerms(figures: readonly Figure[], gaps: readonly string[], reader: Reader): void {
  const signs = gaps.map((gap, at) =>
    at === 0 || at === figures.length ? undefined : SIGNS[SIGN_BETWEEN.exec(gap)?.[1] ?? ''],
  );
  for (const [start] of figures.entries()) {
    if (signs[start] !== undefined || signs[start + 1] === undefined) continue;
    const end = signs.findIndex((sign, at) => at > start && sign === undefined);
    const terms = figures.slice(start, end < 0 ? undefined : end);
    const between = signs.slice(start + 1, start + terms.length);
    const at = between.findIndex((sign) => sign === '=' || sign === '<' || sign === '>');
    const relation = between[at];
    const [left, right] = [
      sideOf(terms.slice(0, at + 1), between.slice(0, at)),
      sideOf(terms.slice(at + 1), between.slice(at + 1)),
    ];
    if (at < 0 || !left || !right || !relation) continue;
    const isTrue =
      relation === '=' ? meets(left, right) : relation === '<' ? !isAbove(left, right) : !isAbove(right, left);
    const last = terms.at(-1);
    if (isTrue || !last) continue;
    const text = terms.map(({ text: term }, index) => (index === 0 ? term : `${between[index - 1]} ${term}`)).join(' ');
    reader.report('document/value-neighbour', `${text} cannot be true`, last.value.place, HINT);
  }
}

const HINT = 'print the figures that it is about, or work one of them out: {{plus "…" "…"}}, {{minus "…" "…"}}';

/** All that one side may come to; undefined for sides of more than one kind of sign, or of figures that do not add up. */
function sideOf(terms: readonly Figure[], signs: readonly (string | undefined)[]): Interval | undefined {
  const [first, ...others] = terms;
  if (!first) return undefined;
  const isSum = signs.every((sign) => sign === '+' || sign === '−');
  if (!isSum && !(signs.length === 1 && (signs[0] === '×' || signs[0] === '÷'))) return undefined;
  if (isSum && !others.every(({ value }) => sameDimension(value.unit, first.value.unit))) return undefined;
  return others.reduce(
    (side, { value }, at) => {
      const term = toBase(value.interval, value.unit);
      if (signs[at] === '+') return addIntervals(side, term);
      if (signs[at] === '−') return subtractIntervals(side, term);
      return signs[at] === '×' ? multiplyIntervals(side, term) : divideIntervals(side, term);
    },
    toBase(first.value.interval, first.value.unit),
  );
}

type Order = 'above' | 'below';

interface Around {
  readonly before: string;
  readonly gap: string;
  readonly behind: string;
}

/** What words say about which of two figures is greater: the first is above or below the second. */
function saidOrder({ before, gap, behind }: Around, locale: LocaleId): { order: Order; words: string } | undefined {
  const { between, outdoes, lead, against, counted, than, moves, whole, part, ofWhole } = patternsOf(locale);
  for (const order of ['above', 'below'] as const) {
    const groups = between[order].exec(gap)?.groups;
    const found =
      groups?.['said'] ?? groups?.['other'] ?? groups?.['amount'] ?? outdoes[order].exec(gap)?.groups?.['said'];
    if (found !== undefined) return { order, words: found.trim() };
    const said = lead[order].exec(before)?.groups?.['said'];
    if (said !== undefined && against.test(gap)) return { order, words: said.trim() };
    const more = than.test(gap) ? counted[order].exec(before)?.groups?.['said'] : undefined;
    if (more !== undefined) return { order, words: more.trim() };
  }
  const share = ofWhole.exec(gap)?.[0].trim();
  // sank auf 5 von 7
  if (share !== undefined && !moves.test(before) && !/^\s*[%‰]/u.test(behind)) return { order: 'below', words: share };
  const found = whole.exec(before);
  return found && part.test(gap) && !/^\s*[%‰]/u.test(behind) ? { order: 'above', words: found[0].trim() } : undefined;
}

/**
 * Which way words say that something went to the first of two figures from the second: `fell to 5, from 6 a year earlier`. What
 * directly joins the two, `fell to 5 from 6`, is read with the verb.
 */
function saidCourse(
  { before, gap }: Pick<Around, 'before' | 'gap'>,
  locale: LocaleId,
): { order: Order; words: string } | undefined {
  const { reached, from, joined, times } = patternsOf(locale);
  if (!from.test(gap) || joined.test(gap) || /\p{L}/u.test(gap.replaceAll(times, ' '))) return undefined;
  for (const order of ['above', 'below'] as const) {
    const verb = reached[order].exec(before)?.groups?.['said'];
    if (verb !== undefined) return { order, words: verb.trim() };
  }
  return undefined;
}

/** Whether two figures are levels above zero of one indicator, of two times, neither of which is a forecast. */
function areOfOne({ value: one }: Figure, { value: other }: Figure): boolean {
  const [first, second] = [observationOf(one), observationOf(other)];
  const isKnown = [one, other].every(({ flags, decimal }) => !flags.includes('forecast') && signOf(decimal) >= 0);
  return isKnown && first?.indicator === second?.indicator && first?.period.text !== second?.period.text;
}

/** Whether two levels of one kind are certainly the other way around. */
function isOther(first: Figure, second: Figure, order: Order): boolean {
  const isLevels = [first, second].every(({ value }) => {
    const stated = observationOf(value);
    return stated !== undefined && !isChange(stated);
  });
  if (!isLevels || !sameDimension(first.value.unit, second.value.unit)) return false;
  const [one, other] = [first, second].map(({ value }) => toBase(value.interval, value.unit));
  if (!one || !other) return false;
  return order === 'above' ? isAbove(other, one) : isAbove(one, other);
}

function reportOrder(said: string, first: Figure, second: Figure, { report }: Reader): void {
  const message = `the text says "${said}" about the figures ${first.text} and ${second.text}, which are the other way around`;
  const hint = 'print the figures that it is about, and test the words: {{assert (above "…" "…") "…"}}';
  report('document/value-neighbour', message, second.value.place, hint);
}

interface Patterns {
  /** Between two figures: `, more than the`. */
  readonly between: Readonly<Record<Order, RegExp>>;
  /** Between the names of two figures: `exceeded`. */
  readonly outdoes: Readonly<Record<Order, RegExp>>;
  /** Before two figures: `were higher than those of others:`. */
  readonly lead: Readonly<Record<Order, RegExp>>;
  /** Between these: `against`. */
  readonly against: RegExp;
  /** Before the first of two figures that a comparison counts, and between them: `fewer members (5) than others (`. */
  readonly counted: Readonly<Record<Order, RegExp>>;
  readonly than: RegExp;
  /** Before a level that was reached: `fell to`. */
  readonly reached: Readonly<Record<Order, RegExp>>;
  /** Between it and the one before: words of an earlier time, what joins them directly, and all that may stand there. */
  readonly from: RegExp;
  readonly joined: RegExp;
  readonly times: RegExp;
  /** A word of a change, whose two levels follow. */
  readonly moves: RegExp;
  /** Between a part and its whole: `3 of 5`. */
  readonly ofWhole: RegExp;
  /** Before a whole and its part, and between them: `of 5 ships, 3`. */
  readonly whole: RegExp;
  readonly part: RegExp;
}

const patternsOf = onceFor((locale: LocaleId): Patterns => {
  const { isSpaced, reading } = words(locale);
  const { comparatives, since, said, noFigure, ways, moveLinks, levelLinks, courses } = reading;
  const negations = `${reading.negations}|${noFigure}`;
  const [start, end] = isSpaced ? ['(?<!\\p{L})', '(?!\\p{L})'] : ['', ''];
  const noun = isSpaced ? `(?:\\s+(?!(?:${said.and})${end})\\p{L}+){0,2}` : '\\p{Script=Han}{0,4}';
  const [space, links] = isSpaced ? ['\\s+', `(?:\\s+(?:${moveLinks}))*`] : ['\\s*', `(?:${moveLinks})*`];
  const [to, from] = courses.find(([, , isLaterFirst]) => isLaterFirst) ?? ['(?!)', '(?!)'];
  const earlier = [from, since.from, since.lead, since.after, since.year, since.part].join('|');
  const sides = (make: (side: string) => RegExp): Record<Order, RegExp> => ({
    above: make(comparatives.up),
    below: make(comparatives.down),
  });
  // well behind
  const adverb = `(?:(?!(?:${negations})${end})\\p{L}+\\s+)?`;
  const outdoing = (verb: string): RegExp =>
    new Caseless(
      isSpaced
        ? `^\\s*[),]\\s*${adverb}(?<said>${verb})(?:\\s+(?!(?:${said.and}|${negations})${end})\\p{L}+){0,4}\\s*[(,]\\s*(?:(?:${said.is}|${levelLinks})\\s+)?$`
        : `^\\p{Script=Han}{0,2}[）)](?<said>${verb})\\p{Script=Han}{0,8}[（(]$`,
    );
  return {
    between: sides(
      (side) =>
        new Caseless(
          isSpaced
            ? `^${noun}\\s*[,(–—]\\s*(?:\\p{L}+\\s+)?(?<said>${start}(?:${side})\\s+(?:${since.than}))(?:\\s+(?:${said.articles}))?\\s+$|^[)]\\s+(?:${said.is})\\s+${adverb}(?<other>(?:${side})(?:\\s+(?:${since.than}))?)\\s+(?:(?!${start}(?:${negations})${end})[^,;()])*[(]$|^[)]\\s+(?:${reading.has})\\s+(?<amount>(?:${side})(?:\\s+\\p{L}+){1,2}\\s+(?:${since.than}))\\s+(?:(?!${start}(?:${negations})${end})[^,;()])*[(]$`
            : `^${noun}[，（](?<said>\\p{Script=Han}{0,1}(?:${side})(?:${since.than}))\\p{Script=Han}{0,6}$|^\\p{Script=Han}{0,2}[）)]\\p{Script=Han}{0,2}(?<other>(?:${side})(?:${since.than}))\\p{Script=Han}{0,8}[（(]$`,
        ),
    ),
    outdoes: {
      above: outdoing(reading.outdoes.above),
      below: outdoing(reading.outdoes.below),
    },
    lead: sides(
      (side) =>
        new Caseless(
          isSpaced
            ? `^(?!.*(?:${start}(?:${negations})${end}|[,;]))[^:]*(?<said>${start}(?:${side})\\s+(?:${since.than}))${end}[^:]*:\\s*$`
            : '(?!)',
        ),
    ),
    against: new Caseless(
      `^${noun}\\s*[,，]?\\s*(?:${since.lead}|${since.from}|${since.after})(?:\\s+(?:${said.articles}))?\\s*$`,
    ),
    counted: sides((side) =>
      isSpaced
        ? new Caseless(
            `(?<!${start}(?:${negations})\\s+)(?<said>${start}(?:${side}))(?:\\s+(?!(?:${since.than})${end})\\p{L}+){1,3}\\s*[(,]\\s*$`,
          )
        : /(?!)/u,
    ),
    than: new Caseless(`^\\s*[),]\\s*(?:${since.than})(?:\\s+\\p{L}+){1,4}\\s*[(,]\\s*$`),
    reached: {
      above: new Caseless(`${start}(?<said>(?:${ways.up})${links}[,，]?${space}(?:${to}))\\s*$`),
      below: new Caseless(`${start}(?<said>(?:${ways.down})${links}[,，]?${space}(?:${to}))\\s*$`),
    },
    from: new Caseless(`[(（]|${start}(?:${earlier})${end}`),
    joined: new Caseless(`^\\s*(?:${from})\\s*$`),
    times: new Caseless(
      `${PRINT}|${start}(?:${[earlier, said.base.year, said.base.part, said.articles, said.spans, '(?:19|20)\\d\\d', ...(isSpaced ? [] : [said.is]), said.in].join('|')})${end}`,
      'gu',
    ),
    moves: new Caseless(`${start}(?:${ways.up}|${ways.down})${end}`),
    ofWhole:
      isSpaced && said.partOf !== ''
        ? new Caseless(`^(?:\\s+(?!(?:${said.and})${end})\\p{L}+)?\\s+(?:${said.partOf})\\s+$`)
        : /(?!)/u,
    whole: isSpaced && said.partOf !== '' ? new Caseless(`^\\s*(?:${said.partOf})\\s+$`) : /(?!)/u,
    part: new Caseless(`^${noun},?\\s+$`),
  };
});
