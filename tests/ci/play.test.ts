import fs from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assay, assayHere, useProgram } from '../cli/program.ts';
import { edit, makeRoot } from '../cli/root.ts';
import { HAS_GIT } from '../publish/git-repositories.ts';
import type { StubHost } from '../publish/stub-host.ts';
import { LONG } from '../long.ts';
import { type Contexts, type Ran, runStep } from './action-steps.ts';
import { type Comment, startGitHub } from './github-server.ts';
import { CATALOGUE, changedPaths, commit, git, installIn, makeBare, makeProject, RELEASE, TEMPLATE } from './play.ts';

useProgram();

const MARK = '<!-- assay: what this change does to the briefs -->';
const RUN = 'https://github.example/ann/ferries/actions/runs/42';
const EDITION = 'out/harbour-ferries/2025-q4/en';
const WIKI_PAGE = `${EDITION}/github-wiki/Ferries-of-the-harbour-town,-2025-q4.md`;

const folders: string[] = [];
let origin: string;
let wiki: string;
let project: string;
let base: string;

async function kept(folder: Promise<string>): Promise<string> {
  folders.push(await folder);
  return folder;
}

/** A repository with its printed briefs on main, and a wiki with the page of them. */
beforeAll(async () => {
  if (!HAS_GIT) return;
  [origin, wiki] = [await kept(makeBare()), await kept(makeBare())];
  project = await kept(makeProject(wiki));
  git(project, 'remote', 'add', 'origin', origin);
  base = commit(project, 'Print');
  git(project, 'push', '--quiet', 'origin', 'main');
  const home = await kept(makeRoot());
  git(home, 'clone', '--quiet', wiki, '.');
  await fs.writeFile(path.join(home, 'Home.md'), 'Welcome.\n');
  commit(home, 'Begin');
  git(home, 'push', '--quiet', 'origin', 'HEAD:main');
  expect((await assay(['publish', '--root', project])).status).toBe(0);
});
afterAll(async () => {
  for (const folder of folders) await fs.rm(folder, { recursive: true });
});

/** A change in a branch of its own, pushed to a repository; returns its commit. */
async function push(branch: string, to: string, file: string, change: (text: string) => string): Promise<string> {
  git(project, 'checkout', '--quiet', '-b', branch, base);
  await edit(project, file, change);
  const head = commit(project, `Change for ${branch}`);
  git(project, 'push', '--quiet', to, branch);
  return head;
}

/** A job of GitHub on a commit: a fresh clone with the program installed, in which steps run. */
async function startJob(ref: string, contexts: Contexts, head = 'not told') {
  const [clone, temporary] = [await kept(makeRoot()), await kept(makeRoot())];
  git(clone, 'clone', '--quiet', origin, '.');
  git(clone, 'fetch', '--quiet', 'origin', ref);
  git(clone, 'checkout', '--quiet', 'FETCH_HEAD');
  await installIn(clone);
  const known: Record<string, string> = {
    'github.server_url': 'https://github.example',
    'github.repository': 'ann/ferries',
    'github.run_id': '42',
    'github.event.pull_request.base.sha': base,
    'github.event.pull_request.number': '7',
    'github.action_path': path.join(clone, '.github/actions/assay'),
    'inputs.command': 'node_modules/.bin/assay',
    'inputs.base': base,
    'github.event.pull_request.head.sha || github.sha': head,
    ...contexts,
  };
  const step = async (name: string, file?: string, environment: NodeJS.ProcessEnv = {}): Promise<Ran> => {
    const ran = await runStep(name, clone, known, { RUNNER_TEMP: temporary, ...environment }, file);
    for (const [key, value] of Object.entries(ran.outputs)) known[`steps.compare.outputs.${key}`] = value;
    return ran;
  };
  const artifact = path.join(temporary, 'assay');
  return {
    clone,
    step,
    artifact,
    read: async (name: string) => spaced(await fs.readFile(path.join(artifact, name), 'utf8')),
  };
}

/** The lines of a step that GitHub shows as annotations. */
function annotations({ printed }: Ran): string[] {
  return printed.split('\n').filter((line) => /^::(?:error|warning|notice) /.test(line));
}

function spaced(text: string): string {
  return text.replaceAll('\u00A0', ' ');
}

