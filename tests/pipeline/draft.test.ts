import fs from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { composeEdition } from '../../src/pipeline/compose-edition.ts';
import { selectEditions } from '../../src/pipeline/edition-selection.ts';
import { mergeShards } from '../../src/pipeline/merge.ts';
import { warnOfEmptyPages } from '../../src/pipeline/edition-print.ts';
import { listRoot } from '../../src/pipeline/listing.ts';
import { Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { placeAt } from '../../src/core/diagnostics/source-file.ts';
import { renderGithub } from '../../src/host/github/github.ts';
import { openConfirmation, openPrints } from '../../src/publish/confirmation.ts';
import { readPrinted } from '../../src/publish/printed-edition.ts';
import { BRIEF, edit, hashesIn, makeRoot, TINY } from '../cli/root.ts';
import type { Run } from '../cli/program.ts';
import { readPdf } from '../output/pdf/read-pdf.ts';
import { built } from './builds.ts';
import { mentioning, saying } from '../messages.ts';

const RELEASE = 'data/ferry-passengers/releases/ferry-2025-q4.yaml';
const RELATIONS = `relations:
  - id: routes
    hardness: hard
    holds: passengers = passengers.harbour + passengers.river
    words: { en: The routes add up, zh-CN: 两条航线之和即总数 }
`;
const FOLDER = 'draft/harbour-ferries/2025-q4/en';

/** One edition of two pages, whose routes must add up. */
async function makeFerries(): Promise<string> {
  const root = await makeRoot(TINY);
  await fs.writeFile(path.join(root, 'data/ferry-passengers/relations.yaml'), RELATIONS);
  const lines = Array.from({ length: 50 }, () => 'Ferries sail in all weather.').join('\n\n');
  await edit(root, `${BRIEF}/brief.md.hbs`, (text) => `${text}\n## Weather {#weather}\n\n${lines}\n`);
  await edit(root, `${BRIEF}/brief.yaml`, (text) => text.replace(/^ {2}- \{ id: 2025-q3.*\n/m, ''));
  return root;
}

describe('a draft of figures that contradict one another', () => {
  let root: string;
  let run: Run;
  const read = async (name: string): Promise<string> =>
    (await fs.readFile(path.join(root, FOLDER, name), 'utf8')).replaceAll('\u00A0', ' ');
  beforeAll(async () => {
    root = await makeFerries();
    await edit(root, RELEASE, (text) => text.replace('731,000', '7,310,000'));
    run = await built(root, { isDraft: true });
    return () => fs.rm(root, { recursive: true });
  });

  test('is printed into a folder of its own, and the contradiction is reported', async () => {
    expect(run.stderr).toMatch(/ferry-2025-q4\.yaml:\d+:\d+: warning: .*7,310,000.*\[assay\/contradiction\]/);
    expect({ status: run.status, folders: (await fs.readdir(root)).sort() }).toEqual({
      status: 0,
      folders: ['data', 'draft', 'templates'],
    });
    const before = await hashesIn(root);
    expect((await built(root, { isWithoutBrowser: true })).status).toBe(1);
    expect(await hashesIn(root)).toEqual(before);
  });

  test('says so on each page of the PDF, in its metadata, and at the top of each text', async () => {
    const { title, pages } = await readPdf(await fs.readFile(path.join(root, FOLDER, 'brief.pdf')));
    expect(title).toBe('Draft: Ferries of the harbour town, fourth quarter of 2025');
    expect(pages.length).toBeGreaterThan(1);
    for (const page of pages) expect(page).toContain('Draft');
    expect(pages[0]).toEqual(mentioning('… publication'));
    expect((await read('brief.html')).match(/<title>[^<]*/g)).toEqual([`<title>${title}`]);
    const [, , heading, , , , warning, words] = (await read('brief.md')).split('\n');
    expect({ heading, warning, words }).toEqual({
      heading: '# Ferries of the harbour town, fourth quarter of 2025',
      warning: '> [!WARNING]',
      words: mentioning('> … publication …') as string,
    });
  });

  test('marks the figure that cannot be right, and no other, and says what it contradicts', async () => {
    const text = await read('brief.md');
    expect(text).toContain('| Harbour route | 7,310,000 ■ |');
    expect(text).toContain('\n■ contradicted by other figures\n');
    expect(text).toContain(
      '> - Harbour route, fourth quarter of 2025: 7,310,000 ■. It contradicts: The routes add up\n',
    );
    expect(text.match(/■/g)).toHaveLength(4);
  });

  test('is never taken for an edition, even in out/', async () => {
    await fs.cp(path.join(root, 'draft'), path.join(root, 'out'), { recursive: true });
    const workspace = new Workspace(root);
    const { briefs } = await listRoot(workspace);
    expect(briefs.flatMap(({ editions }) => editions.map(({ state }) => state))).toEqual(['stale']);
    const [source] = await selectEditions(workspace, [], new Diagnostics());
    const problems = new Diagnostics();
    if (!source) throw new Error('there is no edition');
    const confirmation = openConfirmation(openPrints(workspace, { environment: process.env }));
    const at = { place: placeAt(source.brief.file, 0), withPdf: true, confirmation };
    expect(await readPrinted(workspace, source, 'github', at, problems)).toBeUndefined();
    expect(problems.all.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([
      saying('publish/not-built: out/harbour-ferries/2025-q4/en …'),
    ]);
    const editions = ['out/harbour-ferries/2025-q4/en'];
    const record = { assay: '0.1.0', index: 1, of: 1, all: 'x', count: 1, editions };
    await fs.writeFile(path.join(root, 'out/shard-1-of-1.json'), JSON.stringify(record));
    const merging = new Diagnostics();
    const elsewhere = new Workspace(path.join(root, 'elsewhere'));
    await mergeShards(elsewhere, [root], { environment: process.env }, merging);
    expect(merging.all.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([
      saying('shard/damaged: out/harbour-ferries/2025-q4/en …'),
    ]);
  });
});

test('a draft says a relation without words by the labels of its indicators too, and warns of no empty page', async () => {
  const root = await makeFerries();
  await edit(root, 'data/ferry-passengers/relations.yaml', (text) => text.replace(/^ +words: .*\n/m, ''));
  await edit(root, RELEASE, (text) => text.replace('731,000', '7,310,000'));
  const problems = new Diagnostics();
  const [source] = await selectEditions(new Workspace(root), [], problems, { isDraft: true });
  if (!source) throw new Error('there is no edition');
  const composition = await composeEdition(source, Promise.resolve([]), problems);
  const text = renderGithub(composition.document, { locale: 'en', charts: 'charts' }).replaceAll('\u00A0', ' ');
  expect(text).toContain(
    'It contradicts: Passengers = Harbour route + River route (`passengers = passengers.harbour + passengers.river`)',
  );
  const feet = [{ page: 1, empty: 120, blocks: [], charts: false }];
  const warnings = new Diagnostics();
  warnOfEmptyPages(composition, { paper: 'A4', feet }, warnings);
  expect(warnings.all).toEqual([]);
  await fs.rm(root, { recursive: true });
});

test('a draft of figures that do not contradict one another says that it is one, in each language', async () => {
  const root = await makeFerries();
  const template = await fs.readFile(path.join(root, BRIEF, 'brief.md.hbs'));
  await fs.writeFile(path.join(root, BRIEF, 'brief.zh-CN.md.hbs'), template);
  await edit(root, `${BRIEF}/brief.yaml`, (text) => text.replace('locales: [en]', 'locales: [en, zh-CN]'));
  const problems = new Diagnostics();
  const sources = await selectEditions(new Workspace(root), [], problems, { isDraft: true });
  const said = await Promise.all(
    sources.map(async (source) => {
      const { document } = await composeEdition(source, Promise.resolve([]), problems);
      const text = renderGithub(document, { locale: source.locale, charts: 'charts' });
      return [document.title.split(/[:：]/)[0], /^> (?!\[)(.*)$/m.exec(text)?.[1], text.includes('■')];
    }),
  );
  expect(said).toEqual([
    ['Draft', saying('… publication … leave … doubt.'), false],
    ['草稿', '本文为草稿，不得发布。检验未发现存疑数据。', false],
  ]);
  await fs.rm(root, { recursive: true });
});
