import childProcess from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';

const STARTS = ['exec', 'execFile', 'execFileSync', 'execSync', 'fork', 'spawn', 'spawnSync'] as const;

/** A fast test starts no program and no browser, or it fails: then it belongs on the list of `vitest.fast.config.ts`. */
function refuse(): never {
  throw new Error('npm run test:fast starts no process: name this file in vitest.fast.config.ts');
}

for (const name of STARTS) childProcess[name] = refuse as never;
syncBuiltinESMExports();
