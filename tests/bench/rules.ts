/**
 * `npm run bench:rules -- FOLDER [--all] [--notes]`: what the search for rules finds in the tables of a folder of workbooks and
 * CSV files, and how many slips it notices: into each table slips of eight kinds are injected, one at a time. With `--all` each
 * certain rule is printed, to be read. Then what the watchers call unusual in a thousand figures, and how many of the same slips
 * they notice; with `--notes` only that, with each note.
 */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { decodeText } from '../../src/core/diagnostics/source-text.ts';
import { type Decimal, decimal, decimalText } from '../../src/core/numbers/decimal.ts';
import { type Discovery, discover, type ProposedSum } from '../../src/discovery/discovery.ts';
import type { FigureTable } from '../../src/watch/figure-table.ts';
import { readCsvGrid } from '../../src/tables/importing/csv-grid.ts';
import type { Grid } from '../../src/tables/importing/grid.ts';
import { openWorkbook } from '../../src/tables/importing/spreadsheet/workbook.ts';
import { inWords } from '../discovery/table.ts';
import { WATCHERS } from '../../src/watch/watch.ts';
import { seeded } from './inject.ts';
import { cutTables } from './table-cutting.ts';
import { watchedTable } from './watched-table.ts';

const LEAST_FIGURES = 12;
const MOST_CELLS = 3_000;
/** Tables of one file, and slips of each kind in one table: no publisher should weigh most. */
const TABLES_EACH = 12;
const SLIPS_EACH = 2;

