/**
 * `npm run bench:size [statements]`: how long a check takes, and how much memory, of 960 statements with a claim of a record
 * each month; and of a generated dataset with half as many tests of written relations as statements (default: 50,000
 * statements), without a slip and with one; and of as many statements by two publishers, who agree. Then how long the search for rules takes in a table of 100 rows and 20 columns,
 * and in one of 5,000 rows and 60 columns.
 */
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { assayDataset } from '../../src/assay/assay.ts';
import { loadRules } from '../../src/assay/relations/relations-file.ts';
import { overviewLines } from '../../src/cli/overview-text.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { loadDataset } from '../../src/dataset/dataset-folder.ts';
import { decimal } from '../../src/core/numbers/decimal.ts';
import { discover } from '../../src/discovery/discovery.ts';
import type { FigureTable } from '../../src/watch/figure-table.ts';
import { seeded } from './inject.ts';
import { labelOf } from './label.ts';

const GROUPS = 50;
const PARTS = 8;
/** Each group states a level and a growth of its whole, its parts and what is made of it, in each year. */
const IN_YEAR = GROUPS * (PARTS + 2) * 2;

function head(indicators: readonly string[], unit: string): string {
  const declared = indicators.map((id) => `  ${id}: {label: {en: ${labelOf(id)}}, unit: ${unit}, kind: flow}`);
  const sources = 'sources:\n  office: {publisher: office, rank: 1}';
  return `title: {en: Large}\npublisher: bench\nlicence: MIT\nlocales: [en]\n${sources}\nindicators:\n${declared.join('\n')}\n`;
}

/** Wholes with their parts over years, one release a year, with ten relations a group: all hold. */
function yearsOfGroups(statements: number): Map<string, string> {
  const random = seeded(11);
  const years = Math.max(1, Math.round(statements / IN_YEAR));
  const names = Array.from({ length: GROUPS }, (_, group) => `g${group}`);
  const idsOf = (name: string): string[] => [
    ...Array.from({ length: PARTS }, (_, part) => `${name}.p${part}`),
    `${name}.all`,
    `${name}.made`,
  ];
  const before = new Map<string, number>();
  const files = new Map([['dataset.yaml', head(names.flatMap(idsOf), 'kt')]]);
  for (let year = 2026 - years; year < 2026; year += 1) {
    const lines: string[] = [];
    for (const name of names) {
      const parts = Array.from({ length: PARTS }, (_, part) => {
        const old = before.get(`${name}.p${part}`) ?? 100 + Math.floor(random() * 800);
        return Math.round(old * (1 + random() / 50) * 10) / 10;
      });
      const whole = Math.round(parts.reduce((sum, part) => sum + part, 0) * 10) / 10;
      const values = [...parts, whole, Math.round(whole * 12) / 10];
      for (const [index, id] of idsOf(name).entries()) {
        const value = values[index] ?? 0;
        const growth = (value / (before.get(id) ?? value) - 1) * 100;
        before.set(id, value);
        lines.push(`  ${id}: [{level: ${value.toFixed(1)} kt}, {growth: ${growth.toFixed(1)}%}]`);
      }
    }
    const release = `release: {id: office-${year}, source: office, published: ${year + 1}-02-01, period: ${year}}`;
    files.set(`releases/${year}.yaml`, `${release}\nobservations:\n${lines.join('\n')}\n`);
  }
  const relations = names.flatMap((name) => {
    const parts = Array.from({ length: PARTS }, (_, part) => `${name}.p${part}`);
    const bounds = parts.map((id, part) => `${name}_p${part}, hardness: hard, holds: ${id} <= ${name}.made`);
    return bounds.concat(
      `${name}_whole, hardness: hard, holds: ${name}.all = ${parts.join(' + ')}`,
      `${name}_made, hardness: soft, owner: bench, reason: made up, holds: "${name}.made / ${name}.all in [1, 1.5]"`,
    );
  });
  return files.set('relations.yaml', `relations:\n${relations.map((one) => `  - {id: ${one}}`).join('\n')}\n`);
}

/** A level that rises each month, called a record each time. */
function records(statements: number): Map<string, string> {
  const lines = Array.from({ length: statements / 2 }, (_, index) => {
    const month = `${1960 + Math.floor(index / 12)}-M${String((index % 12) + 1).padStart(2, '0')}`;
    return `    - {level: ${1000 + index} kt, resolution: 1 kt, period: ${month}}\n    - {claim: record high, period: ${month}}`;
  });
  const release = 'release: {id: office-2025, source: office, published: 2026-02-01, period: 2025}';
  return new Map([
    ['dataset.yaml', head(['out.a'], 'kt')],
    ['releases/2025.yaml', `${release}\nobservations:\n  out.a:\n${lines.join('\n')}\n`],
  ]);
}

