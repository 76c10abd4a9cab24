import { onceFor } from '../core/machine/cache.ts';
import { compare, decimal, signOf } from '../core/numbers/decimal.ts';
import { type Place, textAt } from '../core/diagnostics/source-file.ts';
import { dayOf } from '../dataset/edition.ts';
import { type Dataset, type Observation, quantityOf } from '../dataset/model.ts';
import { comparePeriods, type Period, periodYearEarlier, stepped } from '../dataset/period.ts';
import { statementsOf } from '../dataset/statements.ts';
import { convert, sameDimension } from '../dataset/unit.ts';
import { observationOf, type Value } from '../figure/value.ts';
import { isChange } from '../figure/measure-words.ts';
import { Caseless } from '../language/caseless.ts';
import { type LocaleId, LOCALES, words } from '../language/locales.ts';
import type { ReadingWords } from '../language/reading-words.ts';
import { alternatives } from '../language/word-forms.ts';
import type { Piece, TextLine, ValuePiece } from './text-lines.ts';

/** A figure that the words around it say to have moved the other way, and those words. */
export interface Turned {
  readonly value: ValuePiece;
  readonly words: string;
  /** Whether the sign of the figure is said twice: `fell −5%`. */
  readonly isDouble: boolean;
  /** Whether nothing says which way the figure went: `fell to 5`. */
  readonly isOpen?: boolean;
}

/** The statements with which a level is compared. */
export type Stated = Pick<Dataset, 'releases'> | undefined;

/**
 * Figures whose typed verb contradicts them: growth that is printed with its sign behind a verb that says the other way,
 * or says the sign again, two levels in the wrong order, a level that is reached from the other side, and one that is said to
 * be an amount: `fell by`. The verb may end the line before, `previous`, or follow the figure: `um … gesunken`.
 */
export function turnedIn(line: TextLine, locale: LocaleId, stated?: Stated, previous?: TextLine): Turned[] {
  const reading = patternsOf(locale);
  const pieces = [...carried(line, previous), ...joined(line.pieces)];
  if (!pieces.some((piece) => piece.kind === 'typed' && reading.moves.test(piece.text))) return [];
  return pieces.flatMap((piece, at): Turned[] => {
    if (piece.kind !== 'value') return [];
    return (
      turnedCourse(pieces, at, piece, reading) ??
      turnedLevel(typedAt(pieces, at - 1), typedAt(pieces, at + 1), piece, reading, stated) ??
      turnedSince(pieces, at, piece, reading, stated) ??
      amountOfLevel(typedAt(pieces, at - 1), typedAt(pieces, at + 1), piece, reading, stated) ??
      turnedChange(pieces, at, piece, reading)
    );
  });
}

type Way = 'up' | 'down';

interface Patterns {
  /** Any word that says a change: where a line has none, no other pattern is compiled. */
  readonly moves: RegExp;
  /** A word of a change at the end of a text, with what may stand between it and the amount. */
  readonly before: Readonly<Record<Way, RegExp>>;
  /** A word of a change anywhere, as in the name of an indicator that is one: `increase in profit`. */
  readonly change: RegExp;
  /** A word of a change and the one that leads to its amount: `fell by`. */
  readonly amounts: RegExp;
  readonly behind: readonly (readonly [Way, RegExp, RegExp])[];
  /** In a language whose verbs may end a clause, such a verb, and what stands before its amount and its level. */
  readonly last: { readonly verbs: Readonly<Record<Way, RegExp>>; readonly by: RegExp } | undefined;
  /** What leads to the level that is reached: `to`. */
  readonly to: RegExp;
  readonly courses: readonly (readonly [Readonly<Record<Way, RegExp>>, RegExp, boolean])[];
  /** The same with its verb between the two: `from 5 down to 4`, 由…降至…; what stands before the first, and between. */
  readonly coursesBetween: readonly (readonly [RegExp, Readonly<Record<Way, RegExp>>])[];
  /** `fell to` before a level. */
  readonly reached: Readonly<Record<Way, RegExp>>;
  /** `, up from` between a level and an earlier one. */
  readonly since: Readonly<Record<Way, RegExp>>;
  /** `, up from a year earlier` behind a level, and whether that is a year or another part of one. */
  readonly sinceTime: readonly (readonly [Way, 'year' | 'part', RegExp])[];
  /** What each of these holds: a year or a period before. */
  readonly time: RegExp;
}