interface Source {
  readonly name: string;
  readonly table: FigureTable;
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /\.(?:xlsx|csv)$/i.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

async function gridsOf(file: string): Promise<readonly Grid[]> {
  const bytes = await readFile(file);
  const diagnostics = new Diagnostics();
  if (/\.csv$/i.test(file)) {
    const text = decodeText(file, bytes, diagnostics);
    const grid = text && (await readCsvGrid(text, diagnostics));
    return grid ? [grid] : [];
  }
  const grids: Grid[] = [];
  try {
    const workbook = openWorkbook(file, bytes);
    for (const { name } of workbook.sheets) grids.push(workbook.grid(name));
  } catch {
    // what the import refuses has no tables
  }
  return grids;
}

async function tablesIn(folder: string): Promise<readonly Source[]> {
  const sources: Source[] = [];
  for (const file of await filesIn(folder)) {
    const all = (await gridsOf(file)).flatMap(cutTables).filter(({ rows, columns, cells }) => {
      const figures = cells.flat().filter((cell) => cell !== undefined).length;
      return figures >= LEAST_FIGURES && rows.length * columns.length <= MOST_CELLS;
    });
    const name = path.relative(folder, file);
    sources.push(...all.slice(0, TABLES_EACH).map((table, index) => ({ name: `${name} ${index + 1}`, table })));
  }
  return sources;
}

/** Whether a rule is about a cell, and whether it is one that holds there or one that breaks. */
function covers({ along, total, parts }: Pick<ProposedSum, 'along' | 'total' | 'parts'>, row: number, column: number) {
  const line = along === 'rows' ? row : column;
  return total === line || parts.includes(line);
}

function isTestedIn({ sums, measures }: Discovery, row: number, column: number): boolean {
  return [...sums, ...measures].some(
    (one) => one.certainty === 'certain' && covers(one, row, column) && one.holds.includes(placeOf(one, row, column)),
  );
}

function placeOf({ along }: Pick<ProposedSum, 'along'>, row: number, column: number): number {
  return along === 'rows' ? column : row;
}

/** Whether a rule breaks at a cell: a certain one fails the check, a likely one is a question. */
function noticedIn(found: Discovery, row: number, column: number): 'error' | 'question' | undefined {
  const at = found.sums.filter(
    (one) => covers(one, row, column) && one.breaks.some(({ position }) => position === placeOf(one, row, column)),
  );
  const ratios = found.measures.filter(
    (one) => covers(one, row, column) && one.breaks.some((position) => position === placeOf(one, row, column)),
  );
  const all = new Set([...at, ...ratios].map(({ certainty }) => certainty));
  return all.has('certain') ? 'error' : all.has('likely') ? 'question' : undefined;
}

type Cells = readonly (readonly (Decimal | undefined)[])[];

/** The cells after a slip of each kind at a place; undefined where the kind changes nothing there. */
const SLIPS: Readonly<
  Record<string, (cells: Cells, row: number, column: number, random: () => number) => Cells | undefined>
> = {
  '×10': (cells, row, column) => put(cells, row, column, (own) => decimal(own.coefficient * 10n, own.exponent)),
  '÷10': (cells, row, column) => put(cells, row, column, (own) => decimal(own.coefficient, own.exponent - 1)),
  'digits swapped': (cells, row, column, random) =>
    put(cells, row, column, (own) => {
      const digits = own.coefficient.toString().replace('-', '').split('');
      const places = digits.flatMap((digit, at) => (at > 0 && digit !== digits[at - 1] ? [at] : []));
      const at = places[Math.floor(random() * places.length)];
      if (at === undefined) return own;
      [digits[at - 1], digits[at]] = [digits[at] ?? '', digits[at - 1] ?? ''];
      return decimal(BigInt(digits.join('')) * (own.coefficient < 0n ? -1n : 1n), own.exponent);
    }),
  'one digit': (cells, row, column, random) =>
    put(cells, row, column, (own) => {
      const digits = own.coefficient.toString().replace('-', '').split('');
      const at = Math.floor(random() * digits.length);
      digits[at] = String((Number(digits[at]) + 1 + Math.floor(random() * 9)) % 10);
      return decimal(BigInt(digits.join('')) * (own.coefficient < 0n ? -1n : 1n), own.exponent);
    }),
  'minus lost': (cells, row, column) =>
    put(cells, row, column, (own) => (own.coefficient < 0n ? decimal(-own.coefficient, own.exponent) : own)),
  'row above': (cells, row, column) => put(cells, row, column, () => cells[row - 1]?.[column]),
  'column before': (cells, row, column) => put(cells, row, column, () => cells[row]?.[column - 1]),
  exchanged: (cells, row, column) => {
    const [own, below] = [cells[row]?.[column], cells[row + 1]?.[column]];
    const once = below && put(cells, row, column, () => below);
    return once && put(once, row + 1, column, () => own);
  },
};

function put(
  cells: Cells,
  row: number,
  column: number,
  change: (own: Decimal) => Decimal | undefined,
): Cells | undefined {
  const own = cells[row]?.[column];
  const other = own && change(own);
  if (!own || !other || (other.coefficient === own.coefficient && other.exponent === own.exponent)) return undefined;
  return cells.map((line, at) => (at === row ? line.map((cell, index) => (index === column ? other : cell)) : line));
}

interface Tally {
  slips: number;
  errors: number;
  questions: number;
  related: number;
  relatedErrors: number;
  relatedQuestions: number;
}

function inject(source: Source, clean: Discovery, random: () => number, tally: Map<string, Tally>): void {
  const { table } = source;
  for (const [kind, slip] of Object.entries(SLIPS)) {
    const one = tally.get(kind) ?? {
      slips: 0,
      errors: 0,
      questions: 0,
      related: 0,
      relatedErrors: 0,
      relatedQuestions: 0,
    };
    tally.set(kind, one);
    for (let count = 0, tries = 0; count < SLIPS_EACH && tries < 40; tries += 1) {
      const row = Math.floor(random() * table.rows.length);
      const column = Math.floor(random() * table.columns.length);
      const cells = slip(table.cells, row, column, random);
      // What is wrong before is not a slip of ours.
      if (!cells || noticedIn(clean, row, column)) continue;
      count += 1;
      const noticed = noticedIn(discover({ ...table, cells }), row, column);
      const isRelated = isTestedIn(clean, row, column);
      one.slips += 1;
      if (noticed === 'error') one.errors += 1;
      if (noticed === 'question') one.questions += 1;
      if (!isRelated) continue;
      one.related += 1;
      if (noticed === 'error') one.relatedErrors += 1;
      if (noticed === 'question') one.relatedQuestions += 1;
    }
  }
}

function share(part: number, of: number): string {
  return of === 0 ? '–' : `${((100 * part) / of).toFixed(1)}%`;
}

/** What the watchers say about the cells of a table: those that are watched, and those that are unusual. */
function watch(table: FigureTable): { readonly notes: ReadonlyMap<string, string>; readonly watched: number } {
  const turned = watchedTable(table);
  const notes = new Map<string, string>();
  const watched = new Set<string>();
  for (const { id, look } of WATCHERS) {
    for (const { row, column, says } of look(turned.table)) {
      const at = turned.isTurned ? `${column} ${row}` : `${row} ${column}`;
      watched.add(at);
      if (says !== undefined) notes.set(`${id} ${at}`, says);
    }
  }
  return { notes, watched: watched.size };
}

interface NoteTally {
  slips: number;
  readonly noticed: Map<string, number>;
}

function benchNotes(isListed: boolean): void {
  const pick = seeded(11);
  const notes = new Map<string, number>();
  const tallies = new Map<string, NoteTally>();
  let [all, watched, time] = [0, 0, 0];
  for (const { name, table } of tables) {
    const start = performance.now();
    const clean = watch(table);
    time += performance.now() - start;
    all += table.cells.flat().filter((cell) => cell !== undefined).length;
    watched += clean.watched;
    for (const [key, says] of clean.notes) {
      const [id = '', row = '', column = ''] = key.split(' ');
      notes.set(id, (notes.get(id) ?? 0) + 1);
      const cell = table.cells[Number(row)]?.[Number(column)];
      const at = `${table.rows[Number(row)]?.name} | ${table.columns[Number(column)]?.name}`;
      if (isListed) process.stdout.write(`${id} ${name}: ${at} is ${cell ? decimalText(cell) : ''}, ${says}\n`);
    }
    for (const [kind, slip] of isListed ? [] : Object.entries(SLIPS)) {
      const tally = tallies.get(kind) ?? { slips: 0, noticed: new Map<string, number>() };
      tallies.set(kind, tally);
      for (let count = 0, tries = 0; count < SLIPS_EACH && tries < 40; tries += 1) {
        const row = Math.floor(pick() * table.rows.length);
        const column = Math.floor(pick() * table.columns.length);
        const cells = slip(table.cells, row, column, pick);
        if (!cells || [...clean.notes.keys()].some((key) => key.endsWith(` ${row} ${column}`))) continue;
        count += 1;
        tally.slips += 1;
        const found = [...watch({ ...table, cells }).notes.keys()].filter((key) => key.endsWith(` ${row} ${column}`));
        for (const id of new Set(['any', ...found.map((key) => key.split(' ')[0] ?? '')]))
          if (id !== 'any' || found.length > 0) tally.noticed.set(id, (tally.noticed.get(id) ?? 0) + 1);
      }
    }
  }
  const total = [...notes.values()].reduce((sum, count) => sum + count, 0);
  const perThousand = (count: number): string => ((1000 * count) / all).toFixed(2);
  process.stdout.write(
    [
      `${tables.length} tables, ${all} figures, ${share(watched, all)} watched, in ${(time / 1000).toFixed(2)} s`,
      `${total} called unusual, ${perThousand(total)} in a thousand: ${[...notes].map(([id, count]) => `${id} ${perThousand(count)}`).join(', ')}`,
      ...[...tallies].map(
        ([kind, { slips, noticed }]) =>
          `${kind.padEnd(15)} ${String(slips).padStart(5)} slips: ${[...noticed].map(([id, count]) => `${id} ${share(count, slips)}`).join(', ')}`,
      ),
      '',
    ].join('\n'),
  );
}

const [folder = '', ...flags] = process.argv.slice(2);
const random = seeded(7);
const tables = await tablesIn(folder);
const isOfNotes = flags.includes('--notes');
if (isOfNotes) {
  benchNotes(true);
  process.exit(0);
}
const tally = new Map<string, Tally>();
let figures = 0;
let related = 0;
let certain = 0;
let broken = 0;
let likely = 0;
let measures = 0;
let unexplained = 0;
let spent = 0;
for (const source of tables) {
  const start = performance.now();
  const found = discover(source.table);
  spent += performance.now() - start;
  const sure = found.sums.filter(({ certainty }) => certainty === 'certain');
  certain += sure.length;
  broken += sure.filter(({ breaks }) => breaks.length > 0).length;
  likely += found.sums.length - sure.length;
  measures += found.measures.filter(({ certainty }) => certainty === 'certain').length;
  unexplained += found.unexplained.length;
  source.table.cells.forEach((line, row) =>
    line.forEach((cell, column) => {
      if (!cell) return;
      figures += 1;
      if (isTestedIn(found, row, column)) related += 1;
    }),
  );
  if (flags.includes('--all') && sure.length > 0)
    process.stdout.write(
      `${source.name}\n${inWords(source.table, sure)
        .map((line) => `  ${line}\n`)
        .join('')}`,
    );
  inject(source, found, random, tally);
}
const sum = (key: keyof Tally): number => [...tally.values()].reduce((all, one) => all + one[key], 0);
process.stdout.write(
  [
    `${tables.length} tables, ${figures} figures, ${share(related, figures)} of them in a certain rule or measure`,
    `${certain} certain rules, ${broken} of them broken somewhere; ${likely} likely; ${measures} measures; ${unexplained} totals without a rule`,
    `searched in ${(spent / 1000).toFixed(1)} s, ${(spent / Math.max(1, tables.length)).toFixed(0)} ms a table`,
    ...[...tally].map(
      ([kind, one]) =>
        `${kind.padEnd(15)} ${String(one.slips).padStart(5)} slips: errors ${share(one.errors, one.slips)}, questions ${share(one.questions, one.slips)}; of ${one.related} in related figures: errors ${share(one.relatedErrors, one.related)}, questions ${share(one.relatedQuestions, one.related)}`,
    ),
    `all             ${String(sum('slips')).padStart(5)} slips: errors ${share(sum('errors'), sum('slips'))}, questions ${share(sum('questions'), sum('slips'))}; of ${sum('related')} in related figures: errors ${share(sum('relatedErrors'), sum('related'))}, questions ${share(sum('relatedQuestions'), sum('related'))}`,
    '',
  ].join('\n'),
);
benchNotes(false);
