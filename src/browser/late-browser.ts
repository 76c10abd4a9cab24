import { type BrowserSession, openBrowser } from './browser.ts';

/** A browser that draws, and starts when it is first asked to. */
export interface LateBrowser extends Pick<BrowserSession, 'draw'> {
  /** Ends it, if it was started. */
  close(): Promise<void>;
}

/** Opens a browser that most uses do not need; the caller closes it. */
export function lateBrowser(environment: NodeJS.ProcessEnv): LateBrowser {
  let opened: BrowserSession | undefined;
  return {
    draw: (work) => (opened ??= openBrowser({ environment })).draw(work),
    close: async () => opened?.close(),
  };
}
