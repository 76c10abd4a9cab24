import type { Localised } from './model.ts';

/** What the words for a unit are made of. */
interface UnitParts {
  /** Power of ten before the unit. */
  readonly exponent?: number;
  /** Code of the unit itself. */
  readonly atom: string;
  /** Words that a dataset gives for it, where it is not built in. */
  readonly names?: Localised;
  /** The unit below the stroke. */
  readonly per?: { readonly code: string; readonly name: Localised } | undefined;
}

/** How one language names units. */
interface UnitWords {
  /** By code. An empty name means that the number stands alone. */
  readonly atoms: Readonly<Record<string, string>>;
  /** By power of ten. */
  readonly scales: Readonly<Record<number, string>>;
  /** Between a scale and its unit. */
  readonly space: string;
  /** By code, where the unit after a stroke is not the one in `atoms`. */
  readonly per: Readonly<Record<string, string>>;
}

const ENGLISH: UnitWords = {
  atoms: {
    g: 'grams',
    kg: 'kilograms',
    t: 'tonnes',
    kt: 'thousand tonnes',
    Mt: 'million tonnes',
    CNY: 'yuan',
    USD: 'US dollars',
    EUR: 'euros',
    kWh: 'kWh',
    MWh: 'MWh',
    GWh: 'GWh',
    TWh: 'TWh',
    '%': '%',
    pp: 'percentage points',
    count: '',
    year: '',
  },
  scales: { 3: 'thousand', 6: 'million', 9: 'billion', 12: 'trillion' },
  space: ' ',
  per: { g: 'g', kg: 'kg', t: 't', kt: 'kt', Mt: 'Mt', USD: 'US dollar', EUR: 'euro' },
};

const CHINESE: UnitWords = {
  atoms: {
    g: '克',
    kg: '千克',
    t: '吨',
    kt: '千吨',
    Mt: '百万吨',
    CNY: '元',
    USD: '美元',
    EUR: '欧元',
    kWh: '千瓦时',
    MWh: '兆瓦时',
    GWh: '吉瓦时',
    TWh: '太瓦时',
    '%': '%',
    pp: '个百分点',
    count: '',
    year: '',
  },
  scales: {
    3: '千',
    4: '万',
    5: '十万',
    6: '百万',
    7: '千万',
    8: '亿',
    9: '十亿',
    10: '百亿',
    11: '千亿',
    12: '万亿',
  },
  space: '',
  per: {},
};

const LANGUAGES: ReadonlyMap<string, UnitWords> = new Map([
  ['en', ENGLISH],
  ['zh-CN', CHINESE],
]);

/** The words for a unit in each locale that has them all: `million tonnes`, 万吨, 元/吨. */
export function nameOfUnit(parts: UnitParts): Localised {
  const names = new Map<string, string>();
  for (const [locale, words] of LANGUAGES) {
    const name = nameIn(locale, words, parts);
    if (name !== undefined) names.set(locale, name);
  }
  return names;
}

function nameIn(locale: string, words: UnitWords, { exponent = 0, atom, names, per }: UnitParts): string | undefined {
  const unit = names?.get(locale) ?? words.atoms[atom];
  const scale = exponent === 0 ? '' : words.scales[exponent];
  if (unit === undefined || scale === undefined) return undefined;
  // "10^4 Mt" would read "ten thousand million tonnes": a scaled scale has no name.
  if (exponent > 0 && SCALED_ATOMS.has(atom)) return undefined;
  const counted = scale && unit ? scale + words.space + unit : scale + unit;
  if (!per) return counted;
  const below = words.per[per.code] ?? words.atoms[per.code] ?? per.name.get(locale);
  return below === undefined ? undefined : `${counted}/${below}`;
}

const SCALED_ATOMS: ReadonlySet<string> = new Set(['kt', 'Mt']);
