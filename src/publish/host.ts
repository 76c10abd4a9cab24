import type { TargetOutcome } from './page-outcome.ts';
import type { PlannedPage } from './planned-page.ts';

/** A host that pages can be written to. */
export interface OpenHost {
  /** Whether it takes files with an ending, such as `.pdf`. */
  readonly accepts: (ending: string) => boolean;
  /** Writes pages, or says what it would do. Throws an EnvironmentError when the host cannot be used. */
  readonly publish: (pages: readonly PlannedPage[]) => Promise<TargetOutcome>;
}
