import { execFileSync } from 'node:child_process';
import v8 from 'node:v8';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as optimisation from '../../../src/core/machine/optimisation.ts';

/** The versions of V8 in Node 20, 22 and 24. */
const isKnown = /^(?:11\.3|12\.4|13\.6)\./.test(process.versions.v8);

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

/** Runs a program in another process of this Node. */
function run(program: string): string {
  return execFileSync(process.execPath, ['-e', program], { encoding: 'utf8' });
}

test.runIf(isKnown)('V8 takes the code that was kept after optimising late', () => {
  optimisation.keepHeapSmall();
  optimisation.optimiseLate();
  const late = set.join(' ');
  optimisation.optimiseAsUsual();
  const keep = (last: string) =>
    run(`const vm = require('node:vm'), v8 = require('node:v8'); v8.setFlagsFromString('${late}');
      const script = new vm.Script('1 + 1'); script.runInThisContext(); v8.setFlagsFromString('${last}');
      console.log(script.createCachedData().toString('base64'))`).trim();
  const isRefused = (code: string) =>
    run(`const cachedData = Buffer.from('${code}', 'base64');
      console.log(new (require('node:vm').Script)('1 + 1', { cachedData }).cachedDataRejected)`).trim();
  expect(isRefused(keep(set.at(-1) ?? ''))).toBe('false');
  expect(isRefused(keep(late))).toBe('true');
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
  if (isKnown) expect(flags()['--wasm-tiering-budget']).not.toBe(usual['--wasm-tiering-budget']);
});
