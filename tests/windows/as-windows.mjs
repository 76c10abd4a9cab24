/**
 * Runs the program as on Windows: `node --import tsx --import ./tests/windows/as-windows.mjs src/cli/main.ts …`. The modules of
 * src/ get `path.win32`, and a disk whose drive C: is the folder `ASSAY_DRIVE`. What the program finds of itself and its packages
 * stays as it is.
 */
import { register } from 'node:module';

const drive = process.env.ASSAY_DRIVE ?? '';
Object.defineProperty(process, 'platform', { value: 'win32' });
process.getuid = undefined;
let folder = process.env.ASSAY_FOLDER ?? 'C:\\';
process.cwd = () => folder;
process.chdir = (to) => (folder = to);
if (drive === '') throw new Error('ASSAY_DRIVE names no folder');
register('./hooks.mjs', import.meta.url);
