import { spawnSync } from 'node:child_process';
import fs from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { programFile, useProgram } from '../cli/program.ts';
import { BRIEF, hashesIn, makeRoot, TINY } from '../cli/root.ts';
import { built } from './builds.ts';

useProgram();
async function rootOf(...folders: readonly string[]): Promise<string> {
  const root = await makeRoot(...folders);
  onTestFinished(() => fs.rm(root, { recursive: true }));
  return root;
}

test('a style sheet makes the build ask no server and show no file', async () => {
  const requests: string[] = [];
  const server = http.createServer((request, response) => {
    requests.push(request.url ?? '');
    response.end('*{display:none}');
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  onTestFinished(() => void server.close());
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await fetch(`${base}/heard`);
  const root = await rootOf(TINY);
  await fs.writeFile(path.join(root, 'secret.css'), '*{display:none}');
  const file = pathToFileURL(path.join(root, 'secret.css')).href;
  const style = `@import "${base}/a.css";@import "${file}";
    @font-face{font-family:Stolen;src:url(${base}/f.woff2)}
    h2{font-family:Stolen,"Source Serif 4"}
    p{background:url(${base}/b.png)} p::before{content:url(${base}/c.svg)} @page{background:url(${base}/d.png)}`;
  await fs.writeFile(path.join(root, BRIEF, 'style.css'), style);
  const { status, stderr } = await built(root, { quiet: true });
  expect(status).toBe(1);
  const refused = [...stderr.matchAll(/style\.css:(\d+):\d+: error: ([^:( ]+)/g)].map(([, line, what]) => [line, what]);
  expect(refused).toEqual([
    ['1', '@import'],
    ['1', '@import'],
    ['2', '@font-face'],
    ['4', 'url'],
    ['4', 'content'],
    ['4', 'url'],
  ]);
  expect(requests).toEqual(['/heard']);
});

/** A disk of a few kilobytes, where this system lets a program mount one. */
const SMALL_DISK = 'mount -t tmpfs -o size=48k none "$1" && shift && exec "$@"';
const canMount = spawnSync('unshare', ['-rm', 'sh', '-c', SMALL_DISK, 'sh', '/mnt', 'true']).status === 0;

test.skipIf(!canMount)('a full disk is said so, and nothing is left on it', async () => {
  const root = await rootOf(TINY);
  const out = path.join(root, 'out');
  await fs.mkdir(out);
  const inside = `node "$1" build --quiet --root "$2"; status=$?; find "$3" -type f; exit $status`;
  const command = ['sh', '-c', SMALL_DISK, 'sh', out, 'sh', '-c', inside, 'sh', programFile(), root, out];
  const run = spawnSync('unshare', ['-rm', ...command], { encoding: 'utf8' });
  expect(run.stderr.split('\n')[0]).toMatch(/^error: out\/\S+ cannot be written: the disk is full$/);
  expect(run).toMatchObject({ status: 3, stdout: '' });
  expect(await hashesIn(out)).toEqual({});
});
