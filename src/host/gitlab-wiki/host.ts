import { WIKI_CAN } from '../markdown/abilities.ts';
import { writeMarkdown } from '../markdown/markdown-writer.ts';
import type { Host } from '../host.ts';
import { MARKDOWN_MARKING } from '../markdown/markers.ts';
import { IN_GIT_WIKI } from '../places.ts';
import { sidebar } from '../sidebar.ts';
import { GITLAB_MARKS, gitlabAlertHead } from '../markdown/gitlab-marks.ts';
import { hyphenated, inWiki, isWikiAddress, MARKDOWN_PAGES } from '../page-files.ts';

/** A wiki of GitLab: its pictures are files of the wiki itself. */
export const gitlabWikiHost: Host = {
  name: 'gitlab-wiki',
  called: 'GitLab wiki',
  can: { ...WIKI_CAN, callouts: true, footnotes: true, svg: true, contents: true },
  files: ({ title, slug }) => inWiki(`${hyphenated(title)}.md`, { folder: 'images', slug, type: 'svg' }),
  write: (page, context) =>
    writeMarkdown(page, context, { hostMarks: GITLAB_MARKS, calloutHead: gitlabAlertHead, contents: '[[_TOC_]]' }),
  marking: MARKDOWN_MARKING,
  signs: { ...MARKDOWN_PAGES, address: (url) => /gitlab/i.test(url) && isWikiAddress(url) },
  places: { ...IN_GIT_WIKI, lists: sidebar('_sidebar.md') },
};
