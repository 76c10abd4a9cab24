import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { sharedFolder } from '../shared-folder.ts';

/**
 * A root folder with the briefs of this repository, printed once for all test files as `npm run build` does, from source.
 * It takes what that has kept: the tests of the cache show that it is what a build without one would make. What the build
 * said stands in `said.txt`.
 */
export function printedRepository(): Promise<string> {
  return sharedFolder('repository', async (root) => {
    for (const name of ['data', 'templates', 'sources']) await fs.cp(name, path.join(root, name), { recursive: true });
    const call = ['--import', 'tsx', 'src/cli/main.ts', 'build', '--quiet', '--root', root];
    const { stdout, stderr } = await promisify(execFile)(process.execPath, call, {
      env: { ...process.env, ASSAY_CACHE: undefined },
    });
    await fs.writeFile(path.join(root, 'said.txt'), stdout + stderr);
  });
}
