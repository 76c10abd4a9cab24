import { expect, test } from 'vitest';
import { selectEditions } from '../../src/build/edition-selection.ts';
import type { EditionSource } from '../../src/build/edition-source.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { TINY } from '../template/case.ts';

/** The editions of a brief that says other things than the one that is there. */
async function selectWith(brief: string): Promise<EditionSource[]> {
  const workspace = new Workspace(TINY);
  const changed = new Workspace(TINY);
  changed.readText = (path, diagnostics) =>
    path.endsWith('/brief.yaml') ? Promise.resolve({ path, text: brief }) : workspace.readText(path, diagnostics);
  const diagnostics = new Diagnostics();
  const sources = await selectEditions(changed, [], diagnostics);
  expect(diagnostics.all).toEqual([]);
  return sources;
}

test('the figures of an edition are tested by what was published up to its date', async () => {
  const sources = await selectWith(`title: {en: Ferries}
dataset: ferry-passengers
locales: [en]
editions:
  - {id: early, release: ferry-2025-q3, as_of: 2025-12-31}
  - {id: late, release: ferry-2025-q3, as_of: 2026-03-31}
  - {id: all, release: ferry-2025-q4}
`);
  const [early, late, all] = sources.map((source) => source.tests().corrected);
  const releases = (report = early): string[] => [
    ...new Set(report?.figures.map(({ observation }) => observation.release.id)),
  ];
  expect(releases(early)).toEqual(['ferry-2025-q3']);
  expect(releases(late).sort()).toEqual(['ferry-2025-q3', 'ferry-2025-q4']);
  expect(all).toBe(late);
});

test('the edition before is the newest of the older ones, wherever it stands in the list', async () => {
  const sources = await selectWith(`title: {en: Ferries}
dataset: ferry-passengers
locales: [en]
editions:
  - {id: march, release: ferry-2025-q4, as_of: 2026-03-31}
  - {id: q3, release: ferry-2025-q3, as_of: 2025-12-31}
  - {id: february, release: ferry-2025-q4, as_of: 2026-02-28}
  - {id: q3-late, release: ferry-2025-q3, as_of: 2026-03-31}
  - {id: march-again, release: ferry-2025-q4, as_of: 2026-03}
`);
  expect(sources.map(({ head, previous }) => [head.edition, previous?.id])).toEqual([
    ['march', 'february'],
    ['q3', undefined],
    ['february', 'q3-late'],
    ['q3-late', 'q3'],
    ['march-again', 'february'],
  ]);
  const [march] = sources;
  expect(march?.previous?.changes()).toBe(march?.previous?.changes());
});
