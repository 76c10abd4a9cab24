import type { NoticeWords } from './notice-words.ts';

/** Words of a correction notice in English. */
export const ENGLISH_NOTICE: NoticeWords = {
  title: (brief) => `Correction: ${brief}`,
  corrects: (date, previous) =>
    previous === undefined
      ? `This print, as of ${date}, corrects an earlier one.`
      : `This print, as of ${date}, corrects that as of ${previous}.`,
  said: { changed: 'What it said has changed.', stands: 'What it said stands: only figures change.' },
  heads: { corrected: 'Corrected', revised: 'Revised by the source', texts: 'What reads otherwise' },
  inPlaceOf: (now, before) => `${now}, not ${before}.`,
  printedIn: (places) => `Printed in: ${places}.`,
  evidence: (evidence) => `Evidence: ${evidence}.`,
  arithmetic: 'the arithmetic of the other figures',
  mistyped: 'The source printed this all along: it was mistyped here.',
  reason: (reason) => `Reason: ${reason}`,
  material: 'Material.',
  what: { direction: 'direction', rank: 'rank', assertion: 'assertion', headline: 'headline' },
  absent: { before: 'new', now: 'removed' },
};
