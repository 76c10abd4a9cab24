import { WIKI_CAN } from '../markdown/abilities.ts';
import type { PhrasingContent } from 'mdast';
import { plainText } from '../../document/tree-walk.ts';
import type { HostMark } from '../markdown/host-marks.ts';
import { writeMarkdown } from '../markdown/markdown-writer.ts';
import type { Host } from '../host.ts';
import { MARKDOWN_MARKING } from '../markdown/markers.ts';
import { inFolder, relativeLink } from '../places.ts';
import type { Callout } from '../page.ts';
import { inWiki, MARKDOWN_PAGES, withoutCharacters } from '../page-files.ts';

/** A note of an Obsidian vault. */
export const obsidianHost: Host = {
  name: 'obsidian',
  called: 'Obsidian',
  can: {
    ...WIKI_CAN,
    callouts: true,
    notes: true,
    footnotes: true,
    svg: true,
    anchors: false,
    places: false,
    contents: false,
  },
  files: ({ title, slug }) =>
    inWiki(`${withoutCharacters(title, /[[\]#^|\\/:*?"<>]/g)}.md`, { folder: 'attachments', slug, type: 'svg' }),
  write: (page, context) =>
    writeMarkdown(page, context, { hostMarks: OBSIDIAN_MARKS, calloutHead: obsidianCalloutHead, heading: headingLink }),
  marking: MARKDOWN_MARKING,
  signs: { ...MARKDOWN_PAGES, signs: ['.obsidian'], top: ['.obsidian'], pictures: { nearest: '.obsidian' } },
  places: { showsTitle: true, path: inFolder, link: relativeLink },
};

/** Tags, comments, marked text, footnotes within the text, and ids of blocks. */
const OBSIDIAN_MARKS: readonly HostMark[] = [
  { at: /(?<!\S)(?=#[^\s#])/g, put: '\\' },
  { at: /(?=%%)|(?<=%)(?=%)/g, put: '\\' },
  { at: /(?===)|(?<==)(?==)/g, put: '\\' },
  { at: /(?=\^[[\w])/g, put: '\\' },
];

/** A remark has a box without a title of its own, which Obsidian would name after its kind. */
function obsidianCalloutHead({ kind }: Callout): string {
  return `[!${kind ?? 'quote'}]`;
}

/** The heading itself, without the signs that Obsidian leaves out. */
function headingLink(words: readonly PhrasingContent[]): string {
  const heading = plainText(words)
    .replaceAll(/[#^|:\\]|%%|\[\[|\]\]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return `#${encodeURIComponent(heading)}`;
}
