import { LOCALES } from '../language/locales.ts';
import type { SourceHedge } from '../language/witness-words.ts';
import { alternatives } from '../language/word-forms.ts';

/** A way in which figures are written elsewhere: how it is recognised, the form that can be read, and what is wrong. */
type Slip = readonly [written: RegExp, form: string | ((...groups: string[]) => string), problem: string];

const PER_CENT = alternatives(LOCALES.map(({ tables }) => tables.units.names['%']));

/** What the languages say before a number that stands so to it, next to signs for it. */
function hedged(says: SourceHedge, signs: string): RegExp {
  const all = LOCALES.flatMap(({ witness }) =>
    witness.hedges.before.flatMap(([written, own]) => (own === says ? written : [])),
  );
  return new RegExp(`^(?:${signs}|${alternatives(all)}) ?(?=\\D*\\d)`, 'iu');
}

/** What the languages call a scale right behind a number, next to signs for it. */
function scaled(power: 6 | 9 | 12, signs: string): RegExp {
  const all = LOCALES.map(({ tables }) => tables.units.scales[power] ?? '');
  return new RegExp(`(?<=\\d) ?(?:${signs}|${alternatives(all)})\\.?(?= |$)`, 'iu');
}

/** In the order in which they are put right. */
const SLIPS: readonly Slip[] = [
  [/[\u00AD\u200B-\u200D\u2060\uFEFF]/g, '', 'an invisible character is in it'],
  [/^["'“”„‘’‚«»]+|["'“”„‘’‚«»]+$/g, '', 'typographic quotes do not quote'],
  [/ ?\(([pefrbu])\)$/i, '', 'flags are not part of a figure: they are listed under status'],
  [
    /^\(([\d.,]+)( ?%)?\)(.*)$/,
    (_, digits, percent = '', rest) => `-${digits}${percent}${rest}`,
    'brackets are not a minus sign',
  ],
  [/(?<=[\d%]) ?[-\u2010-\u2015] ?(?=\d)/, ' to ', 'a range is written with to'],
  [/^(\D*?)[\u2010-\u2015] ?(?=\d)/, (_, before) => `${before}-`, 'its dash is not a minus sign'],
  [hedged('about', '[~≈]|c\\.'), 'about ', 'the word for a rough figure is about'],
  [hedged('over', '>'), 'over ', 'the word for a lower bound is over'],
  [hedged('under', '<'), 'under ', 'the word for an upper bound is under'],
  [/(?<=\d)[ '’](?=\d{3}(?!\d))/g, ',', 'thousands are separated by commas, not by spaces'],
  [
    /(?<![\d.,])(\d{1,3}(?:\.\d{3}){2,})(?![\d.,])/,
    (_, digits) => digits.replaceAll('.', ','),
    'thousands are separated by commas',
  ],
  [/(?<![\d.,])(\d+),(\d{1,2})(?![\d.,])/, '$1.$2', 'the decimal sign is a point'],
  [
    /([-+]?[\d.]+)e\+?(\d{1,2})(?!\d)/i,
    (_, digits, power) => withoutExponent(digits, Number(power)),
    'an exponent is not read',
  ],
  [
    /^(\D*)([€$£¥]) ?([\d.,]+)/,
    (_, before, sign, digits) => `${before}${digits} ${CURRENCIES[sign] ?? sign}`,
    'the currency follows the number, as a code',
  ],
  [new RegExp(`(?<=\\d) ?(?:${PER_CENT}|pct\\.?|％)$`, 'i'), '%', 'per cent is written %'],
  [scaled(6, 'm'), ' million', 'the scale is written million'],
  [scaled(9, 'b|bln'), ' bn', 'the scale is written bn'],
  [scaled(12, 'trn'), ' tn', 'the scale is written tn'],
  [/(?<=\d)(?=[A-Za-z]+(?:\/[A-Za-z]+)?$)/, ' ', 'a space comes before the unit'],
];

const CURRENCIES: Readonly<Record<string, string>> = { '€': 'EUR', $: 'USD', '¥': 'CNY' };

/** What is wrong with a figure that cannot be read, and the figure that was probably meant. */
export interface FigureSlip {
  readonly problem: string;
  readonly meant: string;
}

/** Puts slips of writing right until the figure `isReadable`; undefined if it does not become so. */
export function figureSlip(text: string, isReadable: (meant: string) => boolean): FigureSlip | undefined {
  let meant = text;
  const problems: string[] = [];
  for (const [written, form, problem] of SLIPS) {
    const next = meant.replace(written, form as string);
    if (next === meant) continue;
    meant = next;
    problems.push(problem);
    if (isReadable(meant)) return { problem: [...new Set(problems)].join(', and '), meant };
  }
  return undefined;
}

/** `3.2 times`, `3.2x`, `×3.2`, `3.2-fold`. */
const MULTIPLE = /^(\D*?)(?:[x×] ?([\d.,]*\d)|([\d.,]*\d)[- ]?(?:x|×|times|fold))$/i;

/** A figure that says how many times another one it is, without the word or sign for that: `3.2`. */
export function multipleIn(text: string): string | undefined {
  const [, before = '', after, ahead] = MULTIPLE.exec(text) ?? [];
  const digits = after ?? ahead;
  return digits === undefined ? undefined : `${before}${digits}`;
}

function withoutExponent(digits: string, power: number): string {
  const [whole = '', fraction = ''] = digits.split('.');
  if (fraction.length > power) return `${whole}${fraction.slice(0, power)}.${fraction.slice(power)}`;
  return `${whole}${fraction.padEnd(power, '0')}`;
}
