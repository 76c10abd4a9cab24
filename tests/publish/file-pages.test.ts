import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { compareFiles } from '../../src/publish/file-target.ts';
import type { PlannedPage } from '../../src/publish/planned-page.ts';
import { makeRoot } from '../cli/root.ts';

const OWN = 'brief=boats edition=latest locale=en target=wiki owner=harbour';

/** What goes from a wiki of these files when the brief moves from Old.md to New.md and shows a picture there. */
async function removed(files: Readonly<Record<string, string>>, picture: string): Promise<string[]> {
  const root = await makeRoot();
  for (const [file, text] of Object.entries(files)) {
    await fs.mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await fs.writeFile(path.join(root, file), text);
  }
  const content = Buffer.from('picture');
  const page: PlannedPage = {
    title: 'New',
    path: 'New.md',
    request: { brief: 'boats', edition: 'latest', locale: 'en', member: undefined, part: undefined },
    mark: { target: 'wiki', owner: 'harbour' },
    text: `![](${picture})\n`,
    inputs: 'new',
    files: [{ name: picture, content, sha256: createHash('sha256').update(content).digest('hex') }],
    figures: [],
    edition: '',
    above: undefined,
  };
  const options = { briefs: ['boats'], prune: true, force: false, isDry: false } as never;
  const { files: changes } = await compareFiles(new Workspace(root), [page], 'github-wiki', 'harbour', options);
  await fs.rm(root, { recursive: true });
  return [...changes].flatMap(([file, changed]) => (changed === undefined ? [file] : [])).sort();
}

const old = (shown: string): string => `<!-- assay ${OWN} -->\n![](${shown})\n<!-- /assay -->\n`;

test('a page that moves leaves its pictures to its new place', async () => {
  expect(await removed({ 'Old.md': old('images/a.png'), 'images/a.png': 'x' }, 'images/a.png')).toEqual(['Old.md']);
});

test('what goes with a page are the files that it leads to, and none that another file names', async () => {
  const files = {
    'Old.md': old('images/a.png'),
    'images/a.png': 'x',
    'notes/a.png': 'of somebody',
    'images/b.png': 'of somebody',
  };
  expect(await removed(files, 'images/new.png')).toEqual(['Old.md', 'images/a.png']);
  expect(await removed({ ...files, 'notes/plan.md': '![](a.png)' }, 'images/new.png')).toEqual(['Old.md']);
  expect(await removed({ ...files, 'index.html': '<img src=images/a.png>' }, 'images/new.png')).toEqual(['Old.md']);
});
