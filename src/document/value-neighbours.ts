import { inPattern } from '../core/diagnostics/quoting.ts';
import type { Delete, Root } from 'mdast';
import type { Place } from '../core/diagnostics/source-file.ts';
import { groupBy } from '../core/diagnostics/text-order.ts';
import type { Observation } from '../dataset/model.ts';
import { dayAfter } from '../dataset/period.ts';
import { isCurrency } from '../dataset/builtin-units.ts';
import { builtinUnits, sameDimension, type Unit } from '../dataset/unit.ts';
import { observationOf, type Value } from '../figure/value.ts';
import { isChange } from '../figure/measure-words.ts';
import { unitText } from '../figure/number-text.ts';
import { Caseless, Leading } from '../language/caseless.ts';
import type { Locale } from '../language/locale.ts';
import { LOCALE_IDS, type LocaleId, LOCALES, words } from '../language/locales.ts';
import { formOf } from '../language/unit-forms.ts';
import type { RateSpan } from '../language/reading-words.ts';
import type { Context } from './document-context.ts';
import { LINK_NAME, type Piece, type TextLine, textLines, type ValuePiece } from './text-lines.ts';
import { type Stated, turnedIn } from './turned-values.ts';
import { nodesOf } from './tree-walk.ts';
import { isProvedMove, reportOpenMove } from './untested-claims.ts';

/** What stands next to a figure and is read as a part of it, and what to write instead. */
export interface Touch {
  /** `the sign −`. */
  readonly what: string;
  readonly hint: string;
}

/**
 * Reports what touches a figure so that a reader reads another number: signs, digits, letters, scales and units before or
 * behind it, in its line or alone in the cell or line next to it, and figures that are struck out. The figures are
 * still tokens, so that what Assay itself prints around a figure later on (flags, notes) is not looked at.
 */
export function neighboursTransform(root: Root, context: Context): void {
  const reading = readingOf(context.options.locale);
  const told = new Set<string>();
  const report = (message: string, hint: string, place: Place | undefined): void => {
    const key = `${message} ${place?.file.path}:${place?.line}:${place?.column}`;
    if (told.has(key)) return;
    told.add(key);
    context.diagnostics.error('document/value-neighbour', message, place, hint);
  };
  const lines = textLines(root, context);
  for (const [at, line] of lines.entries()) {
    for (const { value, touch } of touchesIn(line, reading)) {
      report(`${touch.what} touches the figure ${value.text}`, touch.hint, value.place ?? line.place);
    }
    for (const { value, words: said, isDouble, isOpen } of turnedIn(
      line,
      context.options.locale,
      context.options.dataset,
      lines[at - 1],
    )) {
      const place = value.place ?? line.place;
      if (isOpen) reportOpenMove(said, place, context);
      if (isOpen || (isOpen === false && isProvedMove(said, place, context))) continue;
      report(`"${said}" ${isDouble ? TWICE : OTHERWISE} the figure ${value.text} says`, HINTS.move, place);
    }
    for (const { text, touch, place } of touchesOfPrints(line, reading)) {
      report(`${touch.what} touches "${text}"`, touch.hint, place ?? line.place);
    }
    for (const { value, touch } of touchesBetween(line, lines[at + 1], reading)) {
      report(`${touch.what} stands alone next to the figure ${value.text}`, touch.hint, value.place ?? line.place);
    }
  }
  for (const struck of nodesOf(root, 'delete')) {
    // what a source misprinted may be struck out next to the right figure
    const value = valuesIn(struck, context).find((one) => observationOf(one.value)?.right === undefined);
    if (value) {
      const hint = 'say in words what holds no longer, or leave the figure out';
      report(`the figure ${value.text} is struck out`, hint, value.place);
    }
  }
}

function valuesIn(struck: Delete, context: Context): ValuePiece[] {
  const line = textLines({ type: 'root', children: [{ type: 'paragraph', children: [struck] }] }, context);
  return line.flatMap(({ pieces }) => pieces.filter((piece) => piece.kind === 'value'));
}

const TWICE = 'and the sign say twice what';
const OTHERWISE = 'does not say what';

const HINTS = {
  sign: 'the sign of a figure is in the data: print it with {{value "…" sign=true}}, or say it with {{change "…"}}',
  operator: 'leave it out, or put a space and a figure on both sides of it',
  digits: 'put a word, or a space and punctuation, between them',
  letter: 'put a space between them',
  scale: 'leave it out: {{value "…" unit="…"}} prints the figure in another unit',
  unit: 'leave it out: a figure prints its own unit, unless it has style="bare", and unit="…" chooses another one',
  part: 'print it with {{fraction …}}, {{over "…" "…"}} or {{times "…" …}}, which work it out',
  rate: 'leave it out: the figure is one of a whole period, and {{over "…" "…"}} works out a rate',
  move: 'print the word with the figure: {{change "…"}}, or {{direction "…" up="…" down="…"}}',
  argument: 'leave it out: helpers print figures with their sign and unit',
  alone: 'print it with the figure, or with {{unit "…"}}',
} as const;

