/**
 * `npm run record -- FOLDER [PART…]`: writes down what the program does, so that a change which must change nothing can show
 * it: record before and after, and compare the two folders. Parts, all by default but `faults` and `worlds`, which take
 * longer:
 *
 * - `outputs`: SHA-256 of every file that the repository and each starter print, PDFs too;
 * - `reports`: `check --json` of each dataset as it is and as printed, `explain` of every figure of the newest releases, and
 *   `diff --json` of an edited figure, a removed relation and a new release;
 * - `schemas`: SHA-256 of schemas and reference pages as they would be written;
 * - `messages`: rule, place and numbers of every message that the tests make in their own process;
 * - `faults`, `worlds`: what becomes of each fault of `bench:faults`, and of 1,000 random small datasets (`worlds=COUNT`).
 */
import fs from 'node:fs/promises';
import path from 'node:path';
import { recordFaults, recordWorlds } from './faults.ts';
import { recordMessages } from './messages.ts';
import { recordOutputs } from './outputs.ts';
import { recordReports } from './reports.ts';
import { recordSchemas } from './schemas.ts';

/** What a part returns: texts by the name of their file. */
export type Recorded = Readonly<Record<string, string>>;

const PARTS: Readonly<Record<string, (count: number | undefined) => Promise<Recorded>>> = {
  outputs: recordOutputs,
  reports: recordReports,
  schemas: recordSchemas,
  messages: recordMessages,
  faults: recordFaults,
  worlds: recordWorlds,
};
const BY_DEFAULT = ['outputs', 'reports', 'schemas', 'messages'];

const [folder, ...asked] = process.argv.slice(2);
if (folder === undefined) throw new Error(`npm run record -- FOLDER [${Object.keys(PARTS).join('|')}]…`);
await fs.mkdir(folder, { recursive: true });
for (const part of asked.length > 0 ? asked : BY_DEFAULT) {
  const [name = '', count] = part.split('=');
  const record = PARTS[name];
  if (!record) throw new Error(`there is no part ${name}: parts are ${Object.keys(PARTS).join(', ')}`);
  const start = performance.now();
  for (const [file, text] of Object.entries(await record(count === undefined ? undefined : Number(count)))) {
    await fs.mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await fs.writeFile(path.join(folder, file), text);
  }
  console.log(`${name}: ${((performance.now() - start) / 1000).toFixed(0)} s`);
}
