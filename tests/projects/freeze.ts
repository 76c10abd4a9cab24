/**
 * `npx tsx tests/projects/freeze.ts NAME FOLDER`: keeps the data of a project, as it stands, for all later versions: copies
 * the folder `data/` of FOLDER with its `assay.yaml` into `tests/projects/NAME/`, and writes next to them what this version reads.
 * A project that is kept is never frozen a second time: what it says is what users were told.
 */
import fs from 'node:fs/promises';
import path from 'node:path';
import { verdictsOf } from './verdicts.ts';

const [name, folder] = process.argv.slice(2);
if (name === undefined || folder === undefined) throw new Error('npx tsx tests/projects/freeze.ts NAME FOLDER');
const target = path.join('tests/projects', name);
await fs.mkdir(target);
for (const part of ['data', 'sources', 'assay.yaml']) {
  await fs
    .cp(path.join(folder, part), path.join(target, part), {
      recursive: true,
      filter: (file) => !/(?:^|\/)schema$|README\.md$/.test(file),
    })
    .catch(() => undefined);
}
await fs.writeFile(path.join(target, 'verdicts.tsv'), await verdictsOf(target));
