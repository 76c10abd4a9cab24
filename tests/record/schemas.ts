import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';

const FOLDERS = ['schema', 'data/schema', 'templates/schema', 'docs/reference'];

/** Hashes of schemas and reference pages; the tests say that they are as the program would write them. */
export async function recordSchemas(): Promise<Record<string, string>> {
  const lines: string[] = [];
  for (const folder of FOLDERS) {
    for (const name of (await fs.readdir(folder)).sort()) {
      const file = path.join(folder, name);
      lines.push(
        `${createHash('sha256')
          .update(await fs.readFile(file))
          .digest('hex')}  ${file}\n`,
      );
    }
  }
  return { 'schemas.txt': lines.join('') };
}
