import type { TableWords } from '../table-words.ts';

export const GERMAN_TABLES: TableWords = {
  lines: {
    total: 'insgesamt|gesamt\\p{L}*|zusammen|summe',
    subtotal: 'zwischensumme',
    rate: 'prozent|anteil|quote|durchschnitt|veränderung|wachstum',
    workedOut: 'ertrag|preise?|je|pro|dichte',
    change: 'veränderung|wachstum|zunahme',
    part: 'darunter|davon',
    including: 'einschließlich|einschl',
    signed: 'saldo|veränderung|gewinn|verlust',
    balance: 'saldo|überschuss|differenz',
    opening: 'anfangs?\\p{L}*',
    closing: 'end\\p{L}*|schluss\\p{L}*',
  },
  table: 'tabelle|tab\\.',
  figures: 'werte?|betrag',
  nil: 'nichts vorhanden|genau null',
  missing: 'unbekannt|kein\\p{L}*|nicht|gesperrt',
};
