import type { BuildOptions } from '../../src/pipeline/build-result.ts';
import { buildWith } from '../../src/pipeline/cached-build.ts';
import { type BuildServices, startServices } from '../../src/pipeline/build-services.ts';
import { openChartThread } from '../../src/chart/chart-thread.ts';
import { reportBuild } from '../../src/cli/build-report.ts';
import { Reporter, type ReportOptions } from '../../src/cli/reporter.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { openReadbackThread } from '../../src/readback/readback-thread.ts';
import { sharedBrowser } from '../browser/shared-browser.ts';
import type { Run } from '../cli/program.ts';

/** What a build is of, and how its outcome is reported. */
export interface BuildCall extends Pick<BuildOptions, 'flavours' | 'parts' | 'isDraft'>, Partial<ReportOptions> {
  /** Briefs; without any, all. */
  readonly names?: readonly string[];
  /** Without a browser: mistakes are found all the same, and sooner. */
  readonly isWithoutBrowser?: boolean;
}

/**
 * Builds in this process, which takes a fraction of the time of a program of its own, and returns what `assay build`
 * would print, without progress. For what a process of its own matters to, there is `assay`.
 */
export async function built(root: string, call: BuildCall = {}): Promise<Run> {
  const { names = [], flavours, parts, isDraft, isWithoutBrowser = false, ...reported } = call;
  const environment = isWithoutBrowser ? { ...process.env, ASSAY_BROWSER: '/nowhere/chrome' } : process.env;
  const options = { environment, flavours, parts, isDraft };
  const diagnostics = new Diagnostics();
  const result = await buildWith(
    isWithoutBrowser ? startServices : sharedServices,
    new Workspace(root),
    names,
    options,
    diagnostics,
  );
  const printed = { stdout: '', stderr: '' };
  const streams = {
    stdout: { write: (text: string) => (printed.stdout += text) },
    stderr: { write: (text: string) => (printed.stderr += text) },
  };
  reportBuild(result, diagnostics, new Reporter({ color: false, ...reported }, streams));
  return { status: diagnostics.failed ? 1 : 0, ...printed };
}

/** Services that no build ends: the browser of all test files of the worker, and, from source, no threads. */
export function sharedServices(): BuildServices {
  const [charts, readback] = [openChartThread(), openReadbackThread()];
  return { browser: sharedBrowser(), charts, readback, printed: () => undefined, close: async () => undefined };
}
