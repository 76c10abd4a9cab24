/** A browser on this machine that can print. */
export interface FoundBrowser {
  /** Absolute path of the program. */
  readonly executable: string;
  readonly origin: 'ASSAY_BROWSER' | 'puppeteer' | 'packaged' | 'system';
  /** Folder of the shared libraries that came with it, for machines that lack them. */
  readonly libraries?: string;
}

/** Remedies where one browser does not work and another may. */
export const OTHER_BROWSERS = [
  'ASSAY_BROWSER=system assay build           # use the browser of the system',
  'ASSAY_BROWSER=/path/to/chrome assay build  # use this one',
];

/** What to do first when a browser has ended by itself. */
export const TRY_AGAIN = 'build again; if it ends again, the machine may lack memory';
