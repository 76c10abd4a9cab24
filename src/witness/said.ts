import { lowered, narrowed } from '../source-document/numerals.ts';
import type { Numeral, Paragraph } from '../source-document/source-document.ts';
import type { Vocabulary } from '../source-document/vocabulary.ts';
import type { SourceHedge, WitnessWords } from '../language/witness-words.ts';

/** What the words of a source say about a numeral. Where they are silent, nothing is said: no contradiction follows from it. */
export interface Said {
  /** The direction in which something changed; `either` of a word that goes either way. */
  readonly sign: 'up' | 'down' | 'either' | undefined;
  readonly hedge: SourceHedge | undefined;
  /** What the words that belong to it say that it measures, one of these; empty where they do not say it. */
  readonly measures: ReadonlySet<SaidMeasure>;
  /** What any word of its sentence may say that it measures. */
  readonly near: ReadonlySet<SaidMeasure>;
  /** What it is compared with: said with it, or at the start of its sentence for all that follows. */
  readonly base: SaidBase | undefined;
  /** What any numeral of its paragraph is compared with. */
  readonly allBases: readonly SaidBase[];
  /** The part of a year that its sentence says it is of. */
  readonly part?: SaidPart | undefined;
  /** The year that is named right behind it. */
  readonly year?: number | undefined;
  /** Where words of its paragraph stand that name what things are compared with, or the whole of a share. */
  readonly foreign: readonly Span[];
  /** Where its sentence begins. */
  readonly sentence: number;
  /** Words that say so, for an excerpt. */
  readonly words: readonly string[];
}

/** From a letter of a text to another. */
export type Span = readonly [from: number, to: number];

export type SaidMeasure = 'level' | 'growth' | 'average' | 'share' | 'change' | 'difference' | 'ratio';

/** A part of a year by its number. */
export interface SaidPart {
  readonly kind: 'quarter' | 'half';
  readonly number: number;
}

/** A base by its distance, or by its name. */
export interface SaidBase {
  readonly back?: 'year' | 'half' | 'quarter' | 'month' | 'previous' | undefined;
  readonly year?: number | undefined;
  readonly part?: { readonly kind: 'quarter' | 'half' | 'month'; readonly number: number } | undefined;
  /** Whether it is the start or end of it. */
  readonly isEdge?: boolean | undefined;
  readonly words: string;
}

/** The patterns of a language, compiled once. */
interface Cues {
  readonly up: RegExp;
  readonly down: RegExp;
  readonly either: RegExp;
  readonly slower: RegExp;
  readonly moves: RegExp;
  readonly toLevel: RegExp;
  readonly ofAmount: RegExp;
  /** Before the first of two levels, and behind it. */
  readonly fromLevel: RegExp;
  /** Nouns that mean a rate of change: 增幅. */
  readonly rates: RegExp;
  readonly toNext: RegExp;
  readonly list: RegExp;
  /** Several years: 2010–2020. */
  readonly span: RegExp;
  readonly signBehind: RegExp;
  readonly average: RegExp;
  readonly yearly: RegExp;
  readonly share: RegExp;
  readonly whole: RegExp;
  readonly wholeBefore: RegExp;
  readonly ratio: RegExp;
  readonly than: RegExp;
  readonly thanBefore: RegExp;
  readonly named: RegExp;
  readonly inPart: RegExp;
  readonly inYear: RegExp;
  readonly parts: WitnessWords['parts'];
  readonly backs: readonly (readonly [back: NonNullable<SaidBase['back']>, pattern: RegExp])[];
  readonly hedgesBefore: readonly (readonly [pattern: RegExp, hedge: SourceHedge])[];
  readonly hedgesBehind: readonly (readonly [pattern: RegExp, hedge: SourceHedge])[];
  /** The article at the end of a word of hedging. */
  readonly definite: RegExp;
  readonly marks: RegExp;
  readonly clause: RegExp;
  readonly compared: RegExp;
  /** Right before an earlier value. */
  readonly earlier: RegExp;
  readonly isBaseFirst: boolean;
  readonly isVerbLast: boolean;
  readonly abbreviations: RegExp;
}

const known = new WeakMap<Vocabulary['locale'], Cues>();

function cuesOf({ locale }: Vocabulary): Cues {
  const made = known.get(locale) ?? compiled(locale);
  known.set(locale, made);
  return made;
}