/** The environment in which a server stands in for GitHub. */
const served = (host: StubHost): NodeJS.ProcessEnv => ({
  GITHUB_API_URL: host.base.slice(0, -1),
  GITHUB_REPOSITORY: 'ann/ferries',
});

const FALL = (yaml: string): string => yaml.replace('growth: 6.1%', 'growth: -6.1%');

const fallComment = (
  before: string,
  head: string,
): string => `### What changes: ${before.slice(0, 7)} → ${head.slice(0, 7)}

Of 2 editions 1 reads otherwise, 1 is as before. **Look first at: 1 slip, 1 text that turns.**

[The whole comparison, with pictures](${RUN})

#### First

- **slip**, \`passengers:growth@2025-Q4\` in \`ferry-2025-q4\`: 6.1% → −6.1% (−12.2 pp) (\`${RELEASE}:6\`)
  > now contradicts growing_town at 2025-Q4 (−6.15 to −6.05% is less than 0%)
  >
  > compare the figures with the source; if they are right, widen the band, or explain it under exceptions in relations.yaml
- **direction**, harbour-ferries/2025-q4/en, sentence in Ferries of the harbour town, fourth quarter of 2025; data changed (\`${TEMPLATE}:3\`)
  > Passengers <del>rose</del> <ins>fell</ins> 6.1% to 1,108,000.

#### Data of ferry-passengers: contradicted relations 0 → 1

- **verdict**, \`growing_town\` at 2025-Q4: compatible → contradicted
`;

