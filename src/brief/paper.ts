/** Sizes of paper that briefs are printed on, in millimetres. */
export const PAPERS = {
  A4: { width: 210, height: 297 },
  Letter: { width: 215.9, height: 279.4 },
} as const;

/** A size of paper, as brief.yaml names it. */
export type Paper = keyof typeof PAPERS;

/** Names of all sizes. */
export const PAPER_NAMES: readonly Paper[] = ['A4', 'Letter'];