function compiled({ witness, reading, isSpaced }: Vocabulary['locale']): Cues {
  const { ways, measures, bases, hedges } = witness;
  const edged = (words: string): string => (isSpaced ? `(?<![\\p{L}\\d])(?:${words})(?![\\p{L}\\d])` : `(?:${words})`);
  const all = (words: string): RegExp => new RegExp(words === '' ? '(?!)' : edged(words), 'gu');
  const way = (id: 'up' | 'down'): string =>
    `${ways[id]}|${reading.ways[id].toLowerCase().replaceAll('\\P{', '\\p{').replaceAll('\\p{l}', '\\p{L}')}`;
  const moves = `(?:${way('up')}|${way('down')}|${ways.either}|${ways.slower})`;
  const behindWords = reading.movesBehind
    .filter(([, before]) => before === '')
    .map(([, , words]) => words)
    .join('|');
  // "to 12 million as higher stocks …" says nothing about the 12 million.
  const apart = witness.apart === '' ? '' : `(?!${edged(witness.apart)})`;
  const adverbs = isSpaced ? '(?: [^,;.\\d]{0,40})?' : '.{0,2}';
  const amount = isSpaced ? `(?: [^,;]{0,48})? ${witness.by}| ?$` : ` ?$|${witness.by}$`;
  // Where verbs stand last, a preposition alone leads to an amount: um 84.000 gestiegen.
  const amountLink = reading.isVerbLast ? `|(?<!\\p{L})${reading.amountLink} ?$` : '';
  return {
    up: all(way('up')),
    down: all(way('down')),
    either: all(ways.either),
    slower: all(ways.slower),
    moves: all(moves),
    // Where verbs stand last, a preposition alone leads to a level: auf 12 Millionen gesunken.
    toLevel: new RegExp(
      reading.isVerbLast ? `(?<!\\p{L})${witness.to} ?$` : `${edged(moves)}${adverbs} ?${witness.to} ?$`,
      'u',
    ),
    ofAmount: new RegExp(`${edged(moves)}(?:${amount})[^,]{0,12}$${amountLink}`, 'u'),
    rates: all(Object.values(reading.amountNouns ?? {}).join('|')),
    fromLevel: new RegExp(`${edged(witness.ends.from)} ?$`, 'u'),
    toNext: new RegExp(`^[^,;，；]{0,24}${edged(witness.ends.to)} ?$`, 'u'),
    span: new RegExp(`(?:19|20)\\d\\d ?(?:${witness.range}|${witness.ends.and}) ?(?:19|20)\\d\\d`, 'u'),
    list: new RegExp(isSpaced ? `^ ?${witness.list} ?$` : `^${witness.list}$`, 'u'),
    signBehind: new RegExp(
      behindWords === ''
        ? '(?!)'
        : `^[ -]?(?:${witness.signGap}${edged(moves)}|(?:${apart}\\p{L}+ )?${edged(behindWords)})`,
      'u',
    ),
    average: all(measures.average),
    yearly: all(measures.yearly),
    share: all(measures.share),
    whole: new RegExp(`^${measures.whole}`, 'u'),
    wholeBefore: all(measures.wholeBefore),
    ratio: new RegExp(`^${measures.ratio}`, 'u'),
    than: new RegExp(`^[ -]?(?:in [\\p{L}\\d]+ )?${witness.than}`, 'u'),
    thanBefore: new RegExp(witness.thanBefore, 'u'),
    named: new RegExp(edged(witness.namedBase), 'gu'),
    inPart: all(witness.inPart),
    inYear: new RegExp(`^${witness.inYear}`, 'u'),
    parts: witness.parts,
    backs: (['year', 'half', 'quarter', 'month', 'previous'] as const).map((back) => [back, all(bases[back])] as const),
    hedgesBefore: hedges.before.map(
      ([words, hedge]) =>
        [new RegExp(`${isSpaced ? '(?<!\\p{L})' : ''}(?:${words})${witness.hedgeLink}$`, 'u'), hedge] as const,
    ),
    hedgesBehind: hedges.behind.map(([words, hedge]) => [new RegExp(`^ ?(?:${words})`, 'u'), hedge] as const),
    definite: new RegExp(`\\s(?:${witness.definite})\\s?$`, 'u'),
    marks: new RegExp(`^[^,.;]{0,24}(?:${witness.marks})`, 'u'),
    clause: new RegExp(`[,，、;；]|${edged(witness.clause)}`, 'u'),
    compared: new RegExp(`^${edged(witness.compared)}`, 'u'),
    earlier: new RegExp(`${edged(witness.earlier)} ?$`, 'u'),
    isBaseFirst: witness.isBaseFirst,
    isVerbLast: reading.isVerbLast,
    abbreviations: new RegExp(`(?<!\\p{L})(?:${witness.abbreviations}|\\d)$`, 'u'),
  };
}

