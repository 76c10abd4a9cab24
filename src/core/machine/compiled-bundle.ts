import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { optimiseAsUsual } from './optimisation.ts';
import { keyInProgram, openProgramStore } from './program-store.ts';
import type { ResultStore } from './result-store.ts';

/**
 * Runs a CommonJS bundle with what V8 compiled of it in an earlier run, and returns what it exports. What this run
 * compiled is kept in the cache folder as the thread ends, unless this V8 with its flags took what was there. `use` names
 * which part of the bundle runs. A bundle has ASCII characters only.
 */
export async function runBundle(address: URL, use: string): Promise<unknown> {
  const file = fileURLToPath(address);
  const store = await openProgramStore();
  const key = await keyInProgram(process.arch, path.basename(file), use);
  const source = readWrapped(file);
  const cachedData = await store?.get(process.version, key);
  const { exports, script } = evaluate(source, file, cachedData);
  if (store && (!cachedData || script.cachedDataRejected))
    process.once('beforeExit', () => {
      optimiseAsUsual();
      void keep(store, key, script.createCachedData());
    });
  return exports;
}

async function keep(store: ResultStore, key: string, code: Buffer): Promise<void> {
  await store.set(process.version, key, code);
  await store.keepLimit();
}

type Wrapper = (exports: object, require: NodeJS.Require, module: object, file: string, folder: string) => void;

/** The file as a function, in one buffer: a string of several megabytes that is joined of parts is copied again. */
function readWrapped(file: string): string {
  const descriptor = openSync(file, 'r');
  try {
    const { size } = fstatSync(descriptor);
    const wrapped = Buffer.allocUnsafe(HEAD.length + size + TAIL.length);
    wrapped.write(HEAD, 'latin1');
    let end = HEAD.length;
    for (let read = -1; read !== 0; end += read)
      read = readSync(descriptor, wrapped, end, HEAD.length + size - end, null);
    wrapped.write(TAIL, end, 'latin1');
    return wrapped.toString('latin1', 0, end + TAIL.length);
  } finally {
    closeSync(descriptor);
  }
}

const HEAD = '(function (exports, require, module, __filename, __dirname) {';
const TAIL = '\n})';

function evaluate(source: string, filename: string, cachedData: Buffer | undefined) {
  const script = new vm.Script(source, { filename, cachedData, columnOffset: -HEAD.length });
  const module = { exports: {} };
  const run = script.runInThisContext() as Wrapper;
  run(module.exports, createRequire(filename), module, filename, path.dirname(filename));
  return { exports: module.exports as unknown, script };
}