describe.runIf(HAS_GIT)('a figure is changed so that a sentence turns from "rose" to "fell"', LONG, () => {
  let head: string;
  let job: Awaited<ReturnType<typeof startJob>>;
  beforeAll(async () => {
    head = await push('figures', 'origin', RELEASE, FALL);
    job = await startJob(
      'figures',
      {
        'inputs.token': 'secret',
        'github.head_ref || github.ref_name': 'figures',
        'github.event.pull_request.head.sha': head,
      },
      head,
    );
  });

  test('the annotation stands at the relation that the figure no longer fits, and the job goes on', async () => {
    const ran = await job.step('Test the figures');
    expect(annotations(ran)).toEqual([
      '::warning file=data/ferry-passengers/relations.yaml,line=2,endLine=2,col=9,endColumn=21,title=assay/soft-contradiction::' +
        'growing_town does not hold at 2025-Q4: passengers:growth >= 0%25, but -6.15 to -6.05%25 is less than 0%25' +
        '%0Ahint: compare the figures with the source; if they are right, widen the band, or explain it under exceptions in relations.yaml',
    ]);
    expect([ran.status, ran.outputs]).toEqual([0, { status: '0' }]);
  });

  test('what is overdue on the day of the run is a warning, or a mistake where the job asks for that', async () => {
    await edit(job.clone, CATALOGUE, (text) => text.replace('next_release: 9999', 'next_release: 2020'));
    const run = (more: Contexts) => {
      const contexts = { 'inputs.command': 'node_modules/.bin/assay', ...more };
      return runStep('Test the figures', job.clone, contexts);
    };
    // The releases of the ferries are younger: only a date that no release follows is overdue.
    expect(annotations(await run({})).join()).not.toContain('overdue');
    await edit(job.clone, RELEASE, (text) =>
      text.replace('period: 2025-Q4 }', 'period: 2025-Q4, next_release: 2026-02 }'),
    );
    const [warned, failed] = [await run({}), await run({ 'inputs.overdue': 'fail' })];
    expect(annotations(warned).join()).toContain(`::warning file=${RELEASE},line=1,`);
    expect([warned.outputs, failed.outputs]).toEqual([{ status: '0' }, { status: '1' }]);
    git(job.clone, 'checkout', '--quiet', '.');
  });

  test('the comment says what a reader sees otherwise, and why', async () => {
    const { status, outputs, summary } = await job.step('Compare with the base');
    expect([status, outputs]).toEqual([
      0,
      { artifacts: job.artifact, status: '0', changed: 'harbour-ferries', material: 'true' },
    ]);
    expect((await fs.readdir(job.artifact)).sort()).toEqual(['comment.md', 'diff.html', 'diff.json']);
    expect(await job.read('comment.md')).toBe(fallComment(base, head));
    expect(spaced(summary)).toBe(fallComment(base, head));
    const comments: Comment[] = [];
    const host = await startGitHub(comments, () => head);
    const ran = await job.step('Comment on the pull request', undefined, served(host));
    await host.close();
    expect(ran.status).toBe(0);
    expect(comments.map(({ body }) => spaced(body))).toEqual([`${MARK}\n${fallComment(base, head)}`]);
    expect(host.received.every(({ headers }) => headers.authorization === 'Bearer secret')).toBe(true);
  });

  test('out/ is found to be out of date, file by file', async () => {
    const { status, printed } = await job.step('Compare out/ with what a build would write');
    expect(status).toBe(1);
    expect(printed).toContain(`${EDITION}/brief.md would change`);
    expect(printed).toContain('passengers:growth@2025-Q4');
  });

  test('or is built and pushed to the branch, what the figure changes and no other file, once', async () => {
    const step = (): Promise<Ran> => job.step('Build out/ and commit it');
    expect((await step()).status).toBe(0);
    expect(changedPaths(origin, head, 'figures')).toEqual([
      'out/harbour-ferries/2025-q3/en/data/observations.csv',
      'out/harbour-ferries/2025-q3/en/manifest.json',
      `${EDITION}/brief.html`,
      `${EDITION}/brief.json`,
      `${EDITION}/brief.md`,
      `${EDITION}/data/observations.csv`,
      WIKI_PAGE,
      `${EDITION}/manifest.json`,
      'out/harbour-ferries/data/manifest.json',
      'out/harbour-ferries/data/observations.csv',
    ]);
    expect(git(origin, 'log', '-1', '--format=%B', 'figures')).toBe(`Print the briefs again\n\nAssay-Built: ${head}`);
    // The run that a push of a person's token starts.
    const again = await runAgain();
    expect([again.status, again.printed]).toEqual([0, expect.not.stringContaining('::error::')]);
    expect(git(origin, 'rev-list', '--count', `${head}..figures`)).toBe('1');
  });

  /** The same step in the run that the commit of the action starts, if somebody's own token pushed it. */
  async function runAgain(): Promise<Ran> {
    const built = git(origin, 'rev-parse', 'figures');
    const contexts = {
      'inputs.command': 'node_modules/.bin/assay',
      'github.head_ref || github.ref_name': 'figures',
      'github.event.pull_request.head.sha || github.sha': built,
    };
    return runStep('Build out/ and commit it', job.clone, contexts);
  }

  test('the notice reaches readers of the print', async () => {
    const { status, stdout } = await assayHere(['notice', base, head, '--root', project]);
    expect(status).toBe(0);
    expect(spaced(stdout)).toBe(`## Correction: Ferries of the harbour town (harbour-ferries/2025-q4)

This print, as of 19 January 2026, corrects an earlier one. What it said has changed.

### Corrected

- **Passengers, change on a year earlier, fourth quarter of 2025**: −6.1%, not 6.1%. Printed in: Ferries of the harbour town, fourth quarter of 2025. The source printed this all along: it was mistyped here. Material.

### What reads otherwise

- Ferries of the harbour town, fourth quarter of 2025 (direction): “Passengers rose 6.1% to 1,108,000.” → “Passengers fell 6.1% to 1,108,000.”
`);
  });

  test('once it is merged, the page of the wiki has the new sentence, and the list of editions leads to both', async () => {
    const page = (): string => spaced(git(wiki, 'show', 'main:Ferries-of-the-harbour-town.md'));
    expect(page()).toContain('Passengers rose 6.1% to **1,108,000**.');
    git(job.clone, 'push', '--quiet', 'origin', 'HEAD:refs/heads/main');
    const merged = await startJob('main', { 'inputs.publish': 'all' });
    expect((await merged.step('Publish')).status).toBe(0);
    expect(page()).toContain('Passengers fell 6.1% to **1,108,000**.');
    expect(page()).not.toContain('rose 6.1%');
    expect(spaced(git(wiki, 'log', '-1', '--format=%B', 'main'))).toBe(
      'Update Ferries of the harbour town\n\n- Passengers rose 6.1% to **1,108,000**. → Passengers fell 6.1% to **1,108,000**.',
    );
    expect(git(wiki, 'show', 'main:Home.md')).toBe('Welcome.');
    // Where no target is described, there is nothing to publish, and only a target that is named is missed.
    await fs.writeFile(path.join(merged.clone, 'assay.yaml'), 'owner: ferries\n');
    const none = await merged.step('Publish');
    expect([none.status, none.printed]).toEqual([
      0,
      expect.stringContaining('nothing was published: assay.yaml names no target') as string,
    ]);
    const contexts = { 'inputs.command': 'node_modules/.bin/assay', 'inputs.publish': 'wiki' };
    expect((await runStep('Publish', merged.clone, contexts)).status).toBe(1);
    expect((await merged.step('List the briefs on a page', 'docs/ci/github.yml')).status).toBe(0);
    const list = await fs.readFile(path.join(merged.clone, 'site/index.html'), 'utf8');
    expect([...list.matchAll(/<a href="([^"]*)" lang="en">([^<]*)</g)].map(([, ...found]) => found)).toEqual([
      ['harbour-ferries/2025-q4/en/brief.html', 'Ferries of the harbour town, fourth quarter of 2025'],
      ['harbour-ferries/2025-q3/en/brief.html', 'Ferries of the harbour town, third quarter of 2025'],
    ]);
    expect(await fs.readFile(path.join(merged.clone, 'site', 'harbour-ferries/2025-q4/en/brief.html'), 'utf8')).toBe(
      await fs.readFile(path.join(merged.clone, EDITION, 'brief.html'), 'utf8'),
    );
  });
});

