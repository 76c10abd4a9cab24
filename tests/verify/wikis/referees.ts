import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { defaultSchema, sanitize } from 'hast-util-sanitize';
import rehypeParse from 'rehype-parse';
import rehypeStringify from 'rehype-stringify';
import { unified } from 'unified';
import type { Root } from 'hast';
import type { FlavourName } from '../../../src/brief/flavour-names.ts';
import { readHtml } from '../../../src/readback/html-reader.ts';
import { htmlOfStorage } from './confluence-check.ts';
import type { FlavourPage } from './pages.ts';
import type { Rendering } from './rendered-page.ts';
import { hasProgram, pythonWithComrak, renderDokuwiki, renderLines, renderMediawiki } from './servers.ts';

/** A program that shows pages of some flavours, as their host does or nearly so. */
export interface Referee extends Rendering {
  readonly name: string;
  readonly flavours: readonly FlavourName[];
  /** Why it cannot be had here; undefined if it can. */
  readonly missing?: () => string | undefined;
  /** The HTML of each page. `pictures` are the names of all files that the pages show. */
  readonly render: (pages: readonly FlavourPage[], pictures: readonly string[], folder: string) => Promise<string[]>;
}

const lines = (pages: readonly FlavourPage[]): { name: string; text: string }[] =>
  pages.map(({ text }) => ({ name: '', text }));

/** Text that pages of Markdown show in another way than their source. */
function cleanMarkdown(html: string): string {
  return html
    .replaceAll(/<p>\[\[(?:<em>)?_?TOC_?(?:<\/em>)?\]\]<\/p>/g, '')
    .replaceAll(/<sup class="footnote-ref">.*?>(\d+)<\/a><\/sup>/g, '<sup>[$1]</sup>')
    .replaceAll(/<sup><a[^>]*href="#(?:user-content-)?fn-[^>]*>(\d+)<\/a><\/sup>/g, '<sup>[$1]</sup>')
    .replaceAll(/<a[^>]*(?:footnote-backref|fnref-)[^>]*>[^<]*(?:<sup[^>]*>\d+<\/sup>)?<\/a>/g, '')
    .replaceAll(/<h2[^>]*footnote-label[^>]*>.*?<\/h2>/g, '')
    .replaceAll(/<input type="checkbox" checked(?:="")?[^>]*>/g, '☑ ')
    .replaceAll(/<input[^>]*>/g, '☐ ');
}

/** Numbers the texts of footnotes, which a list shows without text. */
function numberedNotes(html: string): string {
  const clean = cleanMarkdown(html);
  const start = clean.search(/<(?:section|div)[^>]*footnotes/);
  if (start < 0) return clean;
  let number = 0;
  return clean.slice(0, start) + clean.slice(start).replaceAll(/<li[^>]*>/g, () => `<li>[${(number += 1)}] `);
}

const NUMBERED = { footnote: { mark: (number: number) => `[${number}]`, colon: '' } };
const WITHOUT_TASKS = { tasks: ['☐ ', '☑ '] as const };
const MARKDOWN = { manner: { ...NUMBERED, ...WITHOUT_TASKS }, clean: numberedNotes } as const;

function ruby(): string | undefined {
  const isHere =
    spawnSync('ruby', ['-e', "require 'commonmarker'; require 'html/pipeline'; require 'sanitize'"]).status === 0;
  return isHere ? undefined : 'Ruby with commonmarker, html-pipeline and sanitize is not here';
}

function pipeline(host: 'github' | 'gitlab', flavours: readonly FlavourName[]): Referee {
  return {
    ...MARKDOWN,
    name: `html-pipeline, as ${host} has it`,
    flavours,
    missing: ruby,
    render: async (pages) => renderLines(['ruby', 'render-pipeline.rb', host], lines(pages)),
    isWithoutIds: true,
  };
}

const COMRAK = path.join(import.meta.dirname, '../../../node_modules/.cache/assay-comrak');

export const REFEREES: readonly Referee[] = [
  {
    name: 'MediaWiki',
    flavours: ['mediawiki'],
    missing: () => missingWiki('MediaWiki', 'mediawiki'),
    render: async (pages, pictures, folder) => renderMediawiki(pages, pictures, path.join(folder, 'mediawiki')),
    manner: { linkTitles: 'nowhere' },
    clean: (html) =>
      html
        .replaceAll(/<div id="toc"[\s\S]*?<\/ul>\s*<\/div>/g, '')
        .replaceAll(/<!--[\s\S]*?-->/g, '')
        .replaceAll(/(<a [^>]*?) title="[^"]*"/g, '$1'),
    rowHeads: true,
  },
  {
    name: 'DokuWiki',
    flavours: ['dokuwiki'],
    missing: () => missingWiki('DokuWiki', 'dokuwiki'),
    render: async (pages, pictures, folder) => renderDokuwiki(pages, pictures, path.join(folder, 'dokuwiki')),
    clean: (html) =>
      countedNotes(html)
        .replaceAll(/ title="[^"]*"/g, '')
        .replaceAll('• ', ''),
    rowHeads: true,
  },
  {
    name: 'an XML parser with the elements of storage format',
    flavours: ['confluence'],
    render: async (pages) => pages.map(({ text }) => htmlOfStorage(text)),
    rowHeads: true,
  },
  {
    ...MARKDOWN,
    name: 'commonmarker',
    flavours: ['github', 'obsidian', 'gitlab-wiki'],
    targets: headingsOf,
    missing: ruby,
    render: async (pages) => commonmarked(pages),
  },
  pipeline('github', ['github', 'github-wiki']),
  pipeline('gitlab', ['gitlab', 'gitlab-wiki']),
  {
    ...MARKDOWN,
    name: 'comrak with emoji and alerts',
    flavours: ['github-wiki', 'gitlab'],
    missing: () => (pythonWithComrak(COMRAK) ? undefined : 'comrak is not here and cannot be installed'),
    render: async (pages) => renderLines([pythonWithComrak(COMRAK) ?? '', 'render-comrak.py'], lines(pages)),
    manner: { ...NUMBERED, ...WITHOUT_TASKS, alertHead: (kind) => kind },
  },
  {
    ...MARKDOWN,
    name: 'cmark-gfm with tables',
    flavours: ['azure-wiki'],
    missing: () => (hasProgram('cmark-gfm') ? undefined : 'cmark-gfm is not here'),
    render: async (pages, _pictures, folder) =>
      cmark(
        pages.map(({ text }) => text.replaceAll(/(?<=\S) =\d+x(?=\))/g, '')),
        folder,
        ['table', 'strikethrough', 'tasklist'],
      ),
  },
  {
    name: 'cmark-gfm without extensions',
    flavours: ['commonmark'],
    missing: () => (hasProgram('cmark-gfm') ? undefined : 'cmark-gfm is not here'),
    render: async (pages, _pictures, folder) =>
      cmark(
        pages.map(({ text }) => text),
        folder,
        [],
      ),
    rowHeads: true,
  },
  {
    name: 'the MDX compiler',
    flavours: ['mdx'],
    render: async (pages) => {
      const { renderMdx } = await import('./render-mdx.ts');
      const rendered: string[] = [];
      for (const { text } of pages) rendered.push(await renderMdx(text));
      return rendered;
    },
    ...MARKDOWN,
  },
  {
    ...MARKDOWN,
    name: "hast-util-sanitize with GitHub's list",
    flavours: ['github'],
    missing: ruby,
    render: async (pages) => commonmarked(pages).map(sanitized),
    idOf: (id) => `user-content-${id}`,
  },
];

