/**
 * `npm run bench:mutations -- --seed N --count M`: which of some changes of the source the tests catch. Run it in a clone, since
 * it changes files of `src/` while it runs; each is as before afterwards.
 */
import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { parseAst } from 'rolldown/parseAst';
import { numbersOf } from '../pipeline/random-edits.ts';

const run = promisify(execFile);

/** A change of the source that should break something. */
interface Mutation {
  readonly from: number;
  readonly to: number;
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
  '/': '*',
  '&&': '||',
  '||': '&&',
  '??': '&&',
};

/**
 * Draws changes of `src/` by a seed, one after another applies each, runs the tests that import the file, the nearest first,
 * and says which are caught. One that no test sees may be refused by the compiler.
 */
async function tryMutations(seed: number, count: number): Promise<void> {
  const sources = await Promise.all(
    (await sourcesIn('src')).map(async (file) => ({ file, text: await fs.readFile(file, 'utf8') })),
  );
  const all = sources.flatMap(({ file, text }) => mutationsOf(text).map((one) => Object.assign(one, { file, text })));
  const importers = await importersOf(['src', 'tests']);
  const random = numbersOf(seed);
  const caught = { tests: 0, time: 0, types: 0, missed: 0 };
  for (let drawn = 0; drawn < count; drawn += 1) {
    const one = all[Math.floor(random() * all.length)];
    if (!one) break;
    const { file, text, from, to, after } = one;
    await fs.writeFile(file, text.slice(0, from) + after + text.slice(to));
    try {
      const by = await caughtBy(testsOf(file, importers));
      caught[by] += 1;
      const line = text.slice(0, from).split('\n').length;
      const before = text.slice(from, to).replaceAll(/\s+/g, ' ');
      console.log(`${drawn + 1}/${count} ${by}  ${file}:${line} ${before} -> ${after || 'nothing'}`);
    } finally {
      await fs.writeFile(file, text);
    }
  }
  const total = Object.values(caught).reduce((sum, one) => sum + one, 0);
  console.log(`${total - caught.missed} of ${total} caught, seed ${seed}: ${JSON.stringify(caught)}`);
}

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

/** A node of a syntax tree, as far as it is looked at. */
interface Syntax {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

function isSyntax(value: unknown): value is Syntax {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

/** Every place of a file that may be turned: operators, constants, conditions and statements; not types, imports and texts. */
function mutationsOf(text: string): Mutation[] {
  const found: Mutation[] = [];
  const visit = (node: Syntax): void => {
    if (node.type.startsWith('Import') || (node.type.startsWith('TS') && !node.type.endsWith('Expression'))) return;
    found.push(...turnedAt(node, text));
    for (const child of Object.values(node).flat()) if (isSyntax(child)) visit(child);
  };
  // the declared type of the tree has no index
  visit(parseAst(text, { lang: 'ts' }) as unknown as Syntax);
  return found;
}

function turnedAt(node: Syntax, text: string): Mutation[] {
  const { type, start, end, operator, left, right, test, value } = node;
  switch (type) {
    case 'BinaryExpression':
    case 'LogicalExpression': {
      const other = OPERATORS[String(operator)];
      if (other === undefined || !isSyntax(left) || !isSyntax(right)) return [];
      const from = text.indexOf(String(operator), left.end);
      return from < right.start ? [{ from, to: from + String(operator).length, after: other }] : [];
    }
    case 'Literal':
      if (typeof value === 'number') return [{ from: start, to: end, after: String(value + 1) }];
      return typeof value === 'boolean' ? [{ from: start, to: end, after: String(!value) }] : [];
    case 'IfStatement':
    case 'ConditionalExpression':
      if (!isSyntax(test)) return [];
      return [{ from: test.start, to: test.end, after: `!(${text.slice(test.start, test.end)})` }];
    case 'ExpressionStatement':
      return [{ from: start, to: end, after: ';' }];
    default:
      return [];
  }
}

async function sourcesIn(folder: string): Promise<string[]> {
  const entries = await fs.readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter(({ name }) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .map(({ parentPath, name }) => path.join(parentPath, name))
    .toSorted();
}

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '2026' }, count: { type: 'string', default: '200' } },
});
await tryMutations(Number(values.seed), Number(values.count));
