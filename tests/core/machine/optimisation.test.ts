import { execFileSync } from 'node:child_process';
import v8 from 'node:v8';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as optimisation from '../../../src/core/machine/optimisation.ts';

const isKnown = process.versions.v8.startsWith('11.3.');

let set: string[];

beforeEach(() => {
  set = [];
  vi.spyOn(v8, 'setFlagsFromString').mockImplementation((flags) => void set.push(flags));
});
afterEach(() => void vi.restoreAllMocks());

/** The flags of V8 by name, as the last call set each. */
function flags(): Record<string, string> {
  return Object.fromEntries(set.flatMap((text) => text.split(' ')).map(read));
}

/** `--flag=1` has the name `--flag` and the value `1`; `--no-flag` has the name `--flag` and the value `no`. */
function read(flag: string): [string, string] {
  const [, no, name = '', value = 'yes'] = /^--(no-)?([^=]*)=?(.+)?$/.exec(flag) ?? [];
  return [`--${name}`, no === undefined ? value : 'no'];
}

/** The defaults of flags, as this Node tells them. */
function defaults(names: readonly string[]): Record<string, string> {
  const help = execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' });
  return Object.fromEntries(
    names.map((name) => read(new RegExp(`default: (--(?:no-)?${name.slice(2)}(?:=-?\\d+)?)\\n`).exec(help)?.[1] ?? '')),
  );
}

test.runIf(isKnown)('code is loaded with the defaults of every flag that is ever set', () => {
  optimisation.keepHeapSmall();
  optimisation.optimiseLate();
  const late = flags();
  optimisation.optimiseAsUsual();
  expect(flags()).toEqual(defaults(Object.keys(late)));
  expect(late).not.toEqual(flags());
});

test('optimises late once all threads have loaded or ended, and keeps the heap small then', async () => {
  optimisation.keepHeapSmall();
  const [one, two] = [optimisation.threadLoads(), optimisation.threadLoads()];
  const usual = flags();
  const order: string[] = [];
  const loaded = optimisation.threadsLoaded().then(() => order.push('loaded'));
  one();
  // a thread that has loaded ends too
  one();
  await Promise.resolve();
  expect(flags()).toEqual(usual);
  order.push('second');
  two();
  await loaded;
  expect(order).toEqual(['second', 'loaded']);
  if (isKnown) expect(flags()).toMatchObject({ '--heap-growing-percent': '50' });
  if (isKnown) expect(flags()['--interrupt-budget']).not.toBe(usual['--interrupt-budget']);
});
