import fs from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { assay, ended, type Run, said, startAssay, useProgram } from '../cli/program.ts';
import { edit, hashesIn, makeRoot, TINY } from '../cli/root.ts';
import { sharedResults } from '../shared-folder.ts';
import { childrenOf, groupMembers } from '../browser/processes.ts';
import { mentioning, saying } from '../messages.ts';
import { LONG, oneIn } from '../long.ts';

useProgram();

/** What the first build prints is not printed again where a test is about writing it. */
const KEPT = { ASSAY_CACHE: sharedResults() };

/** A root folder that was built without anything going wrong. */
let built: string;
let whole: Record<string, string>;
beforeAll(async () => {
  built = await makeRoot(TINY);
  await assay(['build', '--root', built], KEPT);
  whole = await hashesIn(path.join(built, 'out'));
  expect(Object.keys(whole)).toContain('harbour-ferries/2025-q4/en/brief.pdf');
  return () => fs.rm(built, { recursive: true });
});

/** A root folder of a test's own, with a folder for temporary files next to it. */
async function rootLike(folder: string): Promise<{ root: string; out: string; environment: NodeJS.ProcessEnv }> {
  const root = await makeRoot(folder);
  onTestFinished(() => fs.rm(root, { recursive: true }));
  const temporary = path.join(root, 'tmp');
  await fs.mkdir(temporary);
  return { root, out: path.join(root, 'out'), environment: { TMPDIR: temporary } };
}

/** Changes a figure, so that the next build has something to write. */
function changeFigure(root: string): Promise<void> {
  const release = 'data/ferry-passengers/releases/ferry-2025-q4.yaml';
  return edit(root, release, (yaml) => yaml.replace("'1,960 t'", "'1,950 t'"));
}

function firstLine({ stderr }: Run): string {
  return stderr.split('\n')[0] ?? '';
}

describe.skipIf(process.platform !== 'linux')('a build', () => {
  test('that finds no browser says once what to do, and leaves what is there', LONG, async () => {
    const { root, out, environment } = await rootLike(built);
    await changeFigure(root);
    const run = await assay(['build', '--quiet', '--root', root], { ...environment, ASSAY_BROWSER: '/nowhere/chrome' });
    const [message, ...remedies] = run.stderr.trimEnd().split('\n');
    expect(message).toEqual(saying('error: ASSAY_BROWSER names /nowhere/chrome …'));
    expect(remedies.map((line) => line.replace(/ +#.*/, ''))).toEqual([
      '  unset ASSAY_BROWSER',
      saying('  ASSAY_BROWSER=system …'),
      saying('  ASSAY_BROWSER=/path/to/chrome …'),
    ]);
    expect(run).toMatchObject({ status: 3, stdout: '' });
    expect(await hashesIn(out)).toEqual(whole);
  });

  test('whose browser dies in mid-print says so, leaves what is there and no process', async () => {
    const { root, out, environment } = await rootLike(built);
    await changeFigure(root);
    const child = startAssay(['build', '--root', root], environment);
    const end = ended(child);
    await said(child, 'launch done\n');
    const [browser] = childrenOf(child.pid ?? 0);
    if (!browser) throw new Error('there is no browser');
    process.kill(browser.pid, 'SIGKILL');
    const { status, stderr, stdout } = await end;
    expect(stderr).toEqual(mentioning('\nerror … (SIGKILL)\n  …'));
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(await hashesIn(out)).toEqual(whole);
    expect(await fs.readdir(path.join(root, 'tmp'))).toEqual([]);
    await expect.poll(() => groupMembers(browser.pid)).toEqual([]);
  });

  oneIn(3).each([
    ['SIGINT', 130],
    ['SIGTERM', 130],
    ['SIGHUP', null],
  ] as const)('that %s interrupts leaves what is there and no process', async (signal, status) => {
    const { root, out, environment } = await rootLike(built);
    await changeFigure(root);
    const child = startAssay(['build', '--root', root], environment);
    const end = ended(child);
    await said(child, 'launch done\n');
    const [browser] = childrenOf(child.pid ?? 0);
    child.kill(signal);
    expect(await end).toMatchObject({ status, stdout: '' });
    expect(await hashesIn(out)).toEqual(whole);
    expect(await fs.readdir(path.join(root, 'tmp'))).toEqual([]);
    await expect.poll(() => groupMembers(browser?.pid ?? 0)).toEqual([]);
  });

  test('that is killed at any stage leaves what is there and no process, and the next one is whole', LONG, async () => {
    const { root, out, environment } = await rootLike(built);
    await fs.writeFile(path.join(out, 'harbour-ferries/2025-q4/en/brief.md'), 'spoilt');
    // somebody else is publishing, so that a build waits once it has printed
    await fs.writeFile(path.join(out, '.lock'), `${process.pid}\n`);
    const before = await hashesIn(out);
    for (const moment of ['building\n', 'launch done\n', '2 of 2 editions printed, ']) {
      const child = startAssay(['build', '--root', root], environment);
      const end = ended(child);
      await said(child, moment);
      const browsers = childrenOf(child.pid ?? 0);
      child.kill('SIGKILL');
      expect((await end).status, moment).toBe(null);
      expect(await hashesIn(out), moment).toEqual(before);
      for (const { pid } of browsers) await expect.poll(() => groupMembers(pid)).toEqual([]);
    }
    await fs.rm(path.join(out, '.lock'));
    expect(await assay(['build', '--quiet', '--root', root], environment)).toMatchObject({ status: 0 });
    expect(await hashesIn(out)).toEqual(whole);
  });

  test('next to another one ends as well, and out/ is whole', LONG, async () => {
    const { root, out, environment } = await rootLike(TINY);
    const builds = Array.from({ length: 2 }, () => assay(['build', '--quiet', '--root', root], environment));
    for (const run of await Promise.all(builds)) expect(run).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(await hashesIn(out)).toEqual(whole);
  });
});

/** The files below a root folder, but for those of the edition that is published first. */
async function others(root: string): Promise<Record<string, string>> {
  const files = Object.entries(await hashesIn(root));
  return Object.fromEntries(files.filter(([file]) => !file.startsWith('out/harbour-ferries/2025-q3/')));
}

describe('a place that cannot be written is named, and nothing of its edition is written', () => {
  oneIn(2).each([
    ['out', 'error: out/.lock …'],
    ['out/harbour-ferries/2025-q4', 'error: out/harbour-ferries/2025-q4/en/brief.html …'],
  ])('a file at %s', async (place, message) => {
    const { root, environment } = await rootLike(TINY);
    await fs.mkdir(path.dirname(path.join(root, place)), { recursive: true });
    await fs.writeFile(path.join(root, place), 'mine');
    const before = await others(root);
    const run = await assay(['build', '--quiet', '--root', root], { ...environment, ...KEPT });
    expect(firstLine(run)).toEqual(saying(message));
    expect(run).toMatchObject({ status: 3, stdout: '' });
    expect(await others(root)).toEqual(before);
  });

  test('a folder in the place of a file', LONG, async () => {
    const { root, environment } = await rootLike(TINY);
    await fs.mkdir(path.join(root, 'out/harbour-ferries/2025-q4/en/brief.json'), { recursive: true });
    const before = await others(root);
    const run = await assay(['build', '--quiet', '--root', root], { ...environment, ...KEPT });
    expect(firstLine(run)).toEqual(saying('error: out/harbour-ferries/2025-q4/en/brief.json …'));
    expect(run.status).toBe(3);
    expect(await others(root)).toEqual(before);
  });
});
