import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { assayDataset } from '../../src/assay/assay.ts';
import { loadRules } from '../../src/assay/relations/relations-file.ts';
import { sarif } from '../../src/cli/reports/sarif.ts';
import { type Diagnostic, Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { loadDataset } from '../../src/dataset/dataset-folder.ts';
import { LONG } from '../long.ts';

const RELEASE = 'data/china-nonferrous/releases/2025.yaml';

/** A region of SARIF, and the text that takes its place. */
interface Replacement {
  readonly deletedRegion: Readonly<Record<'startLine' | 'startColumn' | 'endLine' | 'endColumn', number>>;
  readonly insertedContent: { readonly text: string };
}

interface SarifFix {
  readonly description: { readonly text: string };
  readonly artifactChanges: readonly {
    readonly artifactLocation: { readonly uri: string };
    readonly replacements: readonly Replacement[];
  }[];
}

async function checked(root: string, name = 'china-nonferrous'): Promise<readonly Diagnostic[]> {
  const [workspace, diagnostics] = [new Workspace(root), new Diagnostics()];
  const dataset = await loadDataset(workspace, name, diagnostics);
  const rules = dataset && (await loadRules(workspace, dataset, diagnostics));
  if (dataset && rules) diagnostics.include({ all: assayDataset(dataset, rules).diagnostics });
  return diagnostics.all;
}

test('the changes that the assay proposes for the six slips of 2025, made together, leave no error', LONG, async () => {
  const root = await fs.mkdtemp(path.join(os.tmpdir(), 'assay-fixes-'));
  await fs.cp('data/china-nonferrous', path.join(root, 'data/china-nonferrous'), { recursive: true });
  const file = path.join(root, RELEASE);
  const text = await fs.readFile(file, 'utf8');
  await fs.writeFile(file, text.replaceAll(/, corrected: [^,}]*, evidence: \[[^\]]*\]/g, ''));

  onTestFinished(() => fs.rm(root, { recursive: true }));
  const fixes = fixesIn(sarif(await checked(root)));
  expect(fixes.map(({ description }) => description.text)).toEqual([
    'correct output.refined_copper@2025 to 14.720 Mt',
    'correct output.primary_aluminium@2025 to 45.016 Mt',
    'correct output.mine_metals@2025 to 6.190 Mt',
    'correct trade.copper_concentrate@2025 to 30.31 Mt',
    'correct trade.unwrought_copper@2025 to 5.321 Mt',
    'correct trade.unwrought_aluminium@2025 to 6.134 Mt',
  ]);
  const changes = fixes.flatMap(({ artifactChanges }) => artifactChanges);
  expect([...new Set(changes.map(({ artifactLocation: { uri } }) => uri))]).toEqual([RELEASE]);
  await fs.writeFile(
    file,
    replaced(
      await fs.readFile(file, 'utf8'),
      changes.flatMap(({ replacements }) => replacements),
    ),
  );
  expect((await checked(root)).filter(({ severity }) => severity === 'error')).toEqual([]);
});

test('no change is proposed where either of two figures may be the slip', async () => {
  const root = await fs.mkdtemp(path.join(os.tmpdir(), 'assay-fixes-'));
  onTestFinished(() => fs.rm(root, { recursive: true }));
  await fs.cp('tests/fixtures/tiny/data', path.join(root, 'data'), { recursive: true });
  const folder = path.join(root, 'data/ferry-passengers');
  await fs.writeFile(
    path.join(folder, 'relations.yaml'),
    'relations:\n  - { id: routes, hardness: hard, holds: passengers = passengers.harbour + passengers.river }\n',
  );
  await fs.writeFile(
    path.join(folder, 'releases/ferry-2025-q4.yaml'),
    `release: { id: ferry-2025-q4, source: harbour_office, published: 2026-01-19, period: 2025-Q4 }
observations:
  passengers: [{ level: '550,000' }]
  passengers.harbour: [{ level: '500,000' }, { level: '824,000', period: 2025-Q3 }]
  passengers.river: [{ level: '500,000' }]
`,
  );
  const diagnostics = await checked(root, 'ferry-passengers');
  expect(diagnostics.map(({ rule }) => rule)).toEqual(['assay/contradiction']);
  expect(diagnostics[0]?.hint).toContain('any one of these would fix it');
  expect(fixesIn(sarif(diagnostics))).toEqual([]);
});

function fixesIn(log: string): SarifFix[] {
  const { runs } = JSON.parse(log) as { runs: { results: { fixes?: SarifFix[] }[] }[] };
  return runs.flatMap(({ results }) => results.flatMap(({ fixes = [] }) => fixes));
}

/** A text with replacements, the last first, as a host makes them: a region is a part of one line. */
function replaced(text: string, replacements: readonly Replacement[]): string {
  const lines = text.split('\n');
  const fromBehind = replacements.toSorted((a, b) => b.deletedRegion.startColumn - a.deletedRegion.startColumn);
  for (const { deletedRegion: region, insertedContent } of fromBehind) {
    const line = lines[region.startLine - 1] ?? '';
    expect(region.endLine).toBe(region.startLine);
    lines[region.startLine - 1] =
      line.slice(0, region.startColumn - 1) + insertedContent.text + line.slice(region.endColumn - 1);
  }
  return lines.join('\n');
}
