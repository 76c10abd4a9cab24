import { englishNumbers } from './numbers.ts';
import { ENGLISH_TABLES } from './tables.ts';
import { ENGLISH_WORKBOOK } from './workbook.ts';
import { ENGLISH_COMPARISONS } from './comparisons.ts';
import { ENGLISH_READING } from './reading.ts';
import { ENGLISH_PROOF } from './proof.ts';
import { ENGLISH_WITNESS } from './witness.ts';
import { ENGLISH_UNITS } from './units.ts';
import type { Locale } from '../locale.ts';
import type { NoticeWords } from '../notice-words.ts';
import type { ProvenanceWords } from '../provenance-words.ts';
import { unchanged, wordsOnly } from '../unit-forms.ts';
import { type DateParts, datePartsOf, eachOf, endsOf, listed, withoutCapital, wordsOf } from '../word-forms.ts';

/** Labels of provenance in English. */
const ENGLISH_PROVENANCE: ProvenanceWords = {
  figures: (count) => (count === 1 ? 'Where this figure comes from' : `Where these ${count} figures come from`),
  chartData: 'Data (CSV)',
  chartPicture: 'Picture (SVG)',
  skip: 'Skip to the text',
  noteOn: (figure) => `note on ${figure}`,
  backTo: (figure) => `back to ${figure}`,
  printed: 'Printed',
  printedInTranslation: 'Printed',
  corrected: 'Corrected',
  evidence: 'Supported by',
  arithmetic: 'the arithmetic of the other figures',
  interval: 'Stands for',
  status: 'Status',
  inputs: 'Rests on',
  fromFiguresOf: (period) => `from figures for ${period}`,
  condition: (clause) => `on the condition that ${clause}`,
  relations: 'Tests',
  failed: 'Contradicted by',
  excepted: 'Known disagreement',
  asBefore: 'as told before',
  standings: {
    accused: 'accused: every explanation of the contradictions changes it',
    touched: 'touched: a hard relation contradicts it',
    disputed: 'disputed: only soft relations or another source contradict it',
  },
  breaksRule: (said) => `This breaks a rule: ${said}`,
  count: (relations) => (relations === 1 ? 'one relation' : `${relations} relations`),
  derived: {
    same: (sources) => `${sources} state different figures`,
    agree: (sources) => `${sources} state the same figure`,
    fromGrowth: (said) => `${said} (worked out from growth)`,
    revision: 'a later release states another figure',
    part: 'a part of the period has more than the whole',
    parts: 'what is published of parts of the period says otherwise',
    alike: 'a part of the period has the same level and growth',
    record: 'the figures behind it give another one',
  },
  untested: 'none',
  low: (number, open) => `${open ? 'over' : 'at least'} ${number}`,
  high: (number, open) => `${open ? 'under' : 'at most'} ${number}`,
  anything: 'any number',
  nothing: 'no number',
};

