/** The flavours that a brief can be printed in. The first is `brief.md`, which is always printed. */
export const FLAVOUR_NAMES = [
  'github',
  'github-wiki',
  'gitlab',
  'gitlab-wiki',
  'azure-wiki',
  'confluence',
  'mediawiki',
  'dokuwiki',
  'obsidian',
  'mdx',
  'commonmark',
] as const;

/** The flavour of `brief.md`. */
export const BRIEF_FLAVOUR = FLAVOUR_NAMES[0];

export type FlavourName = (typeof FLAVOUR_NAMES)[number];
