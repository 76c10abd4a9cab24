import { parseUnit } from '../../dataset/unit.ts';
import { isScale, SPACED, unitIn, unitNamed, UNSPACED, wordsIn } from './unit-words.ts';

/** A unit that a dataset has to declare, because it is not built in. */
export interface OwnUnit {
  readonly code: string;
  /** As the table writes it: `vehicle-km`. */
  readonly name: string;
}

/** A scale, and a few words for what is counted: `million vehicle-km`, `in 1,000 trips`, `Mio. Fahrzeugkilometer`. */
const COUNTED = new RegExp(
  String.raw`^(?:in )?(?<scale>1[ ,.\u00A0]?000|mn|bn|${wordsIn(SPACED, ({ counted }) => counted)}) (?:(?:${wordsIn(SPACED, ({ link }) => link)}) )?(?<words>\p{L}[\p{L}\d]*(?:[ -]\p{L}[\p{L}\d]*){0,3})$`,
  'u',
);

/** The same where words stand without spaces: 万车公里, 万辆. */
const COUNTED_UNSPACED = new RegExp(
  String.raw`^(?<scale>${wordsIn(UNSPACED, ({ counted }) => counted)})(?<words>\p{Script=Han}{1,4}(?:${wordsIn(UNSPACED, ({ distances }) => distances)})|\p{Script=Han}{1,2})$`,
  'u',
);

/** Distances multiplied by what travels them, which are not lengths. */
const TRAVELLED = new RegExp(
  String.raw`\p{L}[- ]?(?:${wordsIn(SPACED, ({ distances }) => distances)})$|\p{Script=Han}(?:${wordsIn(UNSPACED, ({ distances }) => distances)})$`,
  'iu',
);

/** Words that are not what is counted, but say how. */
const NOT_COUNTED = new RegExp(`(?:^|[ -])(?:${wordsIn(SPACED, ({ notCounted }) => notCounted)})(?:$|[ -])`, 'iu');

/** A unit that a text names in whole, with a scale, and that is not built in; undefined if it names none. */
export function ownUnitIn(text: string): { readonly unit: string; readonly own: OwnUnit } | undefined {
  const read = COUNTED.exec(text.trim()) ?? COUNTED_UNSPACED.exec(text.trim());
  const { scale = '', words = '' } = read?.groups ?? {};
  if (words === '') return undefined;
  const known = unitNamed(text) ?? unitIn(text);
  if (NOT_COUNTED.test(words) || (!TRAVELLED.test(words) && known !== undefined && !isScale(known))) return undefined;
  const code = words.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '_');
  const power = unitNamed(scale);
  if (power === undefined || parseUnit(code, new Map())) return undefined;
  return { unit: `${power} ${code}`, own: { code, name: words } };
}

/** The unit that a text names in whole, built in or not. */
export function unitTold(text: string): string | undefined {
  const bare = text.trim().replace(/^[([（](.*)[)\]）]$/u, '$1');
  return ownUnitIn(bare)?.unit ?? unitNamed(text);
}
