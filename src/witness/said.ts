import { lowered, narrowed } from '../source-document/numerals.ts';
import type { Numeral, Paragraph } from '../source-document/source-document.ts';
import type { Vocabulary } from '../source-document/vocabulary.ts';
import type { SourceHedge, WitnessWords } from '../language/witness-words.ts';

/** What a sentence says about a numeral. */
export interface Said {
  /** The direction in which something changed; `either` of a word that goes either way. */
  readonly sign: 'up' | 'down' | 'either' | undefined;
  readonly hedge: SourceHedge | undefined;
  /** What it can measure. */
  readonly measures: ReadonlySet<SaidMeasure>;
  /** What it is compared with. */
  readonly base: SaidBase | undefined;
  /** The part of a year that its sentence says it is of. */
  readonly part?: SaidPart | undefined;
  /** What other numerals of its sentence were compared with before it. */
  readonly earlierBases: readonly SaidBase[];
  /** Where a comparison begins that stands before it: a label within it is that of the other. */
  readonly comparedFrom: number | undefined;
  /** Words that say so, for an excerpt. */
  readonly words: readonly string[];
}

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
  readonly words: string;
}

/** The patterns of a language, compiled once. */
interface Cues {
  readonly up: RegExp;
  readonly down: RegExp;
  readonly either: RegExp;
  readonly toLevel: RegExp;
  readonly ofAmount: RegExp;
  readonly signBehind: RegExp;
  readonly average: RegExp;
  readonly share: RegExp;
  readonly whole: RegExp;
  readonly ratio: RegExp;
  readonly than: RegExp;
  readonly thanBefore: RegExp;
  readonly named: RegExp;
  readonly inPart: RegExp;
  readonly parts: WitnessWords['parts'];
  readonly backs: readonly (readonly [back: NonNullable<SaidBase['back']>, pattern: RegExp])[];
  readonly hedgesBefore: readonly (readonly [pattern: RegExp, hedge: SourceHedge])[];
  readonly hedgesBehind: readonly (readonly [pattern: RegExp, hedge: SourceHedge])[];
  readonly clause: RegExp;
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
  const all = (words: string): RegExp => new RegExp(edged(words), 'gu');
  const way = (id: 'up' | 'down'): string =>
    `${ways[id]}|${reading.ways[id].toLowerCase().replaceAll('\\P{', '\\p{').replaceAll('\\p{l}', '\\p{L}')}`;
  const moves = `(?:${way('up')}|${way('down')}|${ways.either})`;
  const behindWords = reading.movesBehind
    .filter(([, before]) => before === '')
    .map(([, , words]) => words)
    .join('|');
  // "to 12 million as higher stocks …" says nothing about the 12 million.
  const apart = witness.apart === '' ? '' : `(?!${edged(witness.apart)})`;
  const adverbs = isSpaced ? '(?: \\p{L}+){0,2}' : '.{0,2}';
  return {
    up: all(way('up')),
    down: all(way('down')),
    either: all(ways.either),
    toLevel: new RegExp(`${edged(moves)}${adverbs} ?${witness.to} ?$`, 'u'),
    ofAmount: new RegExp(`${edged(moves)}(?: ${witness.by}| ?$|${witness.by}$)[^,]{0,12}$`, 'u'),
    signBehind: new RegExp(behindWords === '' ? '(?!)' : `^[ -]?(?:${apart}\\p{L}+ )?${edged(behindWords)}`, 'u'),
    average: all(measures.average),
    share: all(measures.share),
    whole: new RegExp(`^${measures.whole}`, 'u'),
    ratio: new RegExp(`^${measures.ratio}`, 'u'),
    than: new RegExp(`^[ -]?(?:in [^,;]{0,30} )?${witness.than}`, 'u'),
    thanBefore: new RegExp(witness.thanBefore, 'u'),
    named: new RegExp(edged(witness.namedBase), 'gu'),
    inPart: all(witness.inPart),
    parts: witness.parts,
    backs: (['year', 'half', 'quarter', 'month', 'previous'] as const).map((back) => [back, all(bases[back])] as const),
    hedgesBefore: hedges.before.map(
      ([words, hedge]) =>
        [
          new RegExp(
            `${isSpaced ? '(?<!\\p{L})' : ''}(?:${words})${isSpaced ? '(?: (?:the|a|an|by|to|at))?[ \u00A0]?' : '了?'}$`,
            'u',
          ),
          hedge,
        ] as const,
    ),
    hedgesBehind: hedges.behind.map(([words, hedge]) => [new RegExp(`^ ?(?:${words})`, 'u'), hedge] as const),
    clause: new RegExp(`[,，、;；]|${edged(witness.clause)}`, 'u'),
  };
}

