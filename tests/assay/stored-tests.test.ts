import { deserialize, serialize } from 'node:v8';
import { expect, test } from 'vitest';
import { assayDataset } from '../../src/assay/assay.ts';
import { testsFinder } from '../../src/assay/report/figure-tests.ts';
import { loadRules, type Rules } from '../../src/assay/relations/relations-file.ts';
import type { EditionTests } from '../../src/assay/report/results.ts';
import { restoreTests, storeTests, type StoredTests } from '../../src/assay/report/stored-tests.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { loadDataset } from '../../src/dataset/dataset-folder.ts';
import type { Dataset } from '../../src/dataset/model.ts';
import { relationsCallingFor } from '../../src/template/proofs.ts';

interface Read {
  readonly dataset: Dataset;
  readonly rules: Rules;
}

async function readMetals(): Promise<Read> {
  const [workspace, diagnostics] = [new Workspace('.'), new Diagnostics()];
  const dataset = await loadDataset(workspace, 'china-nonferrous', diagnostics);
  const rules = dataset && (await loadRules(workspace, dataset, diagnostics));
  if (!rules) throw new Error('the dataset cannot be read');
  return { dataset, rules };
}

function testsOf({ dataset, rules }: Read): EditionTests {
  const printed = { asPrinted: true, acceptedOnly: true, alone: 'cnia-2025' };
  return { corrected: assayDataset(dataset, rules), printed: assayDataset(dataset, rules, printed) };
}

/** What documents show of tests, without the objects that they point at. */
function shownOf({ corrected, printed }: EditionTests, { dataset }: Read) {
  const find = testsFinder(corrected);
  const statements = [...dataset.releases.values()].flatMap(({ observations }) => observations);
  return {
    figures: statements.map((statement) => [statement.address, statement.release.id, find(statement)]),
    calls: statements.map((statement) =>
      relationsCallingFor(statement, { corrected, printed }).map(({ relation, before, after }) => {
        const { name, says, strength, at, figures } = relation;
        return { name, says, strength, at: at.text, figures: figures.length, before, after };
      }),
    ),
    relations: corrected.relations.map(({ name, at, verdict, words, record, exception }) =>
      [name, at.text, verdict, words, record?.address, exception?.reason].map((part) => part ?? ''),
    ),
    exceptions: corrected.exceptions.map(({ exception }) => exception.relation),
  };
}

const first = await readMetals();
const tests = testsOf(first);

test('tests that were stored show the same of a dataset that was read again', async () => {
  const again = await readMetals();
  const stored = deserialize(serialize(storeTests(tests, first, []))) as StoredTests;
  const shown = shownOf(restoreTests(stored, again), again);
  expect(shown).toEqual(shownOf(tests, first));
  // Six figures of the release are corrected, each because relations call for it.
  expect(shown.calls.filter((proofs) => proofs.length > 0)).toHaveLength(6);
  expect(shown.exceptions).not.toEqual([]);
});

test('tests that point at other statements than those of the dataset are not stored', async () => {
  const other = await readMetals();
  expect(storeTests(tests, other, [])).toBeUndefined();
});