/** Words of a correction notice in English. */
const ENGLISH_NOTICE: NoticeWords = {
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

const MONTHS = wordsOf('January February March April May June July August September October November December');
const DAYS = wordsOf('Sunday Monday Tuesday Wednesday Thursday Friday Saturday');
const QUARTERS = ['first', 'second', 'third', 'fourth'];
const ORDINALS = [
  '',
  ...eachOf(wordsOf('second third fourth fifth sixth seventh eighth ninth tenth'), (word) => `${word} `),
] as const;

export const english: Locale<'en'> = {
  id: 'en',
  isSpaced: true,
  isHan: false,
  unspaced: undefined,

  numbersInWords: englishNumbers,
  numbers: { decimal: '.', group: ',', percent: '%' },
  units: {
    forms: ENGLISH_UNITS,
    scales: unchanged({ 3: 'thousand', 6: 'million', 9: 'billion', 12: 'trillion' }),
    space: ' ',
    quotient: ' per ',
  },
  shortUnits: {
    forms: { count: ['', ''], year: ['year', 'year'], ...wordsOnly(ENGLISH_UNITS) },
    scales: unchanged({ 3: 'thousand', 6: 'million', 9: 'bn', 12: 'tn' }),
    space: ' ',
    quotient: '/',
  },
  years: (isOne) => (isOne ? 'year' : 'years'),
  steps: [],
  qualifier: {
    over: (number) => `over ${number}`,
    under: (number) => `under ${number}`,
    about: (number) => `about ${number}`,
    'slightly over': (number) => `slightly over ${number}`,
    'slightly under': (number) => `slightly under ${number}`,
  },
  range: (low, high) => `${low} to ${high}`,

  period: periodText,
  date: (date) => dateText(datePartsOf(date)),
  calendar: {
    dateTime: '%x, %X',
    date: '%-m/%-d/%Y',
    time: '%-I:%M:%S %p',
    periods: ['AM', 'PM'],
    days: DAYS,
    shortDays: eachOf(DAYS, (day) => day.slice(0, 3)),
    months: MONTHS,
    shortMonths: eachOf(MONTHS, (month) => month.slice(0, 3)),
  },

  counts: wordsOf('zero one two three four five six seven eight nine ten'),
  list: (items) => listed(items, [', ', ' and '], ['; ', '; and ']),
  separator: '; ',
  stop: '. ',
  colon: ': ',
  comma: ', ',
  open: ' (',
  close: ')',
  quotation: (text) => `“${text}”`,
  gapBefore: () => ' ',
  inSentence: withoutCapital,
  sortKey: (text) => text,

  exhibit: { chart: 'Figure', table: 'Table' },
  continued: (name) => `${name}, continued`,
  contents: 'Contents',
  onPage: ['page ', ''],
  annex: 'Annex',
  margin: {
    corrected: 'Corrected.',
    derived: 'Worked out here.',
    estimated: 'Estimated.',
    forecast: 'Forecast.',
    disputed: 'Disputed.',
  },
  alert: { note: 'Note', tip: 'Tip', important: 'Important', warning: 'Warning', caution: 'Caution' },
  footnotes: 'Footnotes',
  draft: {
    name: 'Draft',
    sound: 'This is a draft, not for publication. The tests leave none of its figures in doubt.',
    doubted: (mark) =>
      `This is a draft, not for publication: published figures contradict one another. Those in doubt are marked\u00A0${mark}.`,
    contradicts: 'It contradicts',
    more: (count) => `And ${count} more, which assay check names.`,
  },
  nextEdition: (date) => `Next edition expected: ${date}`,
  sources: {
    title: (count) => (count === 1 ? 'Source' : 'Sources'),
    number: (number) => `source ${number}`,
    back: 'back to the text',
    announced: (announced, published) => `announced on ${announced}, published on ${published}`,
  },
  attached: {
    observations: 'Every published figure of the dataset, as printed and as corrected',
    brief: 'Every number that this document prints, and where it comes from',
    corrections: 'Figures of the release that are corrected, and what decided',
  },
  wiki: {
    edition: (id, published) => `Edition ${id}, data published ${published}`,
    editions: 'Editions',
    files: 'Files',
    data: 'data (CSV)',
  },
  missing: { x: 'not available', z: 'not applicable' },
  aboutUnchanged: 'basically unchanged',
  drawn: {
    hollow: 'hollow',
    broken: 'broken outline',
    dashed: 'broken line',
    derived: 'worked out',
    dotted: 'dotted line: no figures',
    bound: { low: 'hollow dot: a lower bound', high: 'hollow dot: an upper bound' },
    expected: { low: 'hollow dot: an expected lower bound', high: 'hollow dot: an expected upper bound' },
    limits: { floor: 'a lower bound', ceiling: 'an upper bound' },
    scales: {
      own: 'each panel has a scale of its own',
      cut: 'the scale does not begin at zero',
      part: 'not all figures are shown',
    },
    gap: 'broken line: no figure between',
    shared: 'all panels on one scale',
    marks: (tick, dot) => `tick: ${tick}; dot: ${dot}`,
    interval: (confidence) => `bar: ${confidence} interval`,
    range: 'bar: stated range',
    band: (confidence) => `band: ${confidence} interval`,
    tints: 'darker: higher in its row',
    axes: (across, up) => `across: ${across}; up: ${up}`,
    parts: 'shares of the sum of the parts',
    inYear: (name, year) => `${name} (${year})`,
  },
  flag: {
    contradicted: 'contradicted by other figures',
    corrected: 'corrected',
    derived: 'worked out here, not published',
    estimated: 'estimated',
    forecast: 'forecast',
    provisional: 'provisional',
    revised: 'revised since first published',
    break: 'break in the series',
    low_reliability: 'low reliability',
  },

  verb: {
    singular: { up: 'rose', down: 'fell', flat: 'was unchanged' },
    plural: { up: 'rose', down: 'fell', flat: 'were unchanged' },
  },
  verbLink: '',
  noun: { up: 'a rise of', down: 'a fall of', flat: 'no change' },
  rank: {
    largest: eachOf(ORDINALS, (ordinal) => `${ordinal}largest`),
    smallest: eachOf(ORDINALS, (ordinal) => `${ordinal}smallest`),
  },
  beyondLimit: (label) => `${label}: as printed beyond the limit, as corrected within it`,
  course: {
    up: (first, last) => `rose from ${first} to ${last}`,
    down: (first, last) => `fell from ${first} to ${last}`,
    open: (first, last) => `from ${first} to ${last}`,
  },

  comparison: ENGLISH_COMPARISONS,
  notice: ENGLISH_NOTICE,
  measure: {
    name: {
      growth: 'change on a year earlier',
      change: 'absolute change on a year earlier',
      ratio: 'ratio to a year earlier',
      cagr: 'average annual change',
      share: 'share',
      difference: 'difference',
      lower: 'lower end of the confidence interval',
      upper: 'upper end of the confidence interval',
      margin: 'margin of error',
      claim: 'statement',
    },
    changeFrom: (base) => `change from ${base}`,
    changeOfRelease: 'change from an earlier release',
    ratioTo: (base) => `ratio to ${base}`,
    averageSince: (base) => `average annual change since ${base}`,
    comparedWith: {
      share: (whole) => `share of ${whole}`,
      difference: (other) => `difference from ${other}`,
    },
  },
  provenance: ENGLISH_PROVENANCE,
  proof: ENGLISH_PROOF,
  reading: ENGLISH_READING,
  witness: ENGLISH_WITNESS,
  chart: {
    others: 'others',
    ends: 'Of each series the first and the last figure are listed',
    gap: (periods) => `the line breaks, as there is no figure for ${periods}`,
    events: 'Events',
    extremes: (highest, lowest) => `Highest: ${highest}; lowest: ${lowest}`,
  },
  tables: ENGLISH_TABLES,
  workbook: ENGLISH_WORKBOOK,
  project: {
    publisher: 'The editors of this brief',
    source: 'The source of the table',
    whose: 'Whose figures',
    writer: 'Who wrote this brief',
    course: 'The course of the figures',
    sizes: 'The figures by size',
    onYearEarlier: (call) => `{{change ${call} noun=true}} on a year earlier`,
    all: 'All figures',
    name: 'Figure',
    sources: 'Sources',
  },
};

/** `January to October 2025`: the year is said once when both ends share it. */
function periodText({ text }: { readonly text: string }): string {
  const [from, to] = endsOf(text);
  if (!to) return dateText(from);
  return `${from.year === to.year ? withinYear(from) : dateText(from)} to ${dateText(to)}`;
}

/** `2025`, `October 2025`, `4 February 2026`, `first half of 2025`. */
function dateText(parts: DateParts): string {
  if (!parts.part) return parts.year;
  if (parts.day) return `${withinYear(parts)}\u00A0${parts.year}`;
  return `${withinYear(parts)}${/[SQ]/.test(parts.letter) ? ' of' : ''} ${parts.year}`;
}

function withinYear({ letter, part, day }: DateParts): string {
  if (letter === 'S') return `${QUARTERS[part - 1]} half`;
  if (letter === 'Q') return `${QUARTERS[part - 1]} quarter`;
  return `${day ? `${day}\u00A0` : ''}${MONTHS[part - 1]}`;
}
