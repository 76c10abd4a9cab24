import fs from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { useProgram } from '../cli/program.ts';
import { edit, makeRoot } from '../cli/root.ts';
import { HAS_GIT } from '../publish/git-repositories.ts';
import { startHost, type StubHost } from '../publish/stub-host.ts';
import { LONG } from '../long.ts';
import { type Ran, runCommands } from './action-steps.ts';
import { type Note, startGitLab } from './gitlab-server.ts';
import { commit, git, installIn, makeBare, makeProject, RELEASE } from './play.ts';
import { mentioning } from '../messages.ts';

useProgram();

const MARK = '<!-- assay: what this change does to the briefs -->';

interface Job {
  readonly script: readonly string[];
  readonly variables?: Readonly<Record<string, string>>;
}

/** Runs the script of a job of the component in a folder, with the inputs filled in, as a runner of GitLab does. */
async function runJob(
  name: string,
  folder: string,
  inputs: Readonly<Record<string, string>>,
  environment: NodeJS.ProcessEnv = {},
): Promise<Ran> {
  const documents = parseAllDocuments(await fs.readFile('docs/ci/gitlab.yml', 'utf8'));
  const [head, jobs] = documents.map((document) => document.toJS() as unknown) as [
    { spec: { inputs: Record<string, { default: string | boolean }> } },
    Record<string, Job>,
  ];
  const filled = (text: string): string =>
    text.replaceAll(/\$\[\[ inputs\.(\w+) \]\]/g, (_, input: string) => {
      const value = inputs[input] ?? head.spec.inputs[input]?.default;
      if (value === undefined) throw new Error(`the component has no input ${input}`);
      return String(value);
    });
  const variables = { ...jobs['.assay']?.variables, ...jobs[name]?.variables };
  const given = Object.fromEntries(Object.entries(variables).map(([key, value]) => [key, filled(value)]));
  return runCommands(jobs[name]?.script.join('\n') ?? 'exit 99', folder, { ...given, ...environment });
}

const folders: string[] = [];
async function kept(folder: Promise<string>): Promise<string> {
  folders.push(await folder);
  return folder;
}
afterAll(async () => {
  for (const folder of folders) await fs.rm(folder, { recursive: true });
});

describe.runIf(HAS_GIT)('a merge request that turns a rise into a fall', LONG, () => {
  let clone: string;
  let base: string;
  let head: string;
  beforeAll(async () => {
    const origin = await kept(makeBare());
    const project = await kept(makeProject('unused'));
    base = commit(project, 'Print');
    git(project, 'checkout', '--quiet', '-b', 'figures');
    await edit(project, RELEASE, (yaml) => yaml.replace('growth: 6.1%', 'growth: -6.1%'));
    head = commit(project, 'Revise the growth of passengers');
    git(project, 'push', '--quiet', origin, 'main', 'figures');
    clone = await kept(makeRoot());
    git(clone, 'clone', '--quiet', '--branch', 'figures', `file://${origin}`, '.');
    await installIn(clone);
  });

  test('has one note, Code Quality, the comparison and the PDF files, and fails because out/ is out of date', async () => {
    const notes: Note[] = [{ id: 1, body: `${MARK}\nforged`, author: 9 }];
    const host = await startGitLab(notes, () => head);
    const { status, printed } = await runJob(
      'briefs',
      clone,
      {},
      {
        CI_API_V4_URL: host.base.slice(0, -1),
        CI_PROJECT_ID: '12',
        CI_MERGE_REQUEST_IID: '3',
        CI_MERGE_REQUEST_DIFF_BASE_SHA: base,
        CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: '',
        CI_COMMIT_SHA: head,
        CI_JOB_URL: 'https://gitlab.example/ann/ferries/-/jobs/8',
        ASSAY_TOKEN: 'secret',
      },
    );
    await host.close();
    expect(status).toBe(1);
    expect(printed).toContain('out/harbour-ferries/2025-q4/en/brief.md would change');
    expect(printed).not.toContain('secret');
    expect(host.received.every(({ headers }) => headers['private-token'] === 'secret')).toBe(true);
    expect(notes.map(({ author }) => author)).toEqual([9, 5]);
    const [lead, title, ...rest] = notes[1]?.body.replaceAll('\u00A0', ' ').split('\n') ?? [];
    expect([lead, title]).toEqual([MARK, `### What changes: ${base.slice(0, 7)} → ${head.slice(0, 7)}`]);
    expect(rest).toEqual(
      mentioning('[The … pictures](https://gitlab.example/ann/ferries/-/jobs/8/artifacts/browse/briefs)'),
    );
    expect(rest).toContain('  > Passengers <del>rose</del> <ins>fell</ins> 6.1% to 1,108,000.');
    const quality = JSON.parse(await fs.readFile(path.join(clone, 'code-quality.json'), 'utf8')) as object[];
    expect(quality).toMatchObject([
      {
        check_name: 'assay/soft-contradiction',
        severity: 'minor',
        location: { path: 'data/ferry-passengers/relations.yaml', lines: { begin: 2 } },
      },
    ]);
    const junit = await fs.readFile(path.join(clone, 'junit.xml'), 'utf8');
    expect(junit).toMatch(/<testsuites name="assay" tests="1" failures="0">[^]*assay\/soft-contradiction/);
    const kept = await fs.readdir(path.join(clone, 'briefs'), { recursive: true });
    expect(kept.filter((file) => /\.\w+$/.test(file)).sort()).toEqual([
      'comment.md',
      'diff.html',
      'diff.json',
      'out/harbour-ferries/2025-q3/en/brief.pdf',
      'out/harbour-ferries/2025-q4/en/brief.pdf',
    ]);
  }, 120_000);

  test('after the merge the targets are published that are named, and the briefs are listed', async () => {
    // The program only says what it is asked: publishing is tried with GitHub.
    const { status, printed } = await runJob('pages', clone, { command: 'echo asked', publish: 'wiki intranet' });
    expect([status, printed.split('\n').filter((line) => line.startsWith('asked'))]).toEqual([
      0,
      ['asked --root . build --no-cache', 'asked --root . publish wiki intranet'],
    ]);
    const list = await fs.readFile(path.join(clone, 'public/index.html'), 'utf8');
    expect(list).toContain('<a href="harbour-ferries/2025-q4/en/brief.pdf">brief.pdf</a>');
    const all = await runJob('pages', clone, { command: 'echo asked', publish: 'all' });
    expect(all.printed).toMatch(/^asked --root \. publish --if-any$/m);
    expect((await runJob('pages', clone, { command: 'echo asked' })).printed).not.toContain('publish');
  });
});

