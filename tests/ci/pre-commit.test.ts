import { spawnSync } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { useProgram } from '../cli/program.ts';
import { edit } from '../cli/root.ts';
import { HAS_GIT } from '../publish/git-repositories.ts';
import { LONG } from '../long.ts';
import { commit, git, installIn, makeProject, RELEASE } from './play.ts';

useProgram();

describe.runIf(HAS_GIT)('the hook before a commit', () => {
  let root: string;
  beforeAll(async () => {
    root = await makeProject('unused');
    await installIn(root);
    commit(root, 'Print');
    await fs.cp('docs/ci/pre-commit', path.join(root, '.git/hooks/pre-commit'));
  });
  afterAll(() => fs.rm(root, { recursive: true }));

  /** Commits what is staged; returns the status and what was said. */
  function tryCommit(...more: string[]): { status: number | null; said: string } {
    return tryCommitIn({}, ...more);
  }

  function tryCommitIn(variables: NodeJS.ProcessEnv, ...more: string[]): { status: number | null; said: string } {
    const person = ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.org'];
    const environment = { ...process.env, ...variables };
    const parameters = ['-C', root, ...person, 'commit', '--message', 'Try', ...more];
    const { status, stdout, stderr } = spawnSync('git', parameters, { encoding: 'utf8', env: environment });
    return { status, said: stdout + stderr };
  }

  test(
    'refuses a figure whose out/ is not printed, also where the file was fixed since it was staged',
    LONG,
    async () => {
      await edit(root, RELEASE, (yaml) => yaml.replace('growth: 6.1%', 'growth: 6.2%'));
      git(root, 'add', '--all');
      await edit(root, RELEASE, (yaml) => yaml.replace('growth: 6.2%', 'growth: 6.1%'));
      const { status, said } = tryCommit();
      expect(status).toBe(1);
      expect(said).toContain('out/harbour-ferries/2025-q4/en/brief.md would change');
      // all of it, which is as before
      expect(tryCommit('--all').said).toContain('nothing to commit');
      git(root, 'reset', '--quiet', '--hard');
    },
  );

  test('refuses a mistake in the data, and passes over what has nothing to do with briefs', LONG, async () => {
    await edit(root, RELEASE, (yaml) => yaml.replace("'377,000'", "'377,000 t'"));
    const refused = tryCommit('--all');
    expect(refused.status).toBe(1);
    expect(refused.said).toContain(`${RELEASE}:`);
    git(root, 'reset', '--quiet', '--hard');
    await fs.writeFile(path.join(root, 'notes.txt'), 'Call the harbour.\n');
    git(root, 'add', 'notes.txt');
    await edit(root, RELEASE, (yaml) => yaml.replace("'377,000'", "'377,000 t'"));
    expect(tryCommit()).toMatchObject({ status: 0 });
    git(root, 'reset', '--quiet', '--hard');
  });

  test(
    'finds the folder that holds data/ below the top of the repository, or takes the one that it is given',
    LONG,
    async () => {
      const below = 'desk one/Häfen';
      await fs.mkdir(path.join(root, below), { recursive: true });
      for (const name of ['data', 'templates', 'out', 'node_modules'])
        await fs.rename(path.join(root, name), path.join(root, below, name));
      git(root, 'add', '--all');
      expect(tryCommit()).toMatchObject({ status: 0 });
      await edit(root, `${below}/${RELEASE}`, (yaml) => yaml.replace("'377,000'", "'377,000 t'"));
      const refused = tryCommit('--all');
      expect(refused.status).toBe(1);
      expect(refused.said).toContain(`${RELEASE}:`);
      expect(tryCommitIn({ ASSAY_ROOT: below }, '--all').status).toBe(1);
      expect(tryCommitIn({ ASSAY_ROOT: 'desk two' }, '--all').status).toBe(0);
    },
  );
});
