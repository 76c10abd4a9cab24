import { EMOJI, MENTION, WIKI_LINK } from '../markdown/host-marks.ts';
import { imageElement } from '../markdown/image-element.ts';
import { writeMarkdown } from '../markdown/markdown-writer.ts';
import type { Flavour } from '../host.ts';
import { hyphenated, inWiki } from '../page-files.ts';

/** A wiki of GitHub: Markdown like that of repositories, but without footnotes, and SVG is not among its pictures. */
export const githubWikiFlavour: Flavour = {
  name: 'github-wiki',
  host: 'GitHub wiki',
  can: {
    captions: false,
    spans: false,
    rowHeads: false,
    callouts: true,
    notes: false,
    footnotes: false,
    svg: false,
    dark: false,
    anchors: true,
    places: true,
    contents: false,
    folds: false,
    files: false,
  },
  files: ({ title, slug }) => inWiki(`${hyphenated(title)}.md`, { folder: 'images', slug, type: 'png' }),
  write: (page, context) =>
    writeMarkdown(page, context, { hostMarks: [MENTION, EMOJI, WIKI_LINK], picture: imageElement }),
};
