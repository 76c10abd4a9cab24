/** Writes the names of the kinds of slips: the first step of `npm run generate`. */
import { Workspace } from '../core/machine/workspace.ts';
import { SLIP_KINDS_PATH, slipKindsFile } from './slip-kinds-file.ts';

await new Workspace('.').write(SLIP_KINDS_PATH, slipKindsFile());
