import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { seeded } from './inject.ts';

/** The years of which the made-up releases tell, the last of which is that of the editions. */
const YEARS = [2020, 2021, 2022, 2023, 2024, 2025];

/** What is measured of each metal. */
const MEASURED = [
  { id: 'output', label: 'Metal', unit: 'Mt', kind: 'flow', stage: 'refined', digits: 3, from: 1, to: 50 },
  { id: 'trade', label: 'Imports of metal', unit: 'kt', kind: 'flow', stage: 'ore', digits: 1, from: 100, to: 900 },
  { id: 'price', label: 'Price of metal', unit: 'CNY/t', kind: 'price', digits: 0, from: 10_000, to: 90_000 },
  {
    id: 'energy',
    label: 'Energy of metal',
    unit: 'kgce/t',
    kind: 'ratio',
    stage: 'refined',
    digits: 2,
    from: 100,
    to: 900,
  },
];

/**
 * Writes a root folder with as many made-up metals as asked for next to the real ones in the repository's dataset, and
 * the repository's sheet about one metal for each of the first `printed` of them; it is the same at each call.
 */
export function writeManyMetals(root: string, repository: string, count: number, printed = count): void {
  for (const folder of ['data/china-nonferrous', 'templates/china-metal', 'sources'])
    cpSync(path.join(repository, folder), path.join(root, folder), { recursive: true });
  const names = Array.from({ length: count }, (_, index) => `m${index}`);
  const { indicators, observations } = madeUp(names);
  const data = path.join(root, 'data/china-nonferrous');
  const members = names.map((name) => `      ${name}: { en: Metal ${name}, zh-CN: 金属 ${name} }\n`).join('');
  const source = '  bench: { publisher: { en: bench, zh-CN: bench }, language: en, rank: 4 }\n';
  change(path.join(data, 'dataset.yaml'), (yaml) =>
    yaml
      .replace(/^      copper: /m, `${members}$&`)
      .replace(/^sources:\n/m, `$&${source}`)
      .replace(/^indicators:\n/m, `$&${indicators.join('')}`),
  );
  for (const [year, lines] of observations) {
    if (year === YEARS.at(-1)) {
      change(path.join(data, 'releases/2025.yaml'), (yaml) => yaml.replace(/^observations:\n/m, `$&${lines.join('')}`));
    } else {
      const head = `release: { id: bench-${year}, source: bench, published: ${year + 1}-02-01, period: ${year} }`;
      writeFileSync(path.join(data, `releases/bench-${year}.yaml`), `${head}\nobservations:\n${lines.join('')}`);
    }
  }
  // The sheet names the price of each real metal.
  change(path.join(root, 'templates/china-metal/charts/price-course.vl.json'), (chart) =>
    chart.replace(/"address": \[[^\]]*\]/, '"address": "price.*@-5..0"'),
  );
  change(path.join(root, 'templates/china-metal/brief.yaml'), (yaml) =>
    yaml
      .replace(/^locales: .*$/m, 'locales: [en]')
      .replace(/^members: .*$/m, `members: [${names.slice(0, printed).join(', ')}]`),
  );
}

function change(file: string, edit: (text: string) => string): void {
  writeFileSync(file, edit(readFileSync(file, 'utf8')));
}

/** The lines of indicators, and of the observations of each year, for metals of some names. */
function madeUp(names: readonly string[]): { indicators: string[]; observations: Map<number, string[]> } {
  const random = seeded(23);
  const indicators: string[] = [];
  const observations = new Map<number, string[]>(YEARS.map((year) => [year, []]));
  for (const name of names) {
    for (const { id, label, unit, kind, stage, digits, from, to } of MEASURED) {
      const dimensions = stage === undefined ? `{ metal: ${name} }` : `{ metal: ${name}, stage: ${stage} }`;
      const labels = `{ en: ${label} ${name}, zh-CN: ${label} ${name} }`;
      indicators.push(
        `  ${id}.${name}: { label: ${labels}, unit: ${unit}, kind: ${kind}, dimensions: ${dimensions} }\n`,
      );
      let before = (from + random() * (to - from)).toFixed(digits);
      for (const year of YEARS) {
        const level = (Number(before) * (0.98 + random() / 10)).toFixed(digits);
        const growth = ((Number(level) / Number(before) - 1) * 100).toFixed(1);
        before = level;
        observations.get(year)?.push(`  ${id}.${name}: [{ level: ${level} ${unit} }, { growth: ${growth}% }]\n`);
      }
    }
  }
  return { indicators, observations };
}
