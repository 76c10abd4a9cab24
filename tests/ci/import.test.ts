import fs from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { useProgram } from '../cli/program.ts';
import { edit, makeRoot } from '../cli/root.ts';
import { HAS_GIT } from '../publish/git-repositories.ts';
import { LONG } from '../long.ts';
import { lastDocument, type Ran, runStep } from './action-steps.ts';
import { commit, git, installIn, makeBare, makeProject, RELEASE } from './play.ts';

useProgram();

describe.runIf(HAS_GIT)('what was imported on a schedule', () => {
  let root: string;
  let origin: string;
  let programs: string;
  beforeAll(async () => {
    [origin, root, programs] = [await makeBare(), await makeProject('unused'), await makeRoot()];
    await installIn(root);
    await fs.mkdir(path.join(root, 'sources'));
    await fs.writeFile(path.join(root, 'sources/ferries.csv'), 'route,passengers\n');
    commit(root, 'Print');
    git(root, 'remote', 'add', 'origin', origin);
    // A program that stands in for gh, and writes down what it is asked.
    await fs.writeFile(path.join(programs, 'gh'), '#!/bin/sh\nprintf "<%s>" "$@" >>"$ASKED"\n', { mode: 0o755 });
  });
  afterAll(async () => {
    for (const folder of [root, origin, programs]) await fs.rm(folder, { recursive: true });
  });

  function open(): Promise<Ran> {
    const environment = {
      PATH: `${programs}${path.delimiter}${process.env['PATH']}`,
      ASKED: path.join(programs, 'asked'),
      FILE: 'sources/ferries.csv',
      GITHUB_REF_NAME: 'main',
    };
    return runStep('Open a pull request', root, { 'github.token': 'secret' }, environment, 'docs/ci/import.yml');
  }

  test('opens no pull request where no data changed', async () => {
    await fs.appendFile(path.join(root, 'sources/ferries.csv'), '\n');
    expect((await open()).status).toBe(0);
    await expect(fs.access(path.join(programs, 'asked'))).rejects.toThrow('ENOENT');
  });

  test('is pushed to a branch of its own, with a pull request that says what changes', LONG, async () => {
    await edit(root, RELEASE, (yaml) => yaml.replace('growth: 6.1%', 'growth: -6.1%'));
    expect((await open()).status).toBe(0);
    const asked = await fs.readFile(path.join(programs, 'asked'), 'utf8');
    const [branch = ''] = /import-[\d-]+/.exec(asked) ?? [];
    expect(asked).toBe(
      `<auth><setup-git><pr><create><--base><main><--head><${branch}><--title><Import ferries.csv><--body-file><comment.md>`,
    );
    expect(git(origin, 'log', '--format=%s', branch)).toBe('Import ferries.csv\nPrint');
    expect(await fs.readFile(path.join(root, 'comment.md'), 'utf8')).toContain('<del>rose</del> <ins>fell</ins>');
  });
});

test('this repository writes the comments of forks as the workflow does that people copy', async () => {
  const [own, copied] = await Promise.all(
    ['.github/workflows/briefs-comment.yml', 'docs/ci/github-comment.yml'].map((file) => lastDocument(file)),
  );
  expect(own).toEqual(copied);
});
