import fs from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { assayHere } from './program.ts';
import { BRIEF, makeRoot, TINY } from './root.ts';

const LINE =
  ':::exhibit{#course}\nRides\n\n::chart{kind="stack" of="passengers.harbour passengers.river" from="2025-Q3"}\n:::\n';

async function project(): Promise<string> {
  const root = await makeRoot(TINY);
  onTestFinished(() => fs.rm(root, { recursive: true }));
  const template = path.join(root, BRIEF, 'brief.md.hbs');
  await fs.writeFile(template, `${LINE}\n${await fs.readFile(template, 'utf8')}`);
  return root;
}

test('the chart of a line is written as a specification, once, with the line that is to name it', async () => {
  const root = await project();
  const file = `${BRIEF}/charts/course.vl.json`;
  const { status, stdout } = await assayHere(['--root', root, 'chart', 'course', '--vega']);
  expect([status, stdout.includes(`${BRIEF}/brief.md.hbs:4`)]).toEqual([0, true]);
  const text = await fs.readFile(path.join(root, file), 'utf8');
  expect(JSON.parse(text)).toMatchObject({
    data: { address: ['passengers.harbour@2025-Q3..2025-Q4', 'passengers.river@2025-Q3..2025-Q4'] },
  });
  const again = await assayHere(['--root', root, '--json', 'chart', 'course', '--vega']);
  expect(again.status).toBe(1);
  expect(JSON.parse(again.stdout)).toMatchObject({ ok: false, diagnostics: [{ rule: 'chart/same-name', file }] });
  expect(await fs.readFile(path.join(root, file), 'utf8')).toBe(text);
});

test('without --vega it is printed, and nothing is written', async () => {
  const root = await project();
  const { status, stdout } = await assayHere(['--root', root, 'chart', 'course']);
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toHaveProperty('layer');
  await expect(fs.access(path.join(root, `${BRIEF}/charts/course.vl.json`))).rejects.toThrow('ENOENT');
});

test('a chart that no line draws is one message, with the one that was meant', async () => {
  const { status, stdout } = await assayHere(['--root', await project(), '--json', 'chart', 'coarse']);
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ diagnostics: [{ rule: 'chart/unknown', hint: 'did you mean course?' }] });
});
