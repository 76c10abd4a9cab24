import type { ComparisonWords, CountedPeriod } from '../comparison-words.ts';
import { type Texts, wordsOf } from '../word-forms.ts';

const COUNTS: Texts<11> = wordsOf('zero one two three four five six seven eight nine ten');
const ORDINALS: Texts<10> = wordsOf('first second third fourth fifth sixth seventh eighth ninth tenth');
const VERBS = { 0.5: 'halved', 2: 'doubled', 3: 'tripled', 4: 'quadrupled' } as const;
const PERIODS: Readonly<Record<CountedPeriod, string>> = {
  year: 'year',
  half: 'half-year',
  quarter: 'quarter',
  month: 'month',
  day: 'day',
  time: 'time',
};

export const ENGLISH_COMPARISONS: ComparisonWords = {
  fraction: {
    '1/10': 'a tenth',
    '1/5': 'a fifth',
    '1/4': 'a quarter',
    '1/3': 'a third',
    '2/5': 'two fifths',
    '1/2': 'half',
    '3/5': 'three fifths',
    '2/3': 'two thirds',
    '3/4': 'three quarters',
    '4/5': 'four fifths',
    '9/10': 'nine tenths',
  },
  nearFraction: {
    about: (fraction) => `about ${fraction}`,
    over: (fraction) => `just over ${fraction}`,
    under: (fraction) => `just under ${fraction}`,
  },
  multiple: (times, how) => `${{ exactly: '', beyond: 'more than ', nearly: 'nearly ' }[how]}${VERBS[times]}`,
  nearlyFlat: { singular: 'was nearly unchanged', plural: 'were nearly unchanged', noun: 'hardly any change' },
  inARow: (count, period, isAtLeast) => {
    const name = PERIODS[period];
    const many = `${COUNTS[count] ?? count} ${name}${count === 1 ? '' : 's'}`;
    if (isAtLeast) return `for at least ${many}${count === 1 ? '' : ' in a row'}`;
    return count === 1 ? `for ${many}` : `for the ${ordinal(count)} ${name} in a row`;
  },
  extreme: {
    highest: {
      since: (period) => `the highest since ${withArticle(period)}`,
      sinceFirst: (period) => `the highest since the series began (${period})`,
      sinceAtLeast: (period) => `the highest since at least ${withArticle(period)}`,
    },
    lowest: {
      since: (period) => `the lowest since ${withArticle(period)}`,
      sinceFirst: (period) => `the lowest since the series began (${period})`,
      sinceAtLeast: (period) => `the lowest since at least ${withArticle(period)}`,
    },
  },
};

/** `third`, `11th`, `22nd`. */
function ordinal(count: number): string {
  const ending = /1[123]$/.test(String(count)) ? 'th' : (['th', 'st', 'nd', 'rd'][count % 10] ?? 'th');
  return ORDINALS[count - 1] ?? `${count}${ending}`;
}

/** A period within a sentence: `the third quarter of 2025`, but `March 2019`. */
function withArticle(period: string): string {
  return /^\p{Ll}/u.test(period) ? `the ${period}` : period;
}
