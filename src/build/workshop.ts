import { openStudio, type Studio } from '../chart/chart-thread.ts';
import { type BrowserSession, openBrowser } from '../browser/browser.ts';
import { openReader, type OutputReader } from '../readback/readback-thread.ts';

/**
 * What a build works with: the thread that draws charts, the browser that prints, and the thread that reads what was
 * printed. One workshop serves many builds.
 */
export interface Workshop {
  readonly studio: Studio;
  readonly browser: BrowserSession;
  readonly reader: OutputReader;
  /** Ends them; a second call awaits the first. Never throws. */
  close(): Promise<void>;
}

/** Starts all of them beside whatever else is going on, and answers at once. Whoever opens a workshop closes it. */
export function openWorkshop(environment: NodeJS.ProcessEnv): Workshop {
  const browser = openBrowser({ environment });
  const studio = openStudio();
  const reader = openReader();
  return {
    studio,
    browser,
    reader,
    async close() {
      await Promise.all([browser.close(), studio.close(), reader.close()]);
    },
  };
}
