import { onceFor } from '../core/machine/cache.ts';
import type { Root } from 'mdast';
import { type Place, textAt } from '../core/diagnostics/source-file.ts';
import { observationOf, type Value } from '../figure/value.ts';
import { Caseless } from '../language/caseless.ts';
import { type LocaleId, words } from '../language/locales.ts';
import { claimPatterns } from '../language/claim-words.ts';
import type { ClaimClass } from '../language/reading-words.ts';
import { type Declared, declaredNumbers } from '../language/typed-numbers.ts';
import { type ClaimWords, isAbout, isTurnedBy, withoutAmounts, wordsIn } from './claim-proofs.ts';
import type { Context } from './document-context.ts';
import { placeOfSpan } from './line-repairs.ts';
import { type Piece, type TextLine, textLines } from './text-lines.ts';

/**
 * What covers a class of claims: helpers in its sentence which print or choose what it says, and what an assertion or
 * condition must work out to prove it. And what to write.
 */
const CLASSES: Readonly<
  Record<
    ClaimClass | 'move',
    { readonly name: string; readonly helpers: RegExp; readonly proofs: RegExp; readonly hint: string }
  >
> = {
  rank: {
    name: 'a rank',
    helpers: /\b(?:rank|largest|smallest|sort|isHighest|isLowest)\b/,
    proofs: /\b(?:above|below|atLeast|atMost|largest|smallest|rank|isHighest|isLowest|sort)\b/,
    hint: 'print it with {{rank "…"}}, choose the figure with (largest "…") or (smallest "…")',
  },
  record: {
    name: 'a record',
    helpers: /\b(?:highest|lowest|isHighest|isLowest|largest|smallest|claim)\b/,
    proofs: /\b(?:isHighest|isLowest|highest|lowest|largest|smallest|claim)\b|:claim\[/,
    hint: 'print it with {{highest "…"}} or {{lowest "…"}}, write it in {{#if (isHighest "…")}}',
  },
  streak: {
    name: 'a streak',
    helpers: /\bstreak\b/,
    proofs: /\bstreak\b|(?:\b(?:above|below|risen|fallen)\b.*){2}/s,
    hint: 'print it with {{streak "…"}}',
  },
  fraction: {
    name: 'a fraction',
    helpers: /\b(?:fraction|shareOf|share)\b/,
    proofs: /\b(?:over|shareOf|fraction)\b|:(?:share|growth|change)\b|"[\d.]+\s?%"/,
    hint: 'print it with {{fraction (shareOf "…" "…")}}',
  },
  multiple: {
    name: 'a multiple',
    helpers: /\b(?:over|ratio|words=true)\b/,
    proofs: /\b(?:over|times|increase)\b|:(?:growth|cagr)\b|"[\d.]+\s?%"/,
    hint: 'print it with {{change "…" words=true}} or {{over "…" "…"}}',
  },
  majority: {
    name: 'a majority',
    helpers: /\b(?:shareOf|fraction|share)\b/,
    proofs: /\b(?:over|shareOf|fraction|where|risen|fallen)\b|:share\b|"[\d.]+\s?%"/,
    hint: 'print the share with {{shareOf "…" "…"}}',
  },
  count: {
    name: 'a count',
    helpers: /\bspell\b/,
    proofs: /\b(?:same|between|counts|where|has)\b|[^\w@:-]\d+[)\s]/,
    hint: 'print it with {{spell …}} or {{value "…"}}',
  },
  comparison: {
    name: 'a comparison',
    helpers: /\b(?:minus|over|increase|growths|risen|fallen|largest|smallest|rank)\b/,
    proofs:
      /\b(?:above|below|atLeast|atMost|between|risen|fallen|increase|minus|rank|largest|smallest|sort)\b|:(?:growth|change|cagr)\b/,
    hint: 'compare the figures with {{#if (above "…" "…")}} or {{#if (below "…" "…")}}',
  },
  move: {
    name: 'a move',
    helpers: /\b(?:change|direction|risen|fallen)\b/,
    proofs:
      /\b(?:above|below|atLeast|atMost|between|risen|fallen|increase|minus|streak|isHighest|isLowest)\b|:(?:growth|change|cagr)\b/,
    hint: 'print the word with {{direction "…"}} or {{change "…"}}',
  },
};

/**
 * Warns of words that claim something of figures (ranks, records, streaks, fractions, multiples, majorities, counts) where
 * nothing in their paragraph tests it: no assertion, no condition that compares figures, and no helper that prints it.
 */
