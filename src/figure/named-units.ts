import { groupBy } from '../core/diagnostics/text-order.ts';
import { builtinUnits, powerBetween, sameDimension, scaledUnit, type Unit } from '../dataset/unit.ts';
import { unitText } from './number-text.ts';

/** A unit that a text names: all units of that name, as bushels of several crops. */
export interface UnitMention {
  readonly name: string;
  readonly units: readonly Unit[];
}

/** Scales that the words of a language may have. */
const POWERS = [3, 4, 6, 8, 9, 12];

/** The units that measure the same as one, in every scale: grams, tonnes, thousand tonnes. Of a quotient it is that alone. */
export function unitsLike(unit: Unit): readonly Unit[] {
  const known = likes.get(unit) ?? listUnitsLike(unit);
  likes.set(unit, known);
  return known;
}

const likes = new WeakMap<Unit, readonly Unit[]>();

function listUnitsLike(unit: Unit): readonly Unit[] {
  const scaled = (single: Unit): Unit[] => [single, ...POWERS.map((power) => scaledUnit(single, power))];
  if (unit.code.includes('/')) return [unit];
  const alike = [...builtinUnits.values()].filter((one) => sameDimension(one, unit));
  return [unit, ...scaled(unit.single ?? unit), ...alike.flatMap(scaled)];
}

/** Whether one is as large as the other. */
export function isSameSize(one: Unit, other: Unit): boolean {
  return sameDimension(one, other) && powerBetween(one, other) === 0;
}

/**
 * The units of some that a text names, in words or by their symbols. A name within a longer one is not named, 吨 in 亿吨, and
 * neither is a unit in a quotient, tonnes in yuan per tonne.
 */
export function unitsNamedIn(text: string, units: readonly Unit[], locale: string): readonly UnitMention[] {
  const named = groupBy(
    units.flatMap((unit) => [...namesOf(unit, locale)].map((name) => ({ name, unit }))),
    ({ name }) => name,
  );
  let rest = plain(text);
  return [...named.keys()]
    .toSorted((a, b) => b.length - a.length)
    .flatMap((name) => {
      if (!rest.toLowerCase().includes(name.toLowerCase())) return [];
      const found = expressionOf(name);
      if (rest.search(found) < 0) return [];
      rest = rest.replaceAll(found, (whole) => '\n'.repeat(whole.length));
      return [{ name, units: (named.get(name) ?? []).map(({ unit }) => unit) }];
    });
}

/** The words of a unit, and its symbol unless that is a single letter, which may be anything. */
function namesOf(unit: Unit, locale: string): Set<string> {
  const own = unit.name.get(locale);
  const names = [own, unitText(unit, locale, 'short'), unit.symbol].filter((name) => name !== undefined);
  return new Set(names.filter((name) => name !== '' && (name === own || name.length > 1)).map(plain));
}

function plain(text: string): string {
  return text.replaceAll('\u00A0', ' ');
}

/** Finds a name as a whole word, its words whatever their capitals. A single Chinese character stands alone. */
function expressionOf(name: string): RegExp {
  const isWord = /\p{Script=Latin}{3}/u.test(name);
  const letter = name.length === 1 ? String.raw`\p{L}\p{N}` : String.raw`\p{Script=Latin}\p{N}`;
  const escaped = name.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
  const start = /^\p{Script=Han}/u.test(name) && name.length > 1 ? '' : `(?<![${letter}])`;
  const end = /\p{Script=Han}$/u.test(name) && name.length > 1 ? '' : `(?![${letter}])`;
  return new RegExp(`(?<![/每]|per )${start}${escaped}${end}(?!/| per )`, isWord ? 'giu' : 'gu');
}
