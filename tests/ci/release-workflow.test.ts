import fs from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeRoot } from '../cli/root.ts';
import { LONG } from '../long.ts';
import { HAS_GIT } from '../publish/git-repositories.ts';
import { lastDocument, type Ran, runStep } from './action-steps.ts';
import { commit, git } from './play.ts';

const WORKFLOW = path.resolve('.github/workflows/release.yml');
const { version: VERSION } = JSON.parse(await fs.readFile('package.json', 'utf8')) as { version: string };
const TAG = `v${VERSION}`;

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly { name?: string; run?: string }[] }>>;
}

/** The names of the steps of a job that run commands. */
async function stepsOf(job: string): Promise<string[]> {
  const { jobs } = await lastDocument<Workflow>(WORKFLOW);
  return (jobs[job]?.steps ?? []).flatMap(({ name, run }) => (run === undefined ? [] : [name ?? run]));
}

let folder: string;
let clone: string;

/** A clone as a runner checks it out, of a bare one, with what the owner adds before the first release. */
beforeAll(async () => {
  if (!HAS_GIT) return;
  folder = await makeRoot();
  clone = path.join(folder, 'clone');
  git(folder, 'clone', '--quiet', '--bare', path.resolve('.'), 'bare.git');
  git(folder, 'clone', '--quiet', 'bare.git', 'clone');
}, 120_000);
afterAll(() => fs.rm(folder, { recursive: true, force: true }));

/**
 * Programs in place of those that reach others: the package is not published, only as far as npm checks it, without the
 * provenance, which only a runner has; packages are those that are installed here; `gh` writes down what it is asked.
 */
async function standIns(): Promise<string> {
  const bin = path.join(folder, 'bin');
  await fs.mkdir(bin, { recursive: true });
  const npm = [
    '#!/usr/bin/env bash',
    'args=()',
    'for one in "$@"; do [ "$one" = --provenance ] || args+=("$one"); done',
    'case "$1" in',
    '  ci) ln -s "$INSTALLED" node_modules ;;',
    '  publish) PATH="${PATH#*:}" exec npm "${args[@]}" --dry-run ;;',
    '  *) PATH="${PATH#*:}" exec npm "$@" ;;',
    'esac',
  ];
  await fs.writeFile(path.join(bin, 'npm'), `${npm.join('\n')}\n`, { mode: 0o755 });
  await fs.writeFile(path.join(bin, 'gh'), '#!/usr/bin/env bash\nprintf "%s\\n" "$@" > "$ASKED"\n', { mode: 0o755 });
  return bin;
}

async function run(name: string, bin?: string): Promise<Ran> {
  return runStep(
    name,
    clone,
    { 'github.token': 'secret' },
    {
      GITHUB_REF_NAME: TAG,
      GITHUB_REPOSITORY: 'ann/assay',
      RUNNER_TEMP: path.join(folder, 'temp'),
      // a run of these tests may have asked npm to say nothing
      npm_config_loglevel: 'notice',
      INSTALLED: path.resolve('node_modules'),
      ASKED: path.join(folder, 'asked'),
      ...(bin !== undefined && { PATH: `${bin}:${process.env['PATH']}` }),
    },
    WORKFLOW,
  );
}

async function changeManifest(change: object): Promise<void> {
  const file = path.join(clone, 'package.json');
  const manifest = JSON.parse(await fs.readFile(file, 'utf8')) as object;
  await fs.writeFile(file, JSON.stringify({ ...manifest, ...change }, null, 2));
}

describe.runIf(HAS_GIT)('the workflow that publishes a version, in a bare clone', LONG, () => {
  test('asks first for what only the owner can give, and goes on once it is there', async () => {
    const [first = '', ...rest] = await stepsOf('check');
    // the whole check is this very run
    expect(rest).toEqual(['.ci/run']);
    await changeManifest({ repository: undefined, homepage: undefined });
    const asked = await run(first);
    expect([asked.status, asked.printed]).toEqual([1, expect.stringMatching(/"repository"[^]*"homepage"/)]);

    const repository = { type: 'git', url: 'git+https://example.org/ann/assay.git' };
    await changeManifest({ repository, homepage: 'https://assay.example' });
    const changelog = path.join(clone, 'CHANGELOG.md');
    const text = await fs.readFile(changelog, 'utf8');
    await fs.writeFile(changelog, text.replace(`## ${VERSION} (unreleased)`, `## ${VERSION} (2027-01-31)`));
    commit(clone, 'Release');
    expect(await run(first)).toMatchObject({ status: 0 });
  });

  test('packs, would publish, and makes the release with the section of the changelog', async () => {
    await fs.mkdir(path.join(folder, 'temp'), { recursive: true });
    const bin = await standIns();
    const steps = await stepsOf('publish');
    const ran: Ran[] = [];
    for (const step of steps) ran.push(await run(step, bin));
    expect(ran.map(({ status, printed }) => (status === 0 ? 0 : printed))).toEqual(steps.map(() => 0));
    expect(ran.map(({ printed }) => printed).join('\n')).toContain(`assay-briefs@${VERSION}`);
    expect((await fs.readFile(path.join(folder, 'asked'), 'utf8')).split('\n')).toEqual([
      'release',
      'create',
      TAG,
      path.join(folder, 'temp', `assay-briefs-${VERSION}.tgz`),
      '--repo',
      'ann/assay',
      '--verify-tag',
      '--title',
      TAG,
      '--notes-file',
      path.join(folder, 'temp/notes.md'),
      '',
    ]);
    expect(await fs.readFile(path.join(folder, 'temp/notes.md'), 'utf8')).toMatch(/^### /);
  });
});
