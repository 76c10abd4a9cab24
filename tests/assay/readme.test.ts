import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { assayDataset } from '../../src/assay/assay.ts';
import { readRules } from '../../src/assay/relations/relations-file.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { loadDataset } from '../../src/dataset/dataset-folder.ts';

test('the example of relations.yaml in docs/reference/relations.md is read, and tests the figures of the ferries', async () => {
  const readme = await readFile('docs/reference/relations.md', 'utf8');
  const [, text = ''] = /^```yaml relations\.yaml\n(.*?)^```$/ms.exec(readme) ?? [];
  const diagnostics = new Diagnostics();
  const dataset = await loadDataset(new Workspace('tests/fixtures/tiny'), 'ferry-passengers', diagnostics);
  const rules = dataset && (await readRules({ path: 'relations.yaml', text }, dataset, diagnostics));
  expect(diagnostics.all).toEqual([]);
  for (const [, other = ''] of readme.matchAll(/^```yaml relations\.yaml\n(.*?)^```$/gms)) {
    const read = dataset && (await readRules({ path: 'relations.yaml', text: other }, dataset, diagnostics));
    const told = read && assayDataset(dataset, read).diagnostics.map(({ message }) => message);
    expect(told?.filter((message) => message.includes('base_revision'))).toEqual([]);
  }
  if (!dataset || !rules) throw new Error('nothing was read');
  const names = assayDataset(dataset, rules).relations.map(({ name }) => name);
  for (const id of ['routes', 'harbour_leads', 'growth_bounded']) {
    expect(names.filter((name) => name.split('/')[0] === id)).not.toEqual([]);
  }
  expect(new Set(names.filter((name) => name.startsWith('part_of_all') && !name.includes('/')))).toEqual(
    new Set(['part_of_all.harbour', 'part_of_all.river']),
  );
});
