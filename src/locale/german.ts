import { GERMAN_COMPARISONS } from './german-comparisons.ts';
import { GERMAN_NOTICE } from './german-notice.ts';
import { GERMAN_PROVENANCE } from './german-provenance.ts';
import { GERMAN_READING } from './german-reading.ts';
import { GERMAN_UNITS } from './german-units.ts';
import type { Locale } from './locale.ts';
import { formsOf, pluralsOf, singularsOf, wordsOnly } from './unit-forms.ts';
import { type DateParts, endsOf, datePartsOf, listed } from './word-forms.ts';

const MONTHS = 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember'.split(' ');
const DAYS = 'Sonntag Montag Dienstag Mittwoch Donnerstag Freitag Samstag'.split(' ');
const ORDINALS = ['', ...'zweit dritt viert fünft sechst siebt acht neunt zehnt'.split(' ')];

export const german: Locale = {
  id: 'de',

  // Groups of digits as the Federal Statistical Office prints them, and DIN 1333 has it: with a space, since a point is a
  // decimal sign to many readers. The narrow one (U+202F) keeps a number together and tells its own spaces from that
  // before its unit. DIN 5008: there is a space before the per cent sign.
  numbers: { decimal: ',', group: '\u202F', percent: '\u00A0%' },
  units: {
    atoms: {
      g: 'Gramm',
      kg: 'Kilogramm',
      t: 'Tonnen',
      kt: 'Tausend Tonnen',
      Mt: 'Millionen Tonnen',
      CNY: 'Yuan',
      USD: 'US-Dollar',
      EUR: 'Euro',
      kWh: 'Kilowattstunden',
      MWh: 'Megawattstunden',
      GWh: 'Gigawattstunden',
      TWh: 'Terawattstunden',
      '%': '%',
      pp: 'Prozentpunkte',
      count: '',
      year: '',
      ...pluralsOf(GERMAN_UNITS),
    },
    scales: { 3: 'Tausend', 6: 'Millionen', 9: 'Milliarden', 12: 'Billionen' },
    space: ' ',
    quotient: ' je ',
    per: {
      t: 'Tonne',
      year: 'Jahr',
      kt: 'tausend Tonnen',
      Mt: 'Million Tonnen',
      kWh: 'Kilowattstunde',
      MWh: 'Megawattstunde',
      GWh: 'Gigawattstunde',
      TWh: 'Terawattstunde',
      ...singularsOf(GERMAN_UNITS),
    },
  },
  shortUnits: {
    atoms: {
      kt: 'Tsd.\u00A0t',
      Mt: 'Mio.\u00A0t',
      pp: '%-Punkte',
      count: '',
      ...pluralsOf(wordsOnly(GERMAN_UNITS)),
    },
    scales: { 3: 'Tsd.', 6: 'Mio.', 9: 'Mrd.', 12: 'Bill.' },
    space: '\u00A0',
    quotient: '/',
    per: { kt: 'kt', Mt: 'Mt', ...singularsOf(wordsOnly(GERMAN_UNITS)) },
  },
  years: (isOne) => (isOne ? 'Jahr' : 'Jahre'),
  singular: {
    Tonnen: 'Tonne',
    Millionen: 'Million',
    Milliarden: 'Milliarde',
    Billionen: 'Billion',
    Kilowattstunden: 'Kilowattstunde',
    Megawattstunden: 'Megawattstunde',
    Gigawattstunden: 'Gigawattstunde',
    Terawattstunden: 'Terawattstunde',
    Prozentpunkte: 'Prozentpunkt',
    '%-Punkte': '%-Punkt',
    ...formsOf(GERMAN_UNITS),
  },
  steps: [],
  qualifier: {
    over: (number) => `über ${number}`,
    under: (number) => `unter ${number}`,
    about: (number) => `rund ${number}`,
    'slightly over': (number) => `knapp über ${number}`,
    'slightly under': (number) => `knapp unter ${number}`,
  },
  range: (low, high) => `${low} bis ${high}`,

  period: periodText,
  date: (date) => dateText(datePartsOf(date)),
  calendar: {
    dateTime: '%A, %-d. %B %Y, %X',
    date: '%d.%m.%Y',
    time: '%H:%M:%S',
    periods: ['AM', 'PM'],
    days: DAYS,
    shortDays: DAYS.map((day) => day.slice(0, 2)),
    months: MONTHS,
    shortMonths: 'Jan Feb März Apr Mai Juni Juli Aug Sep Okt Nov Dez'.split(' '),
  },

  counts: 'null ein zwei drei vier fünf sechs sieben acht neun zehn'.split(' '),
  list: (items) => listed(items, [', ', ' und '], ['; ', ' sowie ']),
  separator: '; ',
  stop: '. ',
  colon: ': ',
  comma: ', ',
  open: ' (',
  close: ')',
  quotation: (text) => `„${text}“`,
  gapBefore: () => ' ',
  // Nouns keep their capital.
  inSentence: (label) => label,
  // DIN 5007, for words: ä as a, ß as ss.
  sortKey: (text) => text.replaceAll(/[ÄÖÜäöü]/g, (vowel) => vowel.normalize('NFD').charAt(0)).replaceAll('ß', 'ss'),

  exhibit: { chart: 'Abbildung', table: 'Tabelle' },
  continued: (name) => `${name} (Fortsetzung)`,
  contents: 'Inhalt',
  onPage: ['Seite ', ''],
  annex: 'Anhang',
  margin: {
    corrected: 'Berichtigt.',
    derived: 'Hier berechnet.',
    estimated: 'Geschätzt.',
    forecast: 'Prognose.',
    disputed: 'Umstritten.',
  },
  alert: { note: 'Hinweis', tip: 'Tipp', important: 'Wichtig', warning: 'Warnung', caution: 'Vorsicht' },
  draft: {
    name: 'Entwurf',
    sound: 'Dies ist ein Entwurf und nicht zur Veröffentlichung bestimmt. Die Prüfung bezweifelt keine seiner Zahlen.',
    doubted: (mark) =>
      `Dies ist ein Entwurf und nicht zur Veröffentlichung bestimmt: Veröffentlichte Zahlen widersprechen einander. Zweifelhafte sind mit\u00A0${mark} gekennzeichnet.`,
    contradicts: 'Im Widerspruch zu',
    more: (count) => `Und ${count} weitere, die assay check nennt.`,
  },
  footnotes: 'Fußnoten',
  nextEdition: (date) => `Nächste Ausgabe voraussichtlich: ${date}`,
  sources: {
    title: (count) => (count === 1 ? 'Quelle' : 'Quellen'),
    number: (number) => `Quelle ${number}`,
    back: 'zurück zum Text',
    announced: (announced, published) => `bekannt gegeben am ${announced}, veröffentlicht am ${published}`,
  },
  attached: {
    observations: 'Alle veröffentlichten Zahlen des Datensatzes, im Original und berichtigt',
    brief: 'Alle Zahlen dieses Dokuments und ihre Herkunft',
    corrections: 'Berichtigte Zahlen der Veröffentlichung und was den Ausschlag gab',
  },
  wiki: {
    edition: (id, published) => `Ausgabe ${id}, Daten vom ${published}`,
    editions: 'Ausgaben',
    files: 'Dateien',
    data: 'Daten (CSV)',
  },
  missing: { x: 'nicht verfügbar', z: 'nicht anwendbar' },
  aboutUnchanged: 'nahezu unverändert',
  drawn: {
    hollow: 'hohl',
    broken: 'gestrichelter Umriss',
    derived: 'berechnet',
    dotted: 'gepunktet: keine Zahlen',
    bound: { low: 'hohler Punkt: untere Grenze', high: 'hohler Punkt: obere Grenze' },
    expected: { low: 'hohler Punkt: erwartete untere Grenze', high: 'hohler Punkt: erwartete obere Grenze' },
    limits: { floor: 'eine untere Grenze', ceiling: 'eine obere Grenze' },
    scales: {
      own: 'jedes Feld mit eigener Skala',
      cut: 'Skala beginnt nicht bei null',
      part: 'nicht alle Werte sind gezeigt',
    },
    inYear: (name, year) => `${name} (${year})`,
  },
  flag: {
    contradicted: 'im Widerspruch zu anderen Zahlen',
    corrected: 'berichtigt',
    derived: 'hier berechnet, nicht veröffentlicht',
    estimated: 'geschätzt',
    forecast: 'Prognose',
    provisional: 'vorläufig',
    revised: 'seit der ersten Veröffentlichung revidiert',
    break: 'Bruch in der Zeitreihe',
    low_reliability: 'Aussagewert eingeschränkt',
  },

  verb: {
    singular: { up: 'stieg', down: 'sank', flat: 'blieb unverändert' },
    plural: { up: 'stiegen', down: 'sanken', flat: 'blieben unverändert' },
  },
  verbLink: ' um',
  noun: { up: 'ein Anstieg um', down: 'ein Rückgang um', flat: 'keine Veränderung' },
  // With the ending that follows an article: die zweitgrößte Route.
  rank: {
    largest: ORDINALS.map((ordinal) => `${ordinal}größte`),
    smallest: ORDINALS.map((ordinal) => `${ordinal}kleinste`),
  },
  // Nouns, which agree with a label in the singular and in the plural.
  beyondLimit: (label) => `${label}: wie gedruckt jenseits der Grenze, berichtigt innerhalb`,
  course: {
    up: (first, last) => `Anstieg von ${first} auf ${last}`,
    down: (first, last) => `Rückgang von ${first} auf ${last}`,
    open: (first, last) => `von ${first} auf ${last}`,
  },

  comparison: GERMAN_COMPARISONS,
  notice: GERMAN_NOTICE,
  measure: {
    name: {
      growth: 'Veränderung gegenüber dem Vorjahreszeitraum',
      change: 'absolute Veränderung gegenüber dem Vorjahreszeitraum',
      ratio: 'Verhältnis zum Vorjahreszeitraum',
      cagr: 'durchschnittliche jährliche Veränderung',
      share: 'Anteil',
      difference: 'Differenz',
      lower: 'untere Grenze des Konfidenzintervalls',
      upper: 'obere Grenze des Konfidenzintervalls',
      margin: 'Fehlerspanne',
      claim: 'Aussage',
    },
    changeFrom: (base) => `Veränderung gegenüber ${dative(base)}`,
    changeOfRelease: 'Veränderung gegenüber einer früheren Veröffentlichung',
    ratioTo: (base) => `Verhältnis zu ${dative(base)}`,
    averageSince: (base) => `durchschnittliche jährliche Veränderung seit ${dative(base)}`,
    // Between quotation marks a label keeps its case.
    comparedWith: {
      share: (whole) => `Anteil an „${whole}“`,
      difference: (other) => `Differenz zu „${other}“`,
    },
  },
  provenance: GERMAN_PROVENANCE,
  reading: GERMAN_READING,
  chart: {
    others: 'andere',
    ends: 'Von jeder Reihe sind der erste und der letzte Wert genannt',
    gap: (periods) => `Lücke in der Linie, keine Angabe: ${periods}`,
    events: 'Ereignisse',
    extremes: (highest, lowest) => `Höchster Wert: ${highest}; niedrigster Wert: ${lowest}`,
  },
};

