import { spawnSync } from 'node:child_process';
import { makeProcessGroup } from './process-group.ts';

/**
 * What a process took: milliseconds on the clock, and of the processor with all processes that it started; where Linux
 * does not let this user count these, with those only that it waited for, which lack the pages of a browser.
 */
export interface Run {
  readonly wall: number;
  readonly cpu: number;
  readonly status: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs a program of Node, as `timedProgram` does. */
export function timedNode(parameters: readonly string[], environment: Readonly<Record<string, string>> = {}): Run {
  return timedProgram(process.execPath, parameters, environment);
}

/**
 * Runs a program in a folder. It reads no certificates of this machine, which takes
 * Node twice as long as all else of its start.
 */
export function timedProgram(
  program: string,
  parameters: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  cwd = process.cwd(),
): Run {
  const start = performance.now();
  const group = makeProcessGroup();
  const command = `${group?.join ?? ':'}; "$0" "$@"; status=$?; times >&2; exit $status`;
  const { status, stdout, stderr } = spawnSync('sh', ['-c', command, program, ...parameters], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    cwd,
    env: { ...process.env, ...environment, NODE_EXTRA_CA_CERTS: '' },
  });
  const wall = performance.now() - start;
  const spent = [...(stderr.trimEnd().split('\n').at(-1) ?? '').matchAll(/(\d+)m([\d.]+)s/g)];
  const waited = spent.reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60_000 + Number(seconds) * 1000,
    0,
  );
  const cpu = group?.end() || waited;
  return { wall, cpu, status, output: stdout, errors: stderr };
}
