import { readFile } from 'node:fs/promises';
import { readRules, type Rules } from '../../src/assay/relations/relations-file.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import type { Dataset } from '../../src/dataset/model.ts';

const RELATIONS = 'tests/fixtures/nonferrous/relations.yaml';

/** The relations that the tests hold the 2025 release to, with `change` made to their text. */
export async function fixtureRules(
  dataset: Dataset,
  change: (text: string) => string = (text) => text,
): Promise<Rules> {
  const diagnostics = new Diagnostics();
  const text = change(await readFile(RELATIONS, 'utf8'));
  const rules = await readRules({ path: RELATIONS, text }, dataset, diagnostics);
  if (!rules) throw new Error(diagnostics.all.map((item) => `${item.place?.line} ${item.message}`).join('\n'));
  return rules;
}

/** The same text without the relations of some ids. */
export function without(...ids: readonly string[]): (text: string) => string {
  return (text) => {
    const [head = '', ...entries] = text.split(/(?=\n {2}- )/);
    const kept = entries.filter((entry) => !ids.some((id) => new RegExp(`id: ${id}\\b`).test(entry)));
    return head + kept.join('') + '\n';
  };
}