const patternsOf = onceFor((locale: LocaleId): Patterns => {
  const { reading } = words(locale);
  const { ways, moveLinks, movesBehind, courses, comparatives, amountNouns, since } = reading;
  const isHan = !words(locale).isSpaced;
  const [start, end, gap] = isHan ? ['', '', '\\s*'] : ['(?<!\\p{L})', '(?!\\p{L})', '\\s+'];
  const links = isHan ? `(?:${moveLinks})*` : `(?:\\s+(?:${moveLinks}))*`;
  const both = (make: (source: string) => RegExp): Record<Way, RegExp> => ({
    up: make(ways.up),
    down: make(ways.down),
  });
  const [to, from] = courses.find(([, , isLaterFirst]) => isLaterFirst) ?? [];
  const leading = (link: string | undefined): RegExp =>
    new Caseless(`${start}(?:${link})(?:${gap}(?:${moveLinks}))*\\s*$`);
  const amountAfter = (way: Way): string => {
    const nouns = amountNouns ? `|${amountNouns[way]}` : '';
    // 比上年低: what a figure is compared with stands before the word that compares
    const compared = isHan ? `|(?<=(?:${since.lead})[^，。；：！？]{0,12})(?:${comparatives[way]})` : '';
    return `(?<verb>${ways[way]}${nouns}${compared})${links}\\s*$`;
  };
  const nouns = Object.values(amountNouns ?? {});
  const behind = movesBehind.map(([, , verb]) => verb);
  return {
    moves: new Caseless([ways.up, ways.down, ...Object.values(comparatives), ...nouns, ...behind].join('|')),
    to: leading(to),
    last: reading.isVerbLast
      ? {
          by: leading(reading.amountLink),
          verbs: both(
            (verb) =>
              new Caseless(`^(?:\\s+(?:${since.lead})\\s+(?:${since.year}|${since.part}))?\\s+(?<verb>${verb})${end}`),
          ),
        }
      : undefined,
    reached: both((verb) => new Caseless(`${start}(?<verb>(?:${verb})${links}[,，]?${gap}(?:${to}))\\s*$`)),
    since: both((verb) => new Caseless(`^\\s*[,，(（]?\\s*(?<verb>(?:${verb})${links}${gap}(?:${from}))\\s*$`)),
    change: new Caseless(`${start}(?:${ways.up}|${ways.down}|${reading.waysEither})${end}`),
    amounts: new Caseless(
      `${start}(?<verb>(?:${ways.up}|${ways.down})${links}${gap}(?:${reading.amountLink}))(?:${gap}(?:${moveLinks}))*\\s*$`,
    ),
    sinceTime: timesOf(reading, { start, end, gap, links }),
    time: new Caseless(`${since.year}|${since.part}`),
    before: {
      up: new Caseless(`${start}${amountAfter('up')}`),
      down: new Caseless(`${start}${amountAfter('down')}`),
    },
    behind: movesBehind.map(([way, before, behind]) => [
      way,
      new Caseless(before === '' ? '' : `${start}${before}(?:um\\s+)?$`),
      new Caseless(`^\\s+(?<verb>${behind})${end}`),
    ]),
    courses: courses.map(([first, second, isLaterFirst]) => [
      both((verb) => new Caseless(`${start}(?<verb>${verb})${links}${gap}(?:${first})\\s*$`)),
      new Caseless(`^${gap}(?:${second})\\s*$`),
      isLaterFirst,
    ]),
    coursesBetween: courses
      .filter(([, , isLaterFirst]) => !isLaterFirst)
      .map(([first]) => [
        new Caseless(`${start}(?:${first})\\s*$`),
        both((verb) => new Caseless(`^${gap}[,，]?\\s*(?<verb>${verb})${gap}(?:${to})\\s*$`)),
      ]),
  };
});

/** What stands between a level and a word of its change: nothing but a few words, and a comma, dash or bracket. */
const CLAUSE = `^[^.!?;:,，。！？；：()（）]{0,40}[,，(（–—]\\s*(?:(?:${alternatives(LOCALES.map(({ reading }) => reading.clauseLinks))})\\s+)*`;

function timesOf(
  { ways, comparatives, since }: ReadingWords,
  { start, end, gap, links }: Readonly<Record<'start' | 'end' | 'gap' | 'links', string>>,
): Patterns['sinceTime'] {
  const { from, than, lead } = since;
  const gaps = gap === '\\s*' ? gap : '\\s+';
  return (['up', 'down'] as const).flatMap((way) =>
    (['year', 'part'] as const).map((time) => {
      const forms = [
        `(?<verb>(?:${ways[way]})${links}${gaps}(?:${from}))${gaps}(?:${since[time]})`,
        `(?<verb>(?:${comparatives[way]})${gaps}(?:${than}))${gaps}(?:${since[time]})`,
        `(?:${lead})${gaps}(?:${since[time]})${gaps}(?<verb>${ways[way]})`,
      ];
      return [way, time, new Caseless(`${CLAUSE}${start}(?:${namedApart(forms)})${end}`)] as const;
    }),
  );
}

