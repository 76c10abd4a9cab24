import { writeMarkdown } from '../markdown/markdown-writer.ts';
import type { Flavour } from '../host.ts';
import { GITLAB_MARKS, gitlabAlertHead } from '../gitlab/host.ts';
import { hyphenated, inWiki } from '../page-files.ts';

/** A wiki of GitLab: its pictures are files of the wiki itself. */
export const gitlabWikiFlavour: Flavour = {
  name: 'gitlab-wiki',
  host: 'GitLab wiki',
  can: {
    captions: false,
    spans: false,
    rowHeads: false,
    callouts: true,
    notes: false,
    footnotes: true,
    svg: true,
    dark: true,
    anchors: true,
    places: true,
    contents: true,
    folds: false,
    files: false,
  },
  files: ({ title, slug }) => inWiki(`${hyphenated(title)}.md`, { folder: 'images', slug, type: 'svg' }),
  write: (page, context) =>
    writeMarkdown(page, context, { hostMarks: GITLAB_MARKS, calloutHead: gitlabAlertHead, contents: '[[_TOC_]]' }),
};
