import { spawnSync } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { describedProgram } from '../../src/cli/program.ts';
import { assayHere } from './program.ts';
import { makeRoot, TINY } from './root.ts';

/** Whether a shell is on this machine: those that are not are tried where they are. */
function isHere(shell: string): boolean {
  return spawnSync(shell, ['--version']).status === 0;
}

/** What a shell offers for a command line that ends where the person is. */
async function offered(shell: 'bash' | 'zsh' | 'fish', line: string): Promise<string[]> {
  const root = await makeRoot(TINY);
  onTestFinished(() => fs.rm(root, { recursive: true }));
  const { stdout } = await assayHere(['completion', shell]);
  const file = path.join(root, 'completion');
  await fs.writeFile(file, stdout);
  const run = spawnSync(shell, [...WITHOUT_SETTINGS[shell], '-c', ASKING[shell](file, line)], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, HOME: root, TERM: 'dumb' },
  });
  if (run.status !== 0) throw new Error(run.stderr);
  return run.stdout
    .split('\n')
    .map((text) => text.replace(/\t.*/, '').trim())
    .filter((text) => text !== '')
    .sort();
}

const WITHOUT_SETTINGS = { bash: ['--norc'], zsh: ['-f'], fish: ['--no-config'] };

/** How each shell is asked: as it asks itself when somebody presses the key. */
const ASKING = {
  bash: (file: string, line: string) =>
    `. ${file}; COMP_WORDS=(${quotedWords(line)}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _assay; printf '%s\\n' "\${COMPREPLY[@]}"`,
  // as its own `bashcompinit` calls the functions of bash
  zsh: (file: string, line: string) =>
    `autoload -U +X compinit && compinit -u -D; . ${file}; emulate sh; COMP_WORDS=(${quotedWords(line)}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _assay; print -rl -- "\${COMPREPLY[@]}"`,
  fish: (file: string, line: string) => `source ${file}; complete -C ${JSON.stringify(line)}`,
};

function quotedWords(line: string): string {
  return line
    .split(' ')
    .map((word) => `'${word}'`)
    .join(' ');
}

const VERBS = describedProgram().commands.map((command) => command.name());

for (const shell of ['bash', 'zsh', 'fish'] as const) {
  test.runIf(isHere(shell))(`${shell} offers verbs, options, their values and names of the project`, async () => {
    expect(await offered(shell, 'assay re')).toEqual(VERBS.filter((name) => name.startsWith('re')).sort());
    expect(await offered(shell, 'assay check --a')).toEqual(['--all', '--alone', '--as-printed']);
    expect(await offered(shell, 'assay check ')).toEqual(['ferry-passengers']);
    expect(await offered(shell, 'assay build h')).toEqual(['harbour-ferries']);
    expect(await offered(shell, 'assay explain x --dataset ')).toEqual(['ferry-passengers']);
    expect(await offered(shell, 'assay source add x --keep ')).toEqual(['excerpts', 'hash', 'text']);
  });
}

test('PowerShell has every verb with its options', async () => {
  const { stdout } = await assayHere(['completion', 'powershell']);
  for (const command of describedProgram().commands) {
    const [, options = ''] =
      new RegExp(String.raw`'${command.name()}' = @\{ options = @\(([^)]*)\)`).exec(stdout) ?? [];
    for (const { long } of command.options) expect(options).toContain(`'${long}'`);
  }
});

test('another shell is refused', async () => {
  expect((await assayHere(['completion', 'csh'])).status).toBe(2);
});
