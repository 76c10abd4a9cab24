import fs from 'node:fs';
import { parse as parseCsv } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { attachmentsOf } from '../../src/pipeline/pdf-attachments.ts';
import { selectEditions } from '../../src/pipeline/edition-selection.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';

interface Release {
  readonly observations: Record<string, { level?: string; corrected?: string; evidence?: string[] }[]>;
}

test('the corrections of a release are attached as its file states them, with the relations that decide', async () => {
  const sources = await selectEditions(new Workspace('.'), ['china-nonferrous'], new Diagnostics());
  const source = sources.find(({ edition, locale }) => edition.release.id === 'cnia-2025' && locale === 'en');
  const attachments = source ? attachmentsOf(source, new Map()) : [];
  const file = attachments.find(({ name }) => name === 'corrections.csv');
  const rows: Record<string, string>[] = parseCsv(Buffer.from(file?.content ?? []).toString(), { columns: true });

  const yaml = fs.readFileSync('data/china-nonferrous/releases/2025.yaml', 'utf8');
  const { observations } = parseYaml(yaml, { schema: 'failsafe' }) as Release;
  const stated = Object.entries(observations).flatMap(([indicator, records]) =>
    records
      .filter(({ corrected }) => corrected !== undefined)
      .map(({ level, corrected, evidence }) => [`${indicator}@2025`, level, corrected, evidence?.join(' ')]),
  );
  expect(stated).toHaveLength(6);
  const attached = rows.map(({ address, printed, corrected, evidence }) => [address, printed, corrected, evidence]);
  expect(new Set(attached.map(String))).toEqual(new Set(stated.map(String)));
  for (const row of rows) expect(row['decided_by']).toMatch(/^\w+/);
});

test('an edition without corrections carries no list of them', async () => {
  const sources = await selectEditions(new Workspace('tests/fixtures/tiny'), [], new Diagnostics());
  const source = sources.find(({ edition }) => edition.release.observations.every((one) => !one.correction));
  const attachments = source ? attachmentsOf(source, new Map()) : [];
  expect(attachments.map(({ name }) => name)).toEqual(['observations.csv', 'brief.json']);
});