describe.runIf(HAS_GIT)('a template alone is changed', LONG, () => {
  test('that is why the text is another; there is no annotation, no data and no notice', async () => {
    const head = await push('wording', 'origin', TEMPLATE, (text) => text.replace('Against the', 'Compared with the'));
    const job = await startJob('wording', {}, head);
    expect(annotations(await job.step('Test the figures'))).toEqual([]);
    const { outputs } = await job.step('Compare with the base');
    expect(outputs).toMatchObject({ changed: 'harbour-ferries', material: 'false' });
    expect(await job.read('comment.md')).toBe(`### What changes: ${base.slice(0, 7)} → ${head.slice(0, 7)}

Of 2 editions 1 reads otherwise, 1 is as before.

[The whole comparison, with pictures](${RUN})

#### harbour-ferries/2025-q4/en: 1 sentence

- **words**, sentence in By route; template changed (\`${TEMPLATE}:24\`)
  > <del>Against</del> <ins>Compared with</ins> the quarter before, the number fell 10.4%.
`);
    const { editions } = JSON.parse(await job.read('diff.json')) as { editions: { changes: { why: string[] }[] }[] };
    expect(editions.flatMap(({ changes }) => changes.map(({ why }) => why))).toEqual([['template']]);
    const { printed } = await job.step('Compare out/ with what a build would write');
    expect(printed.match(/^out\/.*(?= would change$)/gm)?.filter((file) => !file.endsWith('manifest.json'))).toEqual([
      `${EDITION}/brief.html`,
      `${EDITION}/brief.json`,
      `${EDITION}/brief.md`,
      WIKI_PAGE,
    ]);
    const notice = await assayHere(['--quiet', 'notice', base, head, '--root', project]);
    expect(notice).toEqual({ status: 0, stdout: '', stderr: expect.any(String) as string });
  });
});

