import fs from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { buildWith } from '../../src/pipeline/cached-build.ts';
import { makeRoot } from '../cli/root.ts';
import { sharedServices } from './builds.ts';

// The small drawings of a brief are read back from all that is printed, as part of each build.

let root = '';
beforeEach(async () => {
  root = await makeRoot('starter/common', 'starter/en');
});
afterEach(() => fs.rm(root, { recursive: true }));

/** What a build says whose drawings are changed between what printed them and what reads them back. */
async function saidOf(change: (text: string) => string): Promise<string[]> {
  const services = (): ReturnType<typeof sharedServices> => {
    const { readback, ...others } = sharedServices();
    const read: typeof readback.read = (reader, content) =>
      readback.read(reader, reader === 'trends' ? change(String(content)) : content);
    return { ...others, readback: { ...readback, read } };
  };
  const diagnostics = new Diagnostics();
  await buildWith(services, new Workspace(root), [], { environment: process.env }, diagnostics);
  return diagnostics.all.flatMap(({ rule, message, severity }) =>
    severity === 'error' ? [`${rule} ${message.split(':', 1)[0]?.split('/en/')[1] ?? message}`] : [],
  );
}

test('a figure drawn at another height is found on the page, on paper and in the file', async () => {
  // The last point of each line is moved down by four pixels of twelve.
  const moved = (text: string): string =>
    text.replaceAll(/(points="?[^">]*,)([\d.]+)/g, (_, before: string, y: string) => before + String(Number(y) + 4));
  const said = await saidOf(moved);
  expect(new Set(said.map((one) => one.replace(/trend-.*|charts\/.*/, 'a file')))).toEqual(
    new Set([
      'output/readback-changed brief.html',
      'output/readback-changed brief.pdf',
      'output/readback-changed a file',
    ]),
  );
});

test('nothing is said about drawings as they are printed', async () => {
  expect(await saidOf((text) => text)).toEqual([]);
});