/** Alternatives with a group each, since a name may stand once in an expression. */
function namedApart(forms: readonly string[]): string {
  return forms.map((form, at) => form.replace('(?<verb>', `(?<verb${at}>`)).join('|');
}

/** The end of the line before, where it may lead to a figure that begins this one: `Rides fell by` above `6.1%`. */
function carried(line: TextLine, previous: TextLine | undefined): Piece[] {
  const isNext = previous !== undefined && previous.row === line.row && !previous.isHeading;
  const last = isNext && line.pieces[0]?.kind === 'value' ? joined(previous.pieces).at(-1) : undefined;
  if (last?.kind !== 'typed' || /[.!?。！？;；]\s*$/u.test(last.text)) return [];
  return [{ ...last, text: `${last.text.replace(/[\s:：–—-]+$/u, '')} ` }];
}

/**
 * The pieces of a line, with what an author typed in one: emphasis and links part nothing. Words that an author gave to a
 * helper are its own where that chose them by a figure.
 */
function joined(pieces: readonly Piece[]): Piece[] {
  const found: Piece[] = [];
  for (const piece of pieces) {
    const last = found.at(-1);
    const isTyped = piece.kind === 'typed' || (piece.kind === 'printed' && piece.isTyped && !isChosen(piece.place));
    if (!isTyped) found.push(piece);
    else if (last?.kind === 'typed') found.splice(-1, 1, { ...last, text: last.text + piece.text });
    else found.push({ kind: 'typed', text: piece.text, offset: undefined });
  }
  return found;
}

function isChosen(place: Place | undefined): boolean {
  return place === undefined || /\b(?:change|direction)\b/u.test(textAt(place));
}

function typedAt(pieces: readonly Piece[], at: number): string {
  const piece = pieces[at];
  return piece?.kind === 'typed' ? piece.text : '';
}

/** Which way a figure says that something moved; undefined if it says no change. */
function wayOf(value: Value): Way | undefined {
  const sign = signOf(value.decimal);
  const earlier = isReversed(value);
  if (earlier === undefined || sign === 0) return undefined;
  return sign > 0 === earlier ? 'down' : 'up';
}

/** Of a change, whether it is what an earlier figure has more than a later one; undefined for what is not a change. */
function isReversed(value: Value): boolean | undefined {
  const measure = observationOf(value)?.measure;
  if (measure !== undefined)
    return measure === 'growth' || measure === 'change' || measure === 'cagr' ? false : undefined;
  const { origin } = value;
  if (origin.kind !== 'derived') return undefined;
  const [first, operator, second, ...rest] = origin.formula;
  const isChange =
    (operator === ' − ' && rest.length === 0) || (operator === ' ÷ ' && rest.length === 1 && rest[0] === ' − 1');
  if (!isChange || first === undefined || second === undefined) return undefined;
  if (typeof first === 'string' || typeof second === 'string') return undefined;
  const [a, b] = [observationOf(first), observationOf(second)];
  if (!a || !b || a.indicator !== b.indicator || a.measure !== b.measure) return undefined;
  const order = comparePeriods(a.period, b.period);
  return order === 0 ? undefined : order < 0;
}

function turnedChange(pieces: readonly Piece[], at: number, piece: ValuePiece, patterns: Patterns): Turned[] {
  const way = wayOf(piece.value);
  if (way === undefined) return [];
  const [before, behind] = [typedAt(pieces, at - 1), typedAt(pieces, at + 1)];
  // ist um … auf … gesunken: the level that is reached stands between
  const isReached = pieces[at + 2]?.kind === 'value' && behind.trim() !== '' && patterns.to.test(behind.trim());
  const said =
    saidWay(before, behind, patterns) ??
    (isReached ? saidLast(before, typedAt(pieces, at + 3), patterns.last?.by, patterns) : undefined);
  if (said === undefined) return [];
  const isSigned = /^[-−]/u.test(piece.text);
  const isDouble = isSigned && said.way === 'down';
  return said.way !== way || isSigned ? [{ value: piece, words: said.verb, isDouble }] : [];
}

