import { execFileSync } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { assay, programFile } from '../cli/program.ts';
import { edit, makeRoot, TINY } from '../cli/root.ts';
import { sharedFolder } from '../shared-folder.ts';

export const RELEASE = 'data/ferry-passengers/releases/ferry-2025-q4.yaml';
export const CATALOGUE = 'data/ferry-passengers/dataset.yaml';
export const TEMPLATE = 'templates/harbour-ferries/brief.md.hbs';

/** A relation that a falling number of passengers leaves: a warning at its line. */
const RELATIONS = `relations:
  - id: growing_town
    hardness: soft
    owner: Ferry desk
    reason: the town grows
    holds: 'passengers:growth >= 0%'
`;

/** Runs Git in a folder as a person, without what the machine has set. */
export function git(folder: string, ...parameters: readonly string[]): string {
  const person = ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.org', '-c', 'core.autocrlf=false'];
  return execFileSync('git', ['-C', folder, ...person, ...parameters], { encoding: 'utf8', stdio: 'pipe' }).trim();
}

/** Commits everything; returns the commit. */
export function commit(folder: string, message: string): string {
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--message', message);
  return git(folder, 'rev-parse', 'HEAD');
}

/** Paths that differ between two commits. */
export function changedPaths(folder: string, before: string, after: string): string[] {
  return git(folder, 'diff', '--name-only', before, after).split('\n').filter(Boolean);
}

/** Installs what `docs/ci` has for workflows in a folder, as `npm ci` does with the package. */
export async function installScripts(folder: string): Promise<void> {
  const installed = path.join(folder, 'node_modules/assay-briefs');
  await fs.mkdir(installed, { recursive: true });
  await fs.symlink(path.resolve('docs'), path.join(installed, 'docs'));
}

/**
 * Installs the bundled program in a folder, as `npm ci` does with a package: `npx assay` and what `docs/ci` has are found
 * below its `node_modules`.
 */
export async function installIn(folder: string): Promise<void> {
  const modules = path.join(folder, 'node_modules');
  const installed = path.join(modules, 'assay-briefs');
  await fs.mkdir(path.join(modules, '.bin'), { recursive: true });
  await installScripts(folder);
  for (const name of ['dist', 'package.json', 'package-lock.json', 'node_modules'])
    await fs.symlink(path.join(path.dirname(programFile()), '..', name), path.join(installed, name));
  await fs.writeFile(
    path.join(modules, '.bin/assay'),
    `#!/bin/sh\nexec "${process.execPath}" "${programFile()}" "$@"\n`,
    {
      mode: 0o755,
    },
  );
}

/** A bare repository. */
export async function makeBare(): Promise<string> {
  const folder = await makeRoot();
  execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch', 'main', folder]);
  return folder;
}

/**
 * The ferries in a folder that is a repository, printed, with a warning about what falls, the action and a wiki to publish
 * to. They are printed once for all test files.
 */
export async function makeProject(wiki: string): Promise<string> {
  const printed = await sharedFolder('ferries-of-play', async (folder) => {
    await fs.cp(TINY, folder, { recursive: true });
    await fs.writeFile(path.join(folder, 'data/ferry-passengers/relations.yaml'), RELATIONS);
    await fs.appendFile(path.join(folder, 'templates/harbour-ferries/brief.yaml'), 'flavours: [github-wiki]\n');
    // Jobs pass the day on which they run: nothing is overdue on any.
    await edit(folder, CATALOGUE, (text) => text.replace('next_release: 2026-04-20', 'next_release: 9999'));
    const built = await assay(['build', '--root', folder]);
    if (built.status !== 0) throw new Error(built.stderr);
  });
  const root = await makeRoot(printed);
  await fs.writeFile(path.join(root, '.gitignore'), '*.pdf\nbuild.json\nnode_modules\n');
  await fs.writeFile(path.join(root, 'assay.yaml'), `targets:\n  wiki: { git: ${wiki}, flavour: github-wiki }\n`);
  await fs.cp('.github/actions', path.join(root, '.github/actions'), { recursive: true });
  git(root, 'init', '--quiet', '--initial-branch', 'main');
  return root;
}
