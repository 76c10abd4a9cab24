/** Writes the generated pages of `docs/reference/`: `npm run docs`. */
import { Workspace } from '../core/machine/workspace.ts';
import { referencePages } from './reference-pages.ts';

const workspace = new Workspace('.');
for (const [path, text] of referencePages()) await workspace.write(path, text);
