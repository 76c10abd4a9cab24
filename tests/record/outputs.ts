import { LOCALE_IDS } from '../../src/language/locales.ts';
import fs from 'node:fs/promises';
import path from 'node:path';
import { hashesIn, makeRoot } from '../cli/root.ts';
import { said } from './command.ts';

/** Hashes of every file that is printed from the briefs of the repository and from each starter. */
export async function recordOutputs(): Promise<Record<string, string>> {
  const repository = await makeRoot();
  for (const folder of ['data', 'templates', 'sources'])
    await fs.cp(folder, path.join(repository, folder), { recursive: true });
  const recorded: Record<string, string> = { 'outputs/repository.txt': await printed(repository) };
  for (const language of LOCALE_IDS) {
    const root = await makeRoot('starter/common', path.join('starter', language));
    recorded[`outputs/starter-${language}.txt`] = await printed(root);
  }
  return recorded;
}

/** Builds a root folder, and deletes it. */
async function printed(root: string): Promise<string> {
  const { status, stderr } = await said('build', '--root', root, '--no-cache', '--quiet');
  const hashes = Object.entries(await hashesIn(path.join(root, 'out')));
  await fs.rm(root, { recursive: true });
  const lines = hashes.map(([file, hash]) => `${hash}  ${file}`);
  return [`status ${status}`, stderr.replaceAll(root, 'ROOT').trim(), ...lines, ''].join('\n');
}
