import fs from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { assayHere } from './program.ts';
import { makeRoot, TINY } from './root.ts';

async function project(changes: Readonly<Record<string, string>>): Promise<string> {
  const root = await makeRoot(TINY);
  onTestFinished(() => fs.rm(root, { recursive: true }));
  for (const [file, first] of Object.entries(changes)) {
    const text = await fs.readFile(path.join(root, file), 'utf8');
    await fs.writeFile(path.join(root, file), `${first}\n${text}`);
  }
  return root;
}

test('files of the newest format stay as they are, with the key and without it', async () => {
  const root = await project({ 'data/ferry-passengers/dataset.yaml': 'format: 1' });
  const before = await fs.readFile(path.join(root, 'data/ferry-passengers/dataset.yaml'), 'utf8');
  const { status, stdout } = await assayHere(['--root', root, '--json', 'migrate']);
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ ok: true, format: 1, rewritten: [] });
  expect(await fs.readFile(path.join(root, 'data/ferry-passengers/dataset.yaml'), 'utf8')).toBe(before);
});

test.each(['check', 'migrate'])('%s refuses a newer format with one message, at its place', async (verb) => {
  const root = await project({ 'data/ferry-passengers/dataset.yaml': 'format: 2' });
  const { status, stdout } = await assayHere(['--root', root, '--json', verb]);
  expect(status).toBe(1);
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: object[] };
  expect(diagnostics).toMatchObject([
    { rule: 'schema/format', file: 'data/ferry-passengers/dataset.yaml', line: 1, column: 9 },
  ]);
});

test.each([
  ['format: two', 'schema/format'],
  ['format: 0', 'schema/format'],
  ['format: 1.0', 'schema/format'],
  ['format: 99999999999999999999', 'schema/format'],
  ['format: [1]', 'schema/format'],
  ['format: { a: 1 }', 'schema/format'],
  ['format:', 'schema/empty'],
])('what is not the number of a format has one message: %s', async (first, rule) => {
  const root = await project({ 'data/ferry-passengers/dataset.yaml': first });
  for (const verb of ['check', 'migrate']) {
    const { status, stdout } = await assayHere(['--root', root, '--json', verb]);
    expect(status).toBe(1);
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: object[] };
    expect(diagnostics).toMatchObject([{ rule, file: 'data/ferry-passengers/dataset.yaml', line: 1 }]);
  }
});
