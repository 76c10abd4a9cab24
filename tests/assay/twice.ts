import fc from 'fast-check';
import type { Small } from './world.ts';

/** A small dataset in which figures stand twice in a relation, sound but for two slips. */
export interface TwiceWorld {
  readonly small: Small;
  /** Addresses of the figures that are printed wrong. */
  readonly slipped: readonly string[];
}

/** A figure: its unit, its true value, and the decimals that are printed of it. */
interface Truth {
  readonly unit: string;
  readonly value: number;
  readonly decimals: number;
}

/** What is measured of two regions, and the relations in which their output stands twice. */
function truthsOf([a, b, c, u, v]: readonly [number, number, number, number, number]): Readonly<Record<string, Truth>> {
  const level = (value: number): Truth => ({ unit: 'kt', value, decimals: 1 });
  const share = (value: number): Truth => ({ unit: '%', value: 100 * value, decimals: 2 });
  return {
    home: level(a),
    abroad: level(b),
    kept: level(c),
    all: level(a + b),
    yield_home: { unit: 't/ha', value: u, decimals: 2 },
    yield_abroad: { unit: 't/ha', value: v, decimals: 2 },
    share: share(a / (a + b)),
    lead: share((a - b) / (a + b)),
    mean: { unit: 't/ha', value: (a * u + b * v) / (a + b), decimals: 2 },
    rest: share((a - c) / (a + c)),
  };
}

const RELATIONS: readonly (readonly [holds: string, figures: readonly string[]])[] = [
  ['share = home / (home + abroad)', ['share', 'home', 'abroad']],
  ['lead = (home - abroad) / (home + abroad)', ['lead', 'home', 'abroad']],
  [
    'mean = (home * yield_home + abroad * yield_abroad) / (home + abroad)',
    ['mean', 'home', 'abroad', 'yield_home', 'yield_abroad'],
  ],
  ['rest = (home - kept) / (home + kept)', ['rest', 'home', 'kept']],
  ['all = home + abroad', ['all', 'home', 'abroad']],
];

/** How a number is misprinted, given a draw. */
const SLIPS: readonly ((value: number, draw: number) => number)[] = [
  (value) => value * 10,
  (value) => value / 10,
  (value, draw) => value * (1.2 + draw),
  (value, draw) => value / (1.2 + draw),
  (value, draw) => value + 10 ** Math.floor(Math.log10(Math.abs(value) + 1)) * (1 + Math.floor(draw * 3)),
];

const anyLevel = fc.integer({ min: 300, max: 9999 }).map((tenths) => tenths / 10);
const anyYield = fc.integer({ min: 120, max: 980 }).map((hundredths) => hundredths / 100);

/** Worlds with two to four of the relations, and two slips of any kinds. */
export const anyTwiceWorld: fc.Arbitrary<TwiceWorld> = fc
  .record({
    values: fc.tuple(anyLevel, anyLevel, anyLevel, anyYield, anyYield),
    relations: fc.uniqueArray(fc.nat(RELATIONS.length - 1), { minLength: 1, maxLength: 4 }),
    slips: fc.array(
      fc.record({
        at: fc.double({ min: 0, max: 0.999, noNaN: true }),
        kind: fc.nat(SLIPS.length - 1),
        draw: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
      { minLength: 2, maxLength: 2 },
    ),
  })
  .map(({ values, relations, slips }) => worldOf(values, relations, slips))
  .filter(({ slipped }) => new Set(slipped).size === 2);

function worldOf(
  values: readonly [number, number, number, number, number],
  relations: readonly number[],
  slips: readonly { readonly at: number; readonly kind: number; readonly draw: number }[],
): TwiceWorld {
  const truths = truthsOf(values);
  const chosen = relations.flatMap((at) => (RELATIONS[at] ? [RELATIONS[at]] : []));
  const ids = [...new Set(chosen.flatMap(([, figures]) => figures))].sort();
  const printed = new Map(ids.map((id) => [id, truths[id]?.value ?? 0]));
  const slipped = slips.map(({ at, kind, draw }) => {
    const id = ids[Math.floor(at * ids.length)] ?? '';
    printed.set(id, SLIPS[kind]?.(printed.get(id) ?? 0, draw) ?? 0);
    return id;
  });
  const lines = ids.map((id) => {
    const { unit = '', decimals = 0 } = truths[id] ?? {};
    return `  ${id}: [{level: '${(printed.get(id) ?? 0).toFixed(decimals)} ${unit}', decimals: ${decimals}}]`;
  });
  const kindOf: Readonly<Record<string, string>> = { kt: 'flow', '%': 'ratio', 't/ha': 'ratio' };
  return {
    small: {
      indicators: Object.fromEntries(ids.map((id) => [id, `${truths[id]?.unit} ${kindOf[truths[id]?.unit ?? '']}`])),
      releases: { office: lines.join('\n') },
      relations: `relations:\n${chosen.map(([holds], at) => `  - {id: r${at}, hardness: hard, holds: ${holds}}`).join('\n')}\n`,
    },
    slipped,
  };
}
