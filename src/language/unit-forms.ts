import { type WordsOf, wordsOf } from './word-forms.ts';

/** The currencies of ISO 4217, with special drawing rights. */
export const CURRENCIES = [
  ...wordsOf(
    'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP',
  ),
  ...wordsOf(
    'CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG',
  ),
  ...wordsOf(
    'HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL',
  ),
  ...wordsOf(
    'MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR',
  ),
  ...wordsOf(
    'RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD',
  ),
  ...wordsOf('TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XCG XDR XOF XPF YER ZAR ZMW ZWG'),
] as const;

/** Units of energy that are defined in joules. */
export type JouleUnit = WordsOf<'J MJ GJ TJ PJ EJ Btu MMBtu'>[number];

/** Other units that have a size in a base quantity. */
export type SizedUnit = WordsOf<
  | 'g kg t kt Mt lb ozt cwt short_ton long_ton bale'
  | 'bu_wheat bu_soybeans bu_potatoes bu_corn bu_rye bu_sorghum bu_flaxseed bu_barley bu_rice bu_oats'
  | 'm3 l ft3 gal bbl m2 ha km2 acre m km mile kWh MWh GWh TWh cent count person day year'
>[number];

/** Codes of the units that every dataset has. Each language names all of them. */
export type UnitCode = SizedUnit | JouleUnit | (typeof CURRENCIES)[number] | '%' | 'pp';

/** The name of a unit after a number, after 1, and where another is divided by it if that is not as after 1. */
export type UnitForm = readonly [many: string, one: string] | readonly [many: string, one: string, under: string];

/** Names of units by code. An empty name means that the number stands alone. */
export type UnitForms = Readonly<Record<UnitCode, UnitForm>>;

/** The names of a unit that may be none of those that every dataset has. */
export function formOf(forms: Partial<UnitForms>, code: string): UnitForm | undefined {
  return Object.hasOwn(forms, code) ? forms[code as UnitCode] : undefined;
}

/** Names that do not change. */
export function unchanged<K extends string | number>(
  names: Readonly<Record<K, string>>,
): Readonly<Record<K, readonly [string, string]>> {
  return Object.fromEntries(
    Object.entries<string>(names).map(([code, name]) => [code, [name, name]]),
  ) as unknown as Record<K, readonly [string, string]>;
}

/** Units without a symbol: their words stand in tables too. */
const WITHOUT_SYMBOL = ['short_ton', 'long_ton', 'bale', 'acre', 'person', 'day'] as const;

export type UnitWithoutSymbol = (typeof WITHOUT_SYMBOL)[number];

/** The names of units that have no symbol. */
export function wordsOnly(forms: UnitForms): Readonly<Record<UnitWithoutSymbol, UnitForm>> {
  return Object.fromEntries(WITHOUT_SYMBOL.map((code) => [code, forms[code]])) as Record<UnitWithoutSymbol, UnitForm>;
}
