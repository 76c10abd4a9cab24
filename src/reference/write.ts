/** Writes everything that is generated and committed: `npm run generate`. */
import { Workspace } from '../core/machine/workspace.ts';
import { generatedFiles } from './generated-files.ts';

const workspace = new Workspace('.');
for (const [path, text] of await generatedFiles(workspace)) await workspace.write(path, text);
