/** Has the exported workbooks opened by LibreOffice, which did not make them, and compares every cell that it shows. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { type BookCell, readBook } from '../tables/exporting/book.ts';
import { ROOT, run, verify } from './checks.ts';

/** The filter for CSV in UTF-8: cells as they are shown, every sheet in a file of its own. */
const EVERY_SHEET = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,1033,false,false,true,false,false,-1';

const folder = mkdtempSync(path.join(os.tmpdir(), 'assay-xlsx-'));

function exported(dataset: string, locale: string): string {
  const file = path.join(folder, `${dataset}.${locale}.xlsx`);
  run('npx', ['tsx', 'src/cli/main.ts', 'export', dataset, '--locale', locale, '--output', file], ROOT);
  return file;
}

/** A cell as a program shows it: a number with its decimals, and commas between thousands. */
function shown({ type, text, format }: BookCell): string {
  const [whole = '', fraction] = text.split('.');
  if (type !== 'n' || whole === '' || !format.startsWith('#,##0')) return text;
  return [whole.replace(/\B(?=(\d{3})+$)/g, ','), fraction].filter((part) => part !== undefined).join('.');
}

function compare(file: string): void {
  const into = file.replace(/\.xlsx$/, '');
  const profile = `-env:UserInstallation=file://${path.join(folder, 'profile')}`;
  run('soffice', [profile, '--headless', '--convert-to', EVERY_SHEET, '--outdir', into, file]);
  const { sheets } = readBook(readFileSync(file));
  const stem = path.basename(file, '.xlsx');
  assert.deepEqual(readdirSync(into).sort(), sheets.map(({ name }) => `${stem}-${name}.csv`).sort());
  let numbers = 0;
  for (const { name, rows } of sheets) {
    const width = Math.max(...rows.map((cells) => cells.length));
    const wanted = rows.map((cells) =>
      Array.from({ length: width }, (_, column) => (cells[column] ? shown(cells[column]) : '')),
    );
    const text = readFileSync(path.join(into, `${stem}-${name}.csv`));
    assert.deepEqual(parse(text, { relax_column_count: true }), wanted, name);
    numbers += rows.flat().filter(({ type, text }) => type === 'n' && text !== '').length;
  }
  assert.ok(numbers > 100);
  console.log(`        ${stem}: ${sheets.length} sheets, ${numbers} numbers`);
}

const BOOKS = [
  ['china-nonferrous', 'en'],
  ['china-nonferrous', 'zh-CN'],
  ['us-crops', 'en'],
] as const;

await verify(
  BOOKS.map(([dataset, locale]) => [
    `LibreOffice shows what ${dataset} in ${locale} says`,
    () => compare(exported(dataset, locale)),
  ]),
);
rmSync(folder, { recursive: true });
