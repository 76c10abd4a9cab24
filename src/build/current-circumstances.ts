import { fontPackages, fontsOf, installedFonts } from '../brief/fonts.ts';
import { findBrowser } from '../browser/browser-location.ts';
import { knownBrowser } from '../browser/browser-identity.ts';
import { installedPackage } from '../core/machine/installed-package.ts';
import { disk } from '../core/machine/machine.ts';
import { type Circumstances, hashOfFont, runningProgram } from './circumstances.ts';

/**
 * What outputs in some locales depend on outside the root folder. Undefined if it cannot be told, because the browser is
 * started by another program. Throws an EnvironmentError when there is no browser.
 */
export async function currentCircumstances(
  environment: NodeJS.ProcessEnv,
  locales: readonly string[],
): Promise<Circumstances | undefined> {
  const browser = await knownBrowser(await findBrowser({ environment }), environment);
  if (!browser) return undefined;
  const printed = new Set(locales.flatMap((locale) => fontsOf(locale).map(({ file }) => file)));
  const unprinted = installedFonts().flatMap(({ file }) => (printed.has(file) ? [] : [file]));
  return {
    ...(await runningProgram(environment)),
    browser,
    fonts: Object.fromEntries(
      await Promise.all([...printed].map(async (file) => [file, (await hashOfFont(file)) ?? ''])),
    ) as Record<string, string>,
    otherFonts: Object.fromEntries(
      await Promise.all(unprinted.map(async (file) => [file, (await disk.size(file)) ?? 0])),
    ) as Record<string, number>,
    missingFonts: fontPackages().filter((name) => installedPackage(name) === undefined),
  };
}
