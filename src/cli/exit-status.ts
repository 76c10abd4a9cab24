/** The exit statuses. */
export const EXIT = { fine: 0, mistakes: 1, usage: 2, environment: 3, bug: 70, interrupted: 130 } as const;

/** What each exit status means: `assay --help` and the reference print it. */
export const EXIT_MEANINGS: Readonly<Record<keyof typeof EXIT, string>> = {
  fine: 'no mistakes',
  mistakes: 'mistakes in data or templates, or what a check was asked to find',
  usage: 'wrong usage',
  environment: 'a problem outside data and templates: no browser, no place to write',
  bug: 'a fault of Assay itself',
  interrupted: 'interrupted; no file is half-written',
};

/** The signals that interrupt a run. Closing the terminal sends SIGHUP. */
export const INTERRUPTIONS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
