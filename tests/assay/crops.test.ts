import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { checkSession } from '../../src/assay/checks/check.ts';
import { loadRules } from '../../src/assay/relations/relations-file.ts';
import { openSession } from '../../src/assay/diagnosis/session.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { loadDataset } from '../../src/dataset/dataset-folder.ts';

const OCTOBER = 'data/us-crops/releases/usda-653.csv';

/** What the check says about the crops with the release of October as an edit leaves it: line, rule and message. */
async function saidOf(edit: (csv: string) => string): Promise<string[]> {
  const root = await mkdtemp(path.join(os.tmpdir(), 'assay-crops-'));
  await cp('data/us-crops', path.join(root, 'data/us-crops'), { recursive: true });
  await writeFile(path.join(root, OCTOBER), edit(await readFile(OCTOBER, 'utf8')));
  const [workspace, diagnostics] = [new Workspace(root), new Diagnostics()];
  const dataset = await loadDataset(workspace, 'us-crops', diagnostics);
  const rules = dataset && (await loadRules(workspace, dataset, diagnostics));
  if (dataset && rules) checkSession(openSession(dataset, rules, {}), diagnostics);
  await rm(root, { recursive: true });
  return diagnostics.all.map(({ place, rule, message }) => `${place?.line} ${rule} ${message.split(' ')[0]}`);
}

test('the crops of five months contradict nothing', async () => {
  expect(await saidOf((csv) => csv)).toEqual([]);
}, 60_000);

// What differs was found by hand: the text of October 2024 gives the feed use of wheat, 120, as its domestic use, 1,146.
test('as printed one text differs from its table, and a slip in the column of last month is found next to it', async () => {
  const reprint = /^(corn\.ending_stocks,level,2024\/25,,,")2,057( million bu_corn",,table,usda-652)/m;
  const lines = (await readFile(OCTOBER, 'utf8')).split('\n');
  const line = lines.findIndex((text) => reprint.test(text)) + 1;
  const slip = lines.findIndex((text) => text.startsWith('wheat.domestic_use,level,2024/25,,,120 million')) + 1;
  const uncorrected = (csv: string): string => csv.replace('"1,146 million bu_wheat",usda-653', ',');
  const said = await saidOf((csv) => uncorrected(csv.replace(reprint, '$12,075$2')));
  expect(said.sort()).toEqual([
    `${line} assay/texts-differ corn.ending_stocks@2024/25`,
    `${slip} assay/texts-differ wheat.domestic_use@2024/25`,
  ]);
}, 60_000);