/** What commonmarker shows of pages, each of which it renders once. */
const marked = new WeakMap<FlavourPage, string>();

function commonmarked(pages: readonly FlavourPage[]): string[] {
  const missing = pages.filter((page) => !marked.has(page));
  const rendered = missing.length > 0 ? renderLines(['ruby', 'render-pipeline.rb'], lines(missing)) : [];
  for (const [index, page] of missing.entries()) marked.set(page, rendered[index] ?? '');
  return pages.map((page) => marked.get(page) ?? '');
}

/** The words of headings, to which Obsidian links. */
function headingsOf(html: string): string[] {
  return Array.from(html.matchAll(/<h\d>([\s\S]*?)<\/h\d>/g), ([, words = '']) => {
    const text = readHtml(words)
      .pieces.map((piece) => piece.text)
      .join('');
    return text
      .replaceAll(/[#^|:\\]|%%|\[\[|\]\]/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim();
  });
}

/** DokuWiki counts footnotes from the first page on that a process shows. */
function countedNotes(html: string): string {
  const numbers: string[] = [];
  return html.replaceAll(/<sup><a[^>]*class="fn_(?:top|bot)"[^>]*>(\d+)\)<\/a><\/sup>/g, (_, number: string) => {
    if (!numbers.includes(number)) numbers.push(number);
    return `[${numbers.indexOf(number) + 1}]`;
  });
}

function missingWiki(name: string, folder: string): string | undefined {
  return hasProgram('php') && existsSync(`/usr/share/${folder}`) ? undefined : `PHP and ${name} are not here`;
}

function cmark(texts: readonly string[], folder: string, extensions: readonly string[]): string[] {
  const work = path.join(folder, `cmark-${extensions.length}`);
  mkdirSync(work, { recursive: true });
  for (const [index, text] of texts.entries()) writeFileSync(path.join(work, `${index}.md`), text);
  const options = ['--unsafe', ...extensions.flatMap((name) => ['-e', name])].join(' ');
  const loop = `for at in $(seq 0 ${texts.length - 1}); do cmark-gfm ${options} $at.md > $at.html; done`;
  execFileSync('sh', ['-c', loop], { cwd: work, stdio: 'pipe' });
  return texts.map((_, index) => readFileSync(path.join(work, `${index}.html`), 'utf8'));
}

function sanitized(html: string): string {
  const tree = unified().use(rehypeParse, { fragment: true }).parse(html);
  return unified()
    .use(rehypeStringify)
    .stringify(sanitize(tree, defaultSchema) as Root);
}
