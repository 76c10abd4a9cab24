import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { Cache } from '../core/machine/cache.ts';
import type { RenderedEdition } from './edition-rendering.ts';
import type { EditionSource } from './edition-source.ts';

/** An edition that is being rendered or has been. */
export interface PrintingEdition {
  readonly source: EditionSource;
  readonly rendered: Promise<RenderedEdition>;
  /** The names of the charts that it shows. */
  readonly shown: ReadonlySet<string>;
  /** What was reported about it; problems of its pages are complete once it has been rendered. */
  readonly problems: Diagnostics;
}

/** The editions that an earlier build rendered from the same files. */
export async function cachedEditions(
  sources: readonly EditionSource[],
  cache: Cache<PrintingEdition>,
): Promise<ReadonlyMap<EditionSource, PrintingEdition>> {
  const cached = new Map<EditionSource, PrintingEdition>();
  for (const source of sources) {
    const edition = cache.get(await keyOf(source));
    if (edition) cached.set(source, edition);
  }
  return cached;
}

/** Keeps a rendered edition for later builds, unless it has errors. */
export async function cacheEdition(edition: PrintingEdition, cache: Cache<PrintingEdition>): Promise<void> {
  if (!edition.problems.failed) cache.set(await keyOf(edition.source), edition);
}

/** Equal fingerprints mean equal outputs in one place. */
async function keyOf({ folder, fingerprint }: EditionSource): Promise<string> {
  return `${folder} ${(await fingerprint()).fingerprint}`;
}
