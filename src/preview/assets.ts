import path from 'node:path';
import { disk } from '../core/machine/machine.ts';

// What runs in the browser. The bundle holds these texts in place of this module (bundle-plugins.ts).

/** The script of the pages of the preview. */
export const SCRIPT = await textOf('preview.js');

/** Their style sheet. */
export const STYLE = await textOf('preview.css');

function textOf(name: string): Promise<string> {
  return disk.readFile(path.join(import.meta.dirname, name), 'utf8');
}
