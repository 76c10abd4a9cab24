import { writeMarkdown } from '../markdown/markdown-writer.ts';
import { tableAsHtml } from '../markdown/table-as-html.ts';
import type { Flavour } from '../host.ts';
import { besidePage } from '../page-files.ts';

/** Markdown without any extension: it has no tables, so tables are HTML. */
export const commonmarkFlavour: Flavour = {
  name: 'commonmark',
  host: 'CommonMark',
  can: {
    captions: true,
    spans: true,
    rowHeads: true,
    callouts: false,
    notes: false,
    footnotes: false,
    svg: true,
    dark: true,
    anchors: true,
    places: true,
    contents: false,
    folds: false,
    files: true,
  },
  files: () => besidePage('brief.md', 'svg'),
  write: (page, context) => writeMarkdown(page, context, { table: tableAsHtml, struckByElement: true }),
};