function saidWay(before: string, behind: string, patterns: Patterns): { way: Way; verb: string } | undefined {
  for (const way of ['up', 'down'] as const) {
    const verb = patterns.before[way].exec(before)?.groups?.['verb'];
    if (verb !== undefined) return { way, verb };
  }
  for (const [way, first, second] of patterns.behind) {
    const verb = first.test(before) ? second.exec(behind)?.groups?.['verb'] : undefined;
    if (verb !== undefined) return { way, verb };
  }
  return saidLast(before, behind, patterns.last?.by, patterns);
}

/** The verb at the end of a clause, behind a figure that a word such as `um` or `auf` leads to. */
function saidLast(
  before: string,
  behind: string,
  link: RegExp | undefined,
  { last }: Patterns,
): { way: Way; verb: string } | undefined {
  if (!last || !link?.test(before)) return undefined;
  for (const way of ['up', 'down'] as const) {
    const verb = last.verbs[way].exec(behind)?.groups?.['verb'];
    if (verb !== undefined) return { way, verb };
  }
  return undefined;
}

/** `fell to 5 from 4`, `rose from 5 to 4`; undefined where the words say no course. */
function turnedCourse(
  pieces: readonly Piece[],
  at: number,
  first: ValuePiece,
  { courses, coursesBetween, since }: Patterns,
): Turned[] | undefined {
  const second = pieces[at + 2];
  if (second?.kind !== 'value') return undefined;
  for (const way of ['up', 'down'] as const) {
    const verb = since[way].exec(typedAt(pieces, at + 1))?.groups?.['verb'];
    const order = verb === undefined ? 0 : orderOf(first.value, second.value);
    if (verb !== undefined && order !== 0)
      return order > 0 === (way === 'up') ? [] : [{ value: first, words: verb, isDouble: false }];
  }
  for (const [lead, verbs] of coursesBetween) {
    if (!lead.test(typedAt(pieces, at - 1))) continue;
    for (const way of ['up', 'down'] as const) {
      const verb = verbs[way].exec(typedAt(pieces, at + 1))?.groups?.['verb'];
      const order = verb === undefined ? 0 : orderOf(second.value, first.value);
      if (verb === undefined || order === 0) continue;
      return order > 0 === (way === 'up') ? [] : [{ value: first, words: verb, isDouble: false }];
    }
  }
  for (const [verbs, between, isLaterFirst] of courses) {
    if (!between.test(typedAt(pieces, at + 1))) continue;
    for (const way of ['up', 'down'] as const) {
      const verb = verbs[way].exec(typedAt(pieces, at - 1))?.groups?.['verb'];
      const order = verb === undefined ? 0 : orderOf(first.value, second.value);
      if (verb === undefined || order === 0) continue;
      const moved = order > 0 === isLaterFirst ? 'up' : 'down';
      return moved === way ? [] : [{ value: first, words: verb, isDouble: false }];
    }
  }
  return undefined;
}

/** Which of two figures of the same thing is larger; 0 where that cannot be said. */
function orderOf(a: Value, b: Value): number {
  const [first, second] = [observationOf(a), observationOf(b)];
  if (!first || !second || first.indicator !== second.indicator || a.unit.code !== b.unit.code) return 0;
  return compare(a.decimal, b.decimal);
}

/**
 * A level behind `fell to`. It went that way where its release, or an earlier one, states so, or a level of a year or a
 * period before is on that side: a sentence may mean any of these. Undefined where the words say nothing of a level.
 */
function turnedLevel(
  before: string,
  behind: string,
  piece: ValuePiece,
  patterns: Patterns,
  stated: Stated,
): Turned[] | undefined {
  const said = isLevel(piece.value) ? saidReached(before, behind, patterns) : undefined;
  if (!said) return undefined;
  const ways = waysTo(piece.value, stated);
  if (ways.has(said.way)) return [];
  return [{ value: piece, words: said.verb, isDouble: false, isOpen: ways.size === 0 }];
}

/** Words that name a bound and no move: `carries up to 5`, `from 9 down to 5`; `were down to 5` is a move. */
function isBound(before: string): boolean {
  return /(?:up|(?<!\b(?:is|are|was|were|been|now)\s+)down)\s+to\s*$/iu.test(before);
}

function saidReached(before: string, behind: string, patterns: Patterns): { way: Way; verb: string } | undefined {
  for (const way of ['up', 'down'] as const) {
    const verb = patterns.reached[way].exec(before)?.groups?.['verb'];
    if (verb !== undefined && !isBound(before)) return { way, verb };
  }
  if (!patterns.last || !patterns.to.test(before)) return undefined;
  return saidWay(before, behind, patterns) ?? saidLast(before, behind, patterns.to, patterns);
}

