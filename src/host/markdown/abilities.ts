import type { Abilities } from '../host.ts';

/** What Markdown shows whatever its host adds to it: its tables are plain, and links lead to any place. */
const MARKDOWN_CAN = {
  captions: false,
  spans: false,
  rowHeads: false,
  notes: false,
  anchors: true,
  places: true,
} as const satisfies Partial<Abilities>;

/** What Markdown shows in a repository, in which the files of an edition stand next to it. */
export const REPOSITORY_CAN = { ...MARKDOWN_CAN, svg: true, files: true } as const satisfies Partial<Abilities>;

/** What Markdown shows in a wiki, which has pages and pictures only. */
export const WIKI_CAN = { ...MARKDOWN_CAN, folds: false, files: false } as const satisfies Partial<Abilities>;
