import { inPattern } from '../core/diagnostics/quoting.ts';
import type { Locale } from '../language/locale.ts';
import { formOf } from '../language/unit-forms.ts';
import { builtinUnits, type Unit } from '../dataset/unit.ts';

/** What is needed to read numerals of one language, with the units of a dataset. */
export interface Vocabulary {
  readonly locale: Locale;
  readonly decimal: '.' | ',';
  /** The codes that the words for a unit may mean, by the words in small letters. */
  readonly units: ReadonlyMap<string, readonly string[]>;
  /** Matches what may follow a numeral: groups `glued`, `scale`, `unit`, `under`. */
  readonly behind: RegExp;
  /** Matches a currency at the end of what stands before a numeral, in the group `money`. */
  readonly before: RegExp;
  /** Matches a unit that stands below a currency before the numeral: `€1.27 per tonne`. */
  readonly underMoney: RegExp;
  /** Matches a unit that stands below, before a numeral: 每吨1.27欧元. */
  readonly perBefore: RegExp;
  /** The codes of that currency. */
  readonly moneyOf: (written: string) => readonly string[];
  readonly powerOf: (written: string) => number;
  /** Finds numerals that are not figures, each with the digits in a group `n`. */
  readonly kinds: readonly (readonly [kind: 'periods' | 'ordinals' | 'ages' | 'numbering', pattern: RegExp])[];
  /** Matches what stands between the two ends of a range, between two levels of which the first may lack its unit. */
  readonly range: RegExp;
  readonly course: RegExp;
  /** Match what stands before the first of two numbers: levels that follow one another, and the ends of a range. */
  readonly fromBefore: RegExp;
  readonly betweenBefore: RegExp;
  /** Match what stands around a number of times by which something grew. */
  readonly timesBefore: RegExp;
  readonly times: RegExp;
  /** Matches a link that makes a range only behind `betweenBefore`. */
  readonly and: RegExp;
}

/** Names of units that the words of a source have, by code. */
export type OwnNames = ReadonlyMap<string, readonly string[]>;

/** The vocabulary of a language; `own` are the words of one source for units of the dataset. */
export function vocabularyOf(
  locale: Locale,
  extra: ReadonlyMap<string, Unit>,
  own: OwnNames,
  decimal?: '.' | ',',
): Vocabulary {
  const { witness, reading, isSpaced } = locale;
  const units = unitNames(locale, extra, own);
  const edge = isSpaced ? String.raw`(?![\p{L}\d])` : '';
  const names = alternation([...units.keys()]);
  const scales = Object.entries(reading.powers);
  const scaleWords = scales.map(([, written]) => written.replaceAll('\\s', ' ')).join('|');
  const scale = `(?<scale>(?:${scaleWords})${edge}(?: ?(?!(?:${names})${edge})(?:${scaleWords})${edge})?)\\.?`;
  const gap = isSpaced ? '[ \\u00a0\\u202f-]' : '[ \\u00a0]';
  // "A" stands alone, as in "206 bps at".
  const per = `(?:(?:${witness.per.replace('/|', '')})${isSpaced ? ' ' : ' ?'}|/ ?)`;
  // "12.7% a year ago" is not a rate.
  const notTime = isSpaced ? '(?! (?:ago|earlier|before|later|prior))' : '';
  const under = `(?: ?(?:of \\p{L}+ )?${per}(?<under>${names})${edge}${notTime})`;
  const scaled = `(?<glued>mn|bn|tn|m|b|k)?${isSpaced ? '(?![\\p{L}])' : ''}(?:${gap}?${scale}(?:${gap}${witness.scaleLink})?)?`;
  const behind = `^${scaled}(?:${gap}?(?<unit>${names})${edge}${under}?)?`;
  const power = scales.map(([exponent, written]) => [new RegExp(`^(?:${written})$`, 'u'), Number(exponent)] as const);
  const money = Object.entries(witness.moneyBefore).map(
    ([written, codes]) => [new RegExp(`^(?:${written})$`, 'u'), codes] as const,
  );
  return {
    locale,
    decimal: decimal ?? witness.decimal,
    units,
    behind: new RegExp(behind, 'u'),
    underMoney: new RegExp(`^${under}`, 'u'),
    perBefore: new RegExp(`(?:${witness.per.replace('/|', '').replace('|an?', '')}) ?(?<under>${names}) ?$`, 'u'),
    before: new RegExp(`(?<![\\p{L}])(?<money>${Object.keys(witness.moneyBefore).join('|')})[ \\u00a0]?$`, 'u'),
    moneyOf: (written) => money.find(([pattern]) => pattern.test(written))?.[1] ?? [],
    powerOf: (written) => {
      const whole = power.find(([pattern]) => pattern.test(written.trim()))?.[1];
      if (whole !== undefined) return whole;
      const parts = isSpaced ? written.trim().split(/\s+/) : Array.from(written.trim());
      return parts.reduce((sum, part) => sum + (power.find(([pattern]) => pattern.test(part))?.[1] ?? 0), 0);
    },
    kinds: (['numbering', 'ages', 'ordinals', 'periods'] as const).flatMap((kind) =>
      witness.kinds[kind].map((pattern) => [kind, new RegExp(pattern, 'dgu')] as const),
    ),
    range: new RegExp(`^ ?${witness.range} ?$`, 'u'),
    course: new RegExp(`^ ?${witness.ends.to} ?$`, 'u'),
    fromBefore: new RegExp(`${witness.ends.from} ?${isSpaced ? '(?:\\p{L}+ ){0,2}' : ''}$`, 'u'),
    betweenBefore: new RegExp(`${witness.ends.between} ?$`, 'u'),
    and: new RegExp(`^ ?${witness.ends.and} ?$`, 'u'),
    timesBefore: new RegExp(`(?:${witness.growthTimes.before}) ?$`, 'u'),
    times: new RegExp(`^ ?(?:${witness.growthTimes.behind})`, 'u'),
  };
}

/** All words for units: names of the built-in and declared ones, their codes, and what the language and the source add. */
function unitNames(
  { id, units, witness }: Locale,
  extra: ReadonlyMap<string, Unit>,
  own: OwnNames,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const add = (name: string, code: string): void => {
    const key = folded(name);
    const known = found.get(key) ?? [];
    if (key !== '' && !known.includes(code)) found.set(key, [...known, code]);
  };
  for (const [code, names] of Object.entries(witness.units)) for (const name of names) add(name, code);
  for (const [code, unit] of [...builtinUnits, ...extra]) {
    if (code === 'count') continue;
    add(code, code);
    add(unit.symbol, code);
    for (const names of [unit.name, unit.singular]) add(names?.get(id) ?? '', code);
    for (const form of formOf(units.forms, code) ?? []) add(form, code);
    for (const name of own.get(code) ?? []) add(name, code);
  }
  return found;
}

/** An alternation of texts, the longest first. */
export function alternation(texts: readonly string[]): string {
  const sorted = texts.toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1));
  return sorted.map((text) => inPattern(text).replaceAll(/[\s-]+/g, '[\\s-]+')).join('|');
}

/** Words as they are compared: in small letters, with one space for whatever stands between two. */
export function folded(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[\s\u00a0-]+/g, ' ')
    .trim();
}
