import type { ComparisonWords, CountedPeriod } from '../comparison-words.ts';
import { type Texts, wordsOf } from '../word-forms.ts';

const COUNTS: Texts<11> = wordsOf('null ein zwei drei vier fünf sechs sieben acht neun zehn');
const ORDINALS: Texts<10> = wordsOf('erste zweite dritte vierte fünfte sechste siebte achte neunte zehnte');
const VERBS = { 0.5: 'halbierte', 2: 'verdoppelte', 3: 'verdreifachte', 4: 'vervierfachte' } as const;
/** Behind `mehr als` no verb with `sich` can stand first: what was reached is said by a noun. */
const REACHED = { 0.5: 'die Hälfte', 2: 'das Doppelte', 3: 'das Dreifache', 4: 'das Vierfache' } as const;

/** Each with `mindestens ein`, `mindestens zwei` and `das dritte` in the case that follows them. */
const PERIODS: Readonly<Record<CountedPeriod, readonly [one: string, many: string, nth: string]>> = {
  year: ['einem Jahr', 'Jahren', 'das # Jahr'],
  half: ['einem Halbjahr', 'Halbjahren', 'das # Halbjahr'],
  quarter: ['einem Quartal', 'Quartalen', 'das # Quartal'],
  month: ['einem Monat', 'Monaten', 'den #n Monat'],
  day: ['einem Tag', 'Tagen', 'den #n Tag'],
  time: ['einem Zeitraum', 'Zeiträumen', 'das # Mal'],
};

export const GERMAN_COMPARISONS: ComparisonWords = {
  fraction: {
    '1/10': 'ein Zehntel',
    '1/5': 'ein Fünftel',
    '1/4': 'ein Viertel',
    '1/3': 'ein Drittel',
    '2/5': 'zwei Fünftel',
    '1/2': 'die Hälfte',
    '3/5': 'drei Fünftel',
    '2/3': 'zwei Drittel',
    '3/4': 'drei Viertel',
    '4/5': 'vier Fünftel',
    '9/10': 'neun Zehntel',
  },
  nearFraction: {
    about: (fraction) => `rund ${fraction}`,
    over: (fraction) => `gut ${fraction}`,
    under: (fraction) => `knapp ${fraction}`,
  },
  multiple: (times, how, isPlural) => {
    if (how === 'exactly') return `${VERBS[times]}${isPlural ? 'n' : ''} sich`;
    const verb = times < 1 ? (isPlural ? 'sanken' : 'sank') : isPlural ? 'stiegen' : 'stieg';
    const beyond = times < 1 ? 'weniger als' : 'mehr als';
    return `${verb} auf ${how === 'beyond' ? beyond : 'fast'} ${REACHED[times]}`;
  },
  nearlyFlat: { singular: 'war nahezu unverändert', plural: 'waren nahezu unverändert', noun: 'kaum eine Veränderung' },
  inARow: (count, period, isAtLeast) => {
    const [one, many, nth] = PERIODS[period];
    const several = count === 1 ? one : `${COUNTS[count] ?? count} ${many}`;
    if (isAtLeast) return `seit mindestens ${several}${count === 1 ? '' : ' in Folge'}`;
    const which = ORDINALS[count - 1];
    if (count === 1 || (which === undefined && period !== 'time')) return `seit ${several}`;
    return which === undefined ? `das ${count}. Mal in Folge` : `${nth.replace('#', which)} in Folge`;
  },
  extreme: {
    highest: {
      since: (period) => `der höchste Wert seit ${dative(period)}`,
      sinceFirst: (period) => `der höchste Wert seit Beginn der Reihe (${period})`,
      sinceAtLeast: (period) => `der höchste Wert seit mindestens ${dative(period)}`,
    },
    lowest: {
      since: (period) => `der niedrigste Wert seit ${dative(period)}`,
      sinceFirst: (period) => `der niedrigste Wert seit Beginn der Reihe (${period})`,
      sinceAtLeast: (period) => `der niedrigste Wert seit mindestens ${dative(period)}`,
    },
  },
};

/** A period after a preposition: what begins with an ordinal number needs an article, a year or month does not. */
export function dative(period: string): string {
  return /^\d+\./.test(period) ? `dem ${period}` : period;
}
