import { type BrowserSession, openBrowser } from '../browser/browser.ts';
import type { EarlyBrowser } from '../browser/early-browser.ts';
import { type ChartThread, openChartThread } from '../chart/chart-thread.ts';
import { openReadbackThread, type ReadbackThread } from '../readback/readback-thread.ts';

/** The browser and the threads that a build uses. They can serve several builds. */
export interface BuildServices {
  readonly browser: BrowserSession;
  readonly charts: ChartThread;
  readonly readback: ReadbackThread;
  /** Called when nothing more will be printed, and files remain to be written: they may end meanwhile. */
  printed(): void;
  /** Ends them; a second call awaits the first. Never throws. */
  close(): Promise<void>;
}

/** What services start with. */
interface ServiceOptions {
  /** Whether most charts are likely to be kept from earlier builds: the thread that draws starts when one is not. */
  readonly hasCharts?: boolean;
  /** A browser that has been started already. */
  readonly early?: EarlyBrowser | undefined;
}

/** Starts the services and returns at once: they load while other work is done. The caller closes them. */
export function startServices(
  environment: NodeJS.ProcessEnv,
  { hasCharts = false, early }: ServiceOptions = {},
): BuildServices {
  const browser = openBrowser({ environment, early });
  const charts = openChartThread({ isLate: hasCharts });
  const readback = openReadbackThread();
  let closing: Promise<unknown> | undefined;
  async function close(): Promise<void> {
    await (closing ??= Promise.all([browser.close(), charts.close(), readback.close()]));
  }
  return { browser, charts, readback, printed: () => void close(), close };
}
