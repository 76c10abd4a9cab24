import { WIKI_CAN } from '../markdown/abilities.ts';
import { EMOJI, MENTION, WIKI_LINK } from '../markdown/host-marks.ts';
import { writeMarkdown } from '../markdown/markdown-writer.ts';
import type { Host } from '../host.ts';
import { MARKDOWN_MARKING } from '../markdown/markers.ts';
import { IN_GIT_WIKI } from '../places.ts';
import { sidebar } from '../sidebar.ts';
import { hyphenated, inWiki, isWikiAddress, MARKDOWN_PAGES } from '../page-files.ts';
import type { Picture } from '../page.ts';

/** A wiki of GitHub: Markdown like that of repositories, but without footnotes, and SVG is not among its pictures. */
export const githubWikiHost: Host = {
  name: 'github-wiki',
  called: 'GitHub wiki',
  can: { ...WIKI_CAN, callouts: true, footnotes: false, svg: false, contents: false },
  files: ({ title, slug }) => inWiki(`${hyphenated(title)}.md`, { folder: 'images', slug, type: 'png' }),
  write: (page, context) =>
    writeMarkdown(page, context, { hostMarks: [MENTION, EMOJI, WIKI_LINK], picture: imageElement }),
  marking: MARKDOWN_MARKING,
  signs: {
    ...MARKDOWN_PAGES,
    address: (url) => !/gitlab/i.test(url) && isWikiAddress(url),
    pictures: { nearest: '.git' },
  },
  places: {
    ...IN_GIT_WIKI,
    belowFault: () => 'wikis of GitHub have no folders',
    lists: sidebar('_Sidebar.md'),
  },
};

/** A picture as an HTML element, because Markdown has no place for its width. */
function imageElement({ alt, width }: Picture, url: string): string {
  const words = alt.replaceAll(/[&"<>|\n]/g, (character) => `&#${character.charCodeAt(0)};`);
  return `<img src="${url}" alt="${words}" width="${Math.round(width)}">`;
}
