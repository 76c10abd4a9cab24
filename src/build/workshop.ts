import { openStudio, type Studio } from '../chart/studio.ts';
import { type BrowserSession, openBrowser } from '../output/pdf/browser.ts';

/** What a build works with: the thread that draws charts and the browser that prints. One workshop serves many builds. */
export interface Workshop {
  readonly studio: Studio;
  readonly browser: BrowserSession;
  /** Ends both; a second call awaits the first. Never throws. */
  close(): Promise<void>;
}

/** Starts browser and studio beside whatever else is going on, and answers at once. Whoever opens a workshop closes it. */
export function openWorkshop(environment: NodeJS.ProcessEnv): Workshop {
  const browser = openBrowser({ environment });
  const studio = openStudio();
  return {
    studio,
    browser,
    async close() {
      await Promise.all([browser.close(), studio.close()]);
    },
  };
}