/** A numeral of a text with what stands around it. */
interface Spot {
  readonly numeral: Numeral;
  /** Where what is said before it begins, and itself. */
  readonly leadFrom: number;
  readonly from: number;
  readonly before: string;
  /** Up to the next figure. */
  readonly behind: string;
  /** What stands between it and the figure before it. */
  readonly between: string;
  /** Whether another figure stands in the sentence behind it. */
  readonly isFollowed: boolean;
  /** The words between commas around it, in which a verb may stand at the end. */
  readonly clause: string;
  readonly sentence: Sentence;
}

/** What the figures of a sentence have in common. */
interface Sentence {
  readonly from: number;
  readonly near: ReadonlySet<SaidMeasure>;
  /** Whether it is about a span of several years. */
  readonly isOfYears: boolean;
  /** What all that follows is compared with: it stands before the first figure. */
  frame: SaidBase | undefined;
  /** The last figure that words said something of: "4.3%, and 3.8% and 3.4% in the quarters before". */
  last: { readonly units: string; readonly to: number; readonly said: Bound } | undefined;
}

/** What is said with a numeral itself. */
interface Bound {
  readonly sign: Said['sign'];
  readonly measures: ReadonlySet<SaidMeasure>;
  readonly words: readonly string[];
}

/** How many letters around a numeral are read for what is said about it: more than sentences have. */
const REACH = 400;

/** What the text of a paragraph says about each of its numerals; of those that are not figures as well. */
export function saidIn(
  { text: written, numerals }: Pick<Paragraph, 'text' | 'numerals'>,
  vocabulary: Vocabulary,
): readonly Said[] {
  const cues = cuesOf(vocabulary);
  const text = lowered(narrowed(written));
  const stops = stopsIn(narrowed(written), cues);
  const said: Said[] = [];
  // The same for all numerals of the paragraph.
  const foreign: Span[] = [];
  const allBases: SaidBase[] = [];
  // Behind the last figure and all that is said behind it.
  let taken = 0;
  let sentence: Sentence | undefined;
  const starts: number[] = [];
  for (const [at, numeral] of numerals.entries()) {
    // What is said about a range stands before its first end.
    const { from } = (numeral.rangeFrom === undefined ? undefined : numerals[numeral.rangeFrom]) ?? numeral;
    const start = stops.findLast((stop) => stop <= from) ?? 0;
    const end = stops.find((stop) => stop >= numeral.to) ?? text.length;
    if (sentence?.from !== start) {
      // A semicolon ends no comparison that was said before it.
      const frame = /[;；]\s*$/u.test(text.slice(0, start)) ? sentence?.frame : undefined;
      let last = at;
      while ((numerals[last]?.from ?? end) < end) last += 1;
      const within = numerals.slice(at, last);
      sentence = { ...sentenceOf(text, [start, end], within, cues), frame };
    }
    const next = nextFigure(numerals, at)?.from ?? text.length;
    const near = Math.max(start, from - REACH);
    const far = Math.min(end, numeral.to + REACH);
    const leadFrom = Math.max(near, numeral.rangeFrom === undefined ? taken : (starts[numeral.rangeFrom] ?? start));
    starts[at] = leadFrom;
    const spot: Spot = {
      numeral,
      leadFrom,
      from,
      before: text.slice(leadFrom, from),
      behind: text.slice(numeral.to, Math.max(numeral.to, Math.min(far, next))),
      between: text.slice(Math.max(near, sentence.last?.to ?? start), from),
      isFollowed: next < end,
      clause: clauseAround(text, near, numeral.from, far),
      sentence,
    };
    const one = saidOf(spot, cues);
    foreign.push(...one.compared);
    // The part of a year that stands before an earlier value is that of the later one.
    const part = partAround(one.isEarlier ? '' : text.slice(near, from), spot.behind, cues);
    if (one.own && one.own !== allBases.at(-1)) allBases.push(one.own);
    const year = cues.inYear.exec(spot.behind)?.groups?.['year'];
    said.push({
      ...one,
      part,
      year: year === undefined ? undefined : Number(year),
      near: sentence.near,
      foreign,
      sentence: start,
      allBases,
    });
    if (numeral.kind === undefined) taken = numeral.to + one.length;
  }
  return said;
}

