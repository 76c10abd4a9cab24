import { seeded } from './inject.ts';
import { labelOf } from './label.ts';

/** A made-up dataset: its name, and its files by name. */
export interface MadeUp {
  readonly title: string;
  readonly files: ReadonlyMap<string, string>;
}

const MONTHS = 12;

/** What a made-up indicator is, and what it states in a month. */
interface Row {
  readonly id: string;
  readonly unit: string;
  readonly kind: string;
  readonly records: (month: number) => readonly string[];
}

/** A year of monthly releases of one source, with relations between its indicators. */
function monthly(rows: readonly Row[], relations: readonly string[]): ReadonlyMap<string, string> {
  const indicators = rows.map(
    ({ id, unit, kind }) => `  ${id}: {label: {en: ${labelOf(id)}}, unit: '${unit}', kind: ${kind}}`,
  );
  const head = ['title: {en: Generated}', 'publisher: bench', 'licence: MIT', 'locales: [en]'];
  const dataset = [...head, 'sources:', '  office: {publisher: office, rank: 1}', 'indicators:', ...indicators, ''];
  const holds = relations.map(
    (each, at) => `  - {id: r${at}, hardness: hard, owner: bench, reason: made up, holds: "${each}"}`,
  );
  const files = new Map([
    ['dataset.yaml', dataset.join('\n')],
    ['relations.yaml', `relations:\n${holds.join('\n')}\n`],
  ]);
  for (let month = 1; month <= MONTHS; month += 1) {
    const period = `2025-M${String(month).padStart(2, '0')}`;
    const lines = rows.flatMap(({ id, records }) => [
      `  ${id}:`,
      ...records(month).map((record) => `    - {${record}}`),
    ]);
    const id = `office-${period.toLowerCase()}`;
    const published = month === 12 ? '2026-01-20' : `2025-${String(month + 1).padStart(2, '0')}-20`;
    const release = `release: {id: ${id}, source: office, published: ${published}, period: ${period}}`;
    files.set(`releases/${id}.yaml`, [release, 'observations:', ...lines, ''].join('\n'));
  }
  return files;
}

/** A growth record, in per cent to one place, against a month before. */
function growth(now: number, before: number, base: number): string {
  return `growth: ${((now / before - 1) * 100).toFixed(1)}%, base: 2025-M${String(base).padStart(2, '0')}`;
}

/** Series that wander, by name and month; the first is month 0, which nothing states. */
function series(seed: number, count: number, least: number, most: number): number[][] {
  const random = seeded(seed);
  return Array.from({ length: count }, () => {
    let value = least + random() * (most - least);
    return Array.from({ length: MONTHS + 1 }, () => (value *= 0.93 + random() * 0.15));
  });
}

/** Monthly counts: a whole and its parts, each with its growth on the month. */
function counts(): MadeUp {
  const parts = series(11, 4, 12_000, 95_000).map((values) => values.map(Math.round));
  const whole = parts[0]?.map((_, month) => parts.reduce((sum, values) => sum + (values[month] ?? 0), 0)) ?? [];
  const row = (id: string, values: readonly number[]): Row => ({
    id,
    unit: 'count',
    kind: 'flow',
    records: (month) => [
      `level: '${values[month]}', resolution: 1`,
      ...(month > 1 ? [growth(values[month] ?? 1, values[month - 1] ?? 1, month - 1)] : []),
    ],
  });
  const rows = [row('all', whole), ...parts.map((values, at) => row(`part.p${at}`, values))];
  return { title: 'Made-up monthly counts', files: monthly(rows, ['all = sum(part.*)']) };
}

/** Balances: what comes in less what goes out, mostly below zero, with changes on the month. */
function balances(): MadeUp {
  const [exports = [], imports = []] = series(12, 2, 210, 260);
  const goods = exports.map((value) => value * 0.7);
  const services = exports.map((value) => value * 0.3);
  const round = (value: number | undefined): number => Math.round((value ?? 0) * 10) / 10;
  const sold = (month: number): number => round(round(goods[month]) + round(services[month]));
  const bought = (month: number): number => round((imports[month] ?? 0) * 1.06);
  const level = (id: string, value: (month: number) => number, hasGrowth = true): Row => ({
    id,
    unit: 'bn EUR',
    kind: 'flow',
    records: (month) => [
      `level: ${value(month).toFixed(1)} bn EUR`,
      ...(hasGrowth && month > 1 ? [growth(value(month), value(month - 1), month - 1)] : []),
    ],
  });
  const rows = [
    level('sold.all', sold),
    level('sold.goods', (month) => round(goods[month])),
    level('sold.services', (month) => round(services[month])),
    level('bought', bought),
    level('balance', (month) => round(sold(month) - bought(month)), false),
  ];
  const relations = ['sold.all = sold.goods + sold.services', 'balance = sold.all - bought'];
  return { title: 'Made-up balances', files: monthly(rows, relations) };
}

