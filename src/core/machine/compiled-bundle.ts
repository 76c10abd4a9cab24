import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { sha256 } from './hash.ts';
import { cacheFolder, disk } from './machine.ts';
import { optimiseAsUsual } from './optimisation.ts';
import { programIdentity } from './program-identity.ts';
import { ResultStore } from './result-store.ts';

/** Bytes that compiled code may take: that of the parts of some versions. */
const LIMIT = 100 * 2 ** 20;

/**
 * Runs a CommonJS bundle with what V8 compiled of it in an earlier run, and answers with what it exports. What this run
 * compiled is kept in the cache folder as the thread ends, unless this V8 with its flags took what was there. `use` names
 * which part of the bundle runs. A bundle has ASCII characters only.
 */
export async function runBundle(address: URL, use: string): Promise<unknown> {
  const file = fileURLToPath(address);
  const store = await codeStore();
  const key = sha256(JSON.stringify([await programIdentity(), process.arch, path.basename(file), use]));
  const [source, cachedData] = await Promise.all([disk.readFile(file), store?.get(process.version, key)]);
  const { exports, script } = evaluate(source.toString('latin1'), file, cachedData);
  if (store && (!cachedData || script.cachedDataRejected))
    process.once('beforeExit', () => {
      optimiseAsUsual();
      void keep(store, key, script.createCachedData());
    });
  return exports;
}

/** Undefined where there is no folder for it. */
async function codeStore(): Promise<ResultStore | undefined> {
  const folder = await cacheFolder(process.env).catch(() => undefined);
  return folder === undefined ? undefined : new ResultStore(path.join(folder, 'code'), LIMIT);
}

async function keep(store: ResultStore, key: string, code: Buffer): Promise<void> {
  await store.set(process.version, key, code);
  await store.keepLimit();
}

type Wrapper = (exports: object, require: NodeJS.Require, module: object, file: string, folder: string) => void;

function evaluate(source: string, filename: string, cachedData: Buffer | undefined) {
  const head = '(function (exports, require, module, __filename, __dirname) {';
  const script = new vm.Script(`${head}${source}\n})`, { filename, cachedData, columnOffset: -head.length });
  const module = { exports: {} };
  const run = script.runInThisContext() as Wrapper;
  run(module.exports, createRequire(filename), module, filename, path.dirname(filename));
  return { exports: module.exports as unknown, script };
}