function sentenceOf(text: string, [from, to]: Span, numerals: readonly Numeral[], cues: Cues): Sentence {
  const isWhole = numerals.some((one) => cues.whole.test(text.slice(one.to, to)));
  const named = measuresIn(text.slice(from, to), cues);
  const near = isWhole ? new Set([...named, 'share' as const]) : named;
  return { from, near, isOfYears: cues.span.test(text.slice(from, to)), frame: undefined, last: undefined };
}

/** Whether a text compares with an earlier period in words that do not name it: a year earlier. */
export function comparesBack(text: string, vocabulary: Vocabulary): boolean {
  const small = lowered(narrowed(text));
  return cuesOf(vocabulary).backs.some(([, pattern]) => small.search(pattern) >= 0);
}

/** What the words of a text may say that its figures measure. */
export function measuresNamed(text: string, vocabulary: Vocabulary): ReadonlySet<SaidMeasure> {
  return measuresIn(lowered(narrowed(text)), cuesOf(vocabulary));
}

function measuresIn(text: string, cues: Cues): ReadonlySet<SaidMeasure> {
  const has = (pattern: RegExp): boolean => text.search(pattern) >= 0;
  const near = new Set<SaidMeasure>();
  if (has(cues.average) || has(cues.yearly)) near.add('average');
  if (has(cues.share)) near.add('share');
  if (has(cues.up) || has(cues.down) || has(cues.either)) near.add('growth').add('change').add('difference');
  return near;
}

function nextFigure(numerals: readonly Numeral[], at: number): Numeral | undefined {
  let next = at + 1;
  while (next < numerals.length && numerals[next]?.kind !== undefined) next += 1;
  return numerals[next];
}

/** Letters behind a numeral within which a period that follows it begins: "4% in the second quarter". */
const NEAR_PART = 12;

/** The part of a year that a sentence names right behind a numeral, else last before it; not what it compares with. */
function partAround(before: string, behind: string, { inPart, named, parts: names }: Cues): SaidPart | undefined {
  const parts = (text: string): readonly (SaidPart & { readonly at: number })[] => {
    const bases = Array.from(text.matchAll(named), ({ 0: words, index }) => [index, index + words.length] as const);
    return Array.from(text.matchAll(inPart)).flatMap(({ index, groups = {} }) => {
      const { quarter, half } = groups;
      const isBase = bases.some(([from, to]) => from <= index && index < to);
      if (isBase || (quarter === undefined && half === undefined)) return [];
      const kind = quarter === undefined ? ('half' as const) : ('quarter' as const);
      return [{ kind, number: numberOf(quarter ?? half ?? '', names[kind]), at: index }];
    });
  };
  const next = parts(behind.split(/[,，;；、]/)[0] ?? '')[0];
  return next && next.at <= NEAR_PART ? next : parts(before).at(-1);
}

/** The words between the commas around a numeral; commas within numbers stand between digits. */
function clauseAround(text: string, start: number, at: number, end: number): string {
  const before = text.slice(start, at);
  const from = before.search(/[,;:](?!\d)[^,;:]*$/);
  const behind = /[,;](?!\d)/.exec(text.slice(at, end))?.index ?? end - at;
  return text.slice(from < 0 ? start : start + from + 1, at + behind);
}

