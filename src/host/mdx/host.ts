import { REPOSITORY_CAN } from '../markdown/abilities.ts';
import type { Unsafe } from 'mdast-util-to-markdown';
import { type HostMark, WORD_JOINER } from '../markdown/host-marks.ts';
import { writeMarkdown } from '../markdown/markdown-writer.ts';
import type { Host, Marking } from '../host.ts';
import { IN_REPOSITORY } from '../places.ts';
import { nextToPage } from '../page-files.ts';
import { MARKDOWN_MARKING, markdownMarkers } from '../markdown/markers.ts';

/** Regions in MDX, which hides expressions. */
const MARKING: Marking = {
  ...MARKDOWN_MARKING,
  form: { text: (said) => `{/* ${said} */}`, opening: /\{\/\*\s*assay\s+[a-z]+=/ },
  find: (page) => markdownMarkers(page, { open: String.raw`\{\/\*`, close: '*/}', isHtml: false }),
  hidesLine: false,
};

/** Markdown with JSX in it: it has no HTML comments, and braces are code. */
export const mdxHost: Host = {
  name: 'mdx',
  called: 'MDX, as in Docusaurus',
  can: { ...REPOSITORY_CAN, callouts: false, footnotes: true, contents: false, folds: false },
  files: () => nextToPage('brief.mdx', 'svg'),
  write: (page, context) =>
    writeMarkdown(page, context, { hostMarks: [DIRECTIVE], unsafe: UNSAFE, escapesBraces: true }),
  marking: MARKING,
  signs: {
    endings: ['.mdx', '.md'],
    own: ['.mdx'],
    signs: ['docusaurus.config.js', 'docusaurus.config.ts', 'docusaurus.config.mjs'],
  },
  places: { ...IN_REPOSITORY, listFile: 'index' },
};

/** Braces and elements are code, and so is a paragraph that starts with the word of a statement. */
const UNSAFE: readonly Unsafe[] = [
  { character: '{', inConstruct: 'phrasing' },
  { character: '}', inConstruct: 'phrasing' },
  { character: '<', inConstruct: 'phrasing' },
  { atBreak: true, character: '{' },
  { atBreak: true, character: '<' },
  { atBreak: true, character: 'e', after: 'xport ' },
  { atBreak: true, character: 'i', after: 'mport ' },
];

/** Docusaurus reads `:smile:` as an emoji and `:name` as a directive. A word joiner, which nobody sees, prevents both. */
const DIRECTIVE: HostMark = { at: /(?<=:)(?=[\w+:-])/g, put: WORD_JOINER };
