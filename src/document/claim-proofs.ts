import { inPattern } from '../core/diagnostics/quoting.ts';
import { textIn } from '../dataset/localised.ts';
import { Caseless } from '../language/caseless.ts';
import { type LocaleId, words } from '../language/locales.ts';
import type { DocumentOptions } from './document-context.ts';

/** Words that claim something, and the text of the template around them. */
export interface ClaimWords {
  /** The words themselves. */
  readonly found: string;
  /** Their sentence in the template, with the calls that print in it; what is not known is empty. */
  readonly sentence: string;
  /** The clause of the sentence that they stand in. */
  readonly clause: string;
}

type Setting = Pick<DocumentOptions, 'locale' | 'dataset'>;

/**
 * Whether what a call works out is about what words claim: its end (no `largest` of what is said to be the smallest), its
 * limit (no `since="2024"` of what is said to be the highest ever) and its indicator, where both are known.
 */
export function isAbout(call: string, claim: ClaimWords, setting: Setting): boolean {
  return isSameEnd(call, claim, setting) && isSameLimit(call, claim, setting) && isSameIndicator(call, claim, setting);
}

const CALLS_OF = {
  high: /\b(?:highest|isHighest|largest)\b|claim\[[^\]]*\bhigh/,
  low: /\b(?:lowest|isLowest|smallest)\b|claim\[[^\]]*\blow/,
} as const;
/** Helpers that rank from either end, or compare whatever an author gives them. */
const EITHER = /\b(?:rank|sort|above|below|atLeast|atMost|risen|fallen)\b/;
/** What may fall: the largest fall is the smallest change. */
const CHANGES = /:(?:growth|change|difference|cagr)\b|\b(?:minus|increase|change)\b|balance/;

function isSameEnd(call: string, { found, sentence }: ClaimWords, { locale }: Setting): boolean {
  const { ends, ways, waysEither } = words(locale).reading;
  const [high, low] = [wordsIn(ends.high, locale).test(found), wordsIn(ends.low, locale).test(found)];
  const called = { high: CALLS_OF.high.test(call), low: CALLS_OF.low.test(call) };
  if (high === low || called.high === called.low || EITHER.test(call)) return true;
  const isTurned = wordsIn(`${ways.down}|${waysEither}|${ends.turned}`, locale).test(sentence);
  return (high ? called.high : called.low) || (isTurned && CHANGES.test(call));
}

function isSameLimit(call: string, { found, sentence }: ClaimWords, { locale }: Setting): boolean {
  if (!/\bsince=/.test(call)) return true;
  const { limited, unlimited } = words(locale).reading.ends;
  return !wordsIn(unlimited, locale).test(found) && wordsIn(limited, locale).test(sentence.replaceAll(MUSTACHE, '\n'));
}

const ADDRESS = /"([\p{Ll}][\p{Ll}\p{N}_.*]*)(?:[:@][^"]*)?"/gu;
const MUSTACHE = /\{\{[^{}]*\}\}/g;

function isSameIndicator(call: string, { clause }: ClaimWords, setting: Setting): boolean {
  const asked = idsIn(call, setting);
  const named = [...idsIn(clause, setting), ...labelledIn(clause.replaceAll(MUSTACHE, '\n'), setting)];
  if (asked.length === 0 || named.length === 0) return true;
  return named.some((one) => asked.some((other) => one === other || other.startsWith(`${one}.`)));
}

/** The indicators whose addresses stand in calls, those of a pattern too. */
function idsIn(text: string, { dataset }: Setting): string[] {
  const all = [...(dataset?.indicators.keys() ?? [])];
  return [...text.matchAll(ADDRESS)].flatMap(([, written = '']) => {
    if (!written.includes('*')) return all.includes(written) ? [written] : [];
    const parts = written.split('*').map((part) => part.replaceAll('.', String.raw`\.`));
    const pattern = new RegExp(`^${parts.join('.*')}$`, 'u');
    return all.filter((id) => pattern.test(id));
  });
}

/** The indicators whose labels stand in a text, the longer before those that are a part of them. */
function labelledIn(text: string, { dataset, locale }: Setting): string[] {
  const labels = [...(dataset?.indicators.values() ?? [])].map(({ id, label }) => {
    return { id, said: textIn(label, locale).toLowerCase() };
  });
  let rest = text.toLowerCase();
  return labels
    .toSorted((a, b) => b.said.length - a.said.length)
    .flatMap(({ id, said }) => {
      if (said === '' || !wordsIn(inPattern(said), locale).test(rest)) return [];
      rest = rest.replaceAll(said, '\n');
      return [id];
    });
}

/** Two amounts of which one was typed: `(above "output.lead" "1 kt")` says nothing of other figures. */
const WITH_AMOUNT = /\(?\b(?:above|below|atLeast|atMost)\s+"[^"]*"\s+(?:"[+\-\u2212]?\d[^"%]*"|[\d.]+)\)?/g;

/** A call without its comparisons with an amount, which rank nothing. */
export function withoutAmounts(call: string): string {
  return call.replaceAll(WITH_AMOUNT, '');
}

/** Which way a condition says that a figure went on its own earlier one; undefined where it says nothing of the kind. */
export function wayOf(condition: string): 'up' | 'down' | undefined {
  const found = /\b(above|below)\s+"([^":@]+)(:[^"@]*)?(@[^"]*)?"\s+"([^":@]+)(:[^"@]*)?(@[^"]*)?"/.exec(condition);
  if (!found || /\b(?:and|or|not|unless|else)\b/.test(condition)) return undefined;
  const [, comparison, first, measure, at, second, otherMeasure, otherAt] = found;
  if (first !== second || measure !== undefined || otherMeasure !== undefined) return undefined;
  const isLater = at === undefined && otherAt !== undefined && /^@(?:-|\d)/.test(otherAt);
  const isEarlier = otherAt === undefined && at?.startsWith('@-') === true;
  if (isLater === isEarlier) return undefined;
  return (comparison === 'above') === isLater ? 'up' : 'down';
}

const known = new Map<string, RegExp>();

/** Whole words of a language anywhere in a text. */
export function wordsIn(source: string, locale: LocaleId): RegExp {
  const key = `${locale} ${source}`;
  const found =
    known.get(key) ??
    (words(locale).isSpaced
      ? new Caseless(`(?<![\\p{L}\\p{N}])(?:${source})(?![\\p{L}\\p{N}])`)
      : new Caseless(source));
  known.set(key, found);
  return found;
}

/** Whether words of a change in a clause say the other way than the condition around them says about their indicator. */
export function isTurnedBy(condition: string, { clause }: ClaimWords, setting: Setting): boolean {
  const way = wayOf(condition);
  if (way === undefined) return false;
  const typed = clause.replaceAll(MUSTACHE, '\n');
  const { ways } = words(setting.locale).reading;
  const says = {
    up: wordsIn(ways.up, setting.locale).test(typed),
    down: wordsIn(ways.down, setting.locale).test(typed),
  };
  const asked = idsIn(condition, setting);
  const isNamed = labelledIn(typed, setting).some((id) => asked.includes(id));
  return isNamed && says[way === 'up' ? 'down' : 'up'] && !says[way];
}
