import { seeded } from './inject.ts';
import type { MadeUp } from './kinds.ts';
import { labelOf } from './label.ts';

/** An indicator of a small dataset with its records, as YAML. */
interface Row {
  readonly id: string;
  readonly unit: string;
  readonly kind?: string;
  readonly records: readonly string[];
}

interface Small {
  readonly title: string;
  readonly rows: readonly Row[];
  readonly relations: readonly string[];
}

/** Random choices of one small dataset. */
interface Draw {
  readonly between: (least: number, most: number) => number;
  readonly whole: (least: number, most: number) => number;
  readonly isTrue: (chance?: number) => boolean;
}

function drawing(seed: number): Draw {
  const random = seeded(seed);
  const between = (least: number, most: number): number => least + random() * (most - least);
  return {
    between,
    whole: (least, most) => Math.floor(between(least, most + 1)),
    isTrue: (chance = 0.5) => random() < chance,
  };
}

/** Values of the periods of a row: each moves by up to a quarter from the one before. */
function walk({ between }: Draw, count: number, least: number, most: number, digits: number): number[] {
  let value = between(least, most);
  return Array.from({ length: count }, () => rounded((value *= between(0.85, 1.25)), digits));
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

function sumOf(rows: readonly (readonly number[])[], at: number, digits: number): number {
  return rounded(
    rows.reduce((sum, values) => sum + (values[at] ?? 0), 0),
    digits,
  );
}

const YEARS = ['2023', '2024', '2025'];
const MONTHS = ['2025-M08', '2025-M09', '2025-M10', '2025-M11', '2025-M12'];

/** What is printed of each row next to the levels. */
interface Printed {
  readonly periods: readonly string[];
  readonly unit: string;
  readonly digits: number;
  /** How many of the last periods have a level. */
  readonly levels: number;
  readonly growth: boolean;
  readonly change: boolean;
}

/** The records of a row: its levels, and growth and change from one period to the next. */
function recordsOf(values: readonly number[], { periods, unit, digits, levels, growth, change }: Printed): string[] {
  const last = periods.length - 1;
  return periods.flatMap((period, at) => {
    const [now = 1, before] = [values[at], at > 0 ? values[at - 1] : undefined];
    const isLevel = at > last - levels;
    const from = before === undefined || !isLevel ? undefined : { before, base: periods[at - 1] };
    const rate = from && growth ? [`growth: ${((now / from.before - 1) * 100).toFixed(1)}%`] : [];
    const move = from && change ? [`change: ${(now - from.before).toFixed(digits)} ${unit}`] : [];
    return [
      ...(isLevel
        ? [
            `level: ${now.toFixed(digits)} ${unit}, resolution: ${(10 ** -digits).toFixed(digits)} ${unit}, period: ${period}`,
          ]
        : []),
      ...[...rate, ...move].map((record) => `${record}, period: ${period}, base: ${from?.base}`),
    ];
  });
}

function printedOf(draw: Draw, unit: string, digits: number): Printed {
  const all = draw.isTrue() ? YEARS : MONTHS;
  const levels = draw.whole(1, Math.min(3, all.length - 1));
  const periods = all.slice(-(levels + 1));
  const growth = draw.isTrue(0.75);
  return { periods, unit, digits, levels, growth, change: draw.isTrue(growth ? 0.15 : 0.5) };
}

/** A whole and its parts, perhaps with shares. */
function table(draw: Draw): Small {
  const digits = draw.whole(0, 2);
  const printed = printedOf(draw, 'kt', digits);
  const parts = Array.from({ length: draw.whole(2, 6) }, () => walk(draw, printed.periods.length, 15, 900, digits));
  const whole = printed.periods.map((_, at) => sumOf(parts, at, digits));
  const hasShares = draw.isTrue(0.4);
  const last = printed.periods.length - 1;
  const shares = (values: readonly number[]): string[] =>
    hasShares
      ? [
          `share: ${(((values[last] ?? 0) / (whole[last] ?? 1)) * 100).toFixed(1)}%, of: all, period: ${printed.periods[last]}`,
        ]
      : [];
  const rows = parts.map((values, at): Row => ({
    id: `all.p${at}`,
    unit: 'kt',
    records: [...recordsOf(values, printed), ...shares(values)],
  }));
  return {
    title: 'table',
    rows: [{ id: 'all', unit: 'kt', records: recordsOf(whole, printed) }, ...rows],
    relations: ['all = sum(all.*)'],
  };
}

/** What goes out, what comes in, and the balance of several goods. */
function trade(draw: Draw): Small {
  const printed = printedOf(draw, 'bn EUR', 1);
  const goods = Array.from({ length: draw.whole(1, 3) }, () =>
    [0, 1].map(() => walk(draw, printed.periods.length, 20, 400, 1)),
  );
  const all = [...goods, ...(goods.length > 1 ? [sides(goods)] : [])];
  const rows = all.flatMap(([sold = [], bought = []], at): Row[] => {
    const name = at === goods.length ? '' : `.g${at}`;
    const balance = sold.map((value, index) => rounded(value - (bought[index] ?? 0), 1));
    return [
      { id: `sold${name}`, unit: 'bn EUR', records: recordsOf(sold, printed) },
      { id: `bought${name}`, unit: 'bn EUR', records: recordsOf(bought, printed) },
      { id: `net${name}`, unit: 'bn EUR', records: recordsOf(balance, { ...printed, growth: false }) },
    ];
  });
  const balances = all.map((_, at) => {
    const name = at === goods.length ? '' : `.g${at}`;
    return `net${name} = sold${name} - bought${name}`;
  });
  const sums = goods.length > 1 ? ['sold = sum(sold.*)', 'bought = sum(bought.*)', 'net = sum(net.*)'] : [];
  return { title: 'trade', rows, relations: [...balances, ...sums] };
}

function sides(goods: readonly (readonly (readonly number[])[])[]): number[][] {
  return [0, 1].map((side) => {
    const lists = goods.map((each) => each[side] ?? []);
    return (lists[0] ?? []).map((_, at) => sumOf(lists, at, 1));
  });
}

/** Quantity × price = value of several goods, and the value of all. */
function sales(draw: Draw): Small {
  const tonnes = { ...printedOf(draw, 'kt', 1), change: false };
  const prices = { ...tonnes, unit: 'USD/t', digits: 0 };
  const values = { ...tonnes, unit: 'bn USD', digits: 4 };
  const goods = Array.from({ length: draw.whole(2, 3) }, () => {
    const quantity = walk(draw, tonnes.periods.length, 20, 400, 1);
    const price = walk(draw, tonnes.periods.length, 800, 9000, 0);
    return [quantity, price, quantity.map((each, at) => rounded((each * (price[at] ?? 0)) / 1e6, 4))] as const;
  });
  const total = tonnes.periods.map((_, at) =>
    sumOf(
      goods.map(([, , value]) => value),
      at,
      4,
    ),
  );
  const rows = goods.flatMap(([quantity, price, value], at): Row[] => [
    { id: `made.g${at}`, unit: 'kt', records: recordsOf(quantity, tonnes) },
    { id: `price.g${at}`, unit: 'USD/t', kind: 'price', records: recordsOf(price, prices) },
    { id: `sales.g${at}`, unit: 'bn USD', records: recordsOf(value, values) },
  ]);
  return {
    title: 'sales',
    rows: [...rows, { id: 'sales', unit: 'bn USD', records: recordsOf(total, values) }],
    relations: [...goods.map((_, at) => `sales.g${at} = made.g${at} * price.g${at}`), 'sales = sum(sales.*)'],
  };
}

/** Regions by kind, with sums both ways. */
function grid(draw: Draw): Small {
  const printed = { ...printedOf(draw, 'count', 0), levels: 1, change: false };
  const periods = printed.periods.slice(-2);
  const size = [draw.whole(2, 4), draw.whole(2, 3)] as const;
  const cells = Array.from({ length: size[0] }, () =>
    Array.from({ length: size[1] }, () => walk(draw, periods.length, 900, 60_000, 0)),
  );
  const across = cells.map((row) => periods.map((_, at) => sumOf(row, at, 0)));
  const down = Array.from({ length: size[1] }, (_, kind) =>
    periods.map((_, at) =>
      sumOf(
        cells.map((row) => row[kind] ?? []),
        at,
        0,
      ),
    ),
  );
  const whole = periods.map((_, at) => sumOf(across, at, 0));
  const row = (id: string, values: readonly number[], growth = printed.growth): Row => ({
    id,
    unit: 'count',
    records: recordsOf(values, { ...printed, periods, growth }),
  });
  const rows = [
    row('all', whole),
    ...down.map((values, kind) => row(`kind.k${kind}`, values)),
    ...cells.flatMap((list, region) => [
      row(`region.r${region}`, across[region] ?? []),
      ...list.map((values, kind) => row(`cell.r${region}.k${kind}`, values, false)),
    ]),
  ];
  const relations = [
    'all = sum(kind.*)',
    'all = sum(region.*)',
    ...across.map((_, region) => `region.r${region} = sum(cell.r${region}.*)`),
    ...down.map((_, kind) => `kind.k${kind} = ${cells.map((_, region) => `cell.r${region}.k${kind}`).join(' + ')}`),
  ];
  return { title: 'grid', rows, relations };
}

const KINDS = [table, trade, sales, grid, table];

/** A random dataset of one release with some five to fifty figures; the same for the same seed. */
export function smallWorld(seed: number): MadeUp {
  const { title, rows, relations } = (KINDS[seed % KINDS.length] ?? table)(drawing(seed));
  const kinds = rows.map(
    ({ id, unit, kind = 'flow' }) => `  ${id}: {label: {en: ${labelOf(id)}}, unit: '${unit}', kind: ${kind}}`,
  );
  const head = ['title: {en: Generated}', 'publisher: bench', 'licence: MIT', 'locales: [en]'];
  const release = 'release: {id: office-2025, source: office, published: 2026-02-01, period: 2025}';
  const lines = rows.map(({ id, records }) =>
    [`  ${id}:`].concat(records.map((record) => `    - {${record}}`)).join('\n'),
  );
  const holds = relations.map(
    (each, at) => `  - {id: r${at}, hardness: hard, owner: bench, reason: made up, holds: "${each}"}`,
  );
  const files = new Map([
    [
      'dataset.yaml',
      [...head, 'sources:', '  office: {publisher: office, rank: 1}', 'indicators:', ...kinds, ''].join('\n'),
    ],
    ['releases/office-2025.yaml', [release, 'observations:', ...lines, ''].join('\n')],
    ['relations.yaml', `relations:\n${holds.join('\n')}\n`],
  ]);
  return { title: `${title} ${seed}`, files };
}
