import fs from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeFrame, Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { loadAssayFile } from '../../src/embedding/assay-file.ts';
import { readTargets } from '../../src/publish/publish.ts';
import { makePrintedRoot, type PrintedRoot } from './printed-root.ts';
import { mentioning, saying } from '../messages.ts';

let root: PrintedRoot;

beforeAll(async () => {
  root = await makePrintedRoot(['github-wiki']);
});
afterAll(() => root.remove());

const GIT = 'git: https://git.example.org/wiki.git';

test.each([
  ['wiki: {}', ['2:3 publish/bad-target: the target wiki names no host']],
  [`wiki: { ${GIT}, folder: x, flavour: github }`, ['2:3 publish/bad-target: the target wiki names several hosts']],
  [`wiki: { ${GIT} }`, ['2:3 publish/bad-target: a target with git: needs flavour:']],
  [`wiki: { ${GIT}, flavour: github, labels: [a] }`, ['2:67 publish/bad-target: labels: … git:']],
  [
    'wiki: { mediawiki: http://wiki.example.org/api.php, user: A@b, token: T }',
    ['publish/bad-target: http://wiki.example.org/api.php …'],
  ],
  [
    'wiki: { git: https://me:secret@git.example.org/w.git, flavour: github }',
    ['publish/bad-target: https://***@git.example.org/w.git …'],
  ],
  [
    "wiki: { git: 'ext::sh -c touch% x', flavour: github }",
    ['is not an address that can be used: what is sent there could be read on the way'],
  ],
  ['wiki: { git: --upload-pack=x, flavour: github }', ['it is neither an address nor an absolute path']],
  ['wiki: { confluence: https://a.example.org, token: T }', ['a target with confluence: needs below:']],
  ['wiki: { confluence: https://a.example.org, token: T, below: Home }', ['publish/bad-target: Home …']],
  [`wiki: { ${GIT}, flavour: github-wiki, below: a }`, ['publish/bad-target: a …']],
  [`wiki: { ${GIT}, flavour: gitlab-wiki, below: ../a }`, ['publish/bad-target: ../a …']],
  [`wiki: { ${GIT}, flavour: github, author: Me }`, ['publish/bad-target: Me …']],
  [`wiki: { ${GIT}, flavour: github, token: ghp_abc123 }`, ['2:74 publish/bad-target: …']],
  ['Wiki: { folder: x, flavour: github }', ['schema/']],
  ['wiki: { folder: ., flavour: mdx }', ['2:3 publish/not-built: out/harbour-ferries/2025-q4/en … mdx']],
  ['wiki: { folder: ., flavour: github, briefs: [harbour] }', ['templates/harbour brief/unknown: … harbour']],
])('%s: %j', async (yaml, expected) => {
  const { mistakes, result } = await root.publish(yaml);
  expect(result).toBeUndefined();
  expect(mistakes).toEqual(expected.map(mentioning));
});

test('a token or password that somebody typed into the file stands in no message and no line that is shown', async () => {
  for (const written of [
    "git: 'git@x.org:w.git', token: ghp_4711, flavour: github",
    "git: 'https://bob:hunter2-4711@x.org/w.git', flavour: github",
    "git: 'HTTPS://bob:a/4711@x.org/w.git', flavour: github",
    "mediawiki: 'https://User@bot:hunter2-4711@x.org/api.php', token: X",
  ]) {
    const { reports } = await root.publish(`wiki: { ${written} }`);
    const shown = reports.map((report) => `${report.message} ${report.hint} ${codeFrame(report)}`).join('\n');
    expect(shown).toContain('****');
    expect(shown).not.toContain('4711');
  }
});

test('a target whose token is missing fails, and the others are published', async () => {
  const yaml = `wiki: { ${GIT}, flavour: github, token: ASSAY_NO_SUCH_TOKEN }\nother: { folder: published, flavour: github-wiki }`;
  await fs.mkdir(path.join(root.folder, 'published'));
  const { mistakes, result } = await root.publish(yaml);
  expect(mistakes).toEqual([]);
  expect(result?.failures.map(({ target, error }) => `${target}: ${error.message}`)).toEqual([
    saying('wiki … ASSAY_NO_SUCH_TOKEN …'),
  ]);
  expect(result?.targets.map(({ target }) => target)).toEqual(['other']);
});

test('a name that no target has, and a root without targets', async () => {
  const { mistakes } = await root.publish('wiki: { folder: ., flavour: github }', { only: ['wikis'] });
  expect(mistakes).toEqual([saying('assay.yaml publish/unknown-target … wikis')]);
  expect((await root.publish('')).mistakes[0]).toMatch(/publish\/none|schema/);
  await fs.rm(path.join(root.folder, 'assay.yaml'));
  const diagnostics = new Diagnostics();
  const settings = await loadAssayFile(new Workspace(root.folder), diagnostics);
  expect(settings && readTargets(settings, [], diagnostics)).toBeUndefined();
  expect(diagnostics.all.map(({ message }) => message)).toEqual([saying('… assay.yaml …')]);
});

test('what was printed from other data, or changed afterwards, is not published', async () => {
  const target = 'wiki: { folder: ., flavour: github-wiki, attach: [pdf] }';
  const printed = 'out/harbour-ferries/2025-q4/en';
  root.edit(`${printed}/github-wiki/Ferries-of-the-harbour-town,-2025-q4.md`, '6.1%', '6.2%');
  const changed = await root.publish(target);
  expect(changed.mistakes).toEqual([expect.stringMatching(/2025-q4\.md/)]);
  await root.print();
  root.edit('data/ferry-passengers/releases/ferry-2025-q3.yaml', 'release:', '# a remark\nrelease:');
  const stale = await root.publish(target);
  expect(stale.mistakes).toEqual([
    expect.stringMatching(/was printed from other data or templates than there are now/),
  ]);
  await root.print();
  expect((await root.publish(target)).pages).toEqual(['created Ferries of the harbour town']);
});
