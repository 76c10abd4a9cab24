import type { EditionHead, EditionSource } from '../build/edition-source.ts';
import { type Diagnostic, Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { loadBriefNames } from './brief-names.ts';
import type { Composer } from './composing.ts';

/** A brief of one state: its editions, and what is wrong with it, to which the tests of its dataset add when they run. */
export interface OpenedBrief {
  readonly sources: readonly EditionSource[];
  readonly problems: Diagnostics;
}

/** Opens the briefs of a root folder (all, or those named that it has), by name. */
export async function openBriefs(
  workspace: Workspace,
  names: readonly string[],
  composer: Composer,
): Promise<ReadonlyMap<string, OpenedBrief>> {
  const opened = new Map<string, OpenedBrief>();
  for (const name of await loadBriefNames(workspace, names)) {
    const problems = new Diagnostics();
    opened.set(name, { sources: await composer.sources(workspace, [name], problems), problems });
  }
  return opened;
}

/** All editions of opened briefs. */
export function sourcesIn(briefs: ReadonlyMap<string, OpenedBrief>): EditionSource[] {
  return [...briefs.values()].flatMap(({ sources }) => sources);
}

/** Mistakes that keep a brief from being built. */
export function errorsIn({ all }: Diagnostics): Diagnostic[] {
  return all.filter(({ severity }) => severity === 'error');
}

/** Whether a brief has an edition that could not be opened because of its mistakes; one that it does not list is gone. */
export function hasLost(brief: OpenedBrief | undefined, { edition, locale }: EditionHead): boolean {
  if (!brief?.problems.failed) return false;
  const [first] = brief.sources;
  return !first || (first.brief.editions.some(({ id }) => id === edition) && first.brief.locales.includes(locale));
}