describe('the note on a merge request', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await kept(makeRoot());
    await fs.writeFile(path.join(folder, 'comment.md'), 'What changes\n');
  });

  async function run(host: StubHost, changed = 'ferries'): Promise<Ran> {
    const ran = await runCommands(`node ${path.resolve('docs/ci/gitlab-note.mjs')} comment.md "$CHANGED"`, folder, {
      CI_API_V4_URL: host.base.slice(0, -1),
      CI_PROJECT_ID: '12',
      CI_MERGE_REQUEST_IID: '3',
      // A pipeline of merged results has a commit of its own.
      CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: 'abc',
      CI_COMMIT_SHA: 'merged',
      ASSAY_TOKEN: 'secret',
      CHANGED: changed,
    });
    await host.close();
    return ran;
  }

  test('is replaced, found among hundreds, and not begun where nothing reads otherwise', async () => {
    const notes: Note[] = Array.from({ length: 130 }, (_, id) => ({ id, body: 'hm', author: 9 }));
    expect((await run(await startGitLab(notes, () => 'abc'), '')).status).toBe(0);
    expect(notes).toHaveLength(130);
    notes.push({ id: 500, body: `${MARK}\nold`, author: 5 });
    expect((await run(await startGitLab(notes, () => 'abc'), '')).status).toBe(0);
    expect(notes.slice(130)).toEqual([{ id: 500, body: `${MARK}\nWhat changes\n`, author: 5 }]);
  });

  test('is not written for a commit that is no longer the newest', async () => {
    const notes: Note[] = [];
    const { status, printed } = await run(await startGitLab(notes, () => 'def'));
    expect([status, notes]).toEqual([0, []]);
    expect(printed).toEqual(mentioning('abc … commit'));
  });

  test('of two pipelines that both write the oldest stays', async () => {
    const notes: Note[] = [];
    const api = await startGitLab(notes, () => 'abc');
    let looks = 0;
    // The other pipeline writes between our look and our own note.
    const host = await startHost(async ({ method, url, body }) => {
      if (method === 'GET' && url.includes('/notes?') && (looks += 1) === 1) {
        notes.push({ id: 50, body: `${MARK}\nthe other`, author: 5 });
        return { body: [] };
      }
      const answer = await fetch(api.base + url.slice(1), {
        method,
        ...(body.length > 0 && { body: body.toString() }),
      });
      const text = await answer.text();
      return { status: answer.status, body: text === '' ? '' : (JSON.parse(text) as object) };
    });
    expect((await run(host)).status).toBe(0);
    await api.close();
    expect(notes).toEqual([{ id: 50, body: `${MARK}\nWhat changes\n`, author: 5 }]);
  });

  test('that GitLab refuses is an error of the job, without the token', async () => {
    const { status, printed } = await run(await startHost(() => ({ status: 401, body: { message: 'no' } })));
    expect(status).toBe(1);
    expect(printed).toContain('GitLab answers 401 to GET /projects/12/merge_requests/3');
    expect(printed).not.toContain('secret');
  });
});
