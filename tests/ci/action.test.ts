import { execFileSync } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { assay, programFile, useProgram } from '../cli/program.ts';
import { edit, makeRoot, TINY } from '../cli/root.ts';
import { HAS_GIT } from '../publish/git-repositories.ts';
import { type Received, type Reply, startHost, type StubHost } from '../publish/stub-host.ts';
import { ACTION, runStep } from './action-steps.ts';

useProgram();

const RELEASE = 'data/ferry-passengers/releases/ferry-2025-q4.yaml';
const PULL = '7';

/** A clone with two commits: out/ is as the first builds it, and the second turns a rise into a fall. */
let root: string;
let origin: string;
let base: string;
let head: string;

function git(...parameters: string[]): string {
  const person = ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.org'];
  return execFileSync('git', ['-C', root, ...person, ...parameters], { encoding: 'utf8', stdio: 'pipe' }).trim();
}

function commit(message: string): string {
  git('add', '--all');
  git('commit', '--quiet', '--message', message);
  return git('rev-parse', 'HEAD');
}

beforeAll(async () => {
  if (!HAS_GIT) return;
  [root, origin] = [await makeRoot(TINY), await makeRoot()];
  await fs.writeFile(path.join(root, '.gitignore'), '*.pdf\nbuild.json\n');
  execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch', 'main', origin]);
  git('init', '--quiet', '--initial-branch', 'main');
  git('remote', 'add', 'origin', origin);
  expect((await assay(['build', '--root', root])).status).toBe(0);
  base = commit('Print');
  git('checkout', '--quiet', '-b', 'figures');
  await edit(root, RELEASE, (yaml) => yaml.replace('growth: 6.1%', 'growth: -6.1%'));
  head = commit('Revise the growth of passengers');
  git('push', '--quiet', 'origin', 'main', 'figures');
});
afterAll(async () => {
  for (const folder of HAS_GIT ? [root, origin] : []) await fs.rm(folder, { recursive: true });
});

function contexts(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    'inputs.command': `${process.execPath} ${programFile()}`,
    'inputs.base': base,
    'inputs.token': 'secret',
    'github.server_url': 'https://github.example',
    'github.repository': 'ann/ferries',
    'github.run_id': '42',
    'github.event.pull_request.number': PULL,
    'github.event.pull_request.head.sha': head,
    'github.event.pull_request.head.repo.full_name != github.repository': 'false',
    'github.head_ref || github.ref_name': 'figures',
    'github.action_path': ACTION,
    ...more,
  };
}

describe.runIf(HAS_GIT)('the action on a pull request that turns a rise into a fall', () => {
  test('tests the figures, and passes on how that ended', async () => {
    const { status, outputs } = await runStep('Test the figures', root, contexts());
    expect({ status, outputs }).toEqual({ status: 0, outputs: { status: '0' } });
  });

  test('compares with the base: the brief reads otherwise, and that is material', async () => {
    const { status, outputs, summary } = await runStep('Compare with the base', root, contexts());
    expect(status).toBe(0);
    const { artifacts = '', ...said } = outputs;
    expect(said).toEqual({ changed: 'harbour-ferries', material: 'true' });
    expect((await fs.readdir(artifacts)).sort()).toEqual(['comment.md', 'diff.html', 'diff.json']);
    expect(summary.trim()).toBe((await fs.readFile(path.join(artifacts, 'comment.md'), 'utf8')).trim());
    expect(summary).toContain('rose');
    expect(summary).toContain('fell');
    expect(summary).toContain('https://github.example/ann/ferries/actions/runs/42');
  });

  test('of a change of a template names no dataset, and of none nothing', async () => {
    const none = await runStep('Compare with the base', root, contexts({ 'inputs.base': head }));
    expect(none.outputs).toMatchObject({ changed: '', material: 'false' });
    await edit(root, 'templates/harbour-ferries/brief.md.hbs', (text) =>
      text.replace('Against the', 'Compared with the'),
    );
    const template = await runStep('Compare with the base', root, contexts({ 'inputs.base': head }));
    git('checkout', '--quiet', '--', 'templates');
    expect(template.outputs).toMatchObject({ changed: 'harbour-ferries', material: 'false' });
    expect(template.summary).not.toContain('passengers:growth');
  });

  test('fails where out/ is out of date, naming file and figure', async () => {
    const { status, printed } = await runStep('Compare out/ with what a build would write', root, contexts());
    expect(status).toBe(1);
    expect(printed).toContain('out/harbour-ferries/2025-q4/en/brief.md would change');
    expect(printed).toContain('passengers:growth@2025-Q4');
  });

  test('or builds out/ and commits it to the branch, once', async () => {
    const step = (): ReturnType<typeof runStep> => runStep('Build out/ and commit it', root, contexts());
    expect((await step()).status).toBe(0);
    const [message = ''] = execFileSync('git', ['-C', origin, 'log', '-1', '--format=%B', 'figures'], {
      encoding: 'utf8',
    }).split('\n\n');
    expect(message).toBe('Print the briefs again');
    const changed = git('diff', '--name-only', head, 'HEAD').split('\n');
    expect(changed).toContain('out/harbour-ferries/2025-q4/en/brief.md');
    expect(
      changed.every(
        (file) =>
          file.startsWith('out/harbour-ferries/2025-q4/en/') ||
          file.endsWith('manifest.json') ||
          file.includes('/data/'),
      ),
    ).toBe(true);
    expect((await step()).status).toBe(0);
    expect(git('rev-list', '--count', `${head}..HEAD`)).toBe('1');
  });
});

