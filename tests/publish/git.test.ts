import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { EnvironmentError } from '../../src/core/diagnostics/environment-error.ts';
import { GitClone, type GitRemote } from '../../src/publish/git.ts';
import { Secret } from '../../src/publish/secrets.ts';
import { LONG } from '../long.ts';
import { fileIn, HAS_GIT, makeRepository, type Repository } from './git-repositories.ts';
import { startHost } from './stub-host.ts';

const opened: { remove(): void }[] = [];
const clones: GitClone[] = [];

afterEach(async () => {
  for (const clone of clones.splice(0)) await clone.close();
  for (const repository of opened.splice(0)) repository.remove();
});

const AUTHOR = { name: 'Assay', email: 'assay@example.org' };

function repository(files?: Readonly<Record<string, string>>): Repository {
  const made = makeRepository(files);
  opened.push(made);
  return made;
}

async function open(url: string, more: Partial<GitRemote> = {}): Promise<GitClone> {
  const clone = await GitClone.open({ url, branch: undefined, token: undefined, user: 'assay', ...more }, process.env);
  clones.push(clone);
  return clone;
}

function failure(work: Promise<unknown>): Promise<EnvironmentError> {
  return work.then(
    () => expect.unreachable(),
    (error: unknown) => error as EnvironmentError,
  );
}

const change = (clone: GitClone, file: string, text: string): void =>
  writeFileSync(path.join(clone.folder, file), text);

test.runIf(HAS_GIT)('a clone is changed, committed and pushed once', async () => {
  const wiki = repository({ 'Home.md': 'Hello\r\n' });
  const clone = await open(wiki.url);
  expect(fileIn(clone.folder, 'Home.md')).toBe('Hello\r\n');
  expect(await clone.commit('Nothing', AUTHOR)).toBe(false);
  change(clone, 'New page.md', 'New\n');
  expect(await clone.commit('Say something\n\nAnd why', AUTHOR)).toBe(true);
  expect(await clone.push()).toBe('done');
  expect([wiki.read('New page.md'), wiki.message(), wiki.commits()]).toEqual(['New\n', 'Say something\n\nAnd why', 2]);
});

test.runIf(HAS_GIT)('a repository without a commit gets its first', async () => {
  const wiki = repository();
  const clone = await open(wiki.url);
  expect(await clone.isEmpty()).toBe(true);
  change(clone, 'Home.md', 'First\n');
  await clone.commit('First', AUTHOR);
  expect(await clone.push()).toBe('done');
  expect(wiki.read('Home.md')).toBe('First\n');
});

test.runIf(HAS_GIT)('who was slower takes what the other wrote, and pushes again', async () => {
  const wiki = repository({ 'Home.md': 'Hello\n' });
  const clone = await open(wiki.url);
  change(clone, 'Home.md', 'Ours\n');
  await clone.commit('Ours', AUTHOR);
  wiki.write({ 'Home.md': 'Theirs\n' });
  expect(await clone.push()).toBe('behind');
  await clone.takeTheirs();
  expect(fileIn(clone.folder, 'Home.md')).toBe('Theirs\n');
  change(clone, 'Home.md', 'Theirs\nOurs\n');
  await clone.commit('Ours', AUTHOR);
  expect(await clone.push()).toBe('done');
  expect(wiki.read('Home.md')).toBe('Theirs\nOurs\n');
});

test.runIf(HAS_GIT)('what a hook says is passed on', LONG, async () => {
  const wiki = repository({ 'Home.md': 'Hello\n' });
  wiki.hook('pre-receive', 'echo "Only on Mondays." >&2; exit 1');
  const clone = await open(wiki.url);
  change(clone, 'Home.md', 'Ours\n');
  await clone.commit('Ours', AUTHOR);
  const { message, remedies } = await failure(clone.push());
  expect(message).toMatch(/main: .*Only\D*Mondays\..*pre-receive/);
  expect(remedies).toEqual(['a hook of the repository refuses the commit: ask those who look after it']);
});

test.runIf(HAS_GIT)('a missing repository and a missing branch are distinguished', async () => {
  const wiki = repository({ 'Home.md': 'Hello\n' });
  const missing = await failure(open(`${wiki.url}-other`));
  expect(missing.message).toMatch(/-other cannot be cloned: /);
  expect(missing.remedies.at(-1)).toMatch(/first page of a wiki on GitHub must be made by hand/);
  const branch = await failure(open(wiki.url, { branch: 'gone' }));
  expect(branch.message).toMatch(/gone not found in upstream/);
  expect(branch.remedies).toEqual(['make the branch, or name one that exists: branch: …']);
});

test.runIf(HAS_GIT)('a link in the repository is a file in the clone: it could lead anywhere', async () => {
  const wiki = repository({ 'Home.md': 'Hello\n' });
  wiki.write({ 'Link.md': { link: '/etc/passwd' } });
  const clone = await open(wiki.url);
  expect(fileIn(clone.folder, 'Link.md')).toBe('/etc/passwd');
  expect(existsSync(path.join(clone.folder, '.git/hooks'))).toBe(false);
});

test.runIf(HAS_GIT)('a token goes into the header of requests and nowhere else', async () => {
  const token = 'token-of-the-wiki-123';
  const host = await startHost(() => ({ status: 403, body: `no ${token}` }));
  try {
    const url = `${host.base}wiki.git`;
    const { message } = await failure(open(url, { token: new Secret(token) }));
    const header = `Basic ${Buffer.from(`assay:${token}`).toString('base64')}`;
    expect(host.received[0]?.headers.authorization).toBe(header);
    expect(host.received.map((request) => request.url).join()).not.toContain(token);
    expect(message).toMatch(/cannot be cloned/);
    expect(message).not.toContain(token);
    expect(message).not.toContain(header.slice(6));
  } finally {
    await host.close();
  }
});

test.runIf(HAS_GIT).each([301, 302, 307, 308])(
  'where a host sends on to another with %i, that one is not asked, and gets no token',
  async (status) => {
    const other = await startHost(() => ({ status: 403 }));
    const host = await startHost(({ url }) => ({ status, headers: { Location: `${other.base}${url.slice(1)}` } }));
    try {
      const given = { token: new Secret('token-of-the-wiki-123') };
      const { message, remedies } = await failure(open(`${host.base}wiki.git`, given));
      expect(host.received).toHaveLength(1);
      expect(other.received).toEqual([]);
      expect(message).toMatch(/cannot be cloned/);
      expect(remedies.join()).toContain('sends on to another address');
    } finally {
      await Promise.all([host.close(), other.close()]);
    }
  },
);
