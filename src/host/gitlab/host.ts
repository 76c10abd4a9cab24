import { REPOSITORY_CAN } from '../markdown/abilities.ts';
import { GITLAB_MARKS, gitlabAlertHead } from '../markdown/gitlab-marks.ts';
import { writeMarkdown } from '../markdown/markdown-writer.ts';
import type { Host } from '../host.ts';
import { MARKDOWN_MARKING } from '../markdown/markers.ts';
import { IN_REPOSITORY } from '../places.ts';
import { nextToPage, isWikiAddress, MARKDOWN_PAGES } from '../page-files.ts';

/** A repository of GitLab. */
export const gitlabHost: Host = {
  name: 'gitlab',
  called: 'GitLab',
  can: { ...REPOSITORY_CAN, callouts: true, footnotes: true, contents: true, folds: true },
  files: () => nextToPage('brief.md', 'svg'),
  write: (page, context) =>
    writeMarkdown(page, context, { hostMarks: GITLAB_MARKS, calloutHead: gitlabAlertHead, contents: '[[_TOC_]]' }),
  marking: MARKDOWN_MARKING,
  signs: { ...MARKDOWN_PAGES, address: (url) => /gitlab/i.test(url) && !isWikiAddress(url) },
  places: IN_REPOSITORY,
};
