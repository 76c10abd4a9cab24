import type { NoticeWords } from './notice-words.ts';

/** Words of a correction notice in German. */
export const GERMAN_NOTICE: NoticeWords = {
  title: (brief) => `Korrektur: ${brief}`,
  corrects: (date, previous) =>
    previous === undefined
      ? `Diese Fassung (Stand: ${date}) berichtigt eine frühere.`
      : `Diese Fassung (Stand: ${date}) berichtigt die frühere (Stand: ${previous}).`,
  said: {
    changed: 'Was die frühere besagte, hat sich geändert.',
    stands: 'Was die frühere besagte, gilt weiter: Nur Zahlen ändern sich.',
  },
  heads: { corrected: 'Berichtigt', revised: 'Von der Quelle revidiert', texts: 'Was anders lautet' },
  inPlaceOf: (now, before) => `${now} statt ${before}.`,
  printedIn: (places) => `Gedruckt in: ${places}.`,
  evidence: (evidence) => `Belegt durch: ${evidence}.`,
  arithmetic: 'die Rechnung mit den übrigen Zahlen',
  mistyped: 'Die Quelle druckte von Anfang an diese Zahl: Sie war hier falsch abgeschrieben.',
  reason: (reason) => `Grund: ${reason}`,
  material: 'Wesentlich.',
  what: { direction: 'Richtung', rank: 'Rang', assertion: 'Aussage', headline: 'Schlagzeile' },
  absent: { before: 'neu', now: 'entfällt' },
};
