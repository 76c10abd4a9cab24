import type { Root } from 'mdast';
import type { Place } from '../core/diagnostics/source-file.ts';
import { Caseless } from '../language/caseless.ts';
import { words } from '../language/locales.ts';
import type { ClaimClass } from '../language/reading-words.ts';
import { type Declared, declaredNumbers } from '../language/typed-numbers.ts';
import type { Context } from './document-context.ts';
import { placeOfSpan } from './line-repairs.ts';
import { type TextLine, textLines } from './text-lines.ts';

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
    proofs: /\b(?:over|shareOf|fraction)\b|:share\b/,
    hint: 'print it with {{fraction (shareOf "…" "…")}}',
  },
  multiple: {
    name: 'a multiple',
    helpers: /\b(?:over|ratio|words=true)\b/,
    proofs: /\b(?:over|times|increase)\b|:(?:growth|cagr)\b/,
    hint: 'print it with {{change "…" words=true}} or {{over "…" "…"}}',
  },
  majority: {
    name: 'a majority',
    helpers: /\b(?:shareOf|fraction|share)\b/,
    proofs: /\b(?:over|shareOf|fraction|where|risen|fallen)\b|:share\b/,
    hint: 'print the share with {{shareOf "…" "…"}}',
  },
  count: {
    name: 'a count',
    helpers: /\bspell\b/,
    proofs: /\b(?:same|between|counts|where|has)\b|[^\w@:-]\d+[)\s]/,
    hint: 'print it with {{spell …}} or {{value "…"}}',
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
  const patterns = patternsOf(locale);
  const numbers = declaredNumbers(declared ?? []);
  const told = new Set<string>();
  for (const line of textLines(root, context)) {
    for (const [kind, { found, at }] of claimsIn(line, patterns, numbers)) {
      const place = placeOfClaim(found, at, context) ?? line.place;
      const key = `${kind} ${place?.file.path}:${place?.line}:${place?.column}`;
      if (told.has(key) || (place && isCovered(place, kind, found))) continue;
      told.add(key);
      const { name, hint } = CLASSES[kind];
      const message = `"${found.replaceAll(/\s+/g, ' ')}" is ${name} that nothing tests`;
      const rest = `${hint}, or say it in an {{assert …}} in this paragraph`;
      context.diagnostics.warn('document/untested-claim', message, place, rest);
    }
  }
}

/** Warns of a move to a level, `fell to 5`, of which no figure tells the direction and which nothing tests. */
export function reportOpenMove(found: string, place: Place | undefined, { diagnostics }: Context): void {
  if (place && isCovered(place, 'move', found)) return;
  const { name, hint } = CLASSES.move;
  const message = `"${found}" is ${name} that nothing tests`;
  const rest = `${hint}, or say it in an {{assert …}} in this paragraph`;
  diagnostics.warn('document/untested-claim', message, place, rest);
}

/** Whether a condition or assertion works a move out that no statement tells, such as one since a year long ago. */
export function isProvedMove(found: string, place: Place | undefined): boolean {
  return place !== undefined && isProved(place, 'move', found);
}

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
/** Assertions, by the text that they say. */
const ASSERTIONS = /\{\{~?\s*assert\b[^{}]*"([^"]*)"\s*~?\}\}/g;
const ASSERTION = /\{\{~?\s*assert\b/;
/** The assertions of a text, each with its call. */
const CALLS = /\{\{~?\s*assert\b([^{}]*)\}\}/g;

/**
 * Whether an assertion of the template says the words of a claim, or one in its paragraph, or directly before or after that,
 * works out what proves such a claim; or a condition around it does, or a helper in its sentence prints it.
 */
function isCovered(place: Place, kind: ClaimClass | 'move', found: string): boolean {
  const { file, line, column } = place;
  if (isProved(place, kind, found)) return true;
  const lines = file.text.split('\n');
  const block = blocksOf(lines).find(({ from, to }) => from < line && line <= to);
  if (!block) return false;
  const before = textBefore(lines, block.from, { line, column });
  return [...sentenceAt(block.text, before.length).matchAll(MUSTACHE)].some(([call]) =>
    CLASSES[kind].helpers.test(call),
  );
}

function textBefore(lines: readonly string[], from: number, { line, column }: Pick<Place, 'line' | 'column'>): string {
  return lines
    .slice(from, line - 1)
    .concat((lines[line - 1] ?? '').slice(0, column - 1))
    .join('\n');
}

/** The same without the helpers, which may print the words of another figure. */
function isProved({ file, line, column }: Place, kind: ClaimClass | 'move', found: string): boolean {
  const said = found.toLowerCase();
  if ([...file.text.matchAll(ASSERTIONS)].some(([, text = '']) => text.toLowerCase().includes(said))) return true;
  const lines = file.text.split('\n');
  const blocks = blocksOf(lines);
  const own = blocks.findIndex(({ from, to }) => from < line && line <= to);
  const block = blocks[own];
  if (!block) return false;
  const isAssertion = (other: string | undefined): boolean =>
    other !== undefined && ASSERTION.test(other) && other.replaceAll(/\{\{~?\s*assert\b.*\}\}/g, '').trim() === '';
  const near = [blocks[own - 1], blocks[own + 1]].map((other) => (isAssertion(other?.text) ? other?.text : ''));
  const { proofs } = CLASSES[kind];
  if ([block.text, ...near].some((text = '') => [...text.matchAll(CALLS)].some(([, call = '']) => proofs.test(call))))
    return true;
  return openConditions(textBefore(lines, block.from, { line, column })).some((condition) => proofs.test(condition));
}

/** The sentence of a paragraph around a place: what stands in braces ends none. */
function sentenceAt(text: string, at: number): string {
  const masked = text.replaceAll(MUSTACHE, (call) => 'x'.repeat(call.length));
  const ends = [...masked.matchAll(/[.!?](?=\s)|[。！？；]|;(?=\s)|\n\s*[-|]/gu)].map(({ index }) => index + 1);
  const from = ends.findLast((end) => end <= at) ?? 0;
  return text.slice(from, ends.find((end) => end > at) ?? text.length);
}

/** The paragraphs of a template: lines without an empty one between them. Lines are counted from 0, `to` is exclusive. */
function blocksOf(lines: readonly string[]): { readonly from: number; readonly to: number; readonly text: string }[] {
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

/** The blocks that are open at the end of a text, by what they ask. */
function openConditions(text: string): string[] {
  const open: string[] = [];
  for (const [, mark, asked = ''] of text.matchAll(MUSTACHE)) {
    if (mark === '#') open.push(asked);
    else if (mark === '/') open.pop();
    else if (/^else\b/.test(asked) && open.length > 0) open.push(`${open.pop()} ${asked}`);
  }
  return open;
}

const known = new Map<string, readonly (readonly [ClaimClass, RegExp])[]>();

function patternsOf(locale: string): readonly (readonly [ClaimClass, RegExp])[] {
  const patterns = known.get(locale) ?? makePatterns(locale);
  known.set(locale, patterns);
  return patterns;
}

/** The words of a class that hold others come first: a streak names a count, too. */
const ORDER: readonly ClaimClass[] = ['streak', 'record', 'rank', 'multiple', 'majority', 'fraction', 'count'];

function makePatterns(locale: string): (readonly [ClaimClass, RegExp])[] {
  const { claims } = words(locale).reading;
  const [start, end] = locale.startsWith('zh') ? ['', ''] : ['(?<![\\p{L}\\p{N}-])', '(?![\\p{L}\\p{N}])'];
  return ORDER.map((kind) => [kind, new Caseless(`${start}(?:${claims[kind]})${end}`, 'gu')] as const);
}
