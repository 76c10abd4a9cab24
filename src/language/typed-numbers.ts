import { type LocaleId, parseLocale, words } from './locales.ts';
import { numbersInWords } from './number-words.ts';

/** Digits may be grouped by spaces. */
const NUMERAL = /(?:(?<![\p{N}.,:])\p{N}{1,3}(?:[ \u00A0\u202F]\p{N}{3})+(?!\p{N})|\p{N}+)(?:[.,:]\p{N}+)*/gu;

/** Letters that look like 0 and 1. */
const LOOKALIKE = '[lIOoıІіОоӀӏΙΟο|]';
/** Letters that are set as a number: in groups, with decimals, or before a per cent sign. */
const LOOKALIKES = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${LOOKALIKE}{1,3}(?:[,.]${LOOKALIKE}{3})+|${LOOKALIKE}+[.,]${LOOKALIKE}{2,}|${LOOKALIKE}{2,}[.,]${LOOKALIKE}+|(?=\\S*[\\u0370-\\u04FF])${LOOKALIKE}+[.,]${LOOKALIKE}+|${LOOKALIKE}+(?=\\s?[%‰]))(?![\\p{L}\\p{N}]|\\.\\p{L})`,
  'gu',
);

/** A word of nothing but such letters with two capital Os, as OOO. */
const LOOKALIKE_WORDS = /(?<![\p{L}\p{N}])(?=(?:[lI|]*[OО]){2})[lIOoОо|]{3,}(?![\p{L}\p{N}])/gu;
/** Roman numerals from a thousand on: those below are names of reigns, quarters and annexes. */
const ROMAN =
  /(?<![\p{L}\p{N}])(?=[MDCLXVI]{4})M{1,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?![\p{L}\p{N}])/gu;

const romans = new Map<LocaleId, RegExp>();

/** Shorter ones before a scale or per cent: `IV percent`. */
function romanBefore(locale: LocaleId): RegExp {
  const pattern = romans.get(locale) ?? makeRoman(locale);
  romans.set(locale, pattern);
  return pattern;
}

function makeRoman(locale: LocaleId): RegExp {
  const { reading, isSpaced } = words(locale);
  const end = isSpaced ? '(?!\\p{L})' : '';
  return new RegExp(`(?<![\\p{L}\\p{N}])(?!I\\s)[MDCLXVI]+(?=\\s*(?:${reading.scalesAfter})${end})`, 'gu');
}

/** The numbers in a text, in order: in digits of any script, in letters that look like them, in Roman ones, or in words that carry a scale. */
export function numeralsIn(text: string, locale: string): string[] {
  const known = parseLocale(locale);
  const patterns = [
    NUMERAL,
    LOOKALIKES,
    LOOKALIKE_WORDS,
    ROMAN,
    ...(known ? [romanBefore(known), numbersInWords(known)] : []),
  ];
  const found = patterns.flatMap((pattern) => Array.from(text.matchAll(pattern)));
  return found.sort((a, b) => a.index - b.index).map(([numeral]) => numeral);
}

/** A text with spaces in place of what an expression matches. */
export function blanked(text: string, pattern: RegExp): string {
  return text.replaceAll(pattern, (match) => ' '.repeat(match.length));
}

/** The first number in a text that no declaration covers. */
export function undeclaredIn(text: string, locale: string, declared: Declared): string | undefined {
  return numeralsIn(declared.mask(text), locale).find((numeral) => !declared.covers(numeral));
}

/** The numbers that may be typed by hand. */
export interface Declared {
  /** Replaces declared texts with spaces. */
  readonly mask: (text: string) => string;
  /** Whether a numeral is in a declared range. */
  readonly covers: (numeral: string) => boolean;
}

const RANGE = /^(\d+)\.\.(\d+)$/;

const known = new WeakMap<readonly string[], Declared>();

/** Parses declarations of numbers, a text with a number in it, or a range `2020..2030`; once for each list, which may not change. */
export function declaredNumbers(declared: readonly string[]): Declared {
  const parsed = known.get(declared) ?? parseDeclared(declared);
  known.set(declared, parsed);
  return parsed;
}

function parseDeclared(declared: readonly string[]): Declared {
  const ranges = declared.flatMap((text) => {
    const match = RANGE.exec(text);
    return match ? [{ from: Number(match[1]), to: Number(match[2]) }] : [];
  });
  const own = declared.filter((text) => text !== '' && !RANGE.test(text));
  return {
    mask: (text) => own.reduce((rest, each) => (rest.includes(each) ? blanked(rest, wholeWord(each)) : rest), text),
    covers: (numeral) =>
      /^\d+$/.test(numeral) && ranges.some(({ from, to }) => from <= Number(numeral) && Number(numeral) <= to),
  };
}

/** Matches a text that is not part of a longer word or number: `5` is neither in `15` nor in `5.2`. */
function wholeWord(text: string): RegExp {
  const escaped = text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
  return new RegExp(`(?<![\\p{N}A-Za-z]|\\p{N}[.,])${escaped}(?![\\p{N}A-Za-z]|[.,]\\p{N})`, 'gu');
}
