/**
 * The kinds of slips that a source may make, whose cost a dataset may set: a wrong power of ten; a minus lost or gained;
 * two digits that change places; a ratio printed as an increase; points printed as per cent; two rows, two columns, or a
 * level and its growth that change places; one wrong unit for a column; another period's figure; anything else.
 */
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
  'sign',
  'digits',
  'ratio',
  'points',
  'rows',
  'shift',
  'columns',
  'level_growth',
  'unit',
  'period',
  'worked_out',
  'unknown',
] as const;

/** A kind of slip. */
export type SlipKind = (typeof SLIP_KINDS)[number];
