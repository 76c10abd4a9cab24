import fs from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Fingerprint } from '../../src/pipeline/fingerprint.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { BRIEF, edit, hashesIn, makeRoot, TINY } from '../cli/root.ts';

let root: string;
beforeEach(async () => {
  root = await makeRoot(TINY);
  await fs.writeFile(path.join(root, 'font.ttf'), 'glyphs');
});
afterEach(() => fs.rm(root, { recursive: true }));

/** What the program is made of. */
const PROGRAM = { version: '1.0.0', dependencies: ['a@1.0.0', 'b@1.0.0'], font: 'font.ttf' };

/** The fingerprint of all data and templates in the root folder, taken by a program that is made of other parts. */
async function fingerprint(program: Partial<typeof PROGRAM> = {}): Promise<Fingerprint> {
  const { version, dependencies, font } = { ...PROGRAM, ...program };
  vi.resetModules();
  vi.doMock('../../src/brief/fonts.ts', () => ({
    fontsOf: () => [{ name: font, file: path.join(root, 'font.ttf') }],
  }));
  vi.doMock('../../src/pipeline/version.ts', () => ({ VERSION: version, lockedDependencies: () => dependencies }));
  const { fingerprintOf } = await import('../../src/pipeline/fingerprint.ts');
  const paths = Object.keys(await hashesIn(root)).filter((file) => /^(data|templates)\//.test(file));
  return fingerprintOf(new Workspace(root), paths, 'en');
}

test('is a SHA-256 that depends on neither the folder nor the order nor the number of times a file is named', async () => {
  const { fingerprint: first, inputs } = await fingerprint();
  expect(first).toMatch(/^[0-9a-f]{64}$/);
  expect(inputs.map((input) => input.path)).toEqual([
    'data/ferry-passengers/dataset.yaml',
    'data/ferry-passengers/events.yaml',
    'data/ferry-passengers/releases/ferry-2025-q3.yaml',
    'data/ferry-passengers/releases/ferry-2025-q4.yaml',
    `${BRIEF}/brief.md.hbs`,
    `${BRIEF}/brief.yaml`,
    `${BRIEF}/partials/row.hbs`,
    'fonts/font.ttf',
  ]);
  const { fingerprintOf } = await import('../../src/pipeline/fingerprint.ts');
  const own = inputs.map((input) => input.path).filter((file) => !file.startsWith('fonts/'));
  const again = await fingerprintOf(new Workspace(root), [...own.toReversed(), ...own], 'en');
  expect(again.fingerprint).toBe(first);
});

test.each([
  ['data', () => edit(root, 'data/ferry-passengers/dataset.yaml', (text) => `${text} `)],
  ['a template', () => edit(root, `${BRIEF}/partials/row.hbs`, (text) => `${text} `)],
  ['a font', () => fs.appendFile(path.join(root, 'font.ttf'), ' ')],
  ['the name of a file', () => fs.rename(path.join(root, BRIEF, 'brief.md.hbs'), path.join(root, BRIEF, 'other.hbs'))],
  ['the number of files', () => fs.writeFile(path.join(root, BRIEF, 'style.yaml'), '')],
])('changes with %s', async (_what, change) => {
  const before = await fingerprint();
  await change();
  expect((await fingerprint()).fingerprint).not.toBe(before.fingerprint);
});

test.each([
  ['version', { version: '1.0.1' }],
  ['dependencies', { dependencies: ['a@1.0.0', 'b@1.0.1'] }],
  ['font names', { font: 'other.ttf' }],
])('changes with the %s of the program', async (_what, program) => {
  expect((await fingerprint(program)).fingerprint).not.toBe((await fingerprint()).fingerprint);
});

test('does not change with what is produced', async () => {
  const before = await fingerprint();
  await fs.mkdir(path.join(root, 'out'));
  await fs.writeFile(path.join(root, 'out/brief.md'), 'printed');
  expect(await fingerprint()).toEqual(before);
});
