import type { Text } from 'mdast';
import { toMarkdown, type Unsafe } from 'mdast-util-to-markdown';
import {
  BARE_LINK,
  COMMENT,
  EMOJI,
  type HostMark,
  LIQUID,
  MENTION,
  QUICK_ACTION,
  withHostMarks,
} from '../../host/markdown/host-marks.ts';

/** Characters of marks that GitHub and GitLab read besides those of CommonMark: struck words and formulas. */
const UNSAFE: Unsafe[] = [
  { character: '~', inConstruct: 'phrasing' },
  { character: '$', inConstruct: 'phrasing' },
];

/** `#12`, `!12`, `&12`: what hosts link to one of their pages. */
const REFERENCE: HostMark = { at: /(?<=[#!&])(?=\d)/g, put: COMMENT };

/** Text of the data as text, with no more escapes than Markdown needs. */
export function escaped(text: string): string {
  return withHostMarks({ type: 'text', value: text.replaceAll(/\s+/g, ' ') }, [LIQUID], escapedNode);
}

/** The same for a comment on a host, which names nobody, links to nothing and asks for nothing. */
export function escapedForHost(text: string): string {
  const node: Text = { type: 'text', value: text.replaceAll(/\s+/g, ' ') };
  return withHostMarks(node, [LIQUID, MENTION, EMOJI, REFERENCE, BARE_LINK, QUICK_ACTION], escapedNode);
}

function escapedNode(node: Text): string {
  const written = toMarkdown({ type: 'paragraph', children: [node] }, { unsafe: UNSAFE }).replace(/\n$/, '');
  return written
    .replaceAll(/&#x20;/g, ' ')
    .replaceAll(/(?<=[\p{L}\p{N}])\\_(?=[\p{L}\p{N}])/gu, '_')
    .replaceAll(/(?<!^|\])\\\[(?=[^[\]\\]*\](?![([:]))/g, '[');
}

/** Code in a fence that is longer than those in it. */
export function code(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  const fence = '`'.repeat(Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  return fence.length === 1 ? `\`${line}\`` : `${fence} ${line} ${fence}`;
}