/** A server that speaks the calls of GitHub's API which comments need, in place of GitHub. */
async function startApi(
  comments: { id: number; body: string; login?: string }[],
  newest: () => string,
): Promise<StubHost> {
  return startHost(({ method, url, body }: Received): Reply => {
    const [, id] = /\/issues\/comments\/(\d+)$/.exec(url) ?? [];
    const at = comments.findIndex((comment) => comment.id === Number(id));
    const text = method === 'POST' || method === 'PATCH' ? (JSON.parse(body.toString()) as { body: string }).body : '';
    if (url === `/repos/ann/ferries/pulls/${PULL}`) return { body: { head: { sha: newest() } } };
    if (method === 'POST') {
      comments.push({ id: 100 + comments.length, body: text });
      return { status: 201, body: { id: 99 + comments.length } };
    }
    if (method === 'PATCH') comments[at] = { id: Number(id), body: text };
    if (method === 'DELETE') comments.splice(at, 1);
    if (method === 'DELETE') return { status: 204 };
    const shown = comments.map((comment) => ({ ...comment, user: { login: comment.login ?? 'github-actions[bot]' } }));
    return { body: method === 'GET' ? shown : { id: Number(id) } };
  });
}

describe('the comment on a pull request', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await makeRoot();
    await fs.writeFile(path.join(folder, 'comment.md'), 'What changes\n');
    return () => fs.rm(folder, { recursive: true });
  });

  const mark = '<!-- assay: what this change does to the briefs -->';
  async function run(host: StubHost, more: Readonly<Record<string, string>> = {}) {
    const given = contexts({
      'steps.compare.outputs.artifacts': folder,
      'github.event.pull_request.head.sha': 'abc',
      ...more,
    });
    const environment = { GITHUB_API_URL: host.base.slice(0, -1), GITHUB_REPOSITORY: 'ann/ferries' };
    const ran = await runStep('Comment on the pull request', folder, given, environment);
    await host.close();
    return ran;
  }

  test('is written once, and then replaced; those of others are left', async () => {
    const comments: { id: number; body: string; login?: string }[] = [
      { id: 1, body: `${mark}\nforged`, login: 'mallory' },
    ];
    expect((await run(await startApi(comments, () => 'abc'))).status).toBe(0);
    expect(comments.map(({ body }) => body)).toEqual([`${mark}\nforged`, `${mark}\nWhat changes\n`]);
    await fs.writeFile(path.join(folder, 'comment.md'), 'What changes now\n');
    const host = await startApi(comments, () => 'abc');
    expect((await run(host)).status).toBe(0);
    expect(comments.map(({ body }) => body)).toEqual([`${mark}\nforged`, `${mark}\nWhat changes now\n`]);
    expect(host.received.every(({ headers }) => headers.authorization === 'Bearer secret')).toBe(true);
  });

  test('is not written for a commit that is no longer the newest', async () => {
    const comments: { id: number; body: string }[] = [];
    const { status, printed } = await run(await startApi(comments, () => 'def'));
    expect({ status, comments }).toEqual({ status: 0, comments: [] });
    expect(printed).toContain('abc is no longer the newest commit');
  });

  test('of two runs that both write the oldest stays', async () => {
    const comments: { id: number; body: string }[] = [];
    const api = await startApi(comments, () => {
      // the other run writes between our look and our own comment
      if (comments.length === 0) setTimeout(() => comments.unshift({ id: 50, body: `${mark}\nthe other` }), 0);
      return 'abc';
    });
    const slow = await startHost(async ({ method, url, headers, body }) => {
      const answer = await fetch(api.base + url.slice(1), {
        method,
        headers: { authorization: headers.authorization ?? '' },
        ...(body.length > 0 && { body: body.toString() }),
      });
      const text = await answer.text();
      // hide the other comment from the first look
      const isFirstLook = method === 'GET' && url.includes('/comments?') && comments.length < 2;
      return { status: answer.status, body: isFirstLook ? [] : text === '' ? '' : (JSON.parse(text) as object) };
    });
    expect((await run(slow)).status).toBe(0);
    await api.close();
    expect(comments).toEqual([{ id: 50, body: expect.stringContaining('What changes') as string }]);
  });

  test('of a fork waits for the workflow that may write', async () => {
    const host = await startApi([], () => 'abc');
    const fork = { 'github.event.pull_request.head.repo.full_name != github.repository': 'true' };
    expect((await run(host, fork)).status).toBe(0);
    expect(host.received).toEqual([]);
    expect(JSON.parse(await fs.readFile(path.join(folder, 'pull.json'), 'utf8'))).toEqual({ pull: 7, head: 'abc' });
  });

  test('that the host refuses is an error of the step, without the token', async () => {
    const { status, printed } = await run(await startHost(() => ({ status: 403, body: { message: 'no' } })));
    expect(status).toBe(1);
    expect(printed).toContain('::error::GitHub answers 403 to GET /pulls/7');
    expect(printed).not.toContain('secret');
  });
});

test('no step puts a context into its script, where anybody could write commands', async () => {
  const action = parse(await fs.readFile(path.join(ACTION, 'action.yml'), 'utf8')) as {
    runs: { steps: { run: string }[] };
  };
  for (const { run } of action.runs.steps) expect(run).not.toContain('${{');
});