/** The text between a figure and the one before or behind it in its line. */
interface Gap {
  readonly text: string;
  readonly left: ValuePiece | undefined;
  readonly right: ValuePiece | undefined;
}

function touchesIn({ pieces }: TextLine, reading: Reading): { value: ValuePiece; touch: Touch }[] {
  return gapsOf(pieces).flatMap((gap) => {
    const { left, right } = gap;
    if (left && right && RANGE.test(gap.text)) return [];
    const behind = left && touchBehind(gap, left, reading);
    if (behind) return [{ value: left, touch: behind }];
    const before = right && touchBefore(gap, right, reading);
    return before ? [{ value: right, touch: before }] : [];
  });
}

/** Characters that readers do not see, such as a soft hyphen, part nothing. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;

function gapsOf(pieces: readonly Piece[]): Gap[] {
  const gaps: Gap[] = [];
  let text = '';
  let left: ValuePiece | undefined;
  const close = (right: ValuePiece | undefined): void => {
    if (left || right) gaps.push({ text: text.replaceAll(INVISIBLE, ''), left, right });
    text = '';
    left = right;
  };
  for (const piece of pieces) {
    if (piece.kind === 'value') close(piece);
    else if (piece.kind === 'picture') close(undefined);
    else text += piece.text;
  }
  close(undefined);
  return gaps;
}

/** Symbols next to a number are read with it, arrows too. Money has its own message; `→`, lines and marks of names say nothing. */
const SIGN = '(?:(?![|¦→⇒©®™℠°\\p{Sc}])\\p{S}|[*#‾⁓])';
/** Hyphens and dashes are punctuation where words or spaces stand on both sides, and a minus elsewhere. */
const DASH = '(?![—―])\\p{Pd}';
const SIGN_AT_END = new RegExp(`${SIGN}\\s*$`, 'u');
const SIGN_AT_START = new RegExp(`^\\s*${SIGN}`, 'u');
/** Between two figures these say "to", without spaces too. */
const RANGE = /^\s*[~～〜]\s*$/u;
const OPENING = '[(（\\[［"“„‘\'«「]';
const CLOSING = '[)）\\]］"”“’\'»」]';
/** Between the digits of a number. */
const POINTS = ".,'’·:٫٬⁄∕/";
/** After a figure in per cent these make points of it. */
const POINTS_OF_PERCENT = new RegExp(
  `^\\s*-?\\s*(?<unit>${LOCALES.map(({ isSpaced, reading: { points } }) => (isSpaced ? `(?:${points})(?!\\p{L})` : points)).join('|')})`,
  'u',
);
const NUMERAL_END = /\p{N}$/u;

function touchBefore({ text, left }: Gap, { text: printed, value }: ValuePiece, reading: Reading): Touch | undefined {
  if (text.trim() === '') {
    const isApart = text !== '' && !(NUMERAL_END.test(left?.text ?? '') && /^[\p{N}\p{S}\p{P}]/u.test(printed));
    return left && !isApart ? { what: `the figure ${left.text}`, hint: HINTS.digits } : undefined;
  }
  const before = (left?.text ?? '') + text;
  return (
    numeralBefore(before, printed) ??
    termSign(text, reading) ??
    dashBefore(text, left) ??
    signBefore(text, left) ??
    openedAfterSign(text, left) ??
    named(reading.before(before), 'scale', 'sign') ??
    partBefore(text, reading) ??
    // before a fraction in words, or a number without a unit
    named(/^\p{L}|^[\p{N}.,\s]+$/u.test(printed) ? NUMBER_WORDS.exec(text) : null, 'scale') ??
    unitBefore(text, reading) ??
    rateAround(text, 'before', value, reading) ??
    characterBefore(text)
  );
}

/** A term of a definition list that is a sign, or ends with one, stands above its figures. */
function termSign(text: string, { signs }: Reading): Touch | undefined {
  const [, term = ''] = /(?:^|\n)([^\n]*)\n:\s+$/u.exec(text) ?? [];
  const [found] = new Caseless(`(?:${SIGN}|\\p{Pd}|(?<!\\p{L})(?:${signs}))$`).exec(term.trim()) ?? [];
  return found === undefined ? undefined : { what: `the sign ${found}, a term,`, hint: HINTS.sign };
}

const OPENED = new RegExp(`${OPENING}+\\s*$`, 'u');

