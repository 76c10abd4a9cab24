import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { assayDataset } from '../../src/assay/assay.ts';
import { loadRules } from '../../src/assay/relations-file.ts';
import { type Diagnostic, Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { withEdits } from '../../src/core/diagnostics/fix.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { loadDataset } from '../../src/dataset/dataset-folder.ts';

const RELEASE = 'data/china-nonferrous/releases/2025.yaml';

async function checked(root: string): Promise<readonly Diagnostic[]> {
  const [workspace, diagnostics] = [new Workspace(root), new Diagnostics()];
  const dataset = await loadDataset(workspace, 'china-nonferrous', diagnostics);
  const rules = dataset && (await loadRules(workspace, dataset, diagnostics));
  if (dataset && rules) diagnostics.include({ all: assayDataset(dataset, rules).diagnostics });
  return diagnostics.all;
}

test('the changes that the assay proposes for the six slips of 2025, made together, leave no error', async () => {
  const root = await fs.mkdtemp(path.join(os.tmpdir(), 'assay-fixes-'));
  await fs.cp('data/china-nonferrous', path.join(root, 'data/china-nonferrous'), { recursive: true });
  const file = path.join(root, RELEASE);
  const text = await fs.readFile(file, 'utf8');
  await fs.writeFile(file, text.replaceAll(/, corrected: [^,}]*, evidence: \[[^\]]*\]/g, ''));

  const fixes = (await checked(root)).flatMap(({ fix }) => fix?.() ?? []);
  expect(fixes.map(({ says }) => says)).toEqual([
    'correct output.refined_copper@2025 to 14.720 Mt',
    'correct output.primary_aluminium@2025 to 45.016 Mt',
    'correct output.mine_metals@2025 to 6.190 Mt',
    'correct trade.copper_concentrate@2025 to 30.31 Mt',
    'correct trade.unwrought_copper@2025 to 5.321 Mt',
    'correct trade.unwrought_aluminium@2025 to 6.134 Mt',
  ]);
  const edits = fixes.flatMap((fix) => fix.edits);
  const [edit] = edits;
  if (edit) await fs.writeFile(file, withEdits(edit.file, edits));
  expect((await checked(root)).filter(({ severity }) => severity === 'error')).toEqual([]);
  await fs.rm(root, { recursive: true });
});
