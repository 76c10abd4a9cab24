import { spawnSync } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeRoot } from '../cli/root.ts';

const SCRIPT = path.resolve('tests/verify/release-notes.mjs');
const CHANGELOG =
  '# Changelog\n\n## 1.2.0 (unreleased)\n\n- Next.\n\n## 1.1.0 (2027-01-31)\n\n### Data\n\n- New.\n\n## 1.0.0 (2026-12-01)\n\n- Old.\n';

/** What only the owner of the package can give. */
const OWNED = { repository: 'github:ann/assay', homepage: 'https://assay.example' };

test.each([
  ['v1.1.0', { version: '1.1.0', ...OWNED }, 0, '### Data\n\n- New.\n', []],
  ['v1.1.0', { version: '1.1.0' }, 1, '', [/"repository"/, /"homepage"/]],
  ['v1.0.0', { version: '1.1.0', ...OWNED }, 1, '', [/tag v1\.0\.0/]],
  ['v1.2.0', { version: '1.2.0', ...OWNED }, 1, '', [/no section "## 1\.2\.0/]],
  ['v1.3.0', { version: '1.3.0', ...OWNED }, 1, '', [/no section "## 1\.3\.0/, /1\.3\.0 .* empty/]],
])('the notes of the tag %s with %j', async (tag, manifest, status, notes, missing) => {
  const root = await makeRoot();
  onTestFinished(() => fs.rm(root, { recursive: true }));
  await fs.writeFile(path.join(root, 'package.json'), JSON.stringify(manifest));
  await fs.writeFile(path.join(root, 'CHANGELOG.md'), CHANGELOG);
  const run = spawnSync(process.execPath, [SCRIPT, tag], { cwd: root, encoding: 'utf8' });
  expect([run.status, run.stdout]).toEqual([status, notes]);
  // all that is missing is said in one run
  expect(run.stderr.trim().split('\n').filter(Boolean)).toEqual(missing.map((one) => expect.stringMatching(one)));
});
