import { strFromU8, unzipSync } from 'fflate';
import { disk } from '../../core/machine/machine.ts';
import { OBSERVATION_COLUMNS } from '../../dataset/observation-columns.ts';
import { APPLICATION, PROPERTIES } from './workbook/workbook-file.ts';

/** The start of every table of statements. Columns that only some datasets have stand after it. */
const CSV_HEAD = OBSERVATION_COLUMNS.map(({ field }) => field.name).join(',');

/** The start of every export as JSON. */
const JSON_HEAD = '{\n  "exported_by": "Assay",\n';

/** Bytes of a file that is looked into, and of its properties. Nothing that an export writes has more. */
const MAX_FILE = 64 * 1024 * 1024;
const MAX_PROPERTIES = 64 * 1024;

/**
 * Whether a file that is there was written by an export: a workbook names the program that saved it last, a table of
 * statements begins with its columns, and JSON says it first. What cannot be read counts as somebody else's.
 */
export async function isOwnFile(absolute: string): Promise<boolean> {
  const size = await disk.size(absolute);
  if (size === undefined || size > MAX_FILE) return false;
  try {
    const start = (await disk.firstBytes(absolute, CSV_HEAD.length + 1)).toString('latin1');
    if (start.startsWith('PK')) return isOwnWorkbook(await disk.readFile(absolute));
    return start.startsWith(JSON_HEAD) || [`${CSV_HEAD},`, `${CSV_HEAD}\n`].includes(start);
  } catch {
    return false;
  }
}

function isOwnWorkbook(bytes: Uint8Array): boolean {
  const filter = ({ name, originalSize }: { readonly name: string; readonly originalSize: number }): boolean =>
    name === PROPERTIES && originalSize <= MAX_PROPERTIES;
  const properties = unzipSync(bytes, { filter })[PROPERTIES];
  return properties !== undefined && strFromU8(properties).includes(APPLICATION);
}
