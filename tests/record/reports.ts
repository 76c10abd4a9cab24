import fs from 'node:fs/promises';
import path from 'node:path';
import { edit, makeRoot } from '../cli/root.ts';
import { ordered, said } from './command.ts';

/** Edits whose comparison is written down. */
const EDITS: readonly (readonly [name: string, file: string, change: (text: string) => string])[] = [
  ['figure', 'data/us-crops/releases/usda-655.csv', (text) => text.replace('45.8 million acre', '48.5 million acre')],
  ['relation', 'data/us-crops/relations.yaml', (text) => text.replace(/^ {2}- id: (?:.|\n)*?(?=^ {2}- id: )/m, '')],
  ['words', 'templates/us-crops/brief.md.hbs', (text) => text.replace(/ the /, ' that ')],
];

/** What check, explain and diff say about the datasets of the repository, as JSON. */
export async function recordReports(): Promise<Record<string, string>> {
  const recorded: Record<string, string> = {};
  for (const dataset of (await fs.readdir('data')).filter((name) => name !== 'schema').sort()) {
    for (const [name, ...options] of [['check'], ['as-printed', '--as-printed']]) {
      const { status, stdout } = await said('check', dataset, '--json', '--all', ...options);
      recorded[`reports/${dataset}-${name}.json`] = `${status}\n${ordered(stdout)}`;
    }
    const { stdout } = await said('check', dataset, '--json', '--all');
    const addresses = [...new Set([...stdout.matchAll(/"address":\s*"([^"]+)"/g)].map(([, one = '']) => one))].sort();
    const explained: string[] = [];
    for (const address of addresses.filter((_, at) => at % EVERY === 0)) {
      const { status, stdout: text } = await said('explain', address);
      explained.push(`== ${address} ${status}\n${text}`);
    }
    recorded[`reports/${dataset}-explain.txt`] = explained.join('\n');
  }
  for (const [name, file, change] of EDITS) {
    const root = await makeRoot();
    for (const folder of ['data', 'templates', 'sources'])
      await fs.cp(folder, path.join(root, folder), { recursive: true });
    await edit(root, file, change);
    const { status, stdout } = await said('diff', path.resolve('.'), root, '--json', '--root', root);
    recorded[`reports/diff-${name}.json`] = `${status}\n${ordered(stdout).replaceAll(root, 'ROOT')}`;
    await fs.rm(root, { recursive: true });
  }
  return recorded;
}

/** Each so many figures are explained: a process each. */
const EVERY = 40;
