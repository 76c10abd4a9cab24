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
 * Draws changes of `src/` by a seed, one after another applies each, runs the tests that import the file, and notes which are
 * caught. A change that the compiler refuses counts as caught. The working copy is as before afterwards.
 */
export async function recordMutations(count = 200): Promise<Record<string, string>> {
  const all = await mutationsOf('src');
  const random = numbersOf(SEED);
  const lines: string[] = [];
  let caught = 0;
  for (let drawn = 0; drawn < count; drawn += 1) {
    const one = all[Math.floor(random() * all.length)];
    if (!one) break;
    const text = await fs.readFile(one.file, 'utf8');
    await fs.writeFile(one.file, text.slice(0, one.from) + one.after + text.slice(one.from + one.before.length));
    try {
      const by = await caughtBy(one.file);
      if (by !== undefined) caught += 1;
      lines.push(`${by ?? 'missed'}  ${one.file}:${one.line} ${one.before} -> ${one.after}`);
      console.log(`${drawn + 1}/${count} ${lines.at(-1)}`);
    } finally {
      await fs.writeFile(one.file, text);
    }
  }
  return { 'mutations.txt': `${caught} of ${lines.length} caught, seed ${SEED}\n${lines.join('\n')}\n` };
}

const SEED = 2026;

/** What fails: `types`, or `tests`. */
async function caughtBy(file: string): Promise<string | undefined> {
  const fails = (words: readonly string[]): Promise<boolean> =>
    run(process.execPath, words, { maxBuffer: 2 ** 28, timeout: 600_000 }).then(
      () => false,
      () => true,
    );
  if (await fails(['node_modules/typescript/bin/tsc', '--noEmit'])) return 'types';
  const related = ['node_modules/vitest/vitest.mjs', 'related', '--run', '--bail=1', '--reporter=dot', file];
  return (await fails(related)) ? 'tests' : undefined;
}

/** An operator between spaces, a number or a truth value. */
const TURNED = /(?<= )(?:===|!==|<=|>=|&&|\|\||[<>+*-])(?= )|(?<![\w.'"`])\d+(?![\w.'"`])|\b(?:true|false)\b(?!\s*\|)/g;

/** Every place of the source that may be turned, in the order of files and places; not in comments, types and texts. */
async function mutationsOf(folder: string): Promise<Mutation[]> {
  const entries = await fs.readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter(({ name }) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .map(({ parentPath, name }) => path.join(parentPath, name));
  const found: Mutation[] = [];
  for (const file of files.sort()) {
    let from = 0;
    for (const [at, line] of (await fs.readFile(file, 'utf8')).split('\n').entries()) {
      const isCode = !/^\s*(?:\*|\/[*/]|import |readonly |type )/.test(line);
      for (const { 0: before, index } of isCode ? line.matchAll(TURNED) : []) {
        const quotes = line.slice(0, index).match(/['"`]|\/\//g) ?? [];
        if (quotes.length % 2 === 1) continue;
        found.push({ file, line: at + 1, from: from + index, before, after: turned(before) });
      }
      from += line.length + 1;
    }
  }
  return found;
}

function turned(text: string): string {
  if (text === 'true' || text === 'false') return text === 'true' ? 'false' : 'true';
  return OPERATORS[text] ?? String(Number(text) + 1);
}
