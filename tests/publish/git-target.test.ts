import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { HAS_GIT, makeRepository, type Repository } from './git-repositories.ts';
import { makePrintedRoot, PIXEL, type PrintedRoot } from './printed-root.ts';
import { saying } from '../messages.ts';
import { LONG } from '../long.ts';

const PAGE = 'Ferries-of-the-harbour-town.md';
const opened: { remove(): void }[] = [];
let root: PrintedRoot;

beforeAll(async () => {
  root = await makePrintedRoot(['github-wiki', 'azure-wiki']);
});
afterAll(() => root.remove());
afterEach(() => {
  for (const repository of opened.splice(0)) repository.remove();
});

function wiki(files: Readonly<Record<string, string>>): Repository {
  const made = makeRepository(files);
  opened.push(made);
  return made;
}

const target = (url: string, more = ''): string => `wiki: { git: ${url}, flavour: github-wiki${more} }`;

describe.runIf(HAS_GIT)('a wiki in a Git repository', () => {
  test('gets a page with edition, date, source and files, and a place in the sidebar', async () => {
    const repository = wiki({ 'Home.md': 'Welcome.\n', '_Sidebar.md': '- [Home](Home)' });
    const first = await root.publish(target(repository.url, ', attach: [pdf, csv]'));
    expect([first.pages, first.mistakes]).toEqual([['created Ferries of the harbour town'], []]);
    const text = spaced(repository.read(PAGE));
    expect(text).toMatch(/^<!-- assay brief=harbour-ferries edition=latest locale=en target=wiki inputs=/);
    expect(text).toContain('Passengers rose 6.1% to **1,108,000**.');
    expect(text).toMatch(/\n---\n\nEdition 2025-q4, data published 19 January 2026\. Source: Harbour Office\n/);
    expect(text).toContain('[PDF](images/harbour-ferries-2025-q4-en.pdf)');
    expect(repository.read('images/harbour-ferries-2025-q4-en.pdf')).toBe('%PDF 2025-q4');
    expect(repository.read('images/harbour-ferries-2025-q4-en.csv')).toContain('1108000');
    expect(repository.files()).toContain('images/harbour-ferries-2025-q4-en-routes.png');
    expect(repository.read('_Sidebar.md')).toBe(
      '- [Home](Home)\n- [Ferries of the harbour town](Ferries-of-the-harbour-town)\n',
    );
    expect(repository.message()).toBe('Add Ferries of the harbour town');
    expect((await root.publish(target(repository.url, ', attach: [pdf, csv]'))).pages).toEqual([
      'unchanged Ferries of the harbour town',
    ]);
    expect(repository.commits()).toBe(2);
  });

  test('keeps what people wrote around the brief, even while we push', async () => {
    const repository = wiki({ 'Home.md': 'Welcome.\n' });
    await root.publish(target(repository.url));
    repository.write({ [PAGE]: `Read this first.\r\n${repository.read(PAGE)}` });
    const changed = await root.withOtherFigure(() =>
      root.publish(target(repository.url), {
        environment: gitThatPushesLate(
          () => ({ [PAGE]: `${repository.read(PAGE)}\nA late word.`, 'New.md': 'New\n' }),
          repository,
        ),
      }),
    );
    expect(changed.pages).toEqual(['updated Ferries of the harbour town']);
    const text = repository.read(PAGE) ?? '';
    expect(text.startsWith('Read this first.\r\n<!-- assay')).toBe(true);
    expect(text.endsWith('<!-- /assay -->\n\nA late word.')).toBe(true);
    expect(text).toContain('| River route | 379,000 | 7.4% |');
    expect(repository.read('New.md')).toBe('New\n');
    expect(repository.message()).toBe(
      'Update Ferries of the harbour town\n\n- passengers.river@2025-Q4: 377,000 → 379,000',
    );
  });

  test('keeps what people wrote inside the brief until it is forced', async () => {
    const repository = wiki({ 'Home.md': 'Welcome.\n' });
    await root.publish(target(repository.url));
    repository.write({ [PAGE]: repository.read(PAGE)?.replace('carries most', 'carries the most') });
    const kept = await root.publish(target(repository.url));
    expect(kept.result?.targets[0]?.pages[0]).toMatchObject({
      action: 'refused',
      reason: expect.stringMatching(/somebody edited it/),
    });
    expect(repository.read(PAGE)).toContain('carries the most');
    const forced = await root.publish(target(repository.url), { force: true });
    expect(forced.pages).toEqual(['updated Ferries of the harbour town']);
    expect(repository.read(PAGE)).toContain('carries most');
  });

  test('keeps a page of somebody else that has the same name', async () => {
    const repository = wiki({ [PAGE]: 'My own page on ferries.\n' });
    const { pages } = await root.publish(target(repository.url), { force: true });
    expect(pages).toEqual(['refused Ferries of the harbour town']);
    expect([repository.read(PAGE), repository.commits()]).toEqual(['My own page on ferries.\n', 1]);
  });

  test('gets the regions of pages that people write filled, too', LONG, async () => {
    const figure = 'They were <!-- assay brief=harbour-ferries part=value:passengers --><!-- /assay --> then.\n';
    const repository = wiki({
      'Mine.md': figure,
      'Torn.md': '<!-- assay brief=harbour-ferries -->\n',
      'Other.md': 'assay\n',
    });
    const { pages, result } = await root.publish(target(repository.url, ", embed: ['*.md']"));
    expect(pages).toEqual(['created Ferries of the harbour town', 'updated Mine.md', 'refused Torn.md']);
    expect(result?.targets[0]?.pages[2]?.reason).toMatch(/^line 1/);
    expect(repository.read('Mine.md')).toMatch(/^They were <!-- assay .*-->1,108,000<!-- \/assay --> then\.\n$/);
    expect(repository.message()).toMatch(/Publish 2 pages\n\nAdd Ferries of the harbour town\nUpdate Mine\.md/);
  });

  test('is only read by a dry run', async () => {
    const repository = wiki({ 'Home.md': 'Welcome.\n' });
    const { pages } = await root.publish(target(repository.url), { isDry: true });
    expect([pages, repository.commits()]).toEqual([['created Ferries of the harbour town'], 1]);
  });

  test('loses pages of briefs that are gone when that is asked for, but none of other folders', LONG, async () => {
    const region = (brief: string, mark: string): string =>
      `<!-- assay brief=${brief} edition=latest locale=en${mark} -->\n![](images/${brief}-x.png)\n<!-- /assay -->\n`;
    const ours = ' target=wiki owner=harbour';
    const repository = wiki({
      'Gone.md': region('gone', ours),
      'Shared.md': `Mine.\n${region('lost', ours)}`,
      'Theirs.md': region('metals', ' target=wiki owner=mines'),
      'Nobody.md': region('metals', ' target=wiki'),
      'Embedded.md': region('metals', ''),
      'Shows.md': '![](images/kept-x.png)',
      'Gone-too.md': region('kept', ours),
      'images/gone-x.png': PIXEL.toString(),
      'images/kept-x.png': PIXEL.toString(),
      // nobody names it, but no page of ours shows it either
      'notes/gone-x.png': PIXEL.toString(),
    });
    const left = ['orphaned Nobody.md', 'orphaned Shared.md'];
    const told = await root.publish(target(repository.url), { owner: 'harbour' });
    expect(told.pages).toEqual([
      'created Ferries of the harbour town',
      'orphaned Gone-too.md',
      'orphaned Gone.md',
      ...left,
    ]);
    expect(told.result?.targets[0]?.pages.map(({ reason }) => reason).slice(2)).toEqual([
      saying('… gone … --prune …'),
      saying('… metals …'),
      saying('… lost …'),
    ]);
    const before = repository.files();
    const pruned = await root.publish(target(repository.url), { prune: true, owner: 'harbour' });
    expect(pruned.pages.slice(1)).toEqual(['deleted Gone-too.md', 'deleted Gone.md', ...left]);
    const removed = new Set(['Gone-too.md', 'Gone.md', 'images/gone-x.png']);
    expect(repository.files()).toEqual(before.filter((file) => !removed.has(file)));
    expect(repository.message()).toBe('Publish 2 pages\n\nRemove Gone-too.md\nRemove Gone.md');
    const nameless = await root.publish(target(repository.url), { prune: true });
    expect([nameless.result, nameless.mistakes]).toEqual([
      undefined,
      [saying('assay.yaml publish/no-owner: --prune …')],
    ]);
  });

  test('keeps a page that another folder publishes, and gives its own a name when it gets one', LONG, async () => {
    const repository = wiki({ 'Home.md': 'Welcome.\n' });
    await root.publish(target(repository.url));
    const named = await root.publish(target(repository.url), { owner: 'harbour' });
    expect(named.pages).toEqual(['updated Ferries of the harbour town']);
    expect(repository.read(PAGE)).toMatch(/ locale=en target=wiki owner=harbour inputs=\w{16} written=\w{16} -->/);
    expect((await root.publish(target(repository.url), { owner: 'harbour' })).pages).toEqual([
      'unchanged Ferries of the harbour town',
    ]);
    for (const [owner, force] of [
      ['mines', true],
      [undefined, false],
    ] as const) {
      const other = await root.publish(target(repository.url), { ...(owner && { owner }), force });
      expect(other.result?.targets[0]?.pages[0]).toMatchObject({
        action: 'refused',
        reason: expect.stringMatching(/^it belongs to another folder, harbour: /),
      });
    }
    expect(repository.commits()).toBe(3);
  });

  test(
    'says what to do about a brief whose folder was renamed, and about a page for other editions',
    LONG,
    async () => {
      const repository = wiki({ 'Home.md': 'Welcome.\n', '_Sidebar.md': '* [[Ferries of the harbour town]]\n' });
      await root.publish(target(repository.url));
      const renamed = repository.read(PAGE)?.replace('brief=harbour-ferries', 'brief=ferries-of-old') ?? '';
      repository.write({ [PAGE]: renamed });
      const told = await root.publish(target(repository.url), { prune: true, owner: 'harbour' });
      expect(told.result?.targets[0]?.pages).toEqual([
        expect.objectContaining({
          action: 'refused',
          reason:
            'it holds the brief ferries-of-old, which is gone: if harbour-ferries is its new name, publish once with --force',
        }),
      ]);
      expect(repository.read(PAGE)).toBe(renamed);
      expect((await root.publish(target(repository.url), { force: true })).pages).toEqual([
        'updated Ferries of the harbour town',
      ]);
      expect(repository.read(PAGE)).toMatch(/^<!-- assay brief=harbour-ferries edition=latest /);
      const listed = await root.publish(target(repository.url, ', pages: editions'));
      expect(listed.pages[0]).toBe('updated Ferries of the harbour town');
      expect(repository.read(PAGE)).toMatch(/^<!-- assay brief=harbour-ferries edition=all /);
      expect(repository.read('_Sidebar.md')).toBe('* [[Ferries of the harbour town]]\n');
    },
  );

  test('loses the page that a brief had before its title changed, and its line in the sidebar', LONG, async () => {
    const title = 'en: Ferries of the harbour town';
    const sidebar = '- [Home](Home)\n- [Gone](Gone)\n- [Ferries of the harbour town](Ferries-of-the-harbour-town)\n';
    const gone = '<!-- assay brief=gone edition=latest locale=en target=wiki owner=harbour -->\n<!-- /assay -->\n';
    const repository = wiki({ 'Home.md': 'Welcome.\n', 'Gone.md': gone, '_Sidebar.md': sidebar });
    await root.publish(target(repository.url), { owner: 'harbour' });
    root.edit('templates/harbour-ferries/brief.yaml', title, title.replace('town', 'city'));
    try {
      await root.print();
      const told = await root.publish(target(repository.url), { owner: 'harbour' });
      expect(told.result?.targets[0]?.pages[1]).toMatchObject({
        page: PAGE,
        action: 'orphaned',
        reason: saying('… harbour-ferries … Ferries … harbour city now: --prune …'),
      });
      const { pages } = await root.publish(target(repository.url), { owner: 'harbour', prune: true });
      expect(pages.slice(1)).toEqual([`deleted ${PAGE}`, 'deleted Gone.md']);
      expect(repository.read('_Sidebar.md')).toBe(
        '- [Home](Home)\n- [Ferries of the harbour city](Ferries-of-the-harbour-city)\n',
      );
    } finally {
      root.edit('templates/harbour-ferries/brief.yaml', title.replace('town', 'city'), title);
      await root.print();
    }
  });

  test('that refuses the push says why, and the next target is published all the same', LONG, async () => {
    const [closed, free] = [wiki({ 'Home.md': 'A\n' }), wiki({ 'Home.md': 'B\n' })];
    closed.hook('pre-receive', 'echo "Protected branch update failed." >&2; exit 1');
    const { result } = await root.publish(`${target(closed.url)}\nother: { git: ${free.url}, flavour: github-wiki }`);
    expect(result?.failures.map(({ target: name, error }) => [name, error.message])).toEqual([
      ['wiki', expect.stringMatching(/main: .*Protected branch update failed/)],
    ]);
    expect(result?.failures[0]?.error.remedies).toEqual([
      'let the token push to that branch, or name another: branch: …',
    ]);
    expect(free.commits()).toBe(2);
  });

  test('of Azure DevOps has each edition below a list, in order', LONG, async () => {
    const repository = wiki({ 'Home.md': 'Welcome.\n', '.order': 'Home\n' });
    const yaml = `wiki: { git: ${repository.url}, flavour: azure-wiki, pages: editions, attach: [pdf] }`;
    const { pages } = await root.publish(yaml);
    const title = 'Ferries of the harbour town';
    expect(pages).toEqual([`created ${title}`, `created ${title}, 2025-q4`, `created ${title}, 2025-q3`]);
    const folder = 'Ferries-of-the-harbour-town';
    const names = [4, 3].map((quarter) => `${folder},-2025%2Dq${quarter}`);
    expect(repository.read(`${folder}/.order`)).toBe(`${names.join('\n')}\n`);
    expect(repository.read('.order')).toBe(`Home\n${folder}\n`);
    expect(repository.files()).toContain(`${folder}/${names[1]}.md`);
    expect(spaced(repository.read(`${folder}.md`))).toContain(
      `- [Edition 2025-q4, data published 19 January 2026](/${folder}/${names[0]})`,
    );
    expect(repository.read(`${folder}/${names[0]}.md`)).toContain('(/.attachments/harbour-ferries-2025-q4-en.pdf)');
    expect(repository.read('.attachments/harbour-ferries-2025-q4-en.pdf')).toBe('%PDF 2025-q4');
  });
});

/** A text in which spaces that keep a date in one line are like others. */
function spaced(text = ''): string {
  return text.replaceAll('\u00A0', ' ');
}

/** An environment in which somebody else pushes between our clone and our first push. */
function gitThatPushesLate(files: () => Readonly<Record<string, string>>, repository: Repository): NodeJS.ProcessEnv {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'assay-late-'));
  opened.push({ remove: () => rmSync(folder, { recursive: true }) });
  const prepared = repository.prepare(files());
  const script = `#!/bin/sh
case " $* " in *" push "*) if [ ! -e "${folder}/done" ]; then touch "${folder}/done"; ${prepared} || exit 9; fi;; esac
PATH="${process.env['PATH']}" exec git "$@"
`;
  writeFileSync(path.join(folder, 'git'), script);
  chmodSync(path.join(folder, 'git'), 0o755);
  return { ...process.env, PATH: `${folder}:${process.env['PATH']}` };
}