/** `Januar bis Oktober 2025`, `1. bis 3. Quartal 2025`: what both ends share is said once. */
function periodText({ text }: { readonly text: string }): string {
  const [from, to] = endsOf(text);
  if (!to) return dateText(from);
  if (from.year !== to.year) return `${dateText(from)} bis ${dateText(to)}`;
  const isAlike = from.letter === to.letter && /[SQ]/.test(from.letter);
  return `${isAlike ? `${from.part}.` : withinYear(from)} bis ${dateText(to)}`;
}

/** `2025`, `Oktober 2025`, `4. Februar 2026`, `1. Halbjahr 2025`: with digits, which need no ending. */
function dateText(parts: DateParts): string {
  if (!parts.part) return parts.year;
  return `${withinYear(parts)}${parts.day ? '\u00A0' : ' '}${parts.year}`;
}

function withinYear({ letter, part, day }: DateParts): string {
  if (letter === 'S') return `${part}.\u00A0Halbjahr`;
  if (letter === 'Q') return `${part}.\u00A0Quartal`;
  return `${day ? `${day}.\u00A0` : ''}${MONTHS[part - 1]}`;
}

/** A period after a preposition: what begins with an ordinal number needs an article, a year or month does not. */
function dative(period: string): string {
  return /^\d+\./.test(period) ? `dem ${period}` : period;
}
