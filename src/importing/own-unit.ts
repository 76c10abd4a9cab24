import { parseUnit } from '../dataset/unit.ts';
import { unitIn, unitNamed } from './unit-words.ts';

/** A unit that a dataset has to declare, because it is not built in. */
export interface OwnUnit {
  readonly code: string;
  /** As the table writes it: `vehicle-km`. */
  readonly name: string;
}

/** A scale, and a few words for what is counted: `million vehicle-km`, `in 1,000 trips`, `Mio. Fahrzeugkilometer`. */
const COUNTED =
  /^(?:in )?(?<scale>1[ ,.\u00A0]?000|thousands?|[Tt]housand(?= \p{Ll})|millions?|Millions?(?= \p{Ll})|billions?|Billions?(?= \p{Ll})|mn|bn|[Mm]io\.?|Millionen|[Mm]rd\.?|Milliarden|[Tt]sd\.?|[Tt]ausend) (?:of )?(?<words>\p{L}[\p{L}\d]*(?:[ -]\p{L}[\p{L}\d]*){0,3})$/u;

/** Distances multiplied by what travels them, which are no lengths. */
const TRAVELLED = /\p{L}[- ]?(?:km|kilomet(?:re|er)s?n?|miles?)$/iu;

/** A unit that a text names in whole, with a scale, and that is not built in; undefined if it names none. */
export function ownUnitIn(text: string): { readonly unit: string; readonly own: OwnUnit } | undefined {
  const { scale = '', words = '' } = COUNTED.exec(text.trim())?.groups ?? {};
  if (words === '' || unitNamed(text) !== undefined) return undefined;
  if (unitIn(text) !== undefined && !TRAVELLED.test(words)) return undefined;
  const code = words.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '_');
  const power = unitNamed(scale);
  if (power === undefined || parseUnit(code, new Map())) return undefined;
  return { unit: `${power} ${code}`, own: { code, name: words } };
}

/** The unit that a text names in whole, built in or not. */
export function unitTold(text: string): string | undefined {
  const bare = text.trim().replace(/^[([（](.*)[)\]）]$/u, '$1');
  return unitNamed(text) ?? ownUnitIn(bare)?.unit;
}
