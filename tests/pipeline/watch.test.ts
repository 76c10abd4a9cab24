import type { ChildProcess } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ended, type Run, startAssay, useProgram } from '../cli/program.ts';
import { addChart, BRIEF, edit, EDITION, hashesIn, makeRoot, TINY } from '../cli/root.ts';
import { childrenOf, groupMembers } from '../browser/processes.ts';
import { LONG } from '../long.ts';
import { built } from './builds.ts';

useProgram();
const TEMPLATE = `${BRIEF}/brief.md.hbs`;

/** Id of the browser that the program has started; a signal to no process at all would go to the tests themselves. */
function browserOf(program: ChildProcess): number {
  const [browser] = childrenOf(program.pid ?? 0);
  if (!browser) throw new Error('no browser runs');
  return browser.pid;
}

describe.skipIf(process.platform !== 'linux')('a watch', () => {
  let root: string;
  let child: ChildProcess;
  let end: Promise<Run>;
  /** Lines that the program has printed and no test has waited for. */
  const lines: string[] = [];
  let wake: () => void = () => undefined;

  beforeAll(async () => {
    root = await makeRoot(TINY);
    await addChart(root);
    child = startAssay(['build', '--watch', '--root', root]);
    end = ended(child);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (text: string) => {
        lines.push(...text.split('\n').filter((line) => line !== ''));
        wake();
      });
    }
    await heard(/^\d+ files written in/, /^watching/);
  });
  afterAll(async () => {
    child.kill('SIGKILL');
    await fs.rm(root, { recursive: true });
  });

  /** Changes a file in one step, as editors do: a build in between would find a part of it. */
  async function save(file: string, change: (text: string) => string): Promise<void> {
    const [absolute, aside] = [path.join(root, file), path.join(root, 'aside')];
    await fs.cp(absolute, aside);
    await edit(root, 'aside', change);
    lines.length = 0;
    await fs.rename(aside, absolute);
  }

  /**
   * Waits for some lines, in whatever order its two streams bring them, and returns all up to the last of them.
   */
  async function heard(...wanted: readonly RegExp[]): Promise<string[]> {
    for (;;) {
      const places = wanted.map((pattern) => lines.findIndex((line) => pattern.test(line)));
      if (!places.includes(-1)) return lines.splice(0, Math.max(...places) + 1);
      await new Promise<void>((resolve) => (wake = resolve));
    }
  }

  function printed(): Promise<string> {
    return fs.readFile(path.join(root, EDITION, 'brief.md'), 'utf8');
  }

  /** Waits for the build after which the brief holds a text, or holds it no more. */
  async function becomes(isWanted: (brief: string) => boolean): Promise<void> {
    do await heard(/files? written/);
    while (!isWanted(await printed()));
  }

  test('prints a changed word, and leaves out/ as a build of its own would', async () => {
    await save(TEMPLATE, (text) => text.replace('By route', 'Route by route'));
    await becomes((brief) => brief.includes('## Route by route'));
    const other = await makeRoot(root);
    await built(other);
    const expected = await hashesIn(path.join(other, 'out'));
    expect(await hashesIn(path.join(root, 'out'))).toEqual(expected);
    await fs.rm(other, { recursive: true });
  });

  test('shows a mistake with its place, leaves what was printed, and prints again when it is fixed', async () => {
    const before = await hashesIn(path.join(root, 'out'));
    await save(TEMPLATE, (text) => text.replace('"passengers"', '"pasengers"'));
    const said = await heard(/^out\/ is left as it was/, /hint: /);
    expect(said.join('\n')).toMatch(/brief\.md\.hbs:3:\d+: error: .* pasengers[\s\S]*\n +3 \| .*[\s\S]*hint: /);
    expect(await hashesIn(path.join(root, 'out'))).toEqual(before);
    await save(TEMPLATE, (text) => text.replace('"pasengers"', '"passengers"'));
    await heard(/^nothing changed/);
  });

  test('follows figures, a new file, a removed one, and a brief that is away for a while', LONG, async () => {
    const release = 'data/ferry-passengers/releases/ferry-2025-q4.yaml';
    await save(release, (yaml) => yaml.replace("'1,960 t'", "'1,950 t'"));
    await heard(/files? written/);
    const partial = path.join(root, BRIEF, 'partials/greeting.hbs');
    await fs.writeFile(partial, 'Ahoy.');
    await save(TEMPLATE, (text) => `${text}\n{{> greeting}}\n`);
    await becomes((brief) => brief.includes('Ahoy.'));
    lines.length = 0;
    await fs.rm(partial);
    await heard(/^out\/ is left/, /error: .*greeting/);
    await save(TEMPLATE, (text) => text.replace('\n{{> greeting}}\n', ''));
    await becomes((brief) => !brief.includes('Ahoy.'));
    const [brief, aside] = [path.join(root, BRIEF), path.join(root, 'aside')];
    await fs.rename(brief, aside);
    await heard(/^out\/ is left/, /there is no brief in templates\//);
    await fs.rename(aside, brief);
    await heard(/^nothing changed/);
  });

  test('starts the browser again where it has ended', LONG, async () => {
    const browser = browserOf(child);
    process.kill(browser, 'SIGKILL');
    await save(TEMPLATE, (text) => text.replace(/^## (?:By route|Route by route)/m, '## By the route'));
    await becomes((brief) => brief.includes('## By the route'));
    expect(childrenOf(child.pid ?? 0).map(({ pid }) => pid)).not.toContain(browser);
  });

  test('ends when it is interrupted, and leaves no process and no lock', async () => {
    const browser = browserOf(child);
    child.kill('SIGINT');
    expect((await end).status).toBe(0);
    await expect.poll(() => groupMembers(browser)).toEqual([]);
    expect(Object.keys(await hashesIn(path.join(root, 'out'))).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});
