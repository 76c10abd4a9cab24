import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { FlavourName } from '../../../src/brief/flavour-names.ts';
import { Diagnostics, locationOf } from '../../../src/core/diagnostics/diagnostic.ts';
import { Workspace } from '../../../src/core/machine/workspace.ts';
import { embedPages } from '../../../src/embedding/embed.ts';
import { publishTargets } from '../../../src/publish/publish.ts';
import { readHtml } from '../../../src/readback/html-reader.ts';
import { MediawikiClient } from '../../../src/host/mediawiki/publishing/client.ts';
import { Secret } from '../../../src/publish/secrets.ts';
import { HAS_GIT, makeRepository } from '../../publish/git-repositories.ts';
import { assertHoldsFigures, ROOT } from '../checks.ts';
import { factsOf } from './rendered-page.ts';
import { BOT, type ServedWiki, serveDokuwiki, serveMediawiki } from './served-wikis.ts';
import { hasProgram } from './servers.ts';

/** The flagship, and what its two pages for 2025 and 2024 in each language are called. */
const BRIEF = 'china-nonferrous';
const TITLES = { en: "China's non-ferrous metals industry", 'zh-CN': '中国有色金属工业' } as const;
const EDITIONS = ['2025', '2024'] as const;
type Locale = keyof typeof TITLES;
const FLAVOURS = ['mediawiki', 'dokuwiki', 'github-wiki'] as const;

const COMMENTS = ['<!-- assay … -->', '<!-- /assay -->'] as const;

/** What a person writes above and below a brief. */
const [ABOVE, BELOW] = ['Written by hand above.', 'Written by hand below.'];

/** A wiki to which the flagship is published. */
interface Published {
  /** The target in `assay.yaml`. */
  readonly target: string;
  /** The source of the page of an edition. */
  readonly source: (edition: string, locale: Locale) => Promise<string>;
  readonly rewrite: (edition: string, locale: Locale, text: string) => Promise<void>;
  /** The page as readers see it, in HTML; and a picture of it by its address there. */
  readonly shown: (edition: string, locale: Locale) => Promise<string>;
  readonly picture: (address: string) => Promise<boolean>;
  readonly flavour: FlavourName;
  /** An opening marker, with … for its words, and a closing one. */
  readonly markers: readonly [string, string];
  /** A page that a person writes: its file, and what readers see of it with a text. */
  readonly ownFile: string;
  readonly shownOwn: (text: string) => Promise<string>;
  readonly close: () => void;
}

/**
 * Publishes the editions of the flagship in these languages, one of which is English, with `assay publish` to a MediaWiki, a DokuWiki and a Git wiki, lets a
 * person write around them, and publishes again with a change. Then fills regions of a page of a person.
 */
export function publishingChecks(
  folder: string,
  locales: readonly Locale[],
): (readonly [string, () => Promise<void>])[] {
  const root = path.join(folder, 'published');
  const wikis = [
    ...(existsSync('/usr/share/mediawiki') && hasProgram('php') ? [['MediaWiki', openMediawiki] as const] : []),
    ...(existsSync('/usr/share/dokuwiki') && hasProgram('php') ? [['DokuWiki', openDokuwiki] as const] : []),
    ...(HAS_GIT && hasProgram('cmark-gfm') ? [['a Git wiki', openGitWiki] as const] : []),
  ];
  return wikis.map(([name, open]) => [
    `the editions of ${BRIEF} in ${locales.join(' and ')} published to ${name}`,
    async () => {
      printOnce(root, locales);
      const own = path.join(folder, `publish-${name.replaceAll(' ', '-')}`);
      mkdirSync(own);
      const wiki = await open(own);
      try {
        await assertPublished(root, wiki, locales);
      } finally {
        wiki.close();
      }
    },
  ]);
}