export function untestedClaimsTransform(root: Root, context: Context): void {
  const { locale, declared } = context.options;
  const patterns = claimPatterns(locale);
  const numbers = declaredNumbers(declared ?? []);
  const told = new Set<string>();
  for (const line of textLines(root, context)) {
    for (const [kind, { found, at }] of claimsIn(line, patterns, numbers)) {
      const place = placeOfClaim(found, at, context) ?? line.place;
      const key = `${kind} ${place?.file.path}:${place?.line}:${place?.column}`;
      if (told.has(key) || (place && isCovered(place, kind, found, context.options))) continue;
      told.add(key);
      const { name, hint } = CLASSES[kind];
      const message = `"${found.replaceAll(/\s+/g, ' ')}" is ${name} that nothing tests`;
      const rest = `${hint}, or say it in an {{assert …}} in this paragraph`;
      context.diagnostics.warn('document/untested-claim', message, place, rest);
    }
    warnOfTurned(line, context, told);
    warnOfHedges(line, context, told);
  }
}

/** Warns of a word of a change in a condition that says the other way of its indicator: `Output fell` where it is above. */
function warnOfTurned({ pieces }: TextLine, context: Context, told: Set<string>): void {
  const { filled, options } = context;
  const { ways } = words(options.locale).reading;
  for (const piece of pieces) {
    const found = piece.kind === 'typed' && wordsIn(`${ways.up}|${ways.down}`, options.locale).exec(piece.text);
    if (!found || piece.kind !== 'typed' || piece.offset === undefined) continue;
    const place = placeOfSpan(filled, piece.offset + found.index, piece.offset + found.index + found[0].length);
    const here = place && /\b(?:above|below)\s+"/.test(place.file.text) ? around(place, found[0]) : undefined;
    const condition = here?.conditions.find((one) => isTurnedBy(one, here.claim, options));
    const key = `turned ${place?.file.path}:${place?.line}:${place?.column}`;
    if (condition === undefined || told.has(key)) continue;
    told.add(key);
    const message = `"${found[0]}" says the other way than its condition, ${condition.replace(/^\w+\s+/, '')}`;
    const hint = 'turn the condition or the word, or print the word with {{direction "…"}} or {{change "…"}}';
    context.diagnostics.warn('document/untested-claim', message, place, hint);
  }
}

/** Warns of a move to a level, `fell to 5`, of which no figure says the direction and which nothing tests. */
export function reportOpenMove(found: string, place: Place | undefined, { diagnostics, options }: Context): void {
  if (place && isCovered(place, 'move', found, options)) return;
  const { name, hint } = CLASSES.move;
  const message = `"${found}" is ${name} that nothing tests`;
  const rest = `${hint}, or say it in an {{assert …}} in this paragraph`;
  diagnostics.warn('document/untested-claim', message, place, rest);
}

/** Whether a condition or assertion works a move out that no statement says, such as one since a year long ago. */
export function isProvedMove(found: string, place: Place | undefined, { options }: Context): boolean {
  return place !== undefined && isProved(place, 'move', found, options);
}

/** Statuses of figures that are rough by themselves. */
const ROUGH: ReadonlySet<string> = new Set(['estimated', 'forecast', 'provisional']);

/** Warns of words that make a bound of an exact figure, `over 104.2`: what is printed with fewer digits may have them. */
function warnOfHedges({ pieces, place: linePlace }: TextLine, context: Context, told: Set<string>): void {
  const { before, behind } = hedgesOf(context.options.locale);
  for (const [at, piece] of pieces.entries()) {
    if (piece.kind !== 'value' || isRough(piece.value)) continue;
    const typed = (other: Piece | undefined): string => (other?.kind === 'typed' ? other.text : '');
    const [found] = before.exec(typed(pieces[at - 1])) ?? behind.exec(typed(pieces[at + 1])) ?? [];
    const place = piece.value.place ?? piece.place ?? linePlace;
    const key = `hedge ${place?.file.path}:${place?.line}:${place?.column}`;
    if (found === undefined || told.has(key)) continue;
    told.add(key);
    const message = `"${found.trim()}" makes something rough of ${piece.text}, which its source states exactly`;
    const hint =
      'leave it out, print fewer digits with digits=0, or keep over, under or about with the figure in the data';
    context.diagnostics.warn('document/untested-claim', message, place, hint);
  }
}