/** Members of a group, each with its growth and the running total of the year. */
function members(): MadeUp {
  const parts = series(13, 6, 3, 90).map((values) => values.map((value) => Math.round(value * 100) / 100));
  const whole = parts[0]?.map((_, month) => parts.reduce((sum, values) => sum + (values[month] ?? 0), 0)) ?? [];
  const total = (values: readonly number[], month: number): number =>
    values.slice(1, month + 1).reduce((sum, value) => sum + value, 0);
  const row = (id: string, values: readonly number[]): Row => ({
    id,
    unit: 'kt',
    kind: 'flow',
    records: (month) => [
      `level: ${(values[month] ?? 0).toFixed(2)} kt`,
      ...(month > 1 ? [growth(values[month] ?? 1, values[month - 1] ?? 1, month - 1)] : []),
      ...(month > 1
        ? [`level: ${total(values, month).toFixed(2)} kt, period: 2025-M01..2025-M${String(month).padStart(2, '0')}`]
        : []),
    ],
  });
  const rows = [row('group', whole), ...parts.map((values, at) => row(`member.m${at}`, values))];
  return { title: 'Made-up members with running totals', files: monthly(rows, ['group = sum(member.*)']) };
}

/** What a made-up table prints next to the levels. */
export interface Columns {
  readonly growth?: boolean;
  readonly share?: boolean;
  /** Whether the year before is printed, in a release of its own. */
  readonly history?: boolean;
}

const ROWS = 7;

/** A yearly table: a total and its rows, each with its growth and its share of the total. */
export function tables(
  seed: number,
  { growth: hasGrowth = true, share: hasShare = true, history = true }: Columns,
): MadeUp {
  const random = seeded(seed);
  const years = [2023, 2024, 2025];
  const rows = Array.from({ length: ROWS }, () => {
    let value = 12 + random() * 130;
    return years.map(() => Math.round((value *= 0.9 + random() * 0.25) * 10) / 10);
  });
  const total = years.map((_, at) => rows.reduce((sum, values) => sum + (values[at] ?? 0), 0));
  const ids = ['all', ...rows.map((_, at) => `all.r${at}`)];
  const values = [total, ...rows];
  const indicators = ids.map((id) => `  ${id}: {label: {en: ${labelOf(id)}}, unit: Mt, kind: flow}`);
  const head = ['title: {en: Generated}', 'publisher: bench', 'licence: MIT', 'locales: [en]'];
  const files = new Map([
    [
      'dataset.yaml',
      [...head, 'sources:', '  office: {publisher: office, rank: 1}', 'indicators:', ...indicators, ''].join('\n'),
    ],
    ['relations.yaml', 'relations:\n  - {id: whole, hardness: hard, holds: all = sum(all.*)}\n'],
  ]);
  for (const at of history ? [1, 2] : [2]) {
    const lines = ids.map((id, row) => {
      const [now = 1, before = 1] = [values[row]?.[at], values[row]?.[at - 1]];
      const rate = hasGrowth ? `, {growth: ${((now / before - 1) * 100).toFixed(1)}%}` : '';
      const part = hasShare && row > 0 ? `, {share: ${((now / (total[at] ?? 1)) * 100).toFixed(1)}%, of: all}` : '';
      return `  ${id}: [{level: ${now.toFixed(1)} Mt}${rate}${part}]`;
    });
    const year = years[at] ?? 0;
    const release = `release: {id: office-${year}, source: office, published: ${year + 1}-02-01, period: ${year}}`;
    files.set(`releases/${year}.yaml`, [release, 'observations:', ...lines, ''].join('\n'));
  }
  const printed = [
    ...(hasGrowth ? ['growth'] : []),
    ...(hasShare ? ['shares'] : []),
    ...(history ? ['the year before'] : []),
  ];
  return { title: `Made-up table with ${printed.join(', ')}`, files };
}

/** The kinds of releases that many offices publish. */
export function madeUpKinds(): MadeUp[] {
  return [
    counts(),
    balances(),
    members(),
    tables(21, {}),
    tables(24, { history: false }),
    tables(23, { share: false }),
  ];
}
