import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeRoot } from '../cli/root.ts';
import { type Received, type Reply, startHost, type StubHost } from '../publish/stub-host.ts';
import { installScripts } from './play.ts';
import { type Ran, runStep } from './action-steps.ts';

interface Asset {
  readonly id: number;
  name: string;
  readonly content: string;
}

let folder: string;
beforeEach(async () => {
  folder = await makeRoot();
  await installScripts(folder);
  await write('harbour-ferries/2025-q4/en/brief.pdf', 'fourth');
  await write('harbour-ferries/2025-q4/en/brief-a5.pdf', 'small');
});
afterEach(() => fs.rm(folder, { recursive: true }));

async function write(file: string, text: string): Promise<void> {
  await fs.mkdir(path.dirname(path.join(folder, 'printed', file)), { recursive: true });
  await fs.writeFile(path.join(folder, 'printed', file), text);
}

/** A server that stands in for GitHub: it speaks the calls that releases need, and refuses a name that is taken. */
async function startReleases(assets: Asset[] | undefined, refused?: string): Promise<StubHost & { assets: Asset[] }> {
  const kept = assets ?? [];
  let isThere = assets !== undefined;
  let last = 100;
  const release = (): object => ({ id: 9, upload_url: `${host.base}upload/9/assets{?name,label}` });
  const host: StubHost = await startHost(({ method, url, headers, body }: Received): Reply => {
    const { pathname, searchParams } = new URL(url, 'http://localhost');
    if (headers.authorization !== 'Bearer secret') return { status: 401, body: {} };
    if (`${method} ${pathname}`.startsWith(refused ?? '-')) return { status: 500, body: {} };
    if (pathname === '/repos/ann/ferries/releases/tags/briefs')
      return isThere ? { body: release() } : { status: 404, body: {} };
    if (method === 'POST' && pathname === '/repos/ann/ferries/releases') {
      isThere = true;
      return { status: 201, body: release() };
    }
    if (method === 'GET' && pathname === '/repos/ann/ferries/releases/9/assets')
      return { body: kept.map(({ id, name, content }) => ({ id, name, digest: digestOf(content) })) };
    if (method === 'POST' && pathname === '/upload/9/assets') {
      const name = searchParams.get('name') ?? '';
      if (kept.some((asset) => asset.name === name)) return { status: 422, body: { message: 'already_exists' } };
      kept.push({ id: (last += 1), name, content: body.toString() });
      return { status: 201, body: { id: last } };
    }
    const asset = kept.find(({ id }) => pathname === `/repos/ann/ferries/releases/assets/${id}`);
    if (!asset) return { status: 404, body: {} };
    if (method === 'DELETE') kept.splice(kept.indexOf(asset), 1);
    else asset.name = (JSON.parse(body.toString()) as { name: string }).name;
    return method === 'DELETE' ? { status: 204 } : { body: {} };
  });
  return { ...host, assets: kept };
}

function digestOf(content: string): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}

async function attach(host: StubHost): Promise<Ran> {
  const contexts = { 'github.token': 'secret', 'github.sha': 'abc' };
  const environment = { GITHUB_API_URL: host.base.slice(0, -1), GITHUB_REPOSITORY: 'ann/ferries' };
  const ran = await runStep('Attach the PDF files to a release', folder, contexts, environment, 'docs/ci/github.yml');
  await host.close();
  return ran;
}

const contents = (assets: readonly Asset[]): string[] =>
  assets.map(({ name, content }) => `${name}: ${content}`).sort();

test('the first PDF files make the release', async () => {
  const host = await startReleases(undefined);
  const { status } = await attach(host);
  expect([status, contents(host.assets)]).toEqual([
    0,
    ['harbour-ferries-2025-q4-en-a5.pdf: small', 'harbour-ferries-2025-q4-en.pdf: fourth'],
  ]);
  const made = host.received.find(({ method }) => method === 'POST');
  expect(JSON.parse(made?.body.toString() ?? '')).toMatchObject({ tag_name: 'briefs', target_commitish: 'abc' });
});

test('later ones replace those that differ, over what a stopped run left, and leave the others', async () => {
  const host = await startReleases([
    { id: 1, name: 'harbour-ferries-2025-q4-en.pdf', content: 'of last week' },
    { id: 2, name: 'harbour-ferries-2025-q4-en-a5.pdf', content: 'small' },
    { id: 3, name: 'new-harbour-ferries-2025-q4-en.pdf', content: 'half' },
    { id: 4, name: 'notes.txt', content: 'by hand' },
  ]);
  const { status } = await attach(host);
  expect([status, contents(host.assets)]).toEqual([
    0,
    ['harbour-ferries-2025-q4-en-a5.pdf: small', 'harbour-ferries-2025-q4-en.pdf: fourth', 'notes.txt: by hand'],
  ]);
  expect(host.assets.find(({ name }) => name.includes('a5'))?.id).toBe(2);
});

test('an upload that is refused leaves the old file, and fails without the token', async () => {
  const before = { id: 1, name: 'harbour-ferries-2025-q4-en.pdf', content: 'of last week' };
  const host = await startReleases([before], 'POST /upload');
  const { status, printed } = await attach(host);
  expect([status, host.assets]).toEqual([1, [before]]);
  expect(printed).toContain('::error::GitHub answers 500 to the upload of');
  expect(printed).not.toContain('secret');
});
