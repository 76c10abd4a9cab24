/** How a start of the browser is tried: what fails for a known reason is tried again without that reason. */
export interface Attempt {
  readonly sandbox: boolean;
  /** Whether the libraries that came with the browser are used, for want of the system's. */
  readonly ownLibraries: boolean;
}

/** What is known of a start that failed. */
export interface FailedStart {
  /** Exit status, null if it was killed or never started. */
  readonly status: number | null;
  /** The last it wrote to its error stream. */
  readonly complaint: string;
  /** Whether libraries came with the browser. */
  readonly hasLibraries: boolean;
}

/**
 * Flags, each with its reason. Fewer processes, fewer raster threads and features switched off were measured and gain
 * nothing; `--single-process` and `--in-process-gpu` hang.
 */
const FLAGS = [
  '--headless',
  '--remote-debugging-pipe',
  // No request leaves the browser: every name and address resolves to nothing.
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // What people's own browsers do when they start.
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
  // Nothing is shown, and the packaged browser comes without graphics libraries.
  '--disable-gpu',
  '--hide-scrollbars',
  // The same colours and words on every machine.
  '--force-color-profile=srgb',
  '--lang=en-US',
];

/** Exit status of a program whose shared libraries are missing. */
const LIBRARIES_MISSING = 127;

/** What Chromium complains of where the kernel or a container forbids its sandbox. */
const SANDBOX_REFUSED = /sandbox|namespace/i;

/** The flags of a start that writes to the folder `profile` (absolute). */
export function attemptFlags({ sandbox }: Attempt, profile: string): string[] {
  return [...FLAGS, ...(sandbox ? [] : ['--no-sandbox']), `--user-data-dir=${profile}`, 'about:blank'];
}

/** The first to try. Chromium has no sandbox for root; `user` is undefined where there are no user ids. */
export function firstAttempt(user: number | undefined): Attempt {
  return { sandbox: user !== 0, ownLibraries: false };
}

/** What to try after a failure, undefined if nothing would help. */
export function nextAttempt(attempt: Attempt, failed: FailedStart): Attempt | undefined {
  if (failed.status === LIBRARIES_MISSING && failed.hasLibraries && !attempt.ownLibraries) {
    return { ...attempt, ownLibraries: true };
  }
  if (attempt.sandbox && SANDBOX_REFUSED.test(failed.complaint)) return { ...attempt, sandbox: false };
  return undefined;
}

/** What a person should know about a start that worked, a sentence each. */
export function attemptNotes({ sandbox }: Attempt, user: number | undefined): string[] {
  if (sandbox) return [];
  const why = user === 0 ? 'it was started by root' : 'this system forbids it';
  return [`the browser runs without its sandbox: ${why}`];
}