/** Where sentences end: offsets of what comes next. */
function stopsIn(text: string, { abbreviations }: Cues): number[] {
  const stops = [0];
  for (const match of text.matchAll(/(?<=[^\s.]{2}[”"’)]?)[.!?]["”’)]?\s+(?=["“'‘(]?[\p{Lu}\d])|[;；。！？\n]/gu)) {
    const isNumbered = /^\.\s+[\d(]/.test(text.slice(match.index, match.index + 3));
    if (isNumbered && abbreviations.test(text.slice(Math.max(0, match.index - 8), match.index))) continue;
    stops.push(match.index + match[0].length);
  }
  return stops;
}

function saidOf(
  spot: Spot,
  cues: Cues,
): Bound &
  Pick<Said, 'hedge' | 'base'> & {
    /** The base that is said with it. */
    readonly own: SaidBase | undefined;
    /** Whether it is the value that another one is compared with. */
    readonly isEarlier: boolean;
    /** How many letters behind it are said about it. */
    readonly length: number;
    /** Where the names of other things stand around it. */
    readonly compared: readonly Span[];
  } {
  const { numeral, before, behind, clause, sentence, leadFrom, from } = spot;
  const [hedge, hedgeWords] = hedgeOf(before, behind, cues);
  const lead = before.slice(0, before.length - (hedgeWords.before ?? '').length).trimEnd();
  const near = behind.slice(0, clauseEnd(spot, cues));
  const thanBefore = cues.thanBefore.exec(lead);
  const than = cues.than.exec(near) ?? thanBefore;
  // Of an earlier value, the words behind it say when it was: "from 4% a year earlier".
  const isEarlier = cues.earlier.test(lead);
  const behindBase = cues.isBaseFirst || isEarlier ? undefined : baseIn(near, cues);
  const own = isEarlier ? undefined : (behindBase ?? baseIn(lead, cues, true));
  if (own && leadFrom === sentence.from && own !== behindBase && numeral.kind === undefined) sentence.frame = own;
  const inClause = cues.isVerbLast ? onlyWay(clause, cues) : undefined;
  const verb = inClause && numeral.sign === undefined ? inClause : signOf(numeral, lead, near, than, cues);
  const isSaid = !isEarlier || numeral.sign !== undefined || cues.signBehind.test(near);
  // "Down from 4%" says nothing of the sign of the 4%.
  const sign: Way = isSaid ? verb : { way: verb.way === 'down' ? 'either' : undefined };
  const around = { lead, near, behind, than, base: own, sign: sign.way, isOfYears: sentence.isOfYears };
  const bound = boundOf(spot, around, sign, cues);
  const whole = cues.wholeBefore.source === '(?!)' ? undefined : Array.from(lead.matchAll(cues.wholeBefore)).at(-1);
  const compared = [thanBefore, whole].flatMap((found): Span[] => (found ? [[leadFrom + found.index, from]] : []));
  // "71% of all teachers, 2 points more": the 2 points are not of the teachers.
  if (numeral.units.includes('%') && cues.whole.test(near)) compared.push([numeral.to, numeral.to + near.length]);
  const words = [hedgeWords.before, ...bound.words, own?.words, than?.[0]].filter((one) => one !== undefined);
  const length = behindBase ? near.indexOf(behindBase.words) + behindBase.words.length : 0;
  const base = own ?? (isEarlier ? undefined : sentence.frame);
  return { ...bound, words, hedge, own, base, isEarlier, length, compared };
}

/** What is said with a numeral; where nothing is, what was said with the one before it of the same unit. */
function boundOf({ numeral, between, sentence }: Spot, around: Around, sign: Way, cues: Cues): Bound {
  const { measures, words: measure } = measuresOf(numeral, around, cues);
  const said: Bound = {
    sign: sign.way,
    measures,
    words: [measure, sign.words].filter((one) => one !== undefined),
  };
  const units = numeral.units.join();
  if (numeral.kind !== undefined) return said;
  const isSilent = measures.size === 0 && sign.way === undefined;
  const { last } = sentence;
  // What stands in brackets is said about another.
  const isAlike = last?.units === units && units === '%' && !between.includes('(');
  const isListed = isAlike && cues.list.test(between);
  const all: Bound =
    isAlike && isSilent
      ? { ...last.said, sign: numeral.sign === undefined ? last.said.sign : said.sign }
      : isListed && sign.way === undefined
        ? { ...said, sign: last.said.sign, words: [...last.said.words, ...said.words] }
        : said;
  if (!isSilent) sentence.last = { units, to: numeral.to, said: all };
  else if (last) sentence.last = { ...last, to: numeral.to };
  return all;
}

/** The direction of a clause all of whose words go one way. */
function onlyWay(
  clause: string,
  { up, down }: Cues,
): { readonly way: 'up' | 'down'; readonly words: string } | undefined {
  const [rise, fall] = [up, down].map((pattern) => Array.from(clause.matchAll(pattern), ([words]) => words));
  if (!rise || !fall) return undefined;
  if (fall.length > 0) return { way: 'down', words: fall.at(-1) ?? '' };
  return rise.length > 0 && fall.length === 0 ? { way: 'up', words: rise.at(-1) ?? '' } : undefined;
}

/** How far what stands behind a numeral is said about it: to the end of the clause, past a comma before a comparison of it. */
function clauseEnd({ behind, isFollowed }: Spot, { clause, backs, compared, isVerbLast }: Cues): number {
  if (isVerbLast) return /[,;]/.exec(behind)?.index ?? behind.length;
  const end = clause.exec(behind)?.index ?? behind.length;
  const rest = behind.slice(end).replace(/^[,，]\s*/, '');
  const isCompared = backs.some(([, pattern]) => rest.search(pattern) === 0) || compared.test(rest);
  if (!isCompared) return end;
  const more = clause.exec(rest)?.index;
  // A comparison that leads to another figure is said about that one.
  if (more === undefined && isFollowed) return end;
  return behind.length - rest.length + (more ?? rest.length);
}

function hedgeOf(
  before: string,
  behind: string,
  { hedgesBefore, hedgesBehind, definite, marks }: Cues,
): [SourceHedge | undefined, { before?: string; behind?: string }] {
  for (const [pattern, hedge] of hedgesBefore) {
    const found = pattern.exec(before)?.[0];
    // "Above the 2% target" says what something else is compared with.
    const isOther = found !== undefined && definite.test(found) && !marks.test(behind);
    if (found !== undefined && !isOther) return [hedge, { before: found }];
  }
  for (const [pattern, hedge] of hedgesBehind) {
    const found = pattern.exec(behind)?.[0];
    if (found !== undefined) return [hedge, { behind: found }];
  }
  return [undefined, {}];
}

interface Way {
  readonly way: Said['sign'];
  readonly words?: string;
}

/** What is said to be the base; in what stands before a numeral the last, and no year that another clause names. */
function baseIn(text: string, { backs, named, parts }: Cues, isLast = false): SaidBase | undefined {
  const found: { readonly at: number; readonly base: SaidBase }[] = [];
  for (const [back, pattern] of backs)
    for (const match of text.matchAll(pattern))
      found.push({ at: match.index + match[0].length, base: { back, words: match[0] } });
  for (const match of text.matchAll(named)) {
    const base = namedBase(match, parts);
    if (base) found.push({ at: match.index + match[0].length, base });
  }
  const order = found.toSorted((a, b) => a.at - b.at);
  return (isLast ? order.at(-1) : order[0])?.base;
}

function namedBase({ 0: words, groups = {} }: RegExpExecArray, parts: Cues['parts']): SaidBase | undefined {
  const { year, quarter, half, month, edge, close } = groups;
  const kind =
    quarter !== undefined
      ? ('quarter' as const)
      : half !== undefined
        ? ('half' as const)
        : month !== undefined
          ? ('month' as const)
          : undefined;
  if (year === undefined && kind === undefined) return undefined;
  const part = kind && { kind, number: numberOf(quarter ?? half ?? month ?? '', parts[kind]) };
  const isEdge = edge !== undefined || close !== undefined;
  return { year: year === undefined ? undefined : Number(year), part, isEdge, words };
}

/** The number of a part of a year, in digits or by how its name starts. */
function numberOf(word: string, names: readonly string[]): number {
  const digits = word.replaceAll(/\D/g, '');
  return digits === '' ? names.findIndex((name) => new RegExp(`^(?:${name})`, 'u').test(word)) + 1 : Number(digits);
}

function signOf(
  { sign: printed, units }: Numeral,
  before: string,
  near: string,
  than: RegExpExecArray | null,
  cues: Cues,
): Way {
  if (printed === -1) return { way: 'down' };
  if (printed === 1) return { way: 'up' };
  const isAmount = cues.ofAmount.test(before);
  if (than?.groups && 'down' in than.groups && !isAmount)
    return { way: than.groups['down'] === undefined ? 'up' : 'down', words: than[0] };
  const isPoints = units.includes('pp');
  const behind = cues.signBehind.exec(near)?.[0];
  const isTo = cues.toLevel.test(before);
  if (behind !== undefined && !isAmount) {
    const found = lastWay(behind, cues, isPoints);
    if (found) return found;
  }
  // The word that leads to a level says nothing of its sign.
  return lastWay(isTo ? beforeMove(before, cues) : before, cues, isPoints) ?? { way: undefined };
}

/** What stands before the last word of a change: "the growth of throughput" of "the growth of throughput slowed to". */
function beforeMove(lead: string, { moves }: Cues): string {
  return lead.slice(0, Array.from(lead.matchAll(moves)).at(-1)?.index ?? lead.length);
}

/** The word of a change that stands last; one that goes either way counts where no other stands. */
function lastWay(
  text: string,
  { up, down, either, slower }: Cues,
  isPoints: boolean,
): { readonly way: NonNullable<Said['sign']>; readonly words: string } | undefined {
  let last: { readonly way: 'up' | 'down'; readonly words: string; readonly end: number } | undefined;
  for (const [way, pattern] of [
    ['up', up],
    ['down', down],
    ...(isPoints ? ([['down', slower]] as const) : []),
  ] as const)
    for (const match of text.matchAll(pattern)) {
      const end = match.index + match[0].length;
      if (!last || end > last.end || (end === last.end && match[0].length > last.words.length))
        last = { way, words: match[0], end };
    }
  if (last) return last;
  const other = Array.from(text.matchAll(either)).at(-1)?.[0];
  return other === undefined ? undefined : { way: 'either', words: other };
}

interface Around {
  readonly lead: string;
  readonly near: string;
  readonly behind: string;
  readonly than: RegExpExecArray | null;
  readonly base: SaidBase | undefined;
  readonly sign: Said['sign'];
  readonly isOfYears: boolean;
}

/** What the words around a numeral say that it measures, with the word that says so; empty where none does. */
function measuresOf(
  { units }: Numeral,
  around: Around,
  cues: Cues,
): { readonly measures: ReadonlySet<SaidMeasure>; readonly words?: string | undefined } {
  const { lead, near, than, behind } = around;
  if (units.includes('pp')) return { measures: new Set(['change', 'difference']) };
  if (units.includes('%')) return percentMeasures(around, cues);
  const ratio = cues.ratio.exec(near)?.[0];
  if (ratio !== undefined) return { measures: new Set(['ratio']) };
  const isLevel = cues.toLevel.test(lead) || (cues.fromLevel.test(lead) && cues.toNext.test(behind));
  if (isLevel) return { measures: new Set(['level']) };
  const isAmount = cues.ofAmount.test(lead) || cues.signBehind.test(near);
  if ((than?.groups && 'down' in than.groups) || isAmount) return { measures: new Set(['change', 'difference']) };
  return { measures: new Set() };
}

function percentMeasures(
  { lead, near, than, base, sign, isOfYears }: Around,
  cues: Cues,
): { readonly measures: ReadonlySet<SaidMeasure>; readonly words?: string | undefined } {
  const clause = lead.slice(Math.max(lead.lastIndexOf(','), lead.lastIndexOf('，')) + 1);
  const last = (pattern: RegExp, text: string): string | undefined => Array.from(text.matchAll(pattern)).at(-1)?.[0];
  if (than && !/^[ -]?(?:than|(?:lower|less) than)/.test(than[0]))
    return { measures: new Set(['difference', 'growth']) };
  const yearly = last(cues.yearly, clause) ?? last(cues.yearly, near);
  const average = last(cues.average, clause) ?? last(cues.average, near) ?? (isOfYears ? yearly : undefined);
  if (average !== undefined) return { measures: new Set(['average']), words: average };
  const share = last(cues.share, clause) ?? cues.whole.exec(near)?.[0];
  const isChange = (sign !== undefined && sign !== 'either') || base !== undefined;
  const isGrowth = isChange || sign === 'either';
  const rise = yearly === undefined ? (['growth'] as const) : (['growth', 'average'] as const);
  if (share !== undefined) {
    // "The share fell by 2%" and "representing a 2% increase" are growth, "accounting for an increase of" is not.
    const isOfShare = isGrowth && (cues.ofAmount.test(lead) || cues.signBehind.test(near));
    return { measures: new Set(isOfShare ? ['share', ...rise] : ['share']), words: share };
  }
  if (cues.toLevel.test(lead)) {
    const named = measuresIn(beforeMove(lead, cues), cues);
    const isOfRate = sign !== undefined || lead.search(cues.rates) >= 0;
    return { measures: new Set(['level', ...named, ...(isOfRate ? rise : [])]), words: yearly };
  }
  if (isGrowth) return { measures: new Set(rise), words: yearly };
  const before = last(cues.average, lead);
  if (before !== undefined) return { measures: new Set(['average']), words: before };
  const earlier = last(cues.share, lead);
  return earlier === undefined ? { measures: new Set() } : { measures: new Set(['share', 'level']), words: earlier };
}
