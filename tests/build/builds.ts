import { afterAll } from 'vitest';
import type { BuildOptions } from '../../src/build/build-result.ts';
import { buildWith } from '../../src/build/cached-build.ts';
import { type BuildServices, startServices } from '../../src/build/build-services.ts';
import { reportBuild } from '../../src/cli/build-report.ts';
import { Reporter, type ReportOptions } from '../../src/cli/reporter.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import type { Run } from '../cli/program.ts';

let services: BuildServices | undefined;

/** Lets the tests of a file build with `built`: one browser serves them all, and ends with them. */
export function useBuilds(): void {
  afterAll(async () => {
    await services?.close();
    services = undefined;
  });
}

/** What a build is of, and how its outcome is reported. */
export interface BuildCall extends Pick<BuildOptions, 'flavours' | 'parts' | 'isDraft'>, Partial<ReportOptions> {
  /** Briefs; without any, all. */
  readonly names?: readonly string[];
  /** Without a browser: mistakes are found all the same, and sooner. */
  readonly isWithoutBrowser?: boolean;
}

/**
 * Builds in this process, which takes a fraction of the time of a program of its own, and answers what `assay build`
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

/** The services of all builds of a test file, which no build closes. */
function sharedServices(environment: NodeJS.ProcessEnv): BuildServices {
  if (!services || services.browser.isSpent) services = startServices(environment);
  return { ...services, printed: () => undefined, close: async () => undefined };
}
