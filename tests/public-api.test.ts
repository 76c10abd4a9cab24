import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { apiExample, plainSpaces } from './api-example.ts';
import { programFile, useProgram } from './cli/program.ts';

const DECLARATION = /^(?:export )?(?:interface|type|class|function|async function|const) (\w+)/;

/** The declarations of a source file by name, without the bodies of functions and methods. */
function declarationsIn(file: string): ReadonlyMap<string, string> {
  const blocks = readFileSync(file, 'utf8').split(
    /\n(?=(?:export )?(?:interface|type|class|function|async function|const) )/,
  );
  return new Map(
    blocks.flatMap((block) => {
      const name = DECLARATION.exec(block)?.[1];
      return name === undefined ? [] : [[name, shown(block)]];
    }),
  );
}

/** The part of a declaration that its users see: no bodies, comments, private members or values. */
function shown(block: string): string {
  const plain = block.replaceAll(/\/\*.*?\*\/|\/\/[^\n]*/gs, '').replaceAll(/'[^'\n]*'/g, "''");
  const [first = ''] = plain.split('\n');
  if (/^(?:export )?const /.test(first)) return /^(?:export )?const \w+: [^=]*/.exec(plain)?.[0] ?? '';
  if (/^(?:export )?(?:async )?function /.test(first)) return /^.*?\{\n/s.exec(plain)?.[0] ?? plain;
  const end = /^(?:interface|class|export interface|export class)/.test(first)
    ? /^\}/m.exec(plain)?.index
    : plain.search(/;\n(?!\s)|;$/);
  const whole = plain.slice(0, end === -1 ? undefined : end);
  if (!/^(?:export )?class /.test(first)) return whole;
  return whole.replaceAll(/^ {2}(?:protected |(?:readonly )?#).*$/gm, '').replaceAll(/^ {4,}.*$/gm, '');
}

/** The relative imports of a source file: name → file. */
function importsIn(file: string): ReadonlyMap<string, string> {
  const text = readFileSync(file, 'utf8');
  const found = [...text.matchAll(/^(?:import|export) (?:type )?\{([^}]*)\} from '(\.[^']+)'/gm)];
  return new Map(
    found.flatMap(([, names = '', from = '']) =>
      names
        .split(',')
        .map((name) => [name.replace(/^\s*type /, '').trim(), path.join(path.dirname(file), from)] as const),
    ),
  );
}

const API = 'src/index.ts';
const exported = [...importsIn(API)].flatMap(([name, file]) => {
  const [original = '', renamed = original] = name.split(' as ');
  return original === '' ? [] : [{ original, renamed, file }];
});

/** Types that a declaration names and that its own file declares or imports. */
function typesIn(name: string, file: string): { name: string; file: string }[] {
  const own = declarationsIn(file);
  const imported = importsIn(file);
  const words = [...new Set((own.get(name) ?? '').match(/\b[A-Z]\w*\b/g))].filter((word) => word !== name);
  return words.flatMap((word) => {
    const from = own.has(word) ? file : imported.get(word);
    return from === undefined || /^[A-Z_\d]+$/.test(word) ? [] : [{ name: word, file: from }];
  });
}

test('the public API exports every type that it shows', () => {
  expect(exported.length).toBeGreaterThan(40);
  const known = new Set(exported.map(({ original, file }) => `${original} of ${file}`));
  const missing = exported.flatMap(({ original, file }) =>
    typesIn(original, file).flatMap((type) =>
      known.has(`${type.name} of ${type.file}`) ? [] : [`${type.name} of ${type.file}, in ${original}`],
    ),
  );
  expect(missing).toEqual([]);
});

useProgram();

const execute = promisify(execFile);

// `npm run verify:pack` compiles it too, against the types of the packed package.
test('the example of docs/reference/api.md prints what it says, from the package', async () => {
  const { program, output } = apiExample();
  const example = path.join(path.dirname(programFile()), 'example.mjs');
  await fs.writeFile(example, program);
  const { stdout } = await execute(process.execPath, [example], { cwd: 'tests/fixtures/tiny' });
  expect(plainSpaces(stdout)).toBe(output);
});