/** Whether a figure is printed with fewer digits than its source states, or is not exact there. */
export function isRough(value: Value): boolean {
  const isRounded = value.place !== undefined && /\b(?:digits|unit)=/.test(textAt(value.place));
  const isExact = observationOf(value) !== undefined && value.qualifier === undefined;
  return isRounded || !isExact || value.flags.some((flag) => ROUGH.has(flag));
}

const hedgesOf = onceFor((locale: LocaleId) => {
  const { before, behind } = words(locale).reading.hedges;
  const [start, end] = words(locale).isSpaced ? ['(?<!\\p{L})', '(?!\\p{L})'] : ['', ''];
  return {
    before: new Caseless(`${start}${before}\\s*$`),
    behind: new Caseless(`^\\s*(?:${behind})${end}`),
  };
});

interface Claim {
  readonly found: string;
  /** Where its text stands in the filled template. */
  readonly at: number | undefined;
}

/** In place of what is printed: it parts words. */
const PRINTED = '\uFFFC';

/** The claims in a line, each of one class. */
function claimsIn(
  { pieces }: TextLine,
  patterns: readonly (readonly [ClaimClass, RegExp])[],
  declared: Declared,
): (readonly [ClaimClass, Claim])[] {
  let text = '';
  const starts: { readonly from: number; readonly offset: number | undefined }[] = [];
  for (const piece of pieces) {
    const isTyped = piece.kind === 'typed' || (piece.kind === 'printed' && piece.isTyped);
    starts.push({ from: text.length, offset: piece.kind === 'typed' ? piece.offset : undefined });
    text += isTyped ? piece.text : PRINTED;
  }
  const masked = declared.mask(text);
  const spans: (readonly [from: number, to: number])[] = [];
  return patterns.flatMap(([kind, pattern]) =>
    [...masked.matchAll(pattern)].flatMap((match) => {
      const [from, to] = [match.index, match.index + match[0].length];
      // a part of what another class has found, such as the number of a fraction
      if (spans.some((span) => from < span[1] && span[0] < to)) return [];
      spans.push([from, to]);
      const start = starts.findLast((one) => one.from <= from);
      const at = start?.offset === undefined ? undefined : start.offset + from - start.from;
      return [[kind, { found: match[0].trim(), at }] as const];
    }),
  );
}

function placeOfClaim(found: string, at: number | undefined, { filled }: Context): Place | undefined {
  if (at === undefined) return undefined;
  const start = filled.markdown.indexOf(found, at);
  return start < 0 ? filled.placeOf(at) : placeOfSpan(filled, start, start + found.length);
}

