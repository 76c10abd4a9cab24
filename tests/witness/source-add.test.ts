import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { watch } from 'node:fs';
import fs from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { gzipSync } from 'fflate';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { assayHere, ended, programFile, startAssay, useProgram } from '../cli/program.ts';
import { hashesIn, makeRoot } from '../cli/root.ts';
import { LONG } from '../long.ts';

const HARBOUR = path.resolve('tests/witness/harbour');
const TEXT = path.join(HARBOUR, 'sources/port-en.txt');

/** A project whose English release has no stored source yet, and a folder outside of it with one. */
async function project(): Promise<{ readonly root: string; readonly outside: string }> {
  const root = await makeRoot(HARBOUR);
  const outside = await makeRoot();
  onTestFinished(async () => {
    await fs.rm(root, { recursive: true, force: true });
    await fs.rm(outside, { recursive: true, force: true });
  });
  for (const end of ['txt', 'yaml']) await fs.rm(path.join(root, `sources/port-en.${end}`));
  return { root, outside };
}

function add(root: string, file: string, ...more: readonly string[]): ReturnType<typeof assayHere> {
  return assayHere(['source', 'add', file, '--release', 'port-en-2025', '--root', root, ...more]);
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

test('a text whose licence is named is stored with its record, and all its statements are read in it', async () => {
  const { root } = await project();
  const sections = '  cargo: In 2025 cargo throughput\n  business: Nearly 8,300 ships\n';
  await fs.writeFile(path.join(root, 'sources/port-en.yaml'), `sections:\n${sections}`);
  const run = await add(root, TEXT, '--licence', 'CC0-1.0', '--retrieved', '2026-02-05', '--json');
  expect(JSON.parse(run.stdout)).toMatchObject({ ok: true, keep: 'text', statements: 25, read: 25 });
  const bytes = await fs.readFile(TEXT);
  expect((await fs.readFile(path.join(root, 'sources/port-en.txt'))).equals(bytes)).toBe(true);
  const record = await fs.readFile(path.join(root, 'sources/port-en.yaml'), 'utf8');
  expect(record).toBe(
    `sections:\n${sections}sha256: ${sha256(bytes)}\nretrieved: 2026-02-05\nlicence: CC0-1.0\nkeep: text\n`,
  );
});

test('of a text that is not kept nothing is written but the record, at no time', async () => {
  const { root } = await project();
  await fs.cp(path.join(HARBOUR, 'sources/port-en.yaml'), path.join(root, 'sources/port-en.yaml'));
  const written = vi.spyOn(Workspace.prototype, 'write');
  onTestFinished(() => written.mockRestore());
  const run = await add(root, TEXT, '--keep', 'excerpts', '--json');
  expect(JSON.parse(run.stdout)).toMatchObject({ ok: true, keep: 'excerpts', read: 25, readInExcerpts: 25 });
  const sentence = 'In the fourth quarter throughput rose 1.9% from the third quarter';
  expect(written.mock.calls.length).toBeGreaterThan(0);
  for (const [, content] of written.mock.calls) expect(String(content)).not.toContain(sentence);
  const checked = await assayHere(['check', '--root', root, '--json']);
  const { releases } =
    (JSON.parse(checked.stdout) as { datasets: { witness: { releases: object[] } }[] }).datasets[0]?.witness ?? {};
  expect(releases).toContainEqual(expect.objectContaining({ release: 'port-en-2025', kept: 'excerpts', read: 25 }));
});

test('what stands in a record stays, with its comments; what was kept before is kept again', async () => {
  const { root } = await project();
  const before = `# read twice
sections: # as on the page
  cargo: In 2025 cargo throughput
  business: Nearly 8,300 ships
keep: excerpts # no licence
excerpts:
  - 'cargo/1: old [1]'
url: 'https://port.example/old'
ignore: { periods: 4, page: 5 } # counted
`;
  await fs.writeFile(path.join(root, 'sources/port-en.yaml'), before);
  await add(root, TEXT, '--url', 'https://port.example/new', '--retrieved', '2026-02-05');
  const after = await fs.readFile(path.join(root, 'sources/port-en.yaml'), 'utf8');
  expect(after).not.toContain('old');
  const lines = after.split('\n').filter((line) => !line.startsWith('  - '));
  expect(lines).toEqual([
    '# read twice',
    'sections: # as on the page',
    '  cargo: In 2025 cargo throughput',
    '  business: Nearly 8,300 ships',
    'keep: excerpts # no licence',
    'excerpts:',
    'url: https://port.example/new',
    'ignore: { periods: 4, page: 5 } # counted',
    `sha256: ${sha256(await fs.readFile(TEXT))}`,
    'retrieved: 2026-02-05',
    '',
  ]);
  expect(await hashesIn(path.join(root, 'sources'))).not.toHaveProperty(['port-en.txt']);
});

describe('nothing is stored that cannot be read or may not be kept', () => {
  test.for<readonly [what: string, name: string, content: string | Buffer, says: RegExp]>([
    ['no licence', 'port.txt', 'The port.\n', /licence/],
    ['a damaged PDF', 'port.pdf', '%PDF-1.7\nnothing', /pdf/],
    ['an empty file', 'port.txt', '', /is empty/],
    [
      'a page that is called a text',
      'port.txt',
      '<!doctype html><p>41.37</p>',
      /is an HTML page.*is said to be a text/,
    ],
    ['a DOCX document', 'port.docx', 'PK', /is a DOCX document, which is not read/],
    ['a picture', 'port.txt', Buffer.from('\u0089PNG\r\n', 'latin1'), /is a picture/],
    ['bytes', 'port.txt', Buffer.from([0x41, 0xff, 0xfe, 0x00]), /is not a text in UTF-8/],
    ['a file of no kind', 'port.xyz', 'The port.\n', /of no kind that is read/],
  ])('%s', async ([what, name, content, says]) => {
    const { root, outside } = await project();
    const before = await hashesIn(root);
    const file = path.join(outside, name);
    await fs.writeFile(file, content);
    const run = await add(root, file, ...(what === 'no licence' ? [] : ['--licence', 'CC0-1.0']));
    expect(run).toMatchObject({ status: 1, stderr: expect.stringMatching(says) as string });
    expect(run.stderr).toMatch(/^1 error, 0 warnings$/m);
    expect(await hashesIn(root)).toEqual(before);
  });

  test('a record with a mistake stays as it is', async () => {
    const { root } = await project();
    await fs.writeFile(path.join(root, 'sources/port-en.yaml'), '- no mapping\n');
    const before = await hashesIn(root);
    const run = await add(root, TEXT, '--licence', 'CC0-1.0');
    expect(run.stderr).toMatch(/sources\/port-en\.yaml:1:1/);
    expect(await hashesIn(root)).toEqual(before);
  });
});

/** An address whose answers a function gives. */
async function host(answer: http.RequestListener): Promise<string> {
  const server = http.createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/port`;
}

describe('an address', () => {
  test('that shows a page is stored as one, with the address', async () => {
    const { root } = await project();
    const release = path.join(root, 'data/harbour/releases/port-en-2025.yaml');
    await fs.writeFile(release, (await fs.readFile(release, 'utf8')).replace(', source_file: sources/port-en.txt', ''));
    const address = await host((_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
      response.end('<!doctype html><p>In 2025 cargo throughput of the harbour reached 41.37 million tonnes.</p>');
    });
    const run = await add(root, address, '--licence', 'CC0-1.0', '--json');
    expect(JSON.parse(run.stdout)).toMatchObject({ ok: true, file: 'sources/port-en-2025.html', read: 1 });
    expect(await fs.readFile(path.join(root, 'sources/port-en-2025.yaml'), 'utf8')).toContain(`url: ${address}`);
  });

  test.for<readonly [what: string, status: number, answer: http.RequestListener, says: RegExp]>([
    ['that is gone', 1, (_, response) => response.writeHead(404).end('<html>'), /answers 404/],
    [
      'that leads to another host',
      3,
      (_, response) => response.writeHead(302, { Location: 'https://elsewhere.example/' }).end(),
      /sends us on to https:\/\/elsewhere\.example\//,
    ],
    [
      'that says it is a text and sends a page',
      1,
      (_, response) => response.writeHead(200, { 'Content-Type': 'text/plain' }).end('<!doctype html><p>No page'),
      /is an HTML page, and is said to be a text/,
    ],
    [
      'of a kind that is not read',
      1,
      (_, response) => response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}'),
      /of no kind that is read/,
    ],
  ])('%s', async ([, status, answer, says]) => {
    const { root } = await project();
    const before = await hashesIn(root);
    const run = await add(root, await host(answer), '--licence', 'CC0-1.0');
    expect(run).toMatchObject({ status, stderr: expect.stringMatching(says) as string });
    expect(await hashesIn(root)).toEqual(before);
  });

  test('with a name and password in it is refused, and neither is printed', async () => {
    const { root } = await project();
    const run = await add(root, 'https://me:secret@port.example/', '--licence', 'CC0-1.0');
    expect(run.status).toBe(1);
    expect(run.stderr).not.toContain('secret');
  });

  test.for<readonly [what: string, answer: http.RequestListener]>([
    [
      'without an end',
      (_, response) => {
        response.writeHead(200, { 'Content-Type': 'text/plain' });
        const block = Buffer.alloc(1 << 20, 'a');
        const more = (): void => {
          while (response.write(block));
          response.once('drain', more);
        };
        more();
      },
    ],
    [
      'that is a gigabyte when unpacked',
      (_, response) => {
        response.writeHead(200, { 'Content-Type': 'text/plain', 'Content-Encoding': 'gzip' });
        const block = gzipSync(new Uint8Array(1 << 26), { level: 1 });
        for (let count = 0; count < 16; count += 1) response.write(block);
        response.end();
      },
    ],
  ])('%s is not read to its end', { tags: ['long'] }, async ([, answer]) => {
    const { root } = await project();
    const before = await hashesIn(root);
    const run = await add(root, await host(answer), '--licence', 'CC0-1.0');
    expect(run).toMatchObject({ status: 3, stderr: expect.stringMatching(/sends more than \d+ bytes/) as string });
    expect(await hashesIn(root)).toEqual(before);
  });
});

describe('a run that does not end as it should', () => {
  useProgram();
  const SMALL_DISK = 'mount -t tmpfs -o size=16k none "$1" && shift && exec "$@"';
  const canMount = spawnSync('unshare', ['-rm', 'sh', '-c', SMALL_DISK, 'sh', '/mnt', 'true']).status === 0;

  test.skipIf(!canMount)('a full disk is said so, and nothing is left on it', LONG, async () => {
    const { root, outside } = await project();
    const file = path.join(outside, 'port.txt');
    await fs.writeFile(file, `${await fs.readFile(TEXT, 'utf8')}${'More of it.\n'.repeat(4000)}`);
    const sources = path.join(root, 'sources');
    const inside = `node "$1" source add "$2" --release port-en-2025 --licence CC0-1.0 --root "$3"; status=$?; find "$3/sources" -type f; exit $status`;
    const command = ['sh', '-c', SMALL_DISK, 'sh', sources, 'sh', '-c', inside, 'sh', programFile(), file, root];
    const run = spawnSync('unshare', ['-rm', ...command], { encoding: 'utf8' });
    expect(run.stderr.split('\n')[0]).toMatch(/^error: sources\/\S+ cannot be written: the disk is full$/);
    expect(run).toMatchObject({ status: 3, stdout: '' });
  });

  test('one that is killed while it writes leaves a source with its record, or neither, after the next run', async () => {
    const { root } = await project();
    const parameters = ['source', 'add', TEXT, '--release', 'port-en-2025', '--licence', 'CC0-1.0', '--root', root];
    const child = startAssay(parameters);
    const watcher = watch(path.join(root, 'sources'), () => child.kill('SIGKILL'));
    await ended(child);
    watcher.close();
    const run = await add(root, TEXT, '--licence', 'CC0-1.0');
    expect(run.status).toBe(0);
    expect(Object.keys(await hashesIn(path.join(root, 'sources'))).toSorted()).toEqual([
      'port-de.txt',
      'port-de.yaml',
      'port-en.txt',
      'port-en.yaml',
      'port-zh.txt',
      'port-zh.yaml',
    ]);
  });

  test(
    'of two at a time each that succeeds has stored a file with its own record, or the later one says so',
    LONG,
    async () => {
      const { root, outside } = await project();
      const other = path.join(outside, 'other.txt');
      await fs.writeFile(other, `${await fs.readFile(TEXT, 'utf8')}\nA line more.\n`);
      const runs = await Promise.all(
        [TEXT, other].map((file) =>
          ended(
            startAssay(['source', 'add', file, '--release', 'port-en-2025', '--licence', 'CC0-1.0', '--root', root]),
          ),
        ),
      );
      const hash = sha256(await fs.readFile(path.join(root, 'sources/port-en.txt')));
      const isWhole = (await fs.readFile(path.join(root, 'sources/port-en.yaml'), 'utf8')).includes(hash);
      expect(isWhole || runs.some(({ status }) => status === 3)).toBe(true);
      expect(runs.some(({ status }) => status === 0)).toBe(true);
      expect(Object.keys(await hashesIn(root)).filter((file) => file.endsWith('.draft'))).toEqual([]);
    },
  );
});
