import type { Counted, ProofWords } from '../proof-words.ts';

function of(one: string, more: string): (count: Counted) => string {
  return ({ text, count }) => `${text} ${count === 1 ? one : more}`;
}

const statements = of('Angabe', 'Angaben');

export const GERMAN_PROOF: ProofWords = {
  heads: {
    tested: 'Untereinander geprüft',
    read: 'Am Original geprüft',
    notWitnessed: 'Nicht am Original geprüft',
  },
  tested: ({ tested, statements: all, releases }) =>
    `${tested.text} von ${statements(all)} der ${releases.count === 1 ? '' : `${releases.text} `}hier verwendeten Veröffentlichung${releases.count === 1 ? '' : 'en'} stehen in mindestens einer Prüfung.`,
  read({ found, statements: all, releases, publisher, doubted, rest, kinds, unread }) {
    const isOne = releases.count === 1;
    const whose =
      publisher === undefined ? `aus ${releases.text} Veröffentlichungen` : `aus der Veröffentlichung (${publisher})`;
    const heads = doubted ? `, davon ${doubted.text} unter Tabellenköpfen, die nicht eindeutig sind` : '';
    const read = `${found.text} von ${statements(all)} ${whose} wurden im Original wiedergefunden${heads}.`;
    const where = isOne ? 'im Text' : 'in den Texten';
    const others = rest
      ? ` Nicht übernommen ${rest.count === 1 ? 'ist' : 'sind'} ${of('weitere Zahl', 'weitere Zahlen')(rest)} ${where}: ${kinds.join(', ')}.`
      : '';
    const left = unread
      ? ` ${of('Wert', 'Werte')(unread)} ${where} ${unread.count === 1 ? 'ist' : 'sind'} nicht erfasst.`
      : '';
    return read + others + left;
  },
  notWitnessed: ({ statements: all, releases, isAll }) =>
    releases.count === 1
      ? `${statements(all)} aus ${isAll ? 'der hier verwendeten' : 'einer weiteren'} Veröffentlichung, deren Text nicht aufbewahrt wird.`
      : `${statements(all)} aus ${isAll ? 'den' : 'den übrigen'} ${releases.text} hier verwendeten Veröffentlichungen, deren Texte nicht aufbewahrt werden.`,
  kinds: {
    periods: of('Zeitangabe', 'Zeitangaben'),
    ordinals: of('Ordnungszahl', 'Ordnungszahlen'),
    ages: of('Altersangabe', 'Altersangaben'),
    plans: ({ text }) => `${text} in Titeln von Plänen`,
    numbering: of('Gliederungsnummer', 'Gliederungsnummern'),
    names: ({ text }) => `${text} in Namen`,
    telephone: ({ text }) => `${text} in Telefonnummern`,
    page: ({ text }) => `${text} der Seite um den Text`,
    tables: ({ text }) => `${text} in Tabellen, aus denen keine Angabe stammt`,
    leftOut: ({ text }) => `${text} mit Begründung ausgelassen`,
  },
  retrieved: (date) => `abgerufen am ${date}`,
};