const MUSTACHE = /\{\{~?([#/^]?)\s*([^{}]*?)\s*~?\}\}/g;
/** Calls that print nothing: conditions and assertions, which are read apart. */
const UNPRINTED = /\{\{~?\s*(?:#\s*(?:if|unless)\b|else\b|\/|assert\b)[^{}]*\}\}/g;
/** Assertions, by the text that they say. */
const ASSERTIONS = /\{\{~?\s*assert\b([^{}]*)"([^"]*)"\s*~?\}\}/g;
const ASSERTION = /\{\{~?\s*assert\b/;
/** The assertions of a text, each with its condition, without what it says. */
const CALLS = /\{\{~?\s*assert\b([^{}]*?)(?:\s"[^"]*")?\s*~?\}\}/g;

type Kind = ClaimClass | 'move';
type Options = Context['options'];

/** A place in a template: the paragraph around it, what conditions are open there, and the words that are claimed. */
interface Around {
  readonly blocks: ReturnType<typeof blocksOf>;
  /** The index of its paragraph. */
  readonly own: number;
  readonly claim: ClaimWords;
  readonly conditions: readonly string[];
}

const parsed = new WeakMap<Place['file'], { readonly lines: readonly string[]; readonly blocks: Around['blocks'] }>();

function around({ file, line, column }: Place, found: string): Around | undefined {
  const lines = parsed.get(file)?.lines ?? file.text.split('\n');
  const blocks = parsed.get(file)?.blocks ?? blocksOf(lines);
  parsed.set(file, { lines, blocks });
  const own = blocks.findIndex(({ from, to }) => from < line && line <= to);
  const block = blocks[own];
  if (!block) return undefined;
  const { length } = textBefore(lines, block.from, { line, column });
  const part = (end: RegExp): string => partAt(block.text, length, end).replaceAll(UNPRINTED, '');
  const claim = { found, sentence: part(SENTENCE_END), clause: part(CLAUSE_END) };
  const conditions = openConditions(textBefore(lines, block.from, { line, column }));
  return { blocks, own, claim, conditions };
}

function textBefore(lines: readonly string[], from: number, { line, column }: Pick<Place, 'line' | 'column'>): string {
  return lines
    .slice(from, line - 1)
    .concat((lines[line - 1] ?? '').slice(0, column - 1))
    .join('\n');
}

/**
 * Whether an assertion of the template that says the words of a claim, or one in its paragraph, or directly before or after
 * that, works out what proves such a claim; or a condition around it does, or a helper in its sentence prints it.
 */
function isCovered(place: Place, kind: Kind, found: string, options: Options): boolean {
  if (isProved(place, kind, found, options)) return true;
  const { claim } = around(place, found) ?? {};
  if (!claim) return false;
  return [...claim.sentence.matchAll(MUSTACHE)].some(
    ([call]) => CLASSES[kind].helpers.test(call) && isAbout(call, { ...claim, clause: '' }, options),
  );
}

/** The same without the helpers, which may print the words of another figure. */
function isProved(place: Place, kind: Kind, found: string, options: Options): boolean {
  const here = around(place, found);
  const said = found.toLowerCase();
  const claim = here?.claim ?? { found, sentence: '', clause: '' };
  const proves = (call: string): boolean =>
    CLASSES[kind].proofs.test(kind === 'rank' ? withoutAmounts(call) : call) && isAbout(call, claim, options);
  const saying = [...place.file.text.matchAll(ASSERTIONS)].filter(([, , text = '']) =>
    text.toLowerCase().includes(said),
  );
  if (saying.some(([, call = '']) => proves(call))) return true;
  if (!here) return false;
  const { blocks, own } = here;
  const isAssertion = (other: string | undefined): boolean =>
    other !== undefined && ASSERTION.test(other) && other.replaceAll(/\{\{~?\s*assert\b.*\}\}/g, '').trim() === '';
  const near = [blocks[own - 1], blocks[own + 1]].map((other) => (isAssertion(other?.text) ? other?.text : ''));
  const calls = [blocks[own]?.text, ...near].flatMap((text = '') =>
    [...text.matchAll(CALLS)].map(([, call = '']) => call),
  );
  return calls.concat(here.conditions).some(proves);
}

const SENTENCE_END = /[.!?](?=\s)|[。！？；]|;(?=\s)|\n\s*[-|]/gu;
/** In place of a call that parts what is printed from what is not. */
const BRANCH = '\uFFFC';
const CLAUSE_END = /\uFFFC|[.!?](?=\s)|[。！？；，]|[,;](?=\s)|\n\s*[-|]|\s[–—]\s/gu;

/** The part of a paragraph around a place, between two ends: what stands in braces ends none. */
function partAt(text: string, at: number, end: RegExp): string {
  const masked = text.replaceAll(MUSTACHE, (call) => (call.search(UNPRINTED) < 0 ? 'x' : BRANCH).repeat(call.length));
  const ends = [...masked.matchAll(end)].map(({ index }) => index + 1);
  const from = ends.findLast((one) => one <= at) ?? 0;
  return text.slice(from, ends.find((one) => one > at) ?? text.length);
}

/** The paragraphs of a template: lines without an empty one between them. Lines are counted from 0, `to` is exclusive. */
function blocksOf(
  lines: readonly string[],
): readonly { readonly from: number; readonly to: number; readonly text: string }[] {
  const blocks: { from: number; to: number; text: string }[] = [];
  let from: number | undefined;
  for (const [at, line] of [...lines, ''].entries()) {
    if (line.trim() !== '') from ??= at;
    else if (from !== undefined) {
      blocks.push({ from, to: at, text: lines.slice(from, at).join('\n') });
      from = undefined;
    }
  }
  return blocks;
}

/** The blocks that are open at the end of a text, by what they ask; `isHighest` proves nothing where it is not true. */
function openConditions(text: string): string[] {
  const open: string[] = [];
  for (const [, mark, asked = ''] of text.matchAll(MUSTACHE)) {
    if (mark === '#') open.push(asked.startsWith('unless') ? denied(asked) : asked);
    else if (mark === '/') open.pop();
    else if (/^else\b/.test(asked) && open.length > 0) open.push(`${denied(open.pop() ?? '')} ${asked}`);
  }
  return open;
}

function denied(condition: string): string {
  return condition.replaceAll(/\bis(?=Highest|Lowest)/g, 'not');
}
