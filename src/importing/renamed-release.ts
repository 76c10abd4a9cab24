import { DELIMITERS } from '../core/files/csv-file.ts';
import { cellsOf } from '../core/files/csv-layout.ts';
import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { RELEASES_CSV } from '../dataset/release-tables.ts';
import type { CsvDialect } from '../dataset/table.ts';
import type { MappingInput } from './mapping-schema.ts';
import type { ReleaseRow } from './release-table.ts';

/** A release that is imported for the first time. */
interface NewRelease {
  readonly facts: MappingInput['release'];
  readonly rows: readonly ReleaseRow[];
}

/**
 * Warns of an earlier import of the same figures of the same source and period under another id, as after the id was changed
 * in the mapping: both would be read, and what people wrote in the old table would be lost.
 */
export async function reportRenamed(
  workspace: Workspace,
  folder: string,
  { facts, rows }: NewRelease,
  { delimiter: name }: CsvDialect,
  diagnostics: Diagnostics,
): Promise<void> {
  const delimiter = DELIMITERS[name];
  const heads = await tableAt(workspace, `${folder}/${RELEASES_CSV}`, delimiter);
  const printed = new Set(rows.map(printOf));
  for (const { id, source, period } of heads) {
    if (id === undefined || id === facts.id || source !== facts.source || period !== facts.period) continue;
    const path = `${folder}/${id}.csv`;
    const old = await tableAt(workspace, path, delimiter);
    if (old.length === 0 || !old.every((row) => printed.has(printOf(row)))) continue;
    const message = `${path} has the same figures: this release was imported as ${id} before`;
    const hint = `if ${facts.id} is its new name: mv ${path} ${folder}/${facts.id}.csv keeps what was written beside the figures; remove the line of ${id} from ${folder}/${RELEASES_CSV}, name ${facts.id} in brief.yaml, and import again`;
    diagnostics.warn('import/renamed', message, path, hint);
  }
}

function printOf({ indicator, measure, period, printed }: Readonly<Record<string, string | undefined>>): string {
  return [indicator, measure, period, printed?.replace(/^'/, '')].join(' ');
}

/** The rows of a table by column; none if it is not there. */
async function tableAt(
  workspace: Workspace,
  path: string,
  delimiter: string,
): Promise<readonly Readonly<Record<string, string | undefined>>[]> {
  const text = (await workspace.readBytes(path))?.toString('utf8');
  if (text === undefined) return [];
  const [head = [], ...rows] = cellsOf({ delimiter, text });
  return rows.map((cells) => Object.fromEntries(head.map((column, index) => [column, cells[index]])));
}
