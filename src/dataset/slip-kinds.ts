// `npm run generate` writes this file from `src/assay/slips/kinds.ts`.

/** The names of the kinds of slips, under which a dataset sets their costs. */
export const SLIP_KINDS = [
  '10',
  '10^2',
  '10^3',
  '10^4',
  '10^5',
  '10^6',
  '10^7',
  '10^8',
  '10^9',
  'columns',
  'digits',
  'level_growth',
  'period',
  'points',
  'ratio',
  'rows',
  'shift',
  'sign',
  'unit',
  'unknown',
  'worked_out',
] as const;

/** A kind of slip. */
export type SlipKind = (typeof SLIP_KINDS)[number];
