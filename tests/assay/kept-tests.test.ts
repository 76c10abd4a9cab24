import { deserialize, serialize } from 'node:v8';
import { expect, test } from 'vitest';
import { assayDataset } from '../../src/assay/assay.ts';
import {
  type EditionTests,
  shownCalls,
  type ShownTests,
  shownTests,
  statementAt,
  statementsOf,
  testsFinder,
} from '../../src/assay/report/edition-tests.ts';
import { loadRules, type Rules } from '../../src/assay/relations/relations-file.ts';
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

/** The tests of the release on a year, which has corrections. */
function testsOf({ dataset, rules }: Read): ShownTests {
  const printed = { asPrinted: true, acceptedOnly: true, alone: 'cnia-2025' };
  return { ...shownTests(assayDataset(dataset, rules)), calls: shownCalls(assayDataset(dataset, rules, printed)) };
}

/** What documents show of tests, without the objects that they point at. */
function shownOf(tests: ShownTests, { dataset }: Read) {
  const find = testsFinder(tests);
  const statements = [...dataset.releases.values()].flatMap(({ observations }) => observations);
  return {
    figures: statements.map((statement) => [statement.address, statement.release.id, find(statement)]),
    calls: statements.map((statement) => relationsCallingFor(statement, tests)),
    records: tests.relations.map(({ record }) => record && statementAt(tests, record).address),
    relations: tests.relations,
    exceptions: tests.exceptions,
  };
}

test('tests that were kept show the same of a dataset that was read again', async () => {
  const first = await readMetals();
  const again = await readMetals();
  const { statements, ...tests } = testsOf(first);
  const kept = deserialize(serialize(tests)) as EditionTests;
  const shown = shownOf({ ...kept, statements: statementsOf(again.dataset) }, again);
  expect(shown).toEqual(shownOf({ ...tests, statements }, first));
  // Six figures of the release are corrected, each because relations call for it.
  expect(shown.calls.filter((proofs) => proofs.length > 0)).toHaveLength(6);
  expect(shown.exceptions).not.toEqual([]);
});

test('a result about statements that its dataset does not have is refused', async () => {
  const [first, other] = [await readMetals(), await readMetals()];
  expect(() => shownTests({ ...assayDataset(first.dataset, first.rules), dataset: other.dataset })).toThrow(RangeError);
});
