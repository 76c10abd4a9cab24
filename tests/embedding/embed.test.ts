import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Diagnostics, locationOf } from '../../src/core/diagnostics/diagnostic.ts';
import { EnvironmentError } from '../../src/core/diagnostics/environment-error.ts';
import { Workspace } from '../../src/core/machine/workspace.ts';
import { readPage, writePage as replacePage } from '../../src/embedding/page-text.ts';
import { addChart, BRIEF, edit, hashesIn, makeRoot, TINY } from '../cli/root.ts';
import { LONG } from '../long.ts';
import { embed, withoutHashes, writePage } from './pages.ts';
import { saying } from '../messages.ts';

let root: string;
beforeAll(async () => {
  root = await makeRoot(TINY);
  await addChart(root);
});
afterAll(() => fs.rm(root, { recursive: true }));

const VALUE = '<!-- assay brief=harbour-ferries part=value:passengers -->';
const TABLE = '<!-- assay brief=harbour-ferries edition=2025-q3 part=exhibit:passengers-by-route -->';
const CHART = '<!-- assay brief=harbour-ferries part=exhibit:routes-chart -->';
const END = '<!-- /assay -->';

async function read(name: string): Promise<string> {
  return fs.readFile(path.join(root, name), 'utf8');
}

describe('pages', () => {
  test('are filled with the figures of their editions, and nothing else in them changes', LONG, async () => {
    const before = '\uFEFF# Ours\r\n\r\nAll in all ';
    const after = ' people, as  *we* say.\t\r\n\r\nno line break at the end';
    const pages = {
      'mine/a.md': `${before}${VALUE}${END}${after}`,
      'mine/b.md': `- a list\n\n  ${TABLE}\n  ${END}\n\n\n${VALUE.replace('value', 'section').replace('passengers', 'sources')}\n${END}\n`,
    };
    for (const [name, text] of Object.entries(pages)) await writePage(root, name, text);
    const result = await embed(root, ['mine']);
    expect(result.messages).toEqual([]);
    // the figures as the releases print them: 1,108,000 in the fourth quarter; 824,000 (corrected) in the third
    expect(withoutHashes(await read('mine/a.md'))).toBe(`${before}${VALUE}1,108,000${END}${after}`);
    const b = withoutHashes(await read('mine/b.md')).replaceAll('\u00A0', ' ');
    expect(b).toContain('\n  | Harbour route | 824,000 ◆ | 3.8% |\n');
    expect(b).toContain(
      '\n  ◆ corrected\n\n  <!-- /assay -->\n\n\n<!-- assay brief=harbour-ferries part=section:sources',
    );
    expect(result.pages.map(({ path: page, isWritten }) => [page, isWritten])).toEqual([
      ['mine/a.md', true],
      ['mine/b.md', true],
    ]);

    const filled = await hashesIn(path.join(root, 'mine'));
    const again = await embed(root, ['mine/b.md', 'mine/a.md', 'mine']);
    expect(await hashesIn(path.join(root, 'mine'))).toEqual(filled);
    expect(again.pages.flatMap(({ regions }) => regions.map(({ state }) => state))).toEqual(
      Array.from({ length: 3 }, () => 'current'),
    );
    expect((await embed(root, ['mine'], { check: true })).messages).toEqual([]);
  });

  test('with several mistakes show each of them in one run, and stay as they are', async () => {
    const text = [
      '# Ours',
      '',
      `All in all ${VALUE.replace('passengers', 'passenger')}${END} people.`,
      '',
      TABLE.replace('harbour-ferries', 'harbour-ferry'),
      END,
      '',
      TABLE.replace('by-route', 'by-rout'),
      END,
      '',
      TABLE.replace('2025-q3', '2031'),
      '',
    ].join('\n');
    await writePage(root, 'wrong/a.md', text);
    const { messages } = await embed(root, ['wrong']);
    expect(messages.map((one) => /a\.md:(\d+):\d+ ([\w/-]+):/.exec(one)?.slice(1).join(' '))).toEqual([
      '3 document/unknown-id',
      '5 brief/unknown',
      '8 document/unknown-id',
      '11 embed/unclosed',
    ]);
    expect(await read('wrong/a.md')).toBe(text);
  });

  test('of Confluence have figures within their sentences', async () => {
    const anchor = (words: string): string =>
      `<ac:structured-macro ac:name="anchor"><ac:parameter ac:name="">${words}</ac:parameter></ac:structured-macro>`;
    const [opening, closing] = [anchor('assay brief=harbour-ferries part=value:passengers'), anchor('/assay')];
    await writePage(root, 'confluence/a.xml', `<p>All in all ${opening}${closing} people.</p>\n`);
    const filled = await embed(root, ['confluence/a.xml'], { flavour: 'confluence' });
    expect(filled.messages).toEqual([]);
    expect(withoutHashes(await read('confluence/a.xml'))).toBe(
      `<p>All in all ${opening}1,108,000${closing} people.</p>\n`,
    );
  });

  test.each([
    ['mdx', 'a.mdx', (words: string) => `{/* ${words} */}`, '| Harbour route | 731,000 | 5.5% |'],
    ['obsidian', 'b.md', (words: string) => `<!-- ${words} -->`, '| Harbour route | 731,000 | 5.5% |'],
    ['gitlab', 'c.md', (words: string) => `<!-- ${words} -->`, '| Harbour route | 731,000 | 5.5% |'],
    ['azure-wiki', 'd.md', (words: string) => `<!-- ${words} -->`, '| Harbour route | 731,000 | 5.5% |'],
    [
      'commonmark',
      'e.md',
      (words: string) => `<!-- ${words} -->`,
      '<tr><th scope="row" align="left">Harbour route</th>',
    ],
  ] as const)('of %s have a figure in a sentence and a table', async (flavour, name, marker, row) => {
    const figure = marker('assay brief=harbour-ferries part=value:passengers');
    const table = marker('assay brief=harbour-ferries part=exhibit:passengers-by-route');
    const end = marker('/assay');
    await writePage(root, `hosts/${name}`, `All in all ${figure}${end} people.\n\n${table}\n${end}\n\nMine.\n`);
    expect((await embed(root, [`hosts/${name}`], { flavour })).messages).toEqual([]);
    const text = withoutHashes(await read(`hosts/${name}`)).replaceAll('\u00A0', ' ');
    expect(text.startsWith(`All in all ${figure}1,108,000${end} people.\n\n${table}\n\n`)).toBe(true);
    expect(text.endsWith(`\n\n${end}\n\nMine.\n`)).toBe(true);
    expect(text).toContain(row);
    expect((await embed(root, [`hosts/${name}`], { flavour, check: true })).messages).toEqual([]);
  });

  test.each([
    `There were −${VALUE}${END} people.`,
    `There were 1${VALUE}${END} people.`,
    `There were ${VALUE}${END}000 people.`,
    `There were ${VALUE}${END} million people.`,
    `There were ~~${VALUE}${END}~~ people.`,
    `Passengers rose by ${VALUE}${END}.`,
    `There were **− ${VALUE}${END}** people.`,
    `There were ${VALUE}${END}${VALUE}${END} people.`,
    `There were ${VALUE}${END}\nmillion people.`,
    `There were ${VALUE}${END}  \n**million** people.`,
    `There were ${VALUE}${END}\r\nmillion people.`,
    `> There were ${VALUE}${END}\n> million people.`,
    `- There were ${VALUE}${END}\n  million people.`,
    `There were minus\n**${VALUE}${END}** people.`,
    `There were ~~some ${VALUE}${END} or\nmore~~ people.`,
    `There were ~some ${VALUE}${END} or more~ people.`,
    `There were <s>some ${VALUE}${END} or more</s> people.`,
    `There were <del class="old">\n\nSome <b>${VALUE}${END}</b> people.\n\n</del>`,
    `There were <span style="text-decoration: line-through">some <span>or</span> ${VALUE}${END}</span> people.`,
  ])('say nothing of a figure that a page glues to something: %s', async (text) => {
    await writePage(root, 'glued/a.md', `${text}\n`);
    const { messages } = await embed(root, ['glued']);
    expect(messages.length).toBeGreaterThan(0);
    for (const message of messages) expect(message).toContain('document/value-neighbour');
    expect(await read('glued/a.md')).toBe(`${text}\n`);
  });

  test.each([
    `Passengers rose to ${VALUE}${END}.`,
    `There were ${VALUE}${END}\n\nmillion people.`,
    `- There were ${VALUE}${END}\n- million people.`,
    `# There were ${VALUE}${END}\nmillion people.`,
    `Passengers rose to ${VALUE}${END}.`,
    `There were ${VALUE}${END}\npeople, a million.`,
    `Of a million\n\n- **${VALUE}${END}** people.`,
    `There were ~~some~~ ${VALUE}${END} or ~~more~~ people.`,
    `There were <s>some</s> ${VALUE}${END} <del>or more</del> people; write \`<s>\` or \`~~\`.`,
    `Write \`<s>\`: there were ${VALUE}${END} people.`,
  ])('have a figure that nothing touches: %s', async (text) => {
    await writePage(root, 'free/a.md', `${text}\n`);
    expect((await embed(root, ['free'])).messages).toEqual([]);
  });

  test.each([
    `| Route | People, million |\n|:--|--:|\n| All | ${VALUE}${END} |`,
    `Route | People in thousands\n--|--\nAll | ${VALUE}${END}`,
    `> | Route | 2025 |\n> |--|--|\n> | Both | 5 |\n> | People (kt) | ${VALUE}${END} |`,
    `| Route | Before | People per day |\n|--|--|--|\n| All | 4 \\| 5 | **${VALUE}${END}** |`,
  ])('say nothing of a figure below a head of another unit: %s', async (text) => {
    await writePage(root, 'heads/a.md', `Some.\n\n${text}\n`);
    const { messages } = await embed(root, ['heads']);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain('document/unit');
    expect(await read('heads/a.md')).toBe(`Some.\n\n${text}\n`);
  });

  test.each([
    `| People, million | People |\n|--|--|\n| 1.1 | ${VALUE}${END} |`,
    `| Route | People, million |\n|--|--|\n| All | 1.1 |\n\nThere were ${VALUE}${END} \\| people.`,
  ])('have a figure below a head of its own unit: %s', async (text) => {
    await writePage(root, 'headed/a.md', `${text}\n`);
    expect((await embed(root, ['headed'])).messages).toEqual([]);
  });

  test('may have figures in brackets, between dashes and in ranges', async () => {
    const one = `${VALUE}${END}`;
    await writePage(
      root,
      'apart/a.md',
      `In all (${one}), **${one}** – and [${one}](b.md) – ${one} to ${one}, ${one}–${one}.\n`,
    );
    expect((await embed(root, ['apart'])).messages).toEqual([]);
    expect((await embed(root, ['apart'], { check: true })).messages).toEqual([]);
  });

  test('have each id once where an exhibit stands next to its section', async () => {
    const parts = ['exhibit:passengers-by-route', 'section:routes'];
    const region = (part: string): string => `<!-- assay brief=harbour-ferries part=${part} -->\n${END}\n`;
    await writePage(root, 'twice/a.md', parts.map(region).join('\n'));
    expect((await embed(root, ['twice'])).messages).toEqual([]);
    const ids = Array.from((await read('twice/a.md')).matchAll(/ id="([^"]+)"/g), ([, id]) => id);
    expect(ids.length).toBeGreaterThan(1);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('show their pictures, and get back one that is gone', async () => {
    await writePage(root, 'shown/a.md', `${CHART}\n${END}\n`);
    const picture = 'shown/charts/harbour-ferries-2025-q4-en-routes.svg';
    expect(await embed(root, ['shown'])).toMatchObject({ messages: [], pictures: [picture] });
    expect(await read('shown/a.md')).toMatch(/!\[[^\]]+\]\(charts\/harbour-ferries-2025-q4-en-routes\.svg\)/);
    const drawn = await read(picture);
    await fs.rm(path.join(root, picture));
    const stale = ['shown/a.md:1:1 embed/stale: this region or a picture in it is not what its brief prints'];
    expect((await embed(root, ['shown'], { check: true })).messages).toEqual(stale);
    expect(await embed(root, ['shown'])).toMatchObject({ messages: [], pictures: [picture] });
    expect(await read(picture)).toBe(drawn);
  });

  test('of a wiki have pictures where the wiki has them', async () => {
    await writePage(root, 'vault/.obsidian/app.json', '{}');
    await writePage(root, 'vault/deep/note.md', `${CHART}\n${END}\n`);
    await writePage(
      root,
      'doku/data/pages/ours/a.txt',
      '{{assay>brief=harbour-ferries part=exhibit:routes-chart}}{{/assay}}',
    );
    const { messages, pictures, pages } = await embed(root, ['vault', 'doku']);
    expect(messages).toEqual([]);
    expect(pictures).toEqual([
      'doku/data/media/harbour-ferries-2025-q4-en-routes.svg',
      'vault/attachments/harbour-ferries-2025-q4-en-routes.svg',
    ]);
    expect(pages.map(({ flavour }) => flavour)).toEqual(['dokuwiki', 'obsidian']);
    for (const picture of pictures) expect(await read(picture)).toContain('<svg');
  });

  test('outside the root are filled, too', async () => {
    const wiki = await fs.mkdtemp(path.join(path.dirname(root), 'assay-wiki-'));
    try {
      await writePage(wiki, '.git/config', '[remote "origin"]\n\turl = https://gitlab.example/us/ours.wiki.git\n');
      await writePage(wiki, 'sub/a.md', `${CHART}\n${END}\n`);
      const { messages, pages } = await embed(root, [path.join(wiki, '**/*.md')]);
      expect(messages).toEqual([]);
      const shown = `../${path.basename(wiki)}/sub/a.md`;
      expect(pages).toMatchObject([{ path: shown, flavour: 'gitlab-wiki', isWritten: true }]);
      expect(await fs.readdir(path.join(wiki, 'sub/images'))).toEqual(['harbour-ferries-2025-q4-en-routes.svg']);
    } finally {
      await fs.rm(wiki, { recursive: true });
    }
  });

  test('are those of assay.yaml, where none are named', async () => {
    expect((await embed(root, [])).messages).toEqual([saying(' embed/no-page …')]);
    await writePage(
      root,
      'named/a.md',
      `It was {/* assay brief=harbour-ferries part=value:passengers */}{/* /assay */}.\n`,
    );
    await writePage(root, 'assay.yaml', 'embed:\n  - {pages: nam*/*.md, flavour: mdx}\n  - pages: [none]\n');
    try {
      const { messages, pages } = await embed(root, []);
      expect(messages).toEqual([saying('assay.yaml:3:13 embed/no-page: none …')]);
      expect(pages).toMatchObject([{ path: 'named/a.md', flavour: 'mdx', isWritten: true }]);
      // the file of settings also says the flavour of a page that the command line names
      expect((await embed(root, ['named/a.md'])).pages).toMatchObject([{ flavour: 'mdx', isWritten: false }]);
    } finally {
      await fs.rm(path.join(root, 'assay.yaml'));
    }
  });
});

describe('a region', () => {
  test('is out of date when data change, and a check says where', async () => {
    const page = await writePage(root, 'stale/a.md', `One\n\nNow ${VALUE}${END} after ${VALUE}${END}\n`);
    expect((await embed(root, ['stale'], { check: true })).messages).toEqual([
      saying('stale/a.md:3:5 embed/stale …'),
      saying(`stale/a.md:3:${VALUE.length + END.length + 12} embed/stale …`),
    ]);
    await embed(root, ['stale']);
    const before = await fs.readFile(page, 'utf8');
    await edit(root, 'data/ferry-passengers/releases/ferry-2025-q4.yaml', (yaml) => `${yaml}\n`);
    expect((await embed(root, ['stale'], { check: true })).messages).toHaveLength(2);
    expect(await fs.readFile(page, 'utf8')).toBe(before);
    await embed(root, ['stale']);
    expect(await fs.readFile(page, 'utf8')).not.toBe(before);
  });

  test('that somebody edited is reported and kept, until it is forced', async () => {
    const page = await writePage(root, 'edited/a.md', `It was ${VALUE}${END} people, and ${VALUE}${END} again.\n`);
    await writePage(root, 'edited/b.md', `Old: ${VALUE}mine${END}.\n`);
    await embed(root, ['edited/a.md']);
    const filled = await fs.readFile(page, 'utf8');
    await fs.writeFile(page, filled.replace('1,108,000', '2'));
    const messages = [
      'edited/a.md:1:8 embed/edited: somebody edited what is in this region',
      'edited/b.md:1:6 embed/edited: this region was never filled, and there is text in it',
    ];
    for (const check of [false, true]) expect((await embed(root, ['edited'], { check })).messages).toEqual(messages);
    expect(await fs.readFile(page, 'utf8')).toBe(filled.replace('1,108,000', '2'));
    expect((await embed(root, ['edited'], { force: true })).messages).toEqual([]);
    expect(await fs.readFile(page, 'utf8')).toBe(filled);
    expect(withoutHashes(await read('edited/b.md'))).toBe(`Old: ${VALUE}1,108,000${END}.\n`);
  });

  test.each([
    ['github', 'forged/a.md', `It was ${VALUE}${END} people.\n`],
    ['github', 'forged/b.md', `${TABLE}\n${END}\n`],
    ['mdx', 'forged/c.mdx', '{/* assay brief=harbour-ferries part=section:routes */}\n{/* /assay */}\n'],
  ] as const)('in %s with another figure and the hash of that is not up to date: %s', async (flavour, name, text) => {
    const page = await writePage(root, name, text);
    await embed(root, [name], { flavour });
    const filled = await fs.readFile(page, 'utf8');
    // the figures of the fourth quarter, and of the third in the table
    const forged = filled.replaceAll(/1,108,000|731,000|824,000/g, '999,000');
    const [, body = ''] = /written=[0-9a-f]{16} (?:-->|\*\/})([^]*)(?:<!--|{\/\*) \/assay/.exec(forged) ?? [];
    const hash = createHash('sha256').update(body.trim()).digest('hex').slice(0, 16);
    await fs.writeFile(page, forged.replace(/written=[0-9a-f]{16}/, `written=${hash}`));
    expect(forged).not.toBe(filled);
    const messages = (await embed(root, [name], { flavour, check: true })).messages.map((line) => line.split(' ')[1]);
    expect(messages).toEqual(['embed/stale:']);
    expect((await embed(root, [name], { flavour })).messages).toEqual([]);
    expect(await fs.readFile(page, 'utf8')).toBe(filled);
  });

  test('with another picture is not up to date, and gets its own back', async () => {
    await writePage(root, 'redrawn/a.md', `${CHART}\n${END}\n`);
    const picture = 'redrawn/charts/harbour-ferries-2025-q4-en-routes.svg';
    await embed(root, ['redrawn']);
    const drawn = await read(picture);
    await writePage(root, picture, drawn.replace(' width="', ' data-forged="" width="'));
    expect((await embed(root, ['redrawn'], { check: true })).messages).toEqual([
      saying('redrawn/a.md:1:1 embed/stale …'),
    ]);
    expect((await embed(root, ['redrawn'])).pictures).toEqual([picture]);
    expect(await read(picture)).toBe(drawn);
  });

  test('that was published is left alone', async () => {
    const text = '<!-- assay brief=gone edition=all target=wiki inputs=0123456789abcdef written=e3b0c44298fc1c14 -->\n';
    const page = await writePage(root, 'published/a.md', `${text}${END}\n\nIt was ${VALUE}${END} people.\n`);
    const { messages, pages } = await embed(root, ['published']);
    expect(messages).toEqual([]);
    expect(pages[0]?.regions.map(({ line, state }) => [line, state])).toEqual([
      [1, 'published'],
      [4, 'filled'],
    ]);
    const filled = await fs.readFile(page, 'utf8');
    expect(filled.startsWith(`${text}${END}\n\nIt was <!-- assay brief=harbour-ferries`)).toBe(true);
    expect((await embed(root, ['published'], { check: true })).messages).toEqual([]);
    await fs.writeFile(page, filled.replace(END, `mine\n${END}`));
    expect((await embed(root, ['published'], { check: true })).messages).toEqual([
      saying('published/a.md:1:1 embed/edited …'),
    ]);
  });

  test('that was moved to other line ends is not edited', async () => {
    const page = await writePage(root, 'ends/a.md', `${TABLE}\n${END}\n`);
    await embed(root, ['ends']);
    await fs.writeFile(page, (await fs.readFile(page, 'utf8')).replaceAll('\n', '\r\n'));
    expect((await embed(root, ['ends'], { check: true })).messages).toEqual([]);
  });

  test('asks for what there is', async () => {
    const lines = [
      'brief=harbour-ferry',
      'brief=harbour-ferries edition=2025-q5',
      'brief=harbour-ferries locale=fr',
      'brief=harbour-ferries member=river',
      'brief=harbour-ferries part=exhibit:nothing',
    ];
    for (const [index, words] of lines.entries()) {
      await writePage(root, `asks/${index}.md`, `<!-- assay ${words} -->\n${END}\n`);
    }
    const { messages, pages } = await embed(root, ['asks']);
    expect(messages).toEqual([
      saying('asks/0.md:1:12 brief/unknown … harbour-ferry'),
      saying('asks/1.md:1:34 edition/unknown … harbour-ferries … 2025-q5'),
      saying('asks/2.md:1:34 dataset/unknown-locale … harbour-ferries … fr'),
      saying('asks/3.md:1:34 embed/bad-attribute … harbour-ferries …'),
      saying('asks/4.md:1:34 document/unknown-id … 2025-q4 … harbour-ferries … nothing'),
    ]);
    expect(pages.some(({ isWritten }) => isWritten)).toBe(false);
  });

  test.each([
    ['exhibit:passengers-by-rout', 'passengers-by-route'],
    ['exhibit:routes-charts', 'routes-chart'],
    ['value:passengers.harbor@2025-Q4', 'passengers.harbour@2025-Q4'],
    ['section:routes-chart', undefined],
  ])('suggests the part of its kind that %s may mean: %s', async (part, meant) => {
    await writePage(root, 'near/a.md', `<!-- assay brief=harbour-ferries part=${part} -->\n${END}\n`);
    const { messages, hints } = await embed(root, ['near']);
    expect(messages).toHaveLength(1);
    expect(hints[0]?.match(/(?:passengers|routes)[-.][-.@\w]+/)?.[0]).toBe(meant);
  });
});

describe('a page is left as it is', () => {
  const text = `It was ${VALUE}${END}.\n`;

  test('if it may not be written', async () => {
    const page = await writePage(root, 'closed/a.md', text);
    await fs.chmod(page, 0o444);
    expect((await embed(root, ['closed'])).messages).toEqual([saying('closed/a.md:1:1 embed/unwritable …')]);
    expect(await fs.readFile(page, 'utf8')).toBe(text);
    expect(await fs.readdir(path.dirname(page))).toEqual(['a.md']);
    await fs.chmod(page, 0o640);
    expect((await embed(root, ['closed'])).messages).toEqual([]);
    expect((await fs.stat(page)).mode & 0o777).toBe(0o640);
  });

  test('if a picture of it cannot be written', async () => {
    const page = await writePage(root, 'pictureless/a.md', `${CHART}\n${END}\n`);
    await writePage(root, 'pictureless/charts', 'a file where the folder should be');
    await expect(embed(root, ['pictureless'])).rejects.toThrow(EnvironmentError);
    expect(await fs.readFile(page, 'utf8')).toBe(`${CHART}\n${END}\n`);
  });

  test('if somebody changes it meanwhile', async () => {
    const file = await writePage(root, 'meanwhile/a.md', text);
    const page = {
      workspace: new Workspace(root),
      path: 'meanwhile/a.md',
      shown: 'meanwhile/a.md',
      flavour: 'github',
    } as const;
    const diagnostics = new Diagnostics();
    const read = await readPage(page, diagnostics);
    await fs.writeFile(file, `${text}Theirs.\n`);
    expect(read && (await replacePage(read, 'ours', diagnostics))).toBe(false);
    expect(diagnostics.all.map((item) => `${locationOf(item)} ${item.rule}: ${item.message}`)).toEqual([
      saying('meanwhile/a.md:1:1 embed/page-changed …'),
    ]);
    expect(await fs.readFile(file, 'utf8')).toBe(`${text}Theirs.\n`);
    expect(await fs.readdir(path.dirname(file))).toEqual(['a.md']);
  });

  test('if it is a link', async () => {
    await writePage(root, 'linked/to.txt', text);
    await fs.symlink('to.txt', path.join(root, 'linked/a.md'));
    expect((await embed(root, ['linked'])).messages).toEqual([saying('linked/a.md:1:1 embed/unwritable …')]);
    expect(await read('linked/to.txt')).toBe(text);
  });

  test('if it is not a UTF-8', async () => {
    const page = await writePage(root, 'bytes/a.md', Buffer.concat([Buffer.from(text), Buffer.from([0x66, 0xfc])]));
    const before = await fs.readFile(page);
    expect((await embed(root, ['bytes'])).messages).toEqual([saying('bytes/a.md:2:2 file/encoding … UTF-8 …')]);
    expect((await fs.readFile(page)).equals(before)).toBe(true);
  });

  test('if data or templates have mistakes', async () => {
    const page = await writePage(root, 'broken/a.md', text);
    const template = await read(`${BRIEF}/brief.md.hbs`);
    await edit(root, `${BRIEF}/brief.md.hbs`, (before) => `${before}\n{{value "nothing"}}\n`);
    try {
      const { messages } = await embed(root, ['broken']);
      expect(messages.map((message) => message.split(' ')[1])).toEqual(['template/unknown-address:']);
      expect(await fs.readFile(page, 'utf8')).toBe(text);
    } finally {
      await writePage(root, `${BRIEF}/brief.md.hbs`, template);
    }
  });

  test('if a name leads to none, or it is of no known flavour', async () => {
    await writePage(root, 'odd/a.txt', text);
    expect((await embed(root, ['nowhere', 'odd/*.md', 'odd/a.txt'])).messages).toEqual([
      saying('nowhere embed/no-page: nowhere …'),
      saying('odd/*.md embed/no-page: odd/*.md …'),
      saying('odd/a.txt embed/unknown-flavour … odd/a.txt?'),
    ]);
  });
});
