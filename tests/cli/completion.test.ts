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

/**
 * What a shell offers for command lines that end where the person is. One shell is asked them all: zsh alone takes a second
 * to start completing.
 */
async function offered(shell: 'bash' | 'zsh' | 'fish', lines: readonly string[]): Promise<string[][]> {
  const root = await makeRoot(TINY);
  onTestFinished(() => fs.rm(root, { recursive: true }));
  const { stdout } = await assayHere(['completion', shell]);
  const file = path.join(root, 'completion');
  await fs.writeFile(file, stdout);
  const asked = lines.flatMap((line) => [ASKING[shell](line), `echo '${END}'`]);
  const run = spawnSync(shell, [...WITHOUT_SETTINGS[shell], '-c', [SETTING_UP[shell](file), ...asked].join('; ')], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, HOME: root, TERM: 'dumb' },
  });
  if (run.status !== 0) throw new Error(run.stderr);
  const answers = run.stdout.split(`${END}\n`).slice(0, lines.length);
  return answers.map((answer) =>
    answer
      .split('\n')
      .map((text) => text.replace(/\t.*/, '').trim())
      .filter((text) => text !== '')
      .sort(),
  );
}

/** Ends what is offered for a line. */
const END = '--- end of the line ---';

const WITHOUT_SETTINGS = { bash: ['--norc'], zsh: ['-f'], fish: ['--no-config'] };

const SETTING_UP = {
  bash: (file: string) => `. ${file}`,
  zsh: (file: string) => `autoload -U +X compinit && compinit -u -D; . ${file}; emulate sh`,
  fish: (file: string) => `source ${file}`,
};

/** How each shell is asked: as it asks itself when somebody presses the key. */
const ASKING = {
  bash: (line: string) =>
    `COMP_WORDS=(${quotedWords(line)}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); COMPREPLY=(); _assay; printf '%s\\n' "\${COMPREPLY[@]}"`,
  // as its own `bashcompinit` calls the functions of bash
  zsh: (line: string) =>
    `COMP_WORDS=(${quotedWords(line)}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); COMPREPLY=(); _assay; print -rl -- "\${COMPREPLY[@]}"`,
  fish: (line: string) => `complete -C ${JSON.stringify(line)}`,
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
    const expected: Readonly<Record<string, readonly string[]>> = {
      'assay re': VERBS.filter((name) => name.startsWith('re')).sort(),
      'assay check --a': ['--all', '--alone', '--as-printed'],
      'assay check ': ['ferry-passengers'],
      'assay build h': ['harbour-ferries'],
      'assay explain x --dataset ': ['ferry-passengers'],
      'assay source add x --keep ': ['excerpts', 'hash', 'text'],
    };
    expect(await offered(shell, Object.keys(expected))).toEqual(Object.values(expected));
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