/** A level of which words behind it say that it is above or below that of a year or a period before. */
function turnedSince(
  pieces: readonly Piece[],
  at: number,
  piece: ValuePiece,
  { sinceTime, time: anyTime }: Patterns,
  stated: Stated,
): Turned[] | undefined {
  const behind = typedAt(pieces, at + 1);
  if (behind === '' || !isLevel(piece.value) || !anyTime.test(behind)) return undefined;
  for (const [way, time, pattern] of sinceTime) {
    const found = pattern.exec(behind);
    // an amount follows, which says by how much
    if (!found || (pieces[at + 2]?.kind === 'value' && found[0].trim().length === behind.trim().length)) continue;
    const ways = waysTo(piece.value, stated, time);
    if (ways.has(way)) return [];
    const verb = Object.values(found.groups ?? {}).find(Boolean) ?? '';
    return [{ value: piece, words: verb, isDouble: false, isOpen: ways.size === 0 }];
  }
  return undefined;
}

/**
 * A level where the words before it lead to the amount of a change: `rides fell by 268,400`, `rides fell 268,400`. What is counted may be another
 * thing, as in `the fleet grew by 120 new bikes`: where the words do not name the indicator, that is to be tested.
 */
function amountOfLevel(
  before: string,
  behind: string,
  piece: ValuePiece,
  patterns: Patterns,
  stated: Stated,
): Turned[] | undefined {
  const own = observationOf(piece.value);
  const by =
    patterns.amounts.exec(before)?.groups?.['verb'] ?? saidLast(before, behind, patterns.last?.by, patterns)?.verb;
  // rides rose 268,400
  const isCourse = patterns.coursesBetween.some(([lead]) => lead.test(before));
  const direct = isCourse ? undefined : (patterns.before.up.exec(before) ?? patterns.before.down.exec(before));
  const verb = by ?? direct?.groups?.['verb'];
  if (verb === undefined || own?.measure !== 'level' || isBalance(own, stated)) return undefined;
  const labels = [...own.indicator.label.values()];
  if (labels.some((label) => patterns.change.test(label))) return undefined;
  const clause =
    before
      .split(/[.!?;。！？；]/u)
      .at(-1)
      ?.toLowerCase() ?? '';
  const isNamed = labels.some((label) => clause.includes(label.toLowerCase()));
  if (by === undefined && !isNamed) return undefined;
  return [{ value: piece, words: verb, isDouble: false, isOpen: !isNamed }];
}

/** Whether levels of an indicator are below zero somewhere, so that they are changes themselves. */
function isBalance({ indicator }: Observation, stated: Stated): boolean {
  const all = stated ? (statementsOf(stated).byIndicator.get(indicator.id) ?? []) : [];
  return all.some((other) => other.measure === 'level' && signOf(quantityOf(other)?.decimal ?? decimal(0)) < 0);
}

function isLevel(value: Value): boolean {
  const measure = observationOf(value)?.measure;
  return measure === undefined ? isReversed(value) === undefined : measure === 'level' || measure === 'share';
}

/** Every way in which a stated level may be said to have been reached, since any time or a year or period before. */
export function waysTo(value: Value, stated: Stated, time?: 'year' | 'part'): ReadonlySet<Way | 'flat'> {
  const own = observationOf(value);
  const quantity = own && quantityOf(own);
  const ways = new Set<Way | 'flat'>();
  if (!stated || !quantity) return ways;
  const [year, part] = [periodYearEarlier(own.period).text, before(own.period)?.text];
  const earlier = new Set(time === undefined ? [year, part] : [time === 'year' ? year : part]);
  for (const other of statementsOf(stated).byIndicator.get(own.indicator.id) ?? []) {
    const amount = quantityOf(other);
    if (!amount || dayOf(other.release) > dayOf(own.release)) continue;
    const isSince = time === undefined || earlier.has(other.base?.text ?? year);
    if (isChange(other) && isSince && own.measure === 'level' && other.period.text === own.period.text)
      ways.add(sideOf(signOf(amount.decimal)));
    const isBefore = other.measure === own.measure && other.counterpart?.text === own.counterpart?.text;
    if (isBefore && earlier.has(other.period.text) && sameDimension(amount.unit, quantity.unit))
      ways.add(sideOf(compare(convert(quantity.decimal, quantity.unit, amount.unit), amount.decimal)));
  }
  return ways;
}

function sideOf(sign: number): Way | 'flat' {
  if (sign === 0) return 'flat';
  return sign > 0 ? 'up' : 'down';
}

function before({ kind, start }: Period): Period | undefined {
  return kind === 'half' || kind === 'quarter' || kind === 'month' ? stepped(kind, start, -1) : undefined;
}