/** A sign before the bracket or quotation mark that opens right before a figure: −(268). */
function openedAfterSign(text: string, left: ValuePiece | undefined): Touch | undefined {
  const before = text.replace(OPENED, '');
  return before === text || before === '' ? undefined : (dashBefore(before, left) ?? signBefore(before, left));
}

/** A number that starts like one whose groups of digits are parted by spaces. */
const SPACED_GROUPS = /^\p{N}{1,3}\s\p{N}{3}(?!\p{N})/u;
/** One that is itself a group, or starts with one and goes on with groups. */
const GROUP = /^\p{N}{3}(?!\p{N})/u;
const MARKED_GROUPS = /^\p{N}{3}[.,'’٬]\p{N}{3}(?!\p{N})/u;

/** Digits, a sign between digits, or a point without any before it; digits a space before what reads as their next group. */
function numeralBefore(before: string, printed: string): Touch | undefined {
  // a year stands apart from 268,400, whose groups are marked in another way, but not from 109.6
  const isMarked = MARKED_GROUPS.test(printed);
  const isNext = SPACED_GROUPS.test(printed) || (GROUP.test(printed) && !isMarked);
  const found =
    /\p{N}+$/u.exec(before) ??
    (isNext ? /\p{N}+\s+$/u.exec(before) : undefined) ??
    (isMarked ? /(?<!\p{N})\p{N}{1,3}\s+$/u.exec(before) : undefined) ??
    /\p{L}[.,]$/u.exec(before) ??
    // letters that look like a digit
    /(?:(?:^|\()\s*[lIO]|(?<![\p{L}\p{N}])[lO])[.,]?\s+$|[丨丶丿亅ㄧ〡-〩\u2F00-\u2FD5]\s*$/u.exec(before) ??
    new RegExp(`(?:[\\p{N}%‰][${POINTS}]|[/⁄∕]|(?:^|[\\s(])[.,٫])$`, 'u').exec(before);
  return found ? { what: `"${found[0].trim()}"`, hint: HINTS.digits } : undefined;
}

function dashBefore(text: string, left: ValuePiece | undefined): Touch | undefined {
  const found = new RegExp(`^(?<words>.*?)(?<gap>\\s*)\\p{Pd}(?<spaces>\\s*)$`, 'su').exec(text);
  if (!found) return undefined;
  const { words: said = '', gap = '', spaces = '' } = found.groups ?? {};
  const isFirst = said === '' && !left;
  const touch = { what: `the sign ${text.trim().slice(-1)}`, hint: HINTS.sign };
  if (isFirst || new RegExp(`(?:${OPENING}|[:：])$`, 'u').test(said)) return touch;
  if (spaces !== '') return undefined;
  // glued to the figure: a range of two figures, or a long dash between words
  if (gap === '' && (said === '' || /[—―]$/u.test(text))) return undefined;
  return touch;
}

function signBefore(text: string, left: ValuePiece | undefined): Touch | undefined {
  const [found] = SIGN_AT_END.exec(text) ?? new RegExp(`(?:${SIGN}|${DASH})${CLOSING}\\s*$`, 'u').exec(text) ?? [];
  if (found === undefined) return undefined;
  const sign = found.trim();
  // between two figures, with spaces, it is an operation that a reader reads as such
  const isOperation = found !== sign && new RegExp(`^(?:${CLOSING})?\\s+${SIGN}\\s+$`, 'u').test(text);
  if ((isOperation && left) || (sign === '=' && /\s=\s+$/.test(text))) return undefined;
  return { what: `the sign ${sign}`, hint: HINTS.sign };
}

function partBefore(text: string, { part }: Reading): Touch | undefined {
  const found = part.exec(text)?.groups?.['part'];
  return found === undefined ? undefined : { what: `"${found}"`, hint: HINTS.part };
}

function unitBefore(text: string, { currency }: Reading): Touch | undefined {
  const found = /\p{Sc}\s*$/u.exec(text) ?? currency.exec(text);
  return found ? { what: `the unit ${found[0].trim()}`, hint: HINTS.unit } : undefined;
}

/**
 * Words that make a rate of a figure, `a day` of the sum of a year. What a source calls one, or is worked out, may be one.
 */
function rateAround(text: string, side: 'before' | 'behind', value: Value, { rates }: Reading): Touch | undefined {
  const found = rateOf(text, value, { rates }, side);
  return found === undefined ? undefined : { what: `"${found}"`, hint: HINTS.rate };
}

/** Whether words right around a figure make a rate of it. */
export function isRate(
  { before, behind }: Readonly<Record<'before' | 'behind', string>>,
  value: Value,
  locale: LocaleId,
): boolean {
  const reading = readingOf(locale);
  const found = rateAround(before, 'before', value, reading) ?? rateAround(behind, 'behind', value, reading);
  return found !== undefined;
}

function rateOf(
  text: string,
  value: Value,
  { rates }: Pick<Reading, 'rates'>,
  side: 'before' | 'behind' | 'anywhere',
): string | undefined {
  const own = observationOf(value);
  if (!own || value.unit.code.includes('/')) return undefined;
  const { label, definition } = own.indicator;
  const said = [...label.values(), ...(definition?.values() ?? [])];
  // the rides of a day may grow over a year, so that a change has only a rate of its own
  const from = own.measure === 'level' ? side : side === 'anywhere' ? undefined : side === 'before' ? 'adverb' : side;
  if (!from) return undefined;
  for (const { span, [from]: pattern, named: name } of rates) {
    if (!pattern || !isOfMore(own, span)) continue;
    const groups = pattern.exec(text)?.groups;
    const found = groups?.['rate'] ?? groups?.['adjective'];
    if (found !== undefined && !said.some((one) => name.test(one))) return found.trim();
  }
  return undefined;
}

/** Whether a figure is of more than one day, week, month or head: the sum of a longer time, or a change over one. */
function isOfMore(stated: Observation, span: RateSpan): boolean {
  const { indicator, measure, period, base } = stated;
  const { kind } = indicator;
  if (measure === 'level') return kind === 'flow' ? period.kind !== span : kind === 'stock' && span === 'head';
  return (
    isChange(stated) &&
    span !== 'head' &&
    base !== undefined &&
    (period.kind !== span || dayAfter(base.end) !== period.start)
  );
}

/** The words with which a head, `Rides per day`, makes a rate of a figure below it that is the sum of a longer time. */
export function rateInHead(text: string, value: Value, locale: LocaleId): string | undefined {
  return rateOf(text, value, readingOf(locale), 'anywhere');
}

/** What to do about such words. */
export const RATE_HINT = HINTS.rate;

/** Scripts and wide marks that bring their own space. */
const WIDE =
  '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}、，。：；！？（）［］｛｝〔〕【】〈〉《》「」『』]';
/** Dashes are looked at apart. */
const BETWEEN = '\\p{Pd}';
/** Germans open with „ and », and close with “ and «. */
const OPENS = '[\\p{Ps}\\p{Pi}\\p{Pf}"\'¡¿]';
const CLOSES = '[\\p{Pe}\\p{Pi}\\p{Pf}"\']';

/** What may stand right before a figure: spaces, and what opens, with nothing or a space before that. */
const APART_BEFORE = new RegExp(
  `(?:\\s|${WIDE}[,;:…]*|(?:^|\\s|${WIDE}|${BETWEEN})${OPENS}+|^${BETWEEN}|${BETWEEN})$`,
  'u',
);
/** What may stand right behind one: spaces, what closes, and what ends a clause, with nothing or a space behind that. */
const APART_BEHIND = new RegExp(
  `^(?:\\s|${BETWEEN}|${WIDE}|(?:${CLOSES}|[†‡])*[,;:.!?…]*(?:${CLOSES}|[†‡])*(?:$|\\s|${BETWEEN}|${WIDE}))`,
  'u',
);

/** A letter, or any other character that is not known to stand apart. */
function characterBefore(text: string): Touch | undefined {
  if (APART_BEFORE.test(text)) return undefined;
  const [found = ''] = /.$/su.exec(text) ?? [];
  return touchOf(found);
}

function touchBehind(gap: Gap, value: ValuePiece, reading: Reading): Touch | undefined {
  const { text, right } = gap;
  if (text.trim() === '') return undefined;
  return (
    numeralBehind(text, value.text) ??
    dashBehind(text, right) ??
    signBehind(text, right) ??
    named(reading.behind(text), 'scale', 'sign') ??
    rateAround(text, 'behind', value.value, reading) ??
    named(/[%％]$/u.test(value.text) ? POINTS_OF_PERCENT.exec(text) : null, 'unit') ??
    named(/^\s*(?<unit>\p{Sc}|[°º′″])/u.exec(text) ?? reading.unit(value.value.unit)(text), 'unit') ??
    characterBehind(text, right)
  );
}

function numeralBehind(text: string, printed: string): Touch | undefined {
  const found =
    /^\p{N}+/u.exec(text) ??
    /^\s+[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]/u.exec(text) ??
    (/(?<!\p{N})\p{N}{1,3}$|[^\p{N}]\p{N}{3}$/u.test(printed) ? /^\s+\p{N}{3}(?!\p{N})/u.exec(text) : undefined) ??
    new RegExp(`^(?:[${POINTS}]\\p{N}|[⁄∕])`, 'u').exec(text);
  return found ? { what: `"${found[0].trim()}"`, hint: HINTS.digits } : undefined;
}

function dashBehind(text: string, right: ValuePiece | undefined): Touch | undefined {
  const found = new RegExp(`^\\s*(${DASH})`, 'u').exec(text);
  if (!found) return undefined;
  const rest = text.slice(found[0].length);
  const isSpaced = found[0].length > 1;
  if (rest.trim() === '' ? (rest === '' || isSpaced) && right !== undefined : isSpaced || /^[\p{L}\p{N}]/u.test(rest)) {
    return undefined;
  }
  return { what: `the sign ${found[1]}`, hint: HINTS.sign };
}

function signBehind(text: string, right: ValuePiece | undefined): Touch | undefined {
  const found = SIGN_AT_START.exec(text);
  if (!found) return undefined;
  const rest = text.slice(found[0].length);
  const isSpaced = found[0].length > 1 && /^\s/.test(rest);
  const isFollowed =
    rest.trim() === '' ? right !== undefined : new RegExp(`^\\s+(?:${OPENING}|\\p{L})`, 'u').test(rest);
  if (isSpaced && isFollowed) return undefined;
  return { what: `the sign ${found[0].trim()}`, hint: HINTS.operator };
}

function characterBehind(text: string, right: ValuePiece | undefined): Touch | undefined {
  const [glued] = /^[.,·٫٬](?=[\p{L}\p{N}\p{Pd}])./u.exec(text) ?? [];
  if (glued !== undefined) return { what: `"${glued}"`, hint: HINTS.digits };
  if (APART_BEHIND.test(text) && !(right && new RegExp(`^(?:${CLOSES}|[†‡,;:.!?…])+$`, 'u').test(text)))
    return undefined;
  const [found = ''] = /^[\p{P}]*./su.exec(text) ?? [];
  return touchOf(found);
}

/** A character that touches a figure, or what will stand in its place. */
function touchOf(found: string): Touch {
  const what = `the ${/[\p{L}\p{M}]/u.test(found) ? 'letter' : 'character'} ${found}`;
  return { what: found.includes(LINK_NAME) ? 'the name of a link' : what, hint: HINTS.letter };
}

/** What an expression found, by the name of the group that did. */
function named(found: Found | null, ...kinds: readonly ('scale' | 'unit' | 'sign')[]): Touch | undefined {
  const kind = kinds.find((one) => found?.groups?.[one] !== undefined);
  if (!found || !kind) return undefined;
  return { what: `"${found.groups?.[kind]?.trim() ?? ''}"`, hint: HINTS[kind] };
}

/**
 * What touches a text that a helper printed, a period or a change in words: a sign before it, a scale or unit behind its
 * digits. And arguments that are nothing but a sign or scale, which a list would put before figures.
 */
function touchesOfPrints(
  { pieces }: TextLine,
  reading: Reading,
): { text: string; touch: Touch; place: Place | undefined }[] {
  return pieces.flatMap((piece, at) => {
    if (piece.kind !== 'printed') return [];
    const { text, place } = piece;
    const touch = piece.isTyped ? touchOfArgument(text, reading) : touchOfPrint(text, pieces, at, reading);
    return touch ? [{ text, touch, place }] : [];
  });
}

function touchOfArgument(text: string, reading: Reading): Touch | undefined {
  const bare = text.replaceAll(INVISIBLE, '').trim();
  const isSign = reading.sign.test(bare);
  const isScale = bare !== '' && reading.behind(bare)?.[0] === bare;
  return isSign || isScale ? { what: `"${bare}", an argument,`, hint: HINTS.argument } : undefined;
}

function touchOfPrint(text: string, pieces: readonly Piece[], at: number, reading: Reading): Touch | undefined {
  const typed = (piece: Piece | undefined): string =>
    piece?.kind === 'typed' ? piece.text.replaceAll(INVISIBLE, '') : '';
  // between two prints a dash says "to"
  const before = (at > 1 ? 'x' : '') + typed(pieces[at - 1]);
  const behind = typed(pieces[at + 1]);
  const sign =
    new RegExp(`(?:^|[\\s:：]|${OPENING})(?<sign>${SIGN}|${DASH})$`, 'u').exec(before) ?? LEADING_MINUS.exec(before);
  if (sign?.groups?.['sign'] !== undefined) return { what: `the sign ${sign.groups['sign']}`, hint: HINTS.sign };
  if (!/\p{N}$/u.test(text)) return undefined;
  const scale = reading.behind(behind);
  // In 2025 millions rode
  return scale && !/s$/iu.test(scale[0]) ? named(scale, 'scale') : undefined;
}

/** A true minus at the start of a line or after a colon, a space apart. */
const LEADING_MINUS = /(?:^|[:：(（]\s*)(?<sign>\u2212)\s+$/u;

/** Cells and lines that hold nothing but a sign next to a figure, and lines that hold nothing but its scale or unit. */
function touchesBetween(
  line: TextLine,
  next: TextLine | undefined,
  reading: Reading,
): { value: ValuePiece; touch: Touch }[] {
  if (!next || line.row !== next.row) return [];
  const [first, second] = [line.pieces.at(-1), next.pieces[0]];
  const [own, other] = [wholeText(line), wholeText(next)];
  const found: { value: ValuePiece; touch: Touch }[] = [];
  const sign = own !== undefined && reading.sign.test(own);
  if (second?.kind === 'value' && sign) {
    found.push({ value: second, touch: { what: `the sign ${own}`, hint: HINTS.sign } });
  }
  // in a table the cell is the label of its row, which is compared with the unit of the figure
  if (first?.kind === 'value' && other !== undefined && !line.row) {
    const isOwn = reading.namesOf(first.value.unit).has(other);
    const unit = reading.unit(first.value.unit)(other) ?? reading.behind(other);
    if (unit?.[0] === other && !isOwn) found.push({ value: first, touch: { what: `"${other}"`, hint: HINTS.alone } });
  }
  return found;
}

/** The text of a line without figures, and without brackets and quotation marks around it. */
function wholeText({ pieces }: TextLine): string | undefined {
  if (pieces.some(({ kind }) => kind === 'value' || kind === 'picture')) return undefined;
  const text = pieces.map((piece) => ('text' in piece ? piece.text : '')).join('');
  const bare = text
    .replaceAll(INVISIBLE, '')
    .trim()
    .replaceAll(/^[([（"“]+|[)\]）"”.,;:]+$/gu, '');
  return bare === '' ? undefined : bare;
}

/** Numbers in words of the languages of the program, at the end of a text. */
const NUMBER_WORDS = new RegExp(
  `(?<!\\p{L})(?<scale>${LOCALES.map(({ reading }) => reading.smallNumbers).join('|')})$`,
  'iu',
);

/** How a language reads what stands next to numbers. */
interface Reading {
  readonly signs: string;
  /** A sign that stands alone. */
  readonly sign: RegExp;
  /** What ends a text before a number. */
  readonly before: (text: string) => RegExpExecArray | null;
  readonly currency: RegExp;
  /** A part or multiple at the end of a text: `half of`. */
  readonly part: RegExp;
  /** What makes a rate of a figure, and the same in the name of an indicator. */
  readonly rates: readonly (Readonly<Record<'before' | 'adverb' | 'behind' | 'anywhere', RegExp | undefined>> & {
    readonly span: RateSpan;
    readonly named: RegExp;
  })[];
  /** What starts a text behind a number. */
  readonly behind: (text: string) => RegExpExecArray | null;
  /** The same, of units: those of the program, and the names of the unit itself. */
  readonly unit: (own: Unit) => (text: string) => Found | null;
  readonly namesOf: (unit: Unit) => ReadonlySet<string>;
}

const readings = new Map<string, Reading>();

function readingOf(locale: LocaleId): Reading {
  const known = readings.get(locale) ?? makeReading(locale);
  readings.set(locale, known);
  return known;
}

/** The end of a word; between Chinese characters there is none. */
const END = '(?![\\p{L}\\p{N}\\p{M}])';
const START = '(?<![\\p{L}\\p{N}])';
/** Scales that are written in the same way everywhere: those of spreadsheets and the press, and exponents. */
const SCALES = `[%‰‱％﹪٪]|pp${END}|(?:[kKMGT]|bps?|[bmt]n|mln|mio|mrd|mm|lakhs?|crores?|[eE][+-]?\\p{N}+)${END}`;

/** Units that count things or time: words that may follow any number. */
const COUNTED: ReadonlySet<string> = new Set(['count', 'person', 'day', 'year', '%', 'pp']);

const MEASURED = [...builtinUnits.values()].filter(({ code }) => !COUNTED.has(code));

/** Codes of currencies that are words when they are written in capitals. */
const WORDS_TOO: ReadonlySet<string> = new Set(['ALL', 'TOP', 'TRY', 'CUP', 'PEN', 'COP', 'GEL', 'SOS', 'MOP']);

/** Sources of what one language reads with a number: a page may hold words of another. */
function sourcesOf({ isSpaced, reading, units, shortUnits }: Locale) {
  const isHan = !isSpaced;
  const [start, end] = isHan ? ['', ''] : [START, END];
  const short = shortUnits === 'name' ? units : shortUnits;
  const spelled = MEASURED.flatMap(({ code }) =>
    [...(formOf(units.forms, code) ?? []), formOf(short.forms, code)?.[0] ?? ''].filter((name) => name !== ''),
  );
  return {
    before: new Caseless(
      `${start}(?<sign>${reading.signs})${isHan ? '\\s*' : '\\s+'}$|${start}(?<scale>${reading.scalesBefore})${isHan ? '\\s*' : '[\\s-]+'}$`,
    ),
    behind: new RegExp(
      `${CLOSED}(?<scale>(?:${reading.scalesAfter})${end}|${SCALES})|^\\s*(?<sign>${reading.signsBehind})${end}`,
      isHan ? 'u' : 'iu',
    ),
    names: spelled,
    units: `(?:${reading.units})${end}`,
    per: reading.per,
  };
}

/** What an expression found: all of it, and what its groups did. */
type Found = Pick<RegExpExecArray, 0 | 'groups'>;

/** Finds the longest name that stands at a place of a text, and gives all up to its end. */
type NameFinder = (text: string, start: number) => Found | undefined;

/** Names are whole words, in letters of either case; a single Chinese character is often a part of another word. */
function nameFinder(names: readonly string[]): NameFinder {
  const plain = (text: string): string => text.replaceAll(/\s/gu, ' ').toLowerCase();
  const byFirst = groupBy(longestFirst([...new Set(names.map(plain))]), ([first = '']) => first);
  return (text, start) => {
    const rest = plain(text.slice(start));
    const isHere = (name: string): boolean => rest.startsWith(name) && !goesOn(name).test(rest.slice(name.length));
    const name = byFirst.get(rest[0] ?? '')?.find(isHere);
    if (name === undefined) return undefined;
    const end = start + name.length;
    return { 0: text.slice(0, end), groups: { unit: text.slice(start, end) } };
  };
}

/** What stands behind a name in a text where it is only the first part of a word. */
function goesOn(name: string): RegExp {
  if (!/\p{Script=Han}$/u.test(name)) return /^[\p{L}\p{N}\p{M}]/u;
  return name.length === 1 ? /^\p{Script=Han}/u : NOTHING;
}

const NOTHING = /(?!)/u;

const LEAD = `^\\s*-?(?:${OPENING}\\s*)?`;
const PLAIN_LEAD = new RegExp(LEAD, 'u');
const CLOSED = `^\\s*(?:${CLOSING}\\s*)?-?(?:${OPENING}\\s*)?`;

function makeReading(locale: LocaleId): Reading {
  const all = [locale, ...LOCALE_IDS.filter((id) => id !== locale)].map((id) => sourcesOf(words(id)));
  const codes = MEASURED.flatMap(({ code, symbol }) => [code, symbol]).filter((code) => !WORDS_TOO.has(code));
  const money = [...builtinUnits.keys()].filter((code) => isCurrency(code) && !WORDS_TOO.has(code));
  const over = `(?:(?:${all.map(({ per }) => per).join('|')})\\s*)?`;
  // codes are read with their case: t is not T
  const coded = new RegExp(`${LEAD}${over}(?<unit>${longestFirst(codes).map(escaped).join('|')})${END}`, 'u');
  const led = new Caseless(`${LEAD}${over}`);
  const spelt = nameFinder(all.flatMap(({ names }) => names));
  const others = new Caseless(`${LEAD}${over}(?<unit>${all.map(({ units }) => units).join('|')})`);
  const namesOf = (unit: Unit): ReadonlySet<string> =>
    new Set([unitText(unit, locale), unitText(unit, locale, 'short'), unit.code, unit.symbol]);
  const byUnit = new Map<string, NameFinder | undefined>();
  const ownNames = (own: Unit): NameFinder | undefined => {
    const isCounted = [...builtinUnits.values()].some(({ code, dimension }) => {
      return COUNTED.has(code) && sameDimension({ dimension } as Unit, own);
    });
    const names = [...namesOf(own)].filter((name) => name !== '');
    return isCounted || names.length === 0 ? undefined : nameFinder(names);
  };
  const { partsBefore } = words(locale).reading;
  const isHan = !words(locale).isSpaced;
  return {
    rates: ratesOf(locale, isHan),
    part: new Caseless(`${isHan ? '' : START}(?<part>${partsBefore})\\s*$`),
    signs: words(locale).reading.signs,
    sign: new Caseless(`^(?:${SIGN}|\\p{Pd}|${words(locale).reading.signs})$`),
    before: (text) =>
      firstMatch(
        all.map(({ before }) => before),
        text,
      ),
    currency: new RegExp(`${START}(?:${[...money, 'US\\$', 'RMB'].join('|')})\\s*$`, 'u'),
    behind: (text) =>
      firstMatch(
        all.map(({ behind }) => behind),
        text,
      ),
    unit: (own) => {
      const key = `${own.code} ${own.name.get(locale) ?? ''}`;
      if (!byUnit.has(key)) byUnit.set(key, ownNames(own));
      const mine = byUnit.get(key);
      return (text) => {
        const starts = [led.exec(text)?.[0].length ?? 0, PLAIN_LEAD.exec(text)?.[0].length ?? 0];
        const name = firstOf([mine, spelt], (find) => firstOf(starts, (start) => find?.(text, start)));
        return name ?? others.exec(text) ?? coded.exec(text);
      };
    },
    namesOf,
  };
}

/** Words of rates in the names of indicators, which may be in any language. */
function rateNames(span: RateSpan): RegExp {
  return new RegExp(LOCALES.map(({ reading }) => reading.rates[span].named).join('|'), 'iu');
}

/** The end of a phrase in a head: `Rides per day, 2025`. */
const PHRASE_END = '\\s*(?:$|[,;:()|/–—])';

function ratesOf(locale: LocaleId, isHan: boolean): Reading['rates'] {
  const { rates, said, ways, levelLinks, amountLink } = words(locale).reading;
  const [start, end] = isHan ? ['', ''] : [START, END];
  const noun = isHan ? '\\p{Script=Han}{0,4}' : `(?:\\s+(?!(?:${said.and})${END})\\p{L}+)?`;
  const links = [said.is, said.behind, levelLinks, amountLink, ways.up, ways.down].join('|');
  const leading = `(?:\\s*(?:[:：]|(?:${links})${end}))*\\s*$`;
  const [direct, overNoun] = [new Caseless(`^${leading}`), new Caseless(`^${noun}${leading}`)];
  return (Object.keys(rates) as RateSpan[]).map((span) => {
    const { before, behind } = rates[span];
    return {
      span,
      before: before === '' ? undefined : new Leading(`${start}(?<rate>${before})${end}`, overNoun),
      adverb: before === '' ? undefined : new Leading(`${start}(?<rate>${before})${end}`, direct),
      behind: behind === '' ? undefined : new Caseless(`^\\s*(?<rate>${behind})${end}`),
      anywhere: new Caseless(
        isHan
          ? `(?<rate>${before}|${behind})`
          : `${start}(?<rate>${behind})${PHRASE_END}${before === '' ? '' : `|${start}(?<adjective>${before})\\s+\\p{L}`}`,
      ),
      named: rateNames(span),
    };
  });
}

/** The first answer that some have to a question. */
function firstOf<A, B>(all: readonly A[], ask: (one: A) => B | undefined): B | undefined {
  for (const one of all) {
    const found = ask(one);
    if (found !== undefined) return found;
  }
  return undefined;
}

function firstMatch(patterns: readonly RegExp[], text: string): RegExpExecArray | null {
  for (const pattern of patterns) {
    const found = pattern.exec(text);
    if (found) return found;
  }
  return null;
}

function longestFirst(names: readonly string[]): string[] {
  return names.toSorted((a, b) => b.length - a.length);
}

function escaped(text: string): string {
  return inPattern(text).replaceAll(/\s+/gu, String.raw`\s+`);
}

/** Words of direction next to a figure that stands apart, on a page, which say the other way. What nothing decides is left out. */
export function turnedAround(
  { before, behind }: { readonly before: string; readonly behind: string },
  { text, value }: Pick<ValuePiece, 'text' | 'value'>,
  stated: Stated,
  locale: LocaleId,
): { readonly message: string; readonly hint: string } | undefined {
  const typed = (words: string): Piece => ({ kind: 'typed', text: words, offset: undefined });
  const pieces: Piece[] = [typed(before), { kind: 'value', value, text }, typed(behind)];
  const line = { pieces, row: undefined, isHeading: false, place: undefined };
  const turned = turnedIn(line, locale, stated).find(({ isOpen }) => isOpen !== true);
  if (!turned) return undefined;
  return {
    message: `"${turned.words}" ${turned.isDouble ? TWICE : OTHERWISE} the figure ${text} says`,
    hint: HINTS.move,
  };
}

/** What touches a figure that stands within a text that nobody composed; `left` and `right` are figures on the same line. */
export function touchAround(
  { before, behind }: { readonly before: string; readonly behind: string },
  { text, value }: Pick<ValuePiece, 'text' | 'value'>,
  { left, right }: { readonly left: string | undefined; readonly right: string | undefined },
  locale: LocaleId,
): Touch | undefined {
  const reading = readingOf(locale);
  const own: ValuePiece = { kind: 'value', value, text };
  const other = (of: string | undefined): ValuePiece | undefined =>
    of === undefined ? undefined : { ...own, text: of };
  const seen = (typed: string): string => typed.replaceAll(INVISIBLE, '');
  return (
    (RANGE.test(before)
      ? undefined
      : touchBefore({ text: seen(before), left: other(left), right: own }, own, reading)) ??
    (RANGE.test(behind) ? undefined : touchBehind({ text: seen(behind), left: own, right: other(right) }, own, reading))
  );
}