describe.runIf(HAS_GIT)('a mistake is made', LONG, () => {
  test('in the data: the comment names the editions that do not build, and the job fails at its end', async () => {
    const head = await push('mistake', 'origin', RELEASE, (yaml) => yaml.replace("'377,000'", "'377,000 t'"));
    const job = await startJob('mistake', {}, head);
    const check = await job.step('Test the figures');
    const { status, outputs } = await job.step('Compare with the base');
    expect([status, outputs]).toEqual([
      0,
      { artifacts: job.artifact, status: '1', changed: 'harbour-ferries', material: 'true' },
    ]);
    expect(await job.read('comment.md')).toBe(`### What changes: ${base.slice(0, 7)} → ${head.slice(0, 7)}

Of 2 editions 2 do not build. **Look first at: 1 mistake that stops the build.**

[The whole comparison, with pictures](${RUN})

#### First

- **does not build**: harbour-ferries/2025-q3/en and harbour-ferries/2025-q4/en (\`${RELEASE}:17\`)
  > passengers.river is measured in count, not in t
  >
  > write the figure in count or another unit of the same dimension
`);
    const last = 'Fail where figures are contradicted or an edition does not build';
    const ended = async (figures: string, comparison: string): Promise<number | null> =>
      (
        await runStep(last, job.clone, {
          'steps.check.outputs.status': figures,
          'steps.compare.outputs.status': comparison,
        })
      ).status;
    expect(check.outputs).toEqual({ status: '1' });
    expect([await ended('1', '1'), await ended('0', '1'), await ended('0', '0'), await ended('', '')]).toEqual([
      1, 1, 0, 0,
    ]);
  });
});

describe.runIf(HAS_GIT)('the figure is changed in a fork', LONG, () => {
  const WORKFLOW = 'docs/ci/github-comment.yml';
  let head: string;
  let artifact: string;
  let clone: string;

  /** The run of the fork has no token and no address of GitHub. */
  beforeAll(async () => {
    const fork = await kept(makeBare());
    git(project, 'push', '--quiet', fork, `${base}:refs/heads/main`);
    head = await push('from-a-fork', fork, RELEASE, FALL);
    git(origin, 'fetch', '--quiet', fork, 'from-a-fork:refs/pull/7/merge');
    const job = await startJob('refs/pull/7/merge', {}, head);
    expect((await job.step('Compare with the base')).status).toBe(0);
    expect((await job.step('Leave the comment to another workflow')).status).toBe(0);
    ({ artifact } = job);
    clone = await kept(makeRoot());
    git(clone, 'clone', '--quiet', '--branch', 'main', origin, '.');
  });

  /** The workflow that starts when the run of the fork ends: a clone of main next to the artifact, nothing installed. */
  async function writeComment(comments: Comment[], change?: (briefs: string) => Promise<void>): Promise<Ran> {
    const briefs = path.join(clone, 'briefs');
    await fs.rm(briefs, { recursive: true, force: true });
    await fs.cp(artifact, briefs, { recursive: true });
    await change?.(briefs);
    const host = await startGitHub(comments, () => head);
    const contexts = { 'github.token': 'secret', 'github.event.workflow_run.head_sha': head };
    const ran = await runStep('Write the comment', clone, contexts, served(host), WORKFLOW);
    await host.close();
    expect(ran.printed).not.toContain('secret');
    return ran;
  }

  test('another workflow writes the comment from two files of its run', async () => {
    expect(JSON.parse(await fs.readFile(path.join(artifact, 'pull.json'), 'utf8'))).toEqual({
      pull: 7,
      changed: 'harbour-ferries',
    });
    const comments: Comment[] = [];
    expect((await writeComment(comments)).status).toBe(0);
    expect(comments.map(({ body }) => spaced(body))).toEqual([`${MARK}\n${fallComment(base, head)}`]);
  });

  test.each([
    [
      'names another pull request',
      'pull.json',
      '{"pull":8,"changed":"x"}',
      '::error::GitHub answers 404 to GET /pulls/8',
    ],
    ['names no number', 'pull.json', '{"pull":"7/../../x","changed":"x"}', '::error::The run names no pull request.'],
    ['is not JSON', 'pull.json', '$(touch pwned)', 'SyntaxError'],
  ])('and writes nothing where the fork %s', async (_, file, text, said) => {
    const comments: Comment[] = [];
    const ran = await writeComment(comments, (briefs) => fs.writeFile(path.join(briefs, file), text));
    expect(ran.printed).toContain(said);
    expect([ran.status, comments]).toEqual([1, []]);
  });

  test('nor shows a file of the machine through a link', async () => {
    const comments: Comment[] = [];
    const ran = await writeComment(comments, async (briefs) => {
      await fs.rm(path.join(briefs, 'comment.md'));
      await fs.symlink('/proc/self/environ', path.join(briefs, 'comment.md'));
    });
    expect([ran.status, comments]).toEqual([1, []]);
  });
});