/** The same levels, stated by two publishers. */
function twoPublishers(statements: number): Map<string, string> {
  const random = seeded(3);
  const ids = Array.from({ length: 100 }, (_, at) => `out.s${at}`);
  const years = Math.max(1, Math.round(statements / 2 / ids.length));
  const lines = ids.map((id) => {
    const levels = Array.from(
      { length: years },
      (_, at) => `{level: ${(100 + random() * 800).toFixed(1)} kt, period: ${2026 - years + at}}`,
    );
    return `  ${id}: [${levels.join(', ')}]`;
  });
  const files = new Map([
    ['dataset.yaml', head(ids, 'kt').replace('indicators:', '  bureau: {publisher: bureau, rank: 1}\nindicators:')],
  ]);
  for (const source of ['office', 'bureau']) {
    const release = `release: {id: ${source}-2025, source: ${source}, published: 2026-02-01, period: 2025}`;
    files.set(`releases/${source}.yaml`, `${release}\nobservations:\n${lines.join('\n')}\n`);
  }
  return files;
}

/** The same with one level of the last year ten times too large. */
function slipped(files: Map<string, string>): Map<string, string> {
  const last = 'releases/2025.yaml';
  const text = files.get(last) ?? '';
  return files.set(
    last,
    text.replace(
      /(g7\.p3: \[\{level: )([\d.]+)/,
      (_, start: string, level: string) => start + (Number(level) * 10).toFixed(1),
    ),
  );
}

async function measure(title: string, files: ReadonlyMap<string, string>): Promise<void> {
  const root = await mkdtemp(path.join(tmpdir(), 'assay-size-'));
  try {
    for (const [name, text] of files) {
      const file = path.join(root, 'data/large', name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, text);
    }
    const workspace = new Workspace(root);
    const diagnostics = new Diagnostics();
    const start = performance.now();
    const before = process.cpuUsage();
    const dataset = await loadDataset(workspace, 'large', diagnostics);
    const loaded = performance.now();
    const rules = dataset && (await loadRules(workspace, dataset, diagnostics));
    if (!dataset || !rules) throw new Error(diagnostics.all.map(({ message }) => message).join('\n'));
    const tested = performance.now();
    const result = assayDataset(dataset, rules);
    const end = performance.now();
    overviewLines(result);
    const shown = performance.now();
    const seconds = (from: number, to: number): string => `${((to - from) / 1000).toFixed(1)} s`;
    const used = process.cpuUsage(before);
    const memory = process.resourceUsage().maxRSS / 1024;
    process.stdout.write(
      `${title}: ${result.figures.length} statements, ${result.relations.length} tests, ${result.diagnostics.length} messages; read ${seconds(start, loaded)}, tested ${seconds(tested, end)}, shown ${seconds(end, shown)}, ${((used.user + used.system) / 1e6).toFixed(1)} s of the processor, at most ${memory.toFixed(0)} MB\n`,
    );
  } finally {
    await rm(root, { recursive: true });
  }
}

const CASES: Readonly<Record<string, (statements: number) => ReadonlyMap<string, string>>> = {
  records: () => records(960),
  groups: yearsOfGroups,
  'two-publishers': twoPublishers,
  'groups-with-a-slip': (statements) => slipped(yearsOfGroups(statements)),
};

/** A table of sums with three to eight parts each, all of which move a few per cent from column to column. */
function tableOfSums(rows: number, columns: number): FigureTable {
  const random = seeded(5);
  const lines: number[][] = [];
  while (lines.length < rows) {
    const parts = Array.from({ length: 3 + Math.floor(random() * 6) }, () => {
      let size = 10 ** (2 + random() * 2.5);
      return Array.from({ length: columns }, () => Math.round((size *= 0.95 + random() * 0.12)));
    });
    lines.push(
      Array.from({ length: columns }, (_, column) => parts.reduce((sum, part) => sum + (part[column] ?? 0), 0)),
    );
    lines.push(...parts);
  }
  return {
    rows: Array.from({ length: rows }, (_, row) => ({ name: `Line ${row}`, indent: 0 })),
    columns: Array.from({ length: columns }, (_, column) => ({ name: String(1960 + column), indent: 0 })),
    cells: lines.slice(0, rows).map((line) => line.map((value) => decimal(value))),
  };
}

function measureSearch(rows: number, columns: number): void {
  const table = tableOfSums(rows, columns);
  const before = process.cpuUsage();
  const start = performance.now();
  const { sums } = discover(table);
  const used = process.cpuUsage(before);
  const memory = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(
    `search for rules in ${rows} × ${columns} cells: ${sums.length} rules in ${((performance.now() - start) / 1000).toFixed(2)} s, ${((used.user + used.system) / 1e6).toFixed(2)} s of the processor, at most ${memory.toFixed(0)} MB\n`,
  );
}

const SEARCHES: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  'search-small': [100, 20],
  'search-large': [5_000, 60],
};

// Each case has a process of its own, so that its memory is not that of another.
const [statements = '50000', name] = process.argv.slice(2);
const files = name === undefined ? undefined : CASES[name]?.(Number(statements));
const search = SEARCHES[name ?? ''];
if (files) await measure(name ?? '', files);
else if (search) measureSearch(...search);
else {
  for (const each of [...Object.keys(CASES), ...Object.keys(SEARCHES)]) {
    const call = [...process.execArgv, fileURLToPath(import.meta.url), statements, each];
    spawnSync(process.execPath, call, { stdio: 'inherit' });
  }
}