/** What the text of a paragraph says about each of its numerals; of those that are not figures as well. */
export function saidIn(
  { text: written, numerals }: Pick<Paragraph, 'text' | 'numerals'>,
  vocabulary: Vocabulary,
): readonly Said[] {
  const cues = cuesOf(vocabulary);
  const text = lowered(narrowed(written));
  const stops = stopsIn(narrowed(written));
  const said: Said[] = [];
  // Behind the last figure and all that is said behind it.
  let taken = 0;
  let sentence = -1;
  let bases: SaidBase[] = [];
  const starts: number[] = [];
  for (const [at, numeral] of numerals.entries()) {
    // What is said about a range stands before its first end.
    const { from } = (numeral.rangeFrom === undefined ? undefined : numerals[numeral.rangeFrom]) ?? numeral;
    const start = stops.findLast((stop) => stop <= from) ?? 0;
    if (start !== sentence) [sentence, bases] = [start, []];
    const end = stops.find((stop) => stop >= numeral.to) ?? text.length;
    const next = nextFigure(numerals, at)?.from ?? text.length;
    starts[at] = numeral.rangeFrom === undefined ? Math.max(start, taken) : (starts[numeral.rangeFrom] ?? start);
    const before = text.slice(starts[at], from);
    const behind = text.slice(numeral.to, Math.max(numeral.to, Math.min(end, next)));
    const clause = clauseAround(text, start, numeral.from, end);
    const one = saidOf(numeral, { before, behind, clause }, cues, vocabulary);
    const comparedFrom = one.comparedAt === undefined ? undefined : (starts[at] ?? 0) + one.comparedAt;
    const part = partAround(text.slice(start, from), behind, cues);
    said.push({ ...one, part, comparedFrom, earlierBases: bases });
    if (one.base) bases = [...bases, one.base];
    if (numeral.kind === undefined) taken = numeral.to + one.length;
  }
  return said;
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
function stopsIn(text: string): number[] {
  const stops = [0];
  for (const match of text.matchAll(/(?<=[^\s.]{2}[”"’)]?)[.!?]["”’)]?\s+(?=["“'‘(]?[\p{Lu}\d])|[;；。！？\n]/gu)) {
    if (
      /\b(?:No|Nos|approx|Mr|Dr|St|vs|Fig|Mio|Mrd|ca|Tab|Abb|Nr|bzw|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|\d)$/u.test(
        text.slice(Math.max(0, match.index - 7), match.index),
      ) &&
      /^\.\s+[\d(]/.test(text.slice(match.index, match.index + 3))
    )
      continue;
    stops.push(match.index + match[0].length);
  }
  return stops;
}

interface Lines {
  readonly before: string;
  readonly behind: string;
  /** The whole clause, in which a verb may stand at the end. */
  readonly clause: string;
}

function saidOf(
  numeral: Numeral,
  { before, behind, clause }: Lines,
  cues: Cues,
  { locale }: Vocabulary,
): Omit<Said, 'earlierBases' | 'comparedFrom' | 'part'> & {
  readonly length: number;
  readonly comparedAt: number | undefined;
} {
  const [hedge, hedgeWords] = hedgeOf(before, behind, cues);
  const lead = before.slice(0, before.length - (hedgeWords.before ?? '').length).trimEnd();
  const reach = clauseEnd(behind, cues, locale.reading.isVerbLast);
  const near = behind.slice(0, reach);
  const compared = cues.thanBefore.exec(lead);
  const than = cues.than.exec(near) ?? compared;
  const own = baseIn(near, cues);
  const base = own ?? baseIn(lead, cues, true);
  const inClause = locale.reading.isVerbLast ? onlyWay(clause, cues) : undefined;
  const sign = inClause && numeral.sign === undefined ? inClause : signOf(numeral, lead, near, than, cues);
  const measures = measuresOf(numeral, { lead, near, than, base, sign: sign.way }, cues);
  const [average, share] = [cues.average, cues.share].map((pattern) => Array.from(lead.matchAll(pattern)).at(-1)?.[0]);
  const measure = measures.has('average') ? average : measures.has('share') ? share : undefined;
  const words = [hedgeWords.before, measure, sign.words, base?.words, than?.[0]].filter((one) => one !== undefined);
  const length = own ? near.indexOf(own.words) + own.words.length : 0;
  return { sign: sign.way, hedge, measures, base, words, length, comparedAt: compared?.index };
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

/** How far what stands behind a numeral is said about it: to the end of the clause, past a comma before a comparison. */
function clauseEnd(behind: string, { clause, backs }: Cues, isVerbLast: boolean): number {
  if (isVerbLast) return /[,;]/.exec(behind)?.index ?? behind.length;
  const end = clause.exec(behind)?.index ?? behind.length;
  const rest = behind.slice(end).replace(/^[,，]\s*/, '');
  const isCompared =
    backs.some(([, pattern]) => rest.search(pattern) === 0) || /^(?:compared|versus|against|from)\b/.test(rest);
  if (!isCompared) return end;
  const more = clause.exec(rest)?.index ?? rest.length;
  return behind.length - rest.length + more;
}

function hedgeOf(
  before: string,
  behind: string,
  { hedgesBefore, hedgesBehind }: Cues,
): [SourceHedge | undefined, { before?: string; behind?: string }] {
  for (const [pattern, hedge] of hedgesBefore) {
    const found = pattern.exec(before)?.[0];
    if (found !== undefined) return [hedge, { before: found }];
  }
  for (const [pattern, hedge] of hedgesBehind) {
    const found = pattern.exec(behind)?.[0];
    if (found !== undefined) return [hedge, { behind: found }];
  }
  return [undefined, {}];
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
  const { year, quarter, half, month } = groups;
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
  return { year: year === undefined ? undefined : Number(year), part, words };
}

/** The number of a part of a year, in digits or by how its name starts. */
function numberOf(word: string, names: readonly string[]): number {
  const digits = word.replaceAll(/\D/g, '');
  return digits === '' ? names.findIndex((name) => new RegExp(`^(?:${name})`, 'u').test(word)) + 1 : Number(digits);
}

function signOf(
  { sign: printed }: Numeral,
  before: string,
  near: string,
  than: RegExpExecArray | null,
  cues: Cues,
): { readonly way: Said['sign']; readonly words?: string } {
  if (printed === -1) return { way: 'down' };
  if (printed === 1) return { way: 'up' };
  if (than?.groups && 'down' in than.groups)
    return { way: than.groups['down'] === undefined ? 'up' : 'down', words: than[0] };
  const behind = cues.signBehind.exec(near)?.[0];
  const isTo = cues.toLevel.exec(before);
  if (behind !== undefined && !cues.ofAmount.test(before)) {
    const found = lastWay(behind, cues);
    if (found) return found;
  }
  // The word that leads to a level says nothing of its sign.
  return lastWay(isTo ? before.slice(0, isTo.index) : before, cues) ?? { way: undefined };
}

/** The word of a change that stands last. */
function lastWay(
  text: string,
  { up, down, either }: Cues,
): { readonly way: NonNullable<Said['sign']>; readonly words: string } | undefined {
  let last: { readonly way: NonNullable<Said['sign']>; readonly words: string; readonly end: number } | undefined;
  for (const [way, pattern] of [
    ['up', up],
    ['down', down],
    ['either', either],
  ] as const)
    for (const match of text.matchAll(pattern)) {
      const end = match.index + match[0].length;
      if (!last || end > last.end || (end === last.end && match[0].length > last.words.length))
        last = { way, words: match[0], end };
    }
  return last;
}

interface Around {
  readonly lead: string;
  readonly near: string;
  readonly than: RegExpExecArray | null;
  readonly base: SaidBase | undefined;
  readonly sign: Said['sign'];
}

function measuresOf(
  { units }: Numeral,
  { lead, near, than, base, sign }: Around,
  cues: Cues,
): ReadonlySet<SaidMeasure> {
  if (units.includes('pp')) return new Set(than ? ['difference', 'change'] : ['change', 'difference']);
  const clause = lead.slice(Math.max(lead.lastIndexOf(','), lead.lastIndexOf('，')) + 1);
  const has = (pattern: RegExp, text: string): boolean => text.search(pattern) >= 0;
  if (units.includes('%')) {
    if (than && !/^[ -]?(?:than|(?:lower|less) than)/.test(than[0])) return new Set(['difference', 'growth']);
    if (has(cues.average, clause)) return new Set(['average']);
    if (has(cues.share, clause) || cues.whole.test(near)) return new Set(['share']);
    const isChange = (sign !== undefined && sign !== 'either') || base !== undefined;
    if (cues.toLevel.test(lead)) return new Set(sign === undefined ? ['level'] : ['level', 'growth']);
    if (isChange || sign === 'either') return new Set(['growth']);
    if (has(cues.average, lead)) return new Set(['average']);
    return new Set(['level', ...(has(cues.share, lead) ? (['share'] as const) : [])]);
  }
  if (cues.ratio.test(near)) return new Set(['ratio']);
  if (than?.groups && 'down' in than.groups) return new Set(['difference', 'change']);
  if (cues.ofAmount.test(lead) || cues.signBehind.test(near)) return new Set(['change', 'difference']);
  return new Set(['level']);
}
