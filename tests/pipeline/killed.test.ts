import { execFile, spawnSync } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { build } from 'esbuild';
import { publish } from '../../src/pipeline/publication.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { hashesIn } from '../cli/root.ts';
import { mentioning } from '../messages.ts';
import { LONG } from '../long.ts';

const FILES = ['a.md', 'b.md', 'manifest.json'].map((name) => ({ path: `out/x/${name}`, content: `new ${name}` }));
const STALE = ['out/x/stale.svg'];

/** Publishes two files and drops a third, and is killed just before the step of a number, if there is one. */
const PUBLISH = `
import { publish } from './src/pipeline/publication.ts';
import { Workspace } from './src/core/machine/workspace.ts';
const [root, last] = process.argv.slice(2);
let step = 0;
for (const name of ['writeNew', 'write', 'makeFolderOf', 'rename', 'remove']) {
  const original = Workspace.prototype[name];
  Workspace.prototype[name] = function (...given) {
    if (step++ === Number(last)) process.kill(process.pid, 'SIGKILL');
    return original.apply(this, given);
  };
}
await publish(new Workspace(root), ${JSON.stringify(FILES)}, ${JSON.stringify(STALE)});
console.log(step);
`;

let folder: string;
beforeAll(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'assay-killed-'));
  await build({
    stdin: { contents: PUBLISH, resolveDir: process.cwd() },
    outfile: path.join(folder, 'publish.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
  });
});
afterAll(() => fs.rm(folder, { recursive: true }));

/** Runs it on a folder; returns what it printed, which is nothing if it was killed. */
function run(root: string, last: number): Promise<string> {
  return new Promise((resolve) => {
    execFile(process.execPath, [path.join(folder, 'publish.mjs'), root, String(last)], (_error, stdout) =>
      resolve(stdout),
    );
  });
}

/** A folder in which an earlier publication stands. */
async function oldRoot(name: string): Promise<string> {
  const root = path.join(folder, name);
  await fs.mkdir(path.join(root, 'out/x'), { recursive: true });
  for (const file of ['a.md', 'manifest.json', 'stale.svg'])
    await fs.writeFile(path.join(root, 'out/x', file), `old ${file}`);
  return root;
}

test(
  'a publication that is killed before any step holds whole files only, and the next one fixes it',
  LONG,
  async () => {
    const calm = await oldRoot('calm');
    const steps = Number(await run(calm, -1));
    const whole = await hashesIn(path.join(calm, 'out'));
    expect(Object.keys(whole)).toEqual(['x/a.md', 'x/b.md', 'x/manifest.json']);
    expect(steps).toBeGreaterThan(10);
    await Promise.all(
      Array.from({ length: steps }, async (_, last) => {
        const root = await oldRoot(`step-${last}`);
        expect(await run(root, last)).toBe('');
        const read = (name: string): Promise<string> =>
          fs.readFile(path.join(root, 'out/x', name), 'utf8').catch(() => 'none');
        const [a, b, manifest, stale] = await Promise.all(['a.md', 'b.md', 'manifest.json', 'stale.svg'].map(read));
        expect(['old a.md', 'new a.md']).toContain(a);
        expect(['none', 'new b.md']).toContain(b);
        expect(['old manifest.json', 'new manifest.json']).toContain(manifest);
        // Whoever finds the new manifest finds all that it names, and nothing that nobody knows of.
        if (manifest?.startsWith('new')) expect([a, b, stale]).toEqual(['new a.md', 'new b.md', 'none']);
        await publish(new Workspace(root), FILES, STALE);
        expect(await hashesIn(path.join(root, 'out')), `killed before step ${last}`).toEqual(whole);
      }),
    );
  },
);

test('where the disk takes not even the lock, none is left', async () => {
  const root = await oldRoot('full');
  const before = await hashesIn(path.join(root, 'out'));
  // no file may hold a byte
  const command = `trap '' XFSZ; ulimit -f 0; exec "$@"`;
  const program = [process.execPath, path.join(folder, 'publish.mjs'), root, '-1'];
  const run = spawnSync('sh', ['-c', command, 'sh', ...program], { encoding: 'utf8' });
  expect(run.stderr).toEqual(mentioning('out/.lock …'));
  expect(await hashesIn(path.join(root, 'out'))).toEqual(before);
});
