import path from 'node:path';
import { packageFolder } from '../core/machine/installed-package.ts';
import { disk } from '../core/machine/machine.ts';

/** The package of the browser that Assay brings along. */
export const CHROMIUM = '@sparticuz/chromium';

/** Its version: the same one has the same browser. Throws an EnvironmentError if it is not installed. */
export async function packagedVersion(): Promise<string> {
  const file = path.join(packageFolder(CHROMIUM), 'package.json');
  const { version } = JSON.parse(await disk.readFile(file, 'utf8')) as { version: string };
  return version;
}
