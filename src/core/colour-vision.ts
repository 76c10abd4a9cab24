import {
  type Color,
  differenceCiede2000,
  filterDeficiencyDeuter,
  filterDeficiencyProt,
  filterDeficiencyTrit,
  modeLab65,
  modeLrgb,
  modeRgb,
  parse,
  useMode,
} from 'culori/fn';

for (const mode of [modeRgb, modeLrgb, modeLab65]) useMode(mode);

/** Kinds of colour vision by name, each with how a colour looks to it. */
const VISIONS: readonly (readonly [name: string, see: (colour: Color) => Color])[] = [
  ['full colour vision', (colour) => colour],
  ['protanopia', filterDeficiencyProt(1)],
  ['deuteranopia', filterDeficiencyDeuter(1)],
  ['tritanopia', filterDeficiencyTrit(1)],
];

const difference = differenceCiede2000();

/**
 * How far two colours given as `#rrggbb` are apart for the eye to which they are closest: their difference, ΔE by
 * CIEDE2000 (CIE 142-2001), and what that eye has. What a colour-blind eye sees is simulated after G. M. Machado,
 * M. M. Oliveira and L. A. F. Fernandes, *A physiologically-based model for simulation of color vision deficiency*,
 * IEEE TVCG 15 (2009), at full severity.
 */
export function leastDifference(one: string, other: string): { readonly difference: number; readonly vision: string } {
  const [first, second] = [parse(one), parse(other)];
  if (!first || !second) throw new RangeError(`${one} or ${other} is no colour`);
  const seen = VISIONS.map(([vision, see]) => ({ vision, difference: difference(see(first), see(second)) }));
  return seen.reduce((least, next) => (next.difference < least.difference ? next : least));
}
