import type { Workspace } from '../../../src/core/machine/workspace.ts';

/** Writes a mapping of one table that is the result of a query; `file` is the file that it may name. */
export async function writeQueryImport(
  workspace: Workspace,
  query: string,
  {
    file,
    rows = '{ Copper: output.copper, Lead: output.lead }',
    more = '',
  }: { file?: string; rows?: string; more?: string } = {},
): Promise<void> {
  const head = 'release: { id: own-2025, source: office, published: 2026-02-04, period: 2025 }';
  const text = query.replaceAll('\n', '\n      ');
  await workspace.write(
    'data/metals/imports/own.yaml',
    `${file === undefined ? '' : `file: ${file}\n`}${head}\ntables:\n  - unit: kt\n${more}    query: |\n      ${text}\n    rows: ${rows}\n`,
  );
}
