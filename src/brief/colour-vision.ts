import {
  type Color,
  converter,
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

/** A kind of colour vision and its view of a colour. */
interface Vision {
  readonly name: string;
  readonly see: (colour: Color) => Color;
  /** Its views by colour: a palette is compared pair by pair. */
  readonly seen: Map<string, Color>;
}

const VISIONS: readonly Vision[] = [
  { name: 'full colour vision', see: (colour) => colour, seen: new Map() },
  { name: 'protanopia', see: filterDeficiencyProt(1), seen: new Map() },
  { name: 'deuteranopia', see: filterDeficiencyDeuter(1), seen: new Map() },
  { name: 'tritanopia', see: filterDeficiencyTrit(1), seen: new Map() },
];

const differenceOf = differenceCiede2000();
const inLab = converter('lab65');

/**
 * The difference of two colours (`#rrggbb`) for the kind of vision that tells them apart worst, as ΔE by CIEDE2000
 * (CIE 142-2001). Colour blindness is simulated at full severity after G. M. Machado, M. M. Oliveira and
 * L. A. F. Fernandes, *A physiologically-based model for simulation of color vision deficiency*, IEEE TVCG 15 (2009).
 */
export function leastDifference(one: string, other: string): { readonly difference: number; readonly vision: string } {
  const found = VISIONS.map((vision) => ({
    vision: vision.name,
    difference: differenceOf(look(one, vision), look(other, vision)),
  }));
  return found.reduce((least, next) => (next.difference < least.difference ? next : least));
}

function look(colour: string, { see, seen }: Vision): Color {
  const known = seen.get(colour);
  if (known) return known;
  const parsed = parse(colour);
  if (!parsed) throw new RangeError(`${colour} is not a colour`);
  const looks = inLab(see(parsed));
  seen.set(colour, looks);
  return looks;
}
