import { type Decimal, decimal, parseDecimal } from '../core/numbers/decimal.ts';
import { CURRENCIES, type JouleUnit, type SizedUnit, type UnitCode } from '../language/unit-forms.ts';

/** A unit that every dataset has: its code, base quantity, size in base units (`factor` ÷ `divisor`) and short form. */
export interface BuiltinUnit {
  readonly code: UnitCode;
  readonly base?: string | undefined;
  readonly factor: Decimal;
  readonly divisor?: Decimal | undefined;
  readonly symbol?: string | undefined;
}

/**
 * One of a unit in its base, exact: the tonne for masses, the cubic metre, the hectare, the kilometre, the kWh. United States units are
 * those of NIST Special Publication 811 (2008), appendix B, and NIST Handbook 44 (2024), appendix C: the international
 * pound is 0.453 592 37 kg, the foot 0.3048 m, the mile 5280 feet, the gallon 231 cubic inches, the barrel of petroleum 42 gallons, the
 * troy ounce 31.103 476 8 g; the British thermal unit is that of the International Table, 1055.055 852 62 J. A bushel is
 * the weight by which a commodity is sold: 60 lb of wheat, soybeans and potatoes, 56 lb of maize, rye, sorghum and
 * flaxseed, 48 lb of barley, 45 lb of rough rice, 32 lb of oats. A bale of cotton is the statistical one of 480 lb.
 */
const SIZES: Readonly<Record<SizedUnit, readonly [base: string, factor: string, symbol?: string]>> = {
  g: ['mass', '0.000001'],
  kg: ['mass', '0.001'],
  t: ['mass', '1'],
  kt: ['mass', '1000'],
  Mt: ['mass', '1000000'],
  lb: ['mass', '0.00045359237'],
  ozt: ['mass', '0.0000311034768', 'oz t'],
  cwt: ['mass', '0.045359237'],
  short_ton: ['mass', '0.90718474', 'short ton'],
  long_ton: ['mass', '1.0160469088', 'long ton'],
  bale: ['mass', '0.2177243376'],
  bu_wheat: ['mass', '0.0272155422', 'bu'],
  bu_soybeans: ['mass', '0.0272155422', 'bu'],
  bu_potatoes: ['mass', '0.0272155422', 'bu'],
  bu_corn: ['mass', '0.02540117272', 'bu'],
  bu_rye: ['mass', '0.02540117272', 'bu'],
  bu_sorghum: ['mass', '0.02540117272', 'bu'],
  bu_flaxseed: ['mass', '0.02540117272', 'bu'],
  bu_barley: ['mass', '0.02177243376', 'bu'],
  bu_rice: ['mass', '0.02041165665', 'bu'],
  bu_oats: ['mass', '0.01451495584', 'bu'],
  m3: ['volume', '1', 'm\u00B3'],
  l: ['volume', '0.001'],
  ft3: ['volume', '0.028316846592', 'ft\u00B3'],
  gal: ['volume', '0.003785411784'],
  bbl: ['volume', '0.158987294928'],
  m2: ['area', '0.0001', 'm\u00B2'],
  ha: ['area', '1'],
  km2: ['area', '100', 'km\u00B2'],
  acre: ['area', '0.40468564224'],
  m: ['length', '0.001'],
  km: ['length', '1'],
  mile: ['length', '1.609344', 'mi'],
  kWh: ['energy', '1'],
  MWh: ['energy', '1000'],
  GWh: ['energy', '1000000'],
  TWh: ['energy', '1000000000'],
  cent: ['USD', '0.01'],
  count: ['count', '1'],
  person: ['person', '1'],
  day: ['day', '1'],
  year: ['year', '1'],
};

/** Joules in a unit of energy; a kWh has 3,600,000. */
const JOULES: Readonly<Record<JouleUnit, string>> = {
  J: '1',
  MJ: '1000000',
  GJ: '1000000000',
  TJ: '1000000000000',
  PJ: '1000000000000000',
  EJ: '1000000000000000000',
  Btu: '1055.05585262',
  MMBtu: '1055055852.62',
};

const CURRENCY_CODES: ReadonlySet<string> = new Set(CURRENCIES);

/** Whether a base quantity is money. */
export function isCurrency(base: string): boolean {
  return CURRENCY_CODES.has(base);
}

/** `%` and `pp` are both hundredths of a pure number; `isPoints` tells them apart. */
export const BUILTIN_UNITS: readonly BuiltinUnit[] = [
  ...codesOf(SIZES).map((code) => {
    const [base, factor, symbol] = SIZES[code];
    return { code, base, factor: exact(factor), symbol };
  }),
  ...codesOf(JOULES).map((code) => {
    return { code, base: 'energy', factor: exact(JOULES[code]), divisor: decimal(3_600_000) };
  }),
  ...CURRENCIES.map((code) => ({ code, base: code, factor: decimal(1) })),
  { code: '%', factor: decimal(1, -2) },
  { code: 'pp', factor: decimal(1, -2) },
];

function codesOf<Code extends UnitCode>(table: Readonly<Record<Code, unknown>>): readonly Code[] {
  return Object.keys(table) as Code[];
}

function exact(numeral: string): Decimal {
  const value = parseDecimal(numeral);
  if (!value) throw new RangeError(`${numeral} is not a number`);
  return value;
}
