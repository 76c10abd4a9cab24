import fs from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { makeRoot } from '../cli/root.ts';
import { HAS_GIT } from '../publish/git-repositories.ts';
import { startHost, type StubHost } from '../publish/stub-host.ts';
import { LONG } from '../long.ts';
import { ACTION, lastDocument, type Ran, runStep } from './action-steps.ts';
import { type Comment, startGitHub } from './github-server.ts';
import { commit, git, makeBare } from './play.ts';
import { mentioning } from '../messages.ts';

describe('the comment on a pull request', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await makeRoot();
    await fs.writeFile(path.join(folder, 'comment.md'), 'What changes\n');
    return () => fs.rm(folder, { recursive: true });
  });

  const mark = '<!-- assay: what this change does to the briefs -->';
  async function run(host: StubHost, changed = 'ferries') {
    const given = {
      'inputs.token': 'secret',
      'steps.compare.outputs.artifacts': folder,
      'steps.compare.outputs.changed': changed,
      'github.event.pull_request.number': '7',
      'github.event.pull_request.head.sha': 'abc',
      'github.action_path': ACTION,
    };
    const environment = { GITHUB_API_URL: host.base.slice(0, -1), GITHUB_REPOSITORY: 'ann/ferries' };
    const ran = await runStep('Comment on the pull request', folder, given, environment);
    await host.close();
    return ran;
  }

  test('is written once, and then replaced; those of others are left', async () => {
    const comments: Comment[] = [{ id: 1, body: `${mark}\nforged`, login: 'mallory' }];
    expect((await run(await startGitHub(comments, () => 'abc'))).status).toBe(0);
    expect(comments.map(({ body }) => body)).toEqual([`${mark}\nforged`, `${mark}\nWhat changes\n`]);
    await fs.writeFile(path.join(folder, 'comment.md'), 'What changes now\n');
    const host = await startGitHub(comments, () => 'abc');
    expect((await run(host)).status).toBe(0);
    expect(comments.map(({ body }) => body)).toEqual([`${mark}\nforged`, `${mark}\nWhat changes now\n`]);
    expect(host.received.every(({ headers }) => headers.authorization === 'Bearer secret')).toBe(true);
  });

  test('is not written for a commit that is no longer the newest', async () => {
    const comments: Comment[] = [];
    const { status, printed } = await run(await startGitHub(comments, () => 'def'));
    expect({ status, comments }).toEqual({ status: 0, comments: [] });
    expect(printed).toEqual(mentioning('abc … commit'));
  });

  test('of two runs that both write the oldest stays', LONG, async () => {
    const comments: Comment[] = [];
    const api = await startGitHub(comments, () => {
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

  test('is not begun where no brief reads otherwise, but one that stands there is brought up to date', async () => {
    const comments: Comment[] = [];
    await run(await startGitHub(comments, () => 'abc'), '');
    expect(comments).toEqual([]);
    comments.push({ id: 3, body: `${mark}\nof an earlier commit` });
    await run(await startGitHub(comments, () => 'abc'), '');
    expect(comments.map(({ id }) => id)).toEqual([3]);
    expect(comments[0]?.body).toContain('What changes');
  });

  test('is found among hundreds of others, and under the name of a person whose token is used', LONG, async () => {
    const others = Array.from({ length: 130 }, (_, id) => ({ id, body: 'hm', login: 'bob' }));
    const comments: Comment[] = [...others, { id: 500, body: `${mark}\nold`, login: 'ann' }];
    const api = await startGitHub(comments, () => 'abc');
    const asAnn = await startHost(async ({ method, url, body }) => {
      if (url === '/user') return { body: { login: 'ann' } };
      const answer = await fetch(api.base + url.slice(1), {
        method,
        ...(body.length > 0 && { body: body.toString() }),
      });
      return { status: answer.status, body: (await answer.json()) as object };
    });
    expect((await run(asAnn)).status).toBe(0);
    await api.close();
    expect(comments).toHaveLength(131);
    expect(comments.at(-1)).toMatchObject({ id: 500, body: expect.stringContaining('What changes') as string });
  });

  test('that the host refuses is an error of the step, without the token', async () => {
    const { status, printed } = await run(await startHost(() => ({ status: 403, body: { message: 'no' } })));
    expect(status).toBe(1);
    expect(printed).toContain('::error::GitHub answers 403 to GET /pulls/7');
    expect(printed).not.toContain('secret');
  });
});

describe.runIf(HAS_GIT)('out/ is committed', () => {
  /** A clone at the commit of its branch, and the step in it, with a program that writes a text into out/. */
  async function makeClone(message: string) {
    const [origin, clone] = [await makeBare(), await makeRoot()];
    onTestFinished(async () => {
      for (const folder of [origin, clone]) await fs.rm(folder, { recursive: true });
    });
    git(clone, 'clone', '--quiet', origin, '.');
    await fs.mkdir(path.join(clone, 'out'));
    await fs.writeFile(path.join(clone, 'out/brief.md'), 'old\n');
    await fs.writeFile(path.join(clone, 'program.sh'), 'echo new >out/brief.md\n');
    const head = commit(clone, message);
    git(clone, 'push', '--quiet', 'origin', 'HEAD:figures');
    const step = (at = head): Promise<Ran> =>
      runStep('Build out/ and commit it', clone, {
        'inputs.command': 'sh program.sh',
        'github.head_ref || github.ref_name': 'figures',
        'github.event.pull_request.head.sha || github.sha': at,
      });
    return { origin, clone, head, step };
  }

  test('but not behind a commit of the action that is not what a build writes', async () => {
    const { origin, head, step } = await makeClone('Print the briefs again\n\nAssay-Built: 0123456');
    const { status, printed } = await step();
    expect([status, git(origin, 'rev-parse', 'figures')]).toEqual([1, head]);
    expect(printed).toEqual(mentioning('::error::The commit … printed out/ …'));
  });

  test('nor where the job did not check out the commit of the branch', LONG, async () => {
    const { origin, head, step } = await makeClone('Change a figure');
    const { status, printed } = await step('0123456789012345678901234567890123456789');
    expect([status, git(origin, 'rev-parse', 'figures')]).toEqual([1, head]);
    expect(printed).toContain('::error::The branch is at another commit');
  });

  test('nor over what somebody pushed meanwhile', LONG, async () => {
    const { origin, clone, step } = await makeClone('Change a figure');
    git(clone, 'push', '--quiet', 'origin', `${other(clone)}:figures`);
    const pushed = git(origin, 'rev-parse', 'figures');
    const { status, printed } = await step();
    expect(status).not.toBe(0);
    expect(printed).toContain('[rejected]');
    expect(git(origin, 'rev-parse', 'figures')).toBe(pushed);
  });

  /** A commit on top of the present one that is not checked out. */
  function other(clone: string): string {
    return git(clone, 'commit-tree', 'HEAD^{tree}', '-p', 'HEAD', '-m', 'Another change');
  }
});

test('no step puts a context into its script, where anybody could write commands', async () => {
  const action = await lastDocument<{ runs: { steps: { run: string }[] } }>(path.join(ACTION, 'action.yml'));
  for (const { run } of action.runs.steps) expect(run).not.toContain('${{');
});

test('the workflow publishes only where there is an assay.yaml', async () => {
  const { jobs } = await lastDocument<{ jobs: { publish: { steps: { if?: string; with?: { publish?: string } }[] } } }>(
    'docs/ci/github.yml',
  );
  const publishing = jobs.publish.steps.filter((step) => step.with?.publish !== undefined);
  expect(publishing.map((step) => step.if)).toEqual(["${{ hashFiles('assay.yaml') != '' }}"]);
});
