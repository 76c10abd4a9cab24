import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import * as api from '../src/index.ts';
import { apiExample, apiProject, plainSpaces } from './api-example.ts';
import { programFile, useProgram } from './cli/program.ts';

useProgram();

const execute = promisify(execFile);

test('the public API is about twenty names, each in the example of its page', () => {
  const { program } = apiExample();
  const names = Object.keys(api);
  expect(names.length).toBeLessThanOrEqual(22);
  expect(names.filter((name) => !new RegExp(`\\bassay\\.${name}\\b`).test(program))).toEqual([]);
});

test('the types that the page names are those that are exported', () => {
  const source = readFileSync('src/index.ts', 'utf8');
  const exported = [...source.matchAll(/^export (type )?\{ ([^}]*) \} from/gm)].flatMap(([, type = '', names = '']) =>
    names.split(', ').filter((name) => type !== '' || name.startsWith('type ')),
  );
  const [, section = ''] = /^## Types\n(.*)/ms.exec(readFileSync('docs/reference/api.md', 'utf8')) ?? [];
  const named = [...section.matchAll(/`(\w+)`/g)].map(([, name]) => name);
  expect(new Set(exported.map((name) => name.replace('type ', '')))).toEqual(new Set(named));
});

// `npm run verify:pack` compiles it too, against the types of the packed package.
test('the example of docs/reference/api.md prints what it says, from the package', async () => {
  const { program, output } = apiExample();
  const example = path.join(path.dirname(programFile()), 'example.mjs');
  await fs.writeFile(example, program);
  const folder = apiProject();
  const { stdout } = await execute(process.execPath, [example], { cwd: folder });
  await fs.rm(folder, { recursive: true });
  expect(plainSpaces(stdout)).toBe(output);
}, 60_000);
