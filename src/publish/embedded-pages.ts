import path from 'node:path';
import picomatch from 'picomatch';
import { Diagnostics, locationOf } from '../core/diagnostics/diagnostic.ts';
import type { Workspace } from '../core/machine/workspace.ts';
import { embedPages } from '../embedding/embed.ts';
import type { PageOutcome, PublishOptions } from './page-outcome.ts';
import type { PlannedPage } from './planned-page.ts';
import type { FolderTarget, GitTarget } from './target.ts';

/**
 * Fills the regions of the pages of a wiki that people write and that a target names, but for the pages that are ours.
 * Pages whose regions cannot be filled are refused, and stay as they are.
 */
export async function embedInWiki(
  root: Workspace,
  wiki: Workspace,
  { embed, flavour }: FolderTarget | GitTarget,
  planned: readonly PlannedPage[],
  { environment, signal, isDry, force }: PublishOptions,
): Promise<PageOutcome[]> {
  if (embed.length === 0) return [];
  const own = new Set(planned.map(({ path: at }) => at));
  const isNamed = picomatch([...embed]);
  const named = (await wiki.files('.')).filter((file) => isNamed(file) && !own.has(file));
  const pages: string[] = [];
  for (const file of named) if ((await wiki.readBytes(file))?.includes('assay')) pages.push(wiki.resolve(file));
  if (pages.length === 0) return [];
  const diagnostics = new Diagnostics();
  const options = { environment, signal, folder: wiki.root, flavour, check: isDry, force };
  const result = await embedPages(root, pages, options, diagnostics);
  const shownAs = (file: string): string =>
    path.relative(wiki.root, path.resolve(root.root, file)).split(path.sep).join('/');
  const refused = new Map<string, string>();
  for (const item of diagnostics.all) {
    const at = shownAs(item.place?.file.path ?? item.path ?? '');
    // Out of date is what a dry run is to find.
    if (item.severity !== 'error' || item.rule === 'embed/stale' || refused.has(at)) continue;
    const line = item.place ? `line ${item.place.line}: ` : `${locationOf(item)}: `;
    refused.set(at, line + item.message);
  }
  const theirs = result.pages.filter(({ regions }) => regions.some(({ state }) => state !== 'published'));
  const outcomes = theirs.map(({ path: file, isWritten, regions }): PageOutcome => {
    const at = shownAs(file);
    const isChanged = isWritten || (isDry && regions.some(({ state }) => state === 'stale'));
    return { page: at, at, action: isChanged ? 'updated' : 'unchanged' };
  });
  const kept = outcomes.filter(({ at }) => !refused.has(at));
  return [...kept, ...[...refused].map(([at, reason]): PageOutcome => ({ page: at, at, action: 'refused', reason }))];
}
