import { REPOSITORY_CAN } from '../markdown/abilities.ts';
import { writeMarkdown } from '../markdown/markdown-writer.ts';
import { tableAsHtml } from '../markdown/table-as-html.ts';
import type { Host } from '../host.ts';
import { MARKDOWN_MARKING } from '../markdown/markers.ts';
import { IN_REPOSITORY } from '../places.ts';
import { nextToPage, MARKDOWN_PAGES } from '../page-files.ts';

/** Markdown without any extension: it has no tables, so tables are HTML. */
export const commonmarkHost: Host = {
  name: 'commonmark',
  called: 'CommonMark',
  can: {
    ...REPOSITORY_CAN,
    captions: true,
    spans: true,
    rowHeads: true,
    callouts: false,
    footnotes: false,
    contents: false,
    folds: false,
  },
  files: () => nextToPage('brief.md', 'svg'),
  write: (page, context) => writeMarkdown(page, context, { table: tableAsHtml, struckByElement: true }),
  marking: MARKDOWN_MARKING,
  signs: MARKDOWN_PAGES,
  places: IN_REPOSITORY,
};
