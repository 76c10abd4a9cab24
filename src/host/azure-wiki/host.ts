import { WIKI_CAN } from '../markdown/abilities.ts';
import { EMOJI, type HostMark, WIKI_LINK } from '../markdown/host-marks.ts';
import { writeMarkdown } from '../markdown/markdown-writer.ts';
import type { Host } from '../host.ts';
import { MARKDOWN_MARKING } from '../markdown/markers.ts';
import { inFolder, withoutEnding } from '../places.ts';
import { PAGE_ORDER } from './page-order.ts';
import type { Picture } from '../page.ts';
import { inWiki, MARKDOWN_PAGES, withoutCharacters } from '../page-files.ts';

/** A wiki of Azure DevOps: its pictures lie in `.attachments`, and it shows no SVG. */
export const azureWikiHost: Host = {
  name: 'azure-wiki',
  called: 'Azure DevOps wiki',
  can: { ...WIKI_CAN, callouts: false, footnotes: false, svg: false, contents: true },
  files: ({ title, slug }) => {
    const names = { folder: '.attachments', prefix: '/.attachments', slug, type: 'png' } as const;
    return inWiki(`${pageName(title, slug)}.md`, names);
  },
  write: (page, context) =>
    writeMarkdown(page, context, {
      hostMarks: [WORK_ITEM, EMOJI, WIKI_LINK],
      contents: '[[_TOC_]]',
      picture: sizedImage,
    }),
  marking: MARKDOWN_MARKING,
  signs: {
    ...MARKDOWN_PAGES,
    signs: ['.attachments', '.order'],
    top: ['.attachments'],
    pictures: { nearest: '.attachments', topmost: '.order' },
  },
  places: {
    showsTitle: true,
    // a page stands below another if it lies in a folder of that name
    path: (page, place) =>
      place.above === undefined ? inFolder(page, place) : `${place.above.replace(/\.md$/, '')}/${page}`,
    link: (_, to) => `/${withoutEnding(to)}`,
    lists: PAGE_ORDER,
  },
};

/** `#123` becomes a link to a work item, and `!123` one to a pull request. */
const WORK_ITEM: HostMark = { at: /(?=[#!]\d)/g, put: '\\' };

/** Longest name of a page: the path to it may have 235 characters. */
const LONGEST = 180;

/** In the name of a page a hyphen stands for a space, and some characters are encoded. */
function pageName(title: string, slug: string): string {
  const encoded = withoutCharacters(title, /[/\\#]/g)
    .replaceAll(/[-:<>*?|"]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll(' ', '-');
  return encoded.length > LONGEST ? slug.replaceAll('-', '%2D') : encoded;
}

/** `![words](/.attachments/a.png =600x)` */
function sizedImage({ width }: Picture, _url: string, image: string): string {
  return `${image.slice(0, -1)} =${Math.round(width)}x)`;
}