/** Prints the flagship for the wikis, once. */
function printOnce(root: string, locales: readonly Locale[]): void {
  if (existsSync(path.join(root, 'out'))) return;
  for (const name of ['data', 'templates', 'sources'])
    cpSync(path.join(ROOT, name), path.join(root, name), { recursive: true });
  const brief = path.join(root, 'templates', BRIEF, 'brief.yaml');
  writeFileSync(brief, readFileSync(brief, 'utf8').replace(/^locales: .*$/m, `locales: [${locales.join(', ')}]`));
  assay(root, ['build', BRIEF, ...FLAVOURS.flatMap((name) => ['--flavour', name])]);
}

function assay(root: string, parameters: readonly string[]): string {
  return execFileSync(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', '--root', root, ...parameters], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, WIKI_TOKEN: BOT.password },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

interface Outcomes {
  readonly targets: readonly { readonly pages: readonly { readonly action: string }[] }[];
}

/**
 * Publishes, and returns how many pages met each end: with a process of its own only where it is `whole`, because
 * starting one takes longer than what it does.
 */
async function publish(root: string, target: string, whole = false): Promise<Readonly<Record<string, number>>> {
  const yaml = `owner: verifier\ntargets:\n  wiki: { ${target}, pages: editions, briefs: [${BRIEF}] }\n`;
  writeFileSync(path.join(root, 'assay.yaml'), yaml);
  const printed = whole ? assay(root, ['publish', '--json']) : JSON.stringify(await publishHere(root));
  assert.ok(!printed.includes(BOT.password), 'the password is printed');
  const { targets } = JSON.parse(printed) as Outcomes;
  const counts: Record<string, number> = {};
  for (const { action } of targets[0]?.pages ?? []) counts[action] = (counts[action] ?? 0) + 1;
  return counts;
}

async function publishHere(root: string): Promise<Outcomes> {
  const diagnostics = new Diagnostics();
  const environment = { ...process.env, WIKI_TOKEN: BOT.password };
  const options = { isDry: false, force: false, prune: false, environment };
  const result = await publishTargets(new Workspace(root), [], options, diagnostics);
  const wrong = [...diagnostics.all, ...(result?.failures ?? []).map(({ error }) => error)];
  assert.deepEqual(
    wrong.map(({ message }) => message),
    [],
  );
  return { targets: result?.targets ?? [] };
}

async function assertPublished(root: string, wiki: Published, locales: readonly Locale[]): Promise<void> {
  // each edition, and the list of those in a language
  const pages = locales.length * (EDITIONS.length + 1);
  assert.deepEqual(await publish(root, `${wiki.target}, attach: [pdf]`, true), { created: pages });
  assert.deepEqual(await publish(root, `${wiki.target}, attach: [pdf]`), { unchanged: pages });
  for (const edition of EDITIONS) for (const locale of locales) await assertShown(root, wiki, edition, locale);
  const text = await wiki.source('2025', 'en');
  await wiki.rewrite('2025', 'en', `${ABOVE}\n\n${text}\n\n${BELOW}\n`);
  // Without the PDF the last line of each edition is another.
  assert.deepEqual(await publish(root, wiki.target), {
    unchanged: locales.length,
    updated: locales.length * EDITIONS.length,
  });
  const updated = await wiki.source('2025', 'en');
  assert.ok(updated.startsWith(ABOVE) && updated.trimEnd().endsWith(BELOW), 'what a person wrote is gone');
  assert.ok(text.includes('.pdf') && !updated.includes('.pdf'), 'the page was not written again');
  const html = await wiki.shown('2025', 'en');
  assert.ok(html.includes(ABOVE) && html.includes(BELOW));
  assert.ok(!/assay brief=|\/assay/.test(textOf(html)), 'readers see a marker');
  await assertEmbedded(root, wiki, updated);
}

/**
 * A person's page with a figure in a sentence, a table and a chart shows them; when it is filled with another edition,
 * what people wrote meanwhile stays. A page that was published is left alone.
 */
async function assertEmbedded(root: string, wiki: Published, published: string): Promise<void> {
  const [opening, closing] = wiki.markers;
  const region = (part: string, between = '\n'): string =>
    `${opening.replace('…', `brief=${BRIEF} edition=2025 locale=en part=${part}`)}${between}${closing}`;
  const sentence = `All trade was ${region('value:trade.total', '')} then.`;
  let text = [ABOVE, sentence, region('section:trade'), region('exhibit:tab-trade'), ''].join('\n\n');
  for (const [edition, more] of [
    ['2025', ''],
    ['2024', `\n${BELOW}\n`],
  ] as const) {
    text = await embed(root, wiki, text.replaceAll('edition=2025', `edition=${edition}`) + more);
    const html = await wiki.shownOwn(text);
    assert.ok(html.includes(ABOVE) && html.includes(more.trim()), 'what a person wrote is gone');
    const shown = textOf(html);
    assertHoldsFigures(shown, path.join(root, 'out', BRIEF, edition, 'en', 'brief.json'), 'trade');
    assert.ok(
      /All trade was \d[\d.]+ bn USD then\./.test(shown.replaceAll(/[\s\u2060]+/g, ' ')),
      'no figure in the sentence',
    );
    assert.ok(!/assay brief=|assay>|\/assay/.test(shown), 'readers see a marker');
    await assertPictures(html, wiki, 1);
  }
  assert.deepEqual(await embedded(root, wiki, published, true), []);
}

/** Fills the regions of a page that the wiki has in a file, and answers its text. */
async function embed(root: string, wiki: Published, text: string): Promise<string> {
  assert.deepEqual(await embedded(root, wiki, text, false), []);
  return readFileSync(wiki.ownFile, 'utf8');
}

async function embedded(root: string, wiki: Published, text: string, check: boolean): Promise<string[]> {
  mkdirSync(path.dirname(wiki.ownFile), { recursive: true });
  writeFileSync(wiki.ownFile, text);
  const diagnostics = new Diagnostics();
  const options = { environment: process.env, folder: root, flavour: wiki.flavour, check };
  await embedPages(new Workspace(root), [wiki.ownFile], options, diagnostics);
  return diagnostics.all.map((item) => `${locationOf(item)} ${item.message}`);
}

/** A page shows every figure of its edition, and its pictures. */
async function assertShown(root: string, wiki: Published, edition: string, locale: Locale): Promise<void> {
  const html = await wiki.shown(edition, locale);
  assertHoldsFigures(textOf(html), path.join(root, 'out', BRIEF, edition, locale, 'brief.json'));
  await assertPictures(html, wiki, 6);
}

/** A page shows pictures of the brief, at least so many, and the wiki has them. */
async function assertPictures(html: string, wiki: Published, least: number): Promise<void> {
  const pictures = factsOf(html).pictures.filter((address) => decodeURI(address).toLowerCase().includes(BRIEF));
  assert.ok(pictures.length >= least, `${pictures.length} pictures`);
  for (const address of pictures) assert.ok(await wiki.picture(address), `${address} is not there`);
}

function textOf(html: string): string {
  const body = html.replaceAll(/<(script|style)\b[^]*?<\/\1>/g, '');
  return readHtml(body)
    .pieces.map(({ text }) => text)
    .join(' ');
}

async function openMediawiki(folder: string): Promise<Published> {
  const wiki = await serveMediawiki(folder);
  const password = new Secret(BOT.password);
  const client = new MediawikiClient({ base: `${wiki.base}api.php`, secrets: [password] });
  const titled = (edition: string, locale: Locale): string => `Briefs/${TITLES[locale]}, ${edition}`;
  const page = async (title: string) => (await client.pages([title])).get(title);
  await client.logIn(BOT.user, password);
  return {
    target: `mediawiki: '${wiki.base}api.php', user: ${BOT.user}, token: WIKI_TOKEN, below: Briefs`,
    source: async (edition, locale) => (await page(titled(edition, locale)))?.text ?? '',
    async rewrite(edition, locale, text) {
      const title = titled(edition, locale);
      assert.equal(await client.edit({ title, text, summary: 'By hand', base: await page(title) }), 'done');
    },
    shown: (edition, locale) => fetched(`${wiki.base}index.php?title=${encodeURIComponent(titled(edition, locale))}`),
    picture: (address) => isPicture(wiki, address),
    flavour: 'mediawiki',
    markers: COMMENTS,
    ownFile: path.join(folder, 'own/Ours.wiki'),
    async shownOwn(text) {
      for (const name of readdirSync(path.join(folder, 'own/files')))
        await client.upload(name, readFileSync(path.join(folder, 'own/files', name)), 'By hand', 'By hand');
      assert.equal(await client.edit({ title: 'Ours', text, summary: 'By hand', base: await page('Ours') }), 'done');
      return fetched(`${wiki.base}index.php?title=Ours`);
    },
    close: () => wiki.stop(),
  };
}

async function openDokuwiki(folder: string): Promise<Published> {
  const wiki = await serveDokuwiki(folder);
  const id = (edition: string, locale: string): string => `${BRIEF}-${edition}-${locale}`.toLowerCase();
  const file = (edition: string, locale: string): string =>
    path.join(folder, 'data/pages', `${id(edition, locale)}.txt`);
  return {
    target: `folder: '${folder}/data', flavour: dokuwiki`,
    source: async (edition, locale) => readFileSync(file(edition, locale), 'utf8'),
    rewrite: async (edition, locale, text) => writeFileSync(file(edition, locale), text),
    shown: (edition, locale) => fetched(`${wiki.base}doku.php?id=${id(edition, locale)}`),
    picture: (address) => isPicture(wiki, address),
    flavour: 'dokuwiki',
    markers: ['{{assay>…}}', '{{/assay}}'],
    ownFile: path.join(folder, 'data/pages/ours.txt'),
    shownOwn: () => fetched(`${wiki.base}doku.php?id=ours`),
    close: () => wiki.stop(),
  };
}

/** A wiki of GitHub, whose pages the parser of GitHub shows. */
async function openGitWiki(folder: string): Promise<Published> {
  const repository = makeRepository({ 'Home.md': 'Welcome.\n', '_Sidebar.md': '- [Home](Home)\n' });
  const file = (edition: string, locale: Locale): string => `${TITLES[locale]}, ${edition}.md`.replaceAll(' ', '-');
  const rendered = (text: string): string => {
    const at = path.join(folder, 'page.md');
    writeFileSync(at, text);
    return execFileSync('cmark-gfm', ['--unsafe', '-e', 'table', '-e', 'strikethrough', at], { encoding: 'utf8' });
  };
  const source = async (edition: string, locale: Locale): Promise<string> =>
    repository.read(file(edition, locale)) ?? '';
  return {
    target: `git: ${repository.url}, flavour: github-wiki`,
    source,
    rewrite: async (edition, locale, text) => repository.write({ [file(edition, locale)]: text }),
    shown: async (edition, locale) => rendered(await source(edition, locale)),
    picture: async (address) =>
      repository.files().includes(decodeURI(address)) || existsSync(path.join(folder, 'own', decodeURI(address))),
    flavour: 'github-wiki',
    markers: COMMENTS,
    ownFile: path.join(folder, 'own/Ours.md'),
    shownOwn: async (text) => rendered(text),
    close: () => repository.remove(),
  };
}

async function fetched(address: string): Promise<string> {
  const response = await fetch(address);
  assert.equal(response.status, 200, address);
  return response.text();
}

async function isPicture({ base }: ServedWiki, address: string): Promise<boolean> {
  const response = await fetch(new URL(address.replaceAll('&amp;', '&'), base));
  return response.status === 200 && response.headers.get('content-type')?.startsWith('image/') === true;
}
