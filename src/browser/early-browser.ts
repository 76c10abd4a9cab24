import { installedFonts } from '../brief/fonts.ts';
import { killGroup } from '../core/machine/process.ts';
import { removeOwnedFolder } from '../core/machine/owned-folder.ts';
import { launchProcess, type LaunchedProcess } from './browser-launch.ts';
import { unpackedChromium } from './packaged-browser.ts';

/** A browser whose process has been started before the program is loaded. */
export interface EarlyBrowser {
  /** The process, for the one who ends it from then on. Undefined where it did not start: another start says why. */
  take(): LaunchedProcess | undefined;
  /** Ends it if nobody has taken it; a second call awaits the first. */
  end(): Promise<void>;
}

/** Starts the browser with all installed fonts, but not one that has yet to be unpacked. Never throws. */
export async function startEarly(environment: NodeJS.ProcessEnv): Promise<EarlyBrowser> {
  let left = await launchProcess({ environment, unpack: unpackedChromium }, installedFonts()).catch(() => undefined);
  function take(): LaunchedProcess | undefined {
    const taken = left;
    left = undefined;
    return taken;
  }
  let ended: Promise<void> | undefined;
  return { take, end: () => (ended ??= endProcess(take())) };
}

/** Ends the process of a browser and removes its folder. */
async function endProcess(launched: LaunchedProcess | undefined): Promise<void> {
  if (!launched) return;
  killGroup(launched.process.child);
  await launched.process.ended;
  await removeOwnedFolder(launched.profile);
}
