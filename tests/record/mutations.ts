import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { numbersOf } from '../pipeline/random-edits.ts';

const run = promisify(execFile);

/** A change of the source that should break something. */
interface Mutation {
  readonly file: string;
  readonly line: number;
  readonly from: number;
  readonly before: string;
  readonly after: string;
}

const OPERATORS: Readonly<Record<string, string>> = {
  '===': '!==',
  '!==': '===',
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '+': '-',
  '-': '+',
  '*': '/',
  '&&': '||',
  '||': '&&',
};

/**
 * Draws changes of `src/` by a seed, one after another applies each, runs the tests that import the file, the nearest first,
 * and notes which are caught. One that no test sees may be refused by the compiler. The working copy is as before afterwards.
 */
export async function recordMutations(count = 200): Promise<Record<string, string>> {
  const all = await mutationsOf('src');
  const importers = await importersOf(['src', 'tests']);
  const random = numbersOf(SEED);
  const until = Date.now() + Number(process.env['ASSAY_MUTATION_MINUTES'] ?? Infinity) * 60_000;
  const lines: string[] = [];
  const caught = { tests: 0, time: 0, types: 0, missed: 0 };
  for (let drawn = 0; drawn < count && Date.now() < until; drawn += 1) {
    const one = all[Math.floor(random() * all.length)];
    if (!one) break;
    const text = await fs.readFile(one.file, 'utf8');
    await fs.writeFile(one.file, text.slice(0, one.from) + one.after + text.slice(one.from + one.before.length));
    try {
      const by = await caughtBy(testsOf(one.file, importers));
      caught[by] += 1;
      lines.push(`${by}  ${one.file}:${one.line} ${one.before} -> ${one.after || 'nothing'}`);
      console.log(`${drawn + 1}/${count} ${lines.at(-1)}`);
    } finally {
      await fs.writeFile(one.file, text);
    }
  }
  const total = `${lines.length - caught.missed} of ${lines.length} caught, seed ${SEED}: ${JSON.stringify(caught)}`;
  return { 'mutations.txt': `${total}\n${lines.join('\n')}\n` };
}

const SEED = 2026;

/** So many test files run first, then so many more: most changes are seen by the test of their file. */
const BATCHES = [4, 20];

/** How long a batch may take: a change may make a loop that does not end. */
const LIMIT = 120_000;

async function caughtBy(tests: readonly string[]): Promise<'tests' | 'time' | 'types' | 'missed'> {
  let from = 0;
  for (const size of BATCHES) {
    const batch = tests.slice(from, from + size);
    from += size;
    if (batch.length === 0) break;
    const words = ['node_modules/vitest/vitest.mjs', 'run', '--bail=1', '--reporter=dot', '--maxWorkers=1'];
    const ended = await endOf([...words, '--tags-filter=!long', ...batch]);
    if (ended !== 'well') return ended === 'late' ? 'time' : 'tests';
  }
  return (await endOf(['node_modules/typescript/bin/tsc', '--noEmit'])) === 'badly' ? 'types' : 'missed';
}

async function endOf(words: readonly string[]): Promise<'well' | 'badly' | 'late'> {
  return run(process.execPath, words, { maxBuffer: 2 ** 28, timeout: LIMIT }).then(
    () => 'well' as const,
    (error: unknown) => ((error as { killed?: boolean }).killed ? 'late' : 'badly'),
  );
}

/** The files that import each, by its path. */
async function importersOf(folders: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const importers = new Map<string, string[]>();
  for (const folder of folders) {
    for (const file of await sourcesIn(folder)) {
      const text = await fs.readFile(file, 'utf8');
      for (const [, from = ''] of text.matchAll(/(?:\bfrom |\bimport\(|\bimport )'(\.[^']+)'/g)) {
        const imported = path.join(path.dirname(file), from);
        importers.set(imported, [...(importers.get(imported) ?? []), file]);
      }
    }
  }
  return importers;
}

/** The tests that import a file, those first that do so over the fewest others. */
function testsOf(file: string, importers: ReadonlyMap<string, readonly string[]>): string[] {
  const seen = new Set([file]);
  for (const one of seen) for (const importer of importers.get(one) ?? []) seen.add(importer);
  return [...seen].filter((one) => one.endsWith('.test.ts'));
}

/** An operator between spaces, a number or a truth value. */
const TURNED = /(?<= )(?:===|!==|<=|>=|&&|\|\||[<>+*-])(?= )|(?<![\w.'"`])\d+(?![\w.'"`])|\b(?:true|false)\b(?!\s*\|)/g;

/** A line that is a statement whose value nobody takes, and one that asks for a condition. */
const STATEMENT =
  /(?<=^\s+)(?!return\b|const |let |import |export |throw |type )[\w.#]+(?:\([^{}]*\)| [+*-]?= [^{}]*);$/;
const CONDITION = /(?<=^\s*(?:\} else )?if \().+(?=\) (?:\{|return\b.*;|continue;|break;)$)/;

/** Every place of the source that may be turned, in the order of files and places; not in comments, types and texts. */
async function mutationsOf(folder: string): Promise<Mutation[]> {
  const found: Mutation[] = [];
  for (const file of await sourcesIn(folder)) {
    let from = 0;
    for (const [at, line] of (await fs.readFile(file, 'utf8')).split('\n').entries()) {
      const add = (index: number, before: string, after: string): void => {
        found.push({ file, line: at + 1, from: from + index, before, after });
      };
      const isCode = !/^\s*(?:\*|\/[*/]|import |readonly |type )/.test(line);
      for (const { 0: before, index } of isCode ? line.matchAll(TURNED) : []) {
        const quotes = line.slice(0, index).match(/['"`]|\/\//g) ?? [];
        if (quotes.length % 2 === 0) add(index, before, turned(before));
      }
      const statement = STATEMENT.exec(line);
      if (isCode && statement) add(statement.index, statement[0], '');
      const condition = CONDITION.exec(line);
      if (isCode && condition) add(condition.index, condition[0], `!(${condition[0]})`);
      from += line.length + 1;
    }
  }
  return found;
}

async function sourcesIn(folder: string): Promise<string[]> {
  const entries = await fs.readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter(({ name }) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .map(({ parentPath, name }) => path.join(parentPath, name))
    .toSorted();
}

function turned(text: string): string {
  if (text === 'true' || text === 'false') return text === 'true' ? 'false' : 'true';
  return OPERATORS[text] ?? String(Number(text) + 1);
}
