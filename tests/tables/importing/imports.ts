import fs from 'node:fs/promises';
import path from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { onTestFinished } from 'vitest';
import { Diagnostics, locationOf } from '../../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../../src/core/machine/workspace.ts';
import { writeDraft } from '../../../src/tables/drafting/draft-writing.ts';
import { type ImportPlan, planImport } from '../../../src/tables/importing/import.ts';
import { readMapping } from '../../../src/tables/importing/mapping.ts';
import { makeRoot } from '../../cli/root.ts';

/** A root folder with spreadsheets, their mappings and a dataset. */
export const IMPORTS = path.resolve('tests/fixtures/imports');

/** A workspace with a copy of these folders, for one test. */
export async function importRoot(): Promise<Workspace> {
  const root = await makeRoot(IMPORTS);
  onTestFinished(() => fs.rm(root, { recursive: true }));
  return new Workspace(root);
}

/** Plans an import. `told` are its messages: `place: rule`. */
export async function planned(
  workspace: Workspace,
  mapping: string,
  file?: string,
): Promise<{ readonly plan: ImportPlan | undefined; readonly told: string[]; readonly diagnostics: Diagnostics }> {
  const diagnostics = new Diagnostics();
  const read = await readMapping(workspace, `data/metals/imports/${mapping}.yaml`, diagnostics);
  const request = read && { file: file ?? read.input.file ?? '', facts: read.input.release };
  const plan = read && request ? await planImport(workspace, read, request, diagnostics) : undefined;
  return { plan, told: diagnostics.all.map((item) => `${locationOf(item)}: ${item.rule}`), diagnostics };
}

/** Imports a file and writes the release. */
export async function imported(workspace: Workspace, mapping: string, file?: string): Promise<ImportPlan> {
  const { plan, told } = await planned(workspace, mapping, file);
  if (!plan) throw new Error(told.join('\n'));
  await writeDraft(workspace, plan.files);
  return plan;
}

/** Writes a mapping of one table of a CSV file, and the file. */
export async function writeCsvImport(workspace: Workspace, table: string, csv: string, period = '2025'): Promise<void> {
  const head = `file: sources/own.csv\nrelease: { id: own-2025, source: office, published: 2026-02-04, period: ${period} }\n`;
  await workspace.write('data/metals/imports/own.yaml', `${head}tables:\n${table}`);
  await workspace.write('sources/own.csv', csv);
}

/** Rows of a table of a release, as `indicator measure period: printed (status)`, in their order. */
export function statementsIn(text: string | undefined): string[] {
  const [head = '', ...rows] = (text ?? '').trim().split('\n');
  const names = head.split(',');
  return rows.map((row) => {
    const cells = [...row.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
    const cell = (name: string): string => cells[names.indexOf(name)] ?? '';
    const status = cell('status') === '' ? '' : ` (${cell('status')})`;
    return `${cell('indicator')} ${cell('measure')} ${cell('period')}: ${cell('printed')}${status}`;
  });
}

const RELATIONS = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
  <Relationship Id="r1" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>`;
const OF_BOOK = `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="sheet1.xml"/>
  <Relationship Id="r2" Type="x/styles" Target="styles.xml"/></Relationships>`;
const BOOK = '<workbook><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>';
const STYLES = `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="0.0"/></numFmts>
  <cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs></styleSheet>`;

/** A workbook of one sheet, written by hand. A cell with the style 1 has the format 0.0. */
export function bookOf(sheet: string, more: Readonly<Record<string, string>> = {}): Uint8Array {
  const files = {
    '_rels/.rels': RELATIONS,
    'xl/workbook.xml': BOOK,
    'xl/_rels/workbook.xml.rels': OF_BOOK,
    'xl/styles.xml': STYLES,
    'xl/sheet1.xml': sheet,
    ...more,
  };
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
}
