import { EMOJI, MENTION } from '../markdown/host-marks.ts';
import { writeMarkdown } from '../markdown/markdown-writer.ts';
import type { Flavour } from '../host.ts';
import { besidePage } from '../page-files.ts';

/** `brief.md`, as GitHub shows files of a repository. */
export const githubFlavour: Flavour = {
  name: 'github',
  host: 'GitHub',
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
    contents: false,
    folds: true,
    files: true,
  },
  files: () => besidePage('brief.md', 'svg'),
  write: (page, context) => writeMarkdown(page, context, { hostMarks: [MENTION, EMOJI] }),
};
