import { expect, test } from 'vitest';
import { selectEditions } from '../../src/build/select.ts';
import { Diagnostics } from '../../src/core/diagnostic.ts';
import { Workspace } from '../../src/core/workspace.ts';
import { TINY } from '../template/case.ts';

test('the edition before is the newest of the older ones, wherever it stands in the list', async () => {
  const workspace = new Workspace(TINY);
  const brief = `title: {en: Ferries}
dataset: ferry-passengers
locales: [en]
editions:
  - {id: march, release: ferry-2025-q4, as_of: 2026-03-31}
  - {id: q3, release: ferry-2025-q3, as_of: 2025-12-31}
  - {id: february, release: ferry-2025-q4, as_of: 2026-02-28}
  - {id: q3-late, release: ferry-2025-q3, as_of: 2026-03-31}
  - {id: march-again, release: ferry-2025-q4, as_of: 2026-03}
`;
  const changed = new Workspace(TINY);
  changed.readText = (path, diagnostics) =>
    path.endsWith('/brief.yaml') ? Promise.resolve({ path, text: brief }) : workspace.readText(path, diagnostics);
  const diagnostics = new Diagnostics();
  const sources = await selectEditions(changed, [], diagnostics);
  expect(diagnostics.all).toEqual([]);
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
