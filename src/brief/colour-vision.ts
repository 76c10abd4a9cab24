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

const inLab = converter('lab65');
const inLinear = converter('lrgb');

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
  { name: 'protanopia', see: projected([0.11238, 0.88762, 0.00401]), seen: new Map() },
  { name: 'deuteranopia', see: projected([0.29275, 0.70725, -0.02234]), seen: new Map() },
];

/**
 * Colours as who lacks one kind of cone sees them, after F. Viénot, H. Brettel and J. D. Mollon, *Digital video colourmaps
 * for checking the legibility of displays by dichromats*, Color Research & Application 24 (1999), for the primaries of
 * sRGB: linear red and green become one mixture of both, and blue takes or gives the difference of the two.
 */
function projected([red, green, rest]: readonly [red: number, green: number, rest: number]): (colour: Color) => Color {
  return (colour) => {
    const { r, g, b } = inLinear(colour);
    const mixed = red * r + green * g;
    return { mode: 'lrgb', r: mixed, g: mixed, b: rest * (r - g) + b };
  };
}

const differenceOf = differenceCiede2000();

/**
 * The difference of two colours (`#rrggbb`) for the kind of vision that tells them apart worst, as ΔE by CIEDE2000
 * (CIE 142-2001). Colour blindness is simulated at full severity in two ways, which disagree about some pairs: after
 * G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, *A physiologically-based model for simulation of color vision
 * deficiency*, IEEE TVCG 15 (2009), and after Viénot et al. (above).
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
