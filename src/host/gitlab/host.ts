import { COMMENT, EMOJI, type HostMark, QUICK_ACTION, WIKI_LINK } from '../markdown/host-marks.ts';
import { writeMarkdown } from '../markdown/markdown-writer.ts';
import type { Flavour } from '../host.ts';
import type { Callout } from '../page.ts';
import { besidePage } from '../page-files.ts';

/** A repository of GitLab. */
export const gitlabFlavour: Flavour = {
  name: 'gitlab',
  host: 'GitLab',
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
    folds: true,
    files: true,
  },
  files: () => besidePage('brief.md', 'svg'),
  write: (page, context) =>
    writeMarkdown(page, context, { hostMarks: GITLAB_MARKS, calloutHead: gitlabAlertHead, contents: '[[_TOC_]]' }),
};

/** GitLab reads these as names of people, issues, labels and so on, and honours a backslash before them. */
const REFERENCE: HostMark = { at: /(?<!\w)(?=[@#!$%&~^*]\w)/g, put: '\\' };

/** `{+ added +}` and `[- removed -]`. */
const INLINE_DIFF: HostMark = { at: /(?<=[{[])(?=[+-])/g, put: COMMENT };

/** What GitLab acts on. */
export const GITLAB_MARKS: readonly HostMark[] = [REFERENCE, INLINE_DIFF, EMOJI, WIKI_LINK, QUICK_ACTION];

export function gitlabAlertHead({ kind = 'note' }: Callout): string {
  return `[!${kind}]`;
}
