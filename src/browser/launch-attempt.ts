/** How the browser is started. */
export interface Attempt {
  readonly sandbox: boolean;
  /** Whether it uses the libraries that came with it, because the system has none. */
  readonly ownLibraries: boolean;
}

/** A start that failed. */
export interface FailedStart {
  /** Exit status, null if it was killed or never started. */
  readonly status: number | null;
  /** The end of its error output. */
  readonly errorOutput: string;
  /** Whether libraries came with the browser. */
  readonly hasLibraries: boolean;
}

/**
 * Flags of every start. By measurement, fewer processes, fewer raster threads and fewer features gain nothing;
 * `--single-process` and `--in-process-gpu` hang.
 */
const FLAGS = [
  '--headless',
  '--remote-debugging-pipe',
  // No request leaves the browser: every name and address resolves to nothing.
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A browser for people does these at its first start.
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-default-apps',
  '--disable-extensions',
  '--password-store=basic',
  '--use-mock-keychain',
  // Crash reports would be written to the home folder.
  '--disable-breakpad',
  '--disable-crash-reporter',
  // Containers give /dev/shm 64 MB, too little for a large page.
  '--disable-dev-shm-usage',
  // There is no screen, and the packaged browser has no graphics libraries.
  '--disable-gpu',
  '--hide-scrollbars',
  // The same colours and words on every machine.
  '--force-color-profile=srgb',
  '--lang=en-US',
];

/** Exit status of a program whose shared libraries are missing. */
const LIBRARIES_MISSING = 127;

/** Chromium's error output where the kernel or a container forbids its sandbox. */
const SANDBOX_REFUSED = /sandbox|namespace/i;

/** The flags of a start; the browser writes to the folder `profile` (absolute). */
export function attemptFlags({ sandbox }: Attempt, profile: string, isWithoutPage: boolean): string[] {
  const own = [...(sandbox ? [] : ['--no-sandbox']), `--user-data-dir=${profile}`];
  return [...FLAGS, ...own, ...(isWithoutPage ? [] : ['about:blank'])];
}

/** The first attempt. Chromium has no sandbox for root; `user` is undefined where there are no user ids. */
export function firstAttempt(user: number | undefined): Attempt {
  return { sandbox: user !== 0, ownLibraries: false };
}

/** The attempt to make after a failure; undefined if none would help. */
export function nextAttempt(attempt: Attempt, failed: FailedStart): Attempt | undefined {
  if (failed.status === LIBRARIES_MISSING && failed.hasLibraries && !attempt.ownLibraries) {
    return { ...attempt, ownLibraries: true };
  }
  if (attempt.sandbox && SANDBOX_REFUSED.test(failed.errorOutput)) return { ...attempt, sandbox: false };
  return undefined;
}
