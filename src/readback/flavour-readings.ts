import type { FlavourName } from '../brief/flavour-names.ts';
import { MARKDOWN, type PrintManner, WIKI, WORDS } from './print-manner.ts';
import type { ReadOutput } from './read-text.ts';

/** How a page in a flavour is read back. */
interface FlavourReading {
  /** What is expected of it: this is not asked of its writer, with whom a reader would else agree in a mistake. */
  readonly manner: PrintManner;
  /** A parser that did not write it, loaded when a page is first read. */
  readonly reader: () => Promise<(text: string) => ReadOutput>;
}

const markdown: FlavourReading['reader'] = async () => (await import('./markdown-reader.ts')).readMarkdown;

/** How each flavour is read back. */
export const FLAVOUR_READINGS: Readonly<Record<FlavourName, FlavourReading>> = {
  github: { manner: MARKDOWN, reader: markdown },
  'github-wiki': { manner: { ...MARKDOWN, footnote: WORDS.footnote }, reader: markdown },
  gitlab: { manner: { ...MARKDOWN, hasContents: false }, reader: markdown },
  'gitlab-wiki': { manner: { ...MARKDOWN, hasContents: false }, reader: markdown },
  'azure-wiki': {
    manner: { ...MARKDOWN, ...WORDS, hasContents: false },
    reader: async () => (await import('./azure-wiki-reader.ts')).readAzureWiki,
  },
  confluence: { manner: WIKI, reader: async () => (await import('./storage-reader.ts')).readStorage },
  mediawiki: { manner: WIKI, reader: async () => (await import('./wikitext-reader.ts')).readWikitext },
  dokuwiki: {
    manner: {
      ...WIKI,
      footnote: { mark: (number) => `[${number}]`, colon: '' },
      hasWaysBack: false,
      linkTitles: 'brackets',
    },
    reader: async () => (await import('./dokuwiki-reader.ts')).readDokuwiki,
  },
  obsidian: { manner: { ...MARKDOWN, noteHead: '[!quote]', hasWaysBack: false }, reader: markdown },
  mdx: { manner: { ...MARKDOWN, alertHead: WORDS.alertHead }, reader: markdown },
  commonmark: { manner: { ...MARKDOWN, ...WORDS }, reader: markdown },
};
