/**
 * Edits two copies of a root folder at random, builds one with a store and one without after each edit, and compares
 * what they report and leave, byte for byte: the tiny brief, then those of the repository about metals.
 * `tsx tests/verify/cache.ts [--tiny 200] [--metals 20] [--seed 1]`.
 */
import fs from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startServices } from '../../src/pipeline/build-services.ts';
import { ResultStore } from '../../src/core/machine/result-store.ts';
import { compareBuilds } from '../pipeline/repeated-builds.ts';
import { makeRoot, TINY } from '../cli/root.ts';

const { values: options } = parseArgs({
  options: {
    tiny: { type: 'string', default: '200' },
    metals: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
  },
});

/** A copy of the repository's brief about each metal, with its dataset, in one language. */
async function metals(): Promise<string> {
  const root = await makeRoot();
  for (const folder of [
    'data/china-nonferrous',
    'templates/china-metal',
    'templates/partials',
    'templates/style.yaml',
    'sources',
  ])
    await fs.cp(folder, path.join(root, folder), { recursive: true }).catch(() => undefined);
  const brief = path.join(root, 'templates/china-metal/brief.yaml');
  await fs.writeFile(brief, (await fs.readFile(brief, 'utf8')).replace(/^locales: .*$/m, 'locales: [en]'));
  return root;
}

const services = startServices(process.env);
let differs = false;
for (const [name, count, make] of [
  ['tiny', Number(options.tiny), () => makeRoot(TINY)],
  ['metals', Number(options.metals), metals],
] as const) {
  const roots = [await make(), await make()] as const;
  const store = new ResultStore(path.join(roots[0], '.results'));
  const { differences, printable, repeated } = await compareBuilds(services, roots, store, {
    count,
    seed: Number(options.seed),
  });
  console.log(
    `${name}: ${count} edits, ${printable} without errors, ${repeated} of them printed nothing; ${differences.length} differences`,
  );
  for (const difference of differences) console.log(`  ${difference}`);
  differs ||= differences.length > 0;
  for (const root of roots) await fs.rm(root, { recursive: true });
}
await services.close();
process.exitCode = differs ? 1 : 0;
