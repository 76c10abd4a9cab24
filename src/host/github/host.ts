import { REPOSITORY_CAN } from '../markdown/abilities.ts';
import { EMOJI, MENTION } from '../markdown/host-marks.ts';
import { writeMarkdown } from '../markdown/markdown-writer.ts';
import type { Host } from '../host.ts';
import { MARKDOWN_MARKING } from '../markdown/markers.ts';
import { IN_REPOSITORY } from '../places.ts';
import { nextToPage, MARKDOWN_PAGES } from '../page-files.ts';

/** `brief.md`, as GitHub shows files of a repository. */
export const githubHost: Host = {
  name: 'github',
  called: 'GitHub',
  can: { ...REPOSITORY_CAN, callouts: true, footnotes: true, contents: false, folds: true },
  files: () => nextToPage('brief.md', 'svg'),
  write: (page, context) => writeMarkdown(page, context, { hostMarks: [MENTION, EMOJI] }),
  marking: MARKDOWN_MARKING,
  signs: MARKDOWN_PAGES,
  places: IN_REPOSITORY,
};
