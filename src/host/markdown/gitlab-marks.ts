import type { Callout } from '../page.ts';
import { COMMENT, EMOJI, type HostMark, QUICK_ACTION, WIKI_LINK } from './host-marks.ts';

/** GitLab reads these as names of people, issues, labels and so on, and honours a backslash before them. */
const REFERENCE: HostMark = { at: /(?<!\w)(?=[@#!$%&~^*]\w)/g, put: '\\' };

/** `{+ added +}` and `[- removed -]`. */
const INLINE_DIFF: HostMark = { at: /(?<=[{[])(?=[+-])/g, put: COMMENT };

/** What GitLab acts on. */
export const GITLAB_MARKS: readonly HostMark[] = [REFERENCE, INLINE_DIFF, EMOJI, WIKI_LINK, QUICK_ACTION];

/** The first line of a box in GitLab. */
export function gitlabAlertHead({ kind = 'note' }: Callout): string {
  return `[!${kind}]`;
}
