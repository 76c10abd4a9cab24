import type { UnitNames } from '../language/locale.ts';
import { formOf, type UnitForms } from '../language/unit-forms.ts';
import { DEFAULT_LOCALE, LOCALES, words } from '../language/locales.ts';

/** Words that data say for units next to the names that are printed, in lower case. */
const OTHER_NAMES: readonly (readonly [name: string, code: string])[] = [
  ['metric tons', 't'],
  ['metric ton', 't'],
  ['hundredweights', 'cwt'],
  ['btu', 'Btu'],
  ['mmbtu', 'MMBtu'],
  ['cents', 'cent'],
  ['persons', 'person'],
  ['years', 'year'],
];

const CODES_BY_NAME = codesByName(words(DEFAULT_LOCALE).units);

/** The codes of units by their English names, of one and of several, in lower case. A bushel is one of a commodity. */
function codesByName({ forms }: UnitNames): ReadonlyMap<string, string> {
  const named = Object.entries(forms).flatMap(([code, names]) => {
    const commodity = /^bu_(.*)$/.exec(code)?.[1];
    const whole = (name: string): string => (commodity === undefined ? name.toLowerCase() : `${name} of ${commodity}`);
    return names.filter((name) => name !== '' && name !== code).map((name) => [whole(name), code] as const);
  });
  return new Map([...named, ...OTHER_NAMES]);
}

/** The code of the built-in unit with an English name, such as `short tons`; also as Americans spell it, `cubic meter`. */
export function codeNamed(name: string): string | undefined {
  return CODES_BY_NAME.get(name.toLowerCase().replace(/(met|lit)er(?=s?$)/, '$1re'));
}

/** The parts of a unit's name. */
interface UnitParts {
  /** Power of ten before the unit. */
  readonly exponent?: number;
  /** Code of the unit itself. */
  readonly atom: string;
  readonly symbol: string;
  /** Names that the dataset gives to a unit that is not built in, by locale. */
  readonly names?: ReadonlyMap<string, string>;
  /** The unit that the first is divided by. */
  readonly per?:
    | {
        readonly code: string;
        readonly symbol: string;
        readonly name: ReadonlyMap<string, string>;
        readonly singular?: ReadonlyMap<string, string> | undefined;
      }
    | undefined;
}

/**
 * The words for a unit in each locale that has them all, `million tonnes`, `yuan per tonne`, 万吨, 元/吨, and its symbol in
 * each locale that has one of its own, `Mio. t`.
 */
export function unitWords(parts: UnitParts): {
  readonly name: ReadonlyMap<string, string>;
  readonly symbols: ReadonlyMap<string, string>;
} {
  const name = new Map<string, string>();
  const symbols = new Map<string, string>();
  for (const { id, units, shortUnits } of LOCALES) {
    const long = composedWords(units, parts, ({ names }) => names?.get(id));
    if (long !== undefined) name.set(id, long);
    const short = typeof shortUnits === 'object' ? composedWords(shortUnits, parts, ({ symbol }) => symbol) : undefined;
    if (short !== undefined) symbols.set(id, short);
  }
  return { name, symbols };
}

/** Units whose names hold a scale: "10^4 Mt" would read "ten thousand million tonnes", so it has no name. */
const SCALED_ATOMS: ReadonlySet<string> = new Set(['kt', 'Mt', 'MMBtu']);

/** A name from its parts; `other` names what is not built in. */
function composedWords(
  { forms, scales, space, quotient }: UnitNames<Partial<UnitForms>>,
  { exponent = 0, atom, symbol, names, per }: UnitParts,
  other: (part: { symbol: string; names: UnitParts['names'] | undefined }) => string | undefined,
): string | undefined {
  const unit = formOf(forms, atom)?.[0] ?? other({ symbol, names });
  const byPower: Readonly<Record<number, readonly string[] | undefined>> = scales;
  const scale = exponent === 0 ? '' : byPower[exponent]?.[0];
  if (unit === undefined || scale === undefined || (exponent > 0 && SCALED_ATOMS.has(atom))) return undefined;
  const counted = scale && unit ? scale + space + unit : scale + unit;
  if (!per) return counted;
  const [, one, under = one] = formOf(forms, per.code) ?? [];
  const divisor = under ?? other({ symbol: per.symbol, names: new Map([...per.name, ...(per.singular ?? [])]) });
  if (divisor === undefined) return undefined;
  // What is counted has no name: a price is so many euros, whatever it is the price of.
  if (divisor === '') return counted;
  return counted === '' ? quotient.trimStart() + divisor : counted + quotient + divisor;
}
