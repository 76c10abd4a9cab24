import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Whether Git is here: tests that need it say so and are passed over elsewhere. */
export const HAS_GIT = spawnSync('git', ['--version']).status === 0;
if (!HAS_GIT) console.log('git is not here: what publishes into Git wikis is not tested');

const WRITER = ['-c', 'user.name=Writer', '-c', 'user.email=writer@example.org'];

/** A bare repository on disk, and people who write to it. */
export interface Repository {
  readonly url: string;
  /** A file of its newest state; undefined if there is none. */
  read(file: string): string | undefined;
  /** Names of all files of its newest state. */
  files(): string[];
  /** Message of its newest commit. */
  message(): string;
  commits(): number;
  /** Somebody writes files and pushes; undefined removes one, and an object makes a link. */
  write(files: Readonly<Record<string, string | { readonly link: string } | undefined>>): void;
  /** As `write`, but nothing is pushed before the command that it answers is run. */
  prepare(files: Readonly<Record<string, string>>): string;
  /** Installs a hook of the repository. */
  hook(name: string, script: string): void;
  remove(): void;
}

export function makeRepository(files: Readonly<Record<string, string>> | undefined): Repository {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'assay-repository-'));
  const url = path.join(folder, 'wiki.git');
  const git = (where: string, ...parameters: string[]): string =>
    execFileSync('git', ['-C', where, ...parameters], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch', 'main', url]);
  let writers = 0;
  /** A clone with a commit of these files. */
  function commitOf(changes: Parameters<Repository['write']>[0]): string {
    const copy = path.join(folder, `writer-${(writers += 1)}`);
    execFileSync('git', ['clone', '--quiet', url, copy], { stdio: 'pipe' });
    for (const [file, text] of Object.entries(changes)) {
      const at = path.join(copy, file);
      mkdirSync(path.dirname(at), { recursive: true });
      if (text === undefined) rmSync(at);
      else if (typeof text === 'string') writeFileSync(at, text);
      else symlinkSync(text.link, at);
    }
    git(copy, 'add', '--all');
    git(copy, ...WRITER, 'commit', '--quiet', '--message', 'A person writes');
    return copy;
  }
  const repository: Repository = {
    url,
    read(file) {
      const shown = spawnSync('git', ['-C', url, 'show', `main:${file}`], { encoding: 'utf8' });
      return shown.status === 0 ? shown.stdout : undefined;
    },
    files: () => git(url, '-c', 'core.quotePath=false', 'ls-tree', '-r', '--name-only', 'main').trim().split('\n'),
    message: () => git(url, 'log', '-1', '--format=%B', 'main').trim(),
    commits: () => Number(git(url, 'rev-list', '--count', 'main')),
    write(changes) {
      git(commitOf(changes), 'push', '--quiet', 'origin', 'HEAD:main');
    },
    prepare: (changes) =>
      `env -u GIT_DIR PATH="${process.env['PATH']}" git -C ${commitOf(changes)} push --quiet origin HEAD:main`,
    hook(name, script) {
      const at = path.join(url, 'hooks', name);
      mkdirSync(path.dirname(at), { recursive: true });
      writeFileSync(at, `#!/bin/sh\n${script}\n`);
      chmodSync(at, 0o755);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
  if (files) repository.write(files);
  return repository;
}

/** What a clone has in a file. */
export function fileIn(folder: string, file: string): string {
  return readFileSync(path.join(folder, file), 'utf8');
}
