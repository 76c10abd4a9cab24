import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The repository that is verified. */
export const ROOT = path.resolve(import.meta.dirname, '../..');

/** Runs a program and returns what it printed; throws with its complaint when it fails. */
export function run(program: string, parameters: readonly string[], cwd = ROOT): string {
  return execFileSync(program, parameters, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Paths of the files in `out/` with a name, relative to the root. */
export function outputs(name: string): string[] {
  return readdirSync(path.join(ROOT, 'out'), { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file) === name)
    .map((file) => path.join('out', file))
    .sort();
}

/** Runs named checks one after another, prints each with the seconds of those that take long, and sets the exit status if any failed or there were none. */
export async function verify(checks: readonly (readonly [string, () => unknown])[]): Promise<void> {
  let failed = 0;
  for (const [name, check] of checks) {
    const start = performance.now();
    try {
      await check();
      const seconds = Math.round((performance.now() - start) / 1000);
      console.log(`ok      ${name}${seconds < 5 ? '' : ` (${seconds} s)`}`);
    } catch (error) {
      failed += 1;
      // what a program found stands on its output
      const { message, stdout = '' } = error as Error & { readonly stdout?: string };
      console.log(`failed  ${name}\n${`${message}\n${stdout}`.trimEnd().replaceAll(/^/gm, '        ')}`);
    }
  }
  if (failed > 0 || checks.length === 0) process.exitCode = 1;
}

/**
 * Asserts that a text holds every figure that a brief.json lists as printed text, in one section or in all, as often as
 * it is listed. Spaces and line breaks are passed over: each program sets them in its own way.
 */
export function assertHoldsFigures(text: string, briefJson: string, only?: string): void {
  const squeezed = squeeze(text);
  const { values } = JSON.parse(readFileSync(briefJson, 'utf8')) as {
    values: { text: string; role: string; section: string }[];
  };
  const printed = values
    .filter(({ role, section }) => role === 'text' && (only === undefined || section === only))
    .map((value) => squeeze(value.text));
  assert.ok(printed.length > 0);
  for (const figure of new Set(printed)) {
    const wanted = printed.filter((other) => other === figure).length;
    const found = squeezed.split(figure).length - 1;
    assert.ok(found >= wanted, `${figure} stands there ${found} times, not ${wanted}`);
  }
}

function squeeze(text: string): string {
  return text.replaceAll(/\s+/g, '');
}
