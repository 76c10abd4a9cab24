import path from 'node:path';
import { packageFolder } from '../core/machine/installed-package.ts';
import { disk } from '../core/machine/machine.ts';

/** The package of the browser that Assay brings along. */
export const CHROMIUM = '@sparticuz/chromium';

/**
 * The browser that this version of Assay is tested with: its package, and the day on which that was published, which says
 * how old it is without a network.
 */
export const TESTED_CHROMIUM = { version: '147.0.0', published: '2026-04-10' } as const;

/** Its version: the same one has the same browser. Throws an EnvironmentError if it is not installed. */
export async function packagedVersion(): Promise<string> {
  const file = path.join(packageFolder(CHROMIUM), 'package.json');
  const { version } = JSON.parse(await disk.readFile(file, 'utf8')) as { version: string };
  return version;
}
