import { compareText, groupBy } from '../../core/diagnostics/text-order.ts';
import { type Decimal, normalise, roundTo } from '../../core/numbers/decimal.ts';
import { isYearly, MEASURES, statedAddress } from '../../dataset/address.ts';
import { dayOf, type Edition } from '../../dataset/edition.ts';
import { textIn } from '../../dataset/localised.ts';
import { statementsAt } from '../../dataset/lookup.ts';
import { type Measure, type Observation, type Quantity, quantityOf, type Release } from '../../dataset/model.ts';
import { comparePeriods, type Period } from '../../dataset/period.ts';
import { isRevised } from '../../dataset/revisions.ts';
import { statementOrder, statementsOf } from '../../dataset/statements.ts';
import { convert, powerBetween, sameDimension, type Unit } from '../../dataset/unit.ts';
import { unitText } from '../../figure/number-text.ts';
import { correctedText, printedBetween, quotedPrint } from '../../figure/printed-value.ts';
import { conditionOf, subjectOf, thingOf } from '../../figure/subject.ts';
import { type LocaleId, words } from '../../language/locales.ts';
import { withCapital } from '../../language/word-forms.ts';
import type { WorkbookWords } from '../../language/workbook-words.ts';
import type { Cell, Sheet, Workbook } from './workbook/workbook.ts';

/** In which language a workbook is, of what, and as of which day its file is dated. */
interface Making {
  readonly edition: Edition;
  readonly locale: LocaleId;
  readonly said: WorkbookWords;
  readonly notes: NoteList;
}

/**
 * The figures of a dataset as an edition prints them, as a workbook with a cover, a list of contents, notes, sources, and one
 * table on each further sheet; with `addresses` only the figures that have these. `date` stands in its metadata.
 */
export function releaseWorkbook(
  edition: Edition,
  locale: LocaleId,
  date: Date,
  addresses?: ReadonlySet<string>,
): Workbook {
  const { dataset } = edition;
  const making: Making = { edition, locale, said: words(locale).workbook, notes: new NoteList(edition, locale) };
  const tables = figureTables(edition, addresses).map((table, index) => tableSheet(table, index + 1, making));
  const used = new Set(tables.flatMap((table) => table.used));
  const others = [notesSheet(used, making), sourcesSheet(making), ...tables.map(({ sheet }) => sheet)];
  return {
    title: textIn(dataset.title, locale),
    creator: textIn(dataset.publisher, locale),
    language: locale,
    date,
    sheets: [coverSheet(making), contentsSheet(others, making), ...others],
  };
}

function coverSheet({ edition, locale, said }: Making): Sheet {
  const { dataset, release, asOf } = edition;
  const { date, colon } = words(locale);
  const next = release.nextRelease ?? dataset.nextRelease;
  const facts: readonly (readonly [name: string, text: string | undefined])[] = [
    [said.publisher, textIn(dataset.publisher, locale)],
    [said.licence, dataset.licence],
    [said.contact, dataset.contact && textIn(dataset.contact, locale)],
    [said.nextRelease, next && date(next.date)],
  ];
  return {
    name: said.tabs.cover,
    title: textIn(dataset.title, locale),
    lines: [
      said.state(release.title ? textIn(release.title, locale) : release.id, date(asOf)),
      ...facts.flatMap(([name, text]) => (text === undefined || text === '' ? [] : [name + colon + text])),
      said.digits,
    ],
  };
}

function contentsSheet(sheets: readonly Sheet[], { said }: Making): Sheet {
  return {
    name: said.tabs.contents,
    title: said.contents,
    lines: [said.oneTable],
    table: {
      heads: [said.heads.sheet, said.heads.title],
      rows: sheets.map(({ name, title }) => [{ text: name, link: name }, { text: title }]),
      widths: [24, 90],
    },
  };
}

/** The marks first, then the notes by their numbers. */
function notesSheet(used: ReadonlySet<string>, { said, notes, locale }: Making): Sheet {
  const marks = [...used].map((code) => [{ text: `[${codeText(code, locale)}]` }, { text: codeMeaning(code, locale) }]);
  const texts = notes.texts.map((text, index) => [{ text: `[${said.note(index + 1)}]` }, { text }]);
  const rows = [...marks, ...texts];
  return {
    name: said.tabs.notes,
    title: said.notes,
    lines: rows.length > 0 ? [said.oneTable] : [],
    ...(rows.length > 0 && { table: { heads: [said.heads.shorthand, said.heads.meaning], rows, widths: [16, 110] } }),
  };
}

function sourcesSheet({ edition: { dataset, asOf }, said, locale }: Making): Sheet {
  const releases = [...dataset.releases.values()].filter(
    (release) => release.observations.length > 0 && dayOf(release) <= asOf,
  );
  const row = ({ source, title, id, published, url }: Release): Cell[] => [
    { text: textIn(source.publisher, locale) },
    { text: title ? textIn(title, locale) : id },
    { text: words(locale).date(published) },
    { text: url ?? source.url ?? `[${codeText('z', locale)}]` },
  ];
  const { source, title, published, address } = said.heads;
  const isUnlinked = releases.some((release) => (release.url ?? release.source.url) === undefined);
  return {
    name: said.tabs.sources,
    title: said.sources,
    lines: [said.oneTable, ...(isUnlinked ? [shorthandLine(['z'], said, locale)] : [])],
    table: { heads: [source, title, published, address], rows: releases.map(row), widths: [36, 60, 20, 60] },
  };
}

function tableSheet(
  table: FigureTable,
  number: number,
  making: Making,
): { readonly sheet: Sheet; readonly used: readonly string[] } {
  const { locale, said, notes } = making;
  const { period, open, close } = words(locale);
  const used = new Set<string>();
  const noteTexts = table.rows.map((row) => notes.of(row, table, used));
  const cells = table.rows.map((row) => table.periods.map(({ text }) => figureCell(row, text, table, locale)));
  for (const cell of cells.flat()) if ('mark' in cell && cell.mark.startsWith('[')) used.add(cell.mark.slice(1, -1));
  const units = new Set(table.rows.map(({ unit }) => nameOf(unit, locale)));
  const [only = ''] = units.size === 1 ? units : [];
  const hasNotes = noteTexts.some((text) => text !== '');
  const { heads } = said;
  const measure = table.measure === 'level' ? said.level : withCapital(words(locale).measure.name[table.measure]);
  const sheet: Sheet = {
    name: said.tab(number),
    title: said.table(number, said.titled(measure, said.kinds[table.kind])),
    lines: [
      said.oneTable,
      ...(only === '' ? [] : [said.unitOfAll(only)]),
      ...(used.size > 0 ? [shorthandLine([...used], said, locale)] : []),
      ...(hasNotes && noteTexts.includes('') ? [said.emptyNotes] : []),
    ],
    table: {
      heads: [
        heads.figure,
        ...(only === '' ? [heads.unit] : []),
        ...table.periods.map((one) => withCapital(period(one)) + (only === '' ? '' : open + only + close)),
        heads.source,
        ...(hasNotes ? [heads.notes] : []),
      ],
      rows: table.rows.map((row, index) => [
        { text: labelOf(row, making) },
        ...(only === '' ? [{ text: nameOf(row.unit, locale) }] : []),
        ...(cells[index] ?? []),
        { text: sourcesOf(row, making) },
        ...(hasNotes ? [{ text: noteTexts[index] ?? '' }] : []),
      ]),
      widths: [44, ...(only === '' ? [26] : []), ...table.periods.map(() => 18), 34, ...(hasNotes ? [50] : [])],
    },
  };
  return { sheet, used: [...used] };
}

/** What the marks of a table mean. */
function shorthandLine(codes: readonly string[], said: WorkbookWords, locale: LocaleId): string {
  const { colon, separator } = words(locale);
  const marks = codes.map((code) => `[${codeText(code, locale)}] ${codeMeaning(code, locale)}`);
  return said.shorthand + colon + marks.join(separator);
}

/** A figure; a range as a text, which no program takes for a number; or a mark that there is none, or that it stands in the row of another unit. */
function figureCell(
  { figures, unit, about }: FigureRow,
  period: string,
  { rows }: FigureTable,
  locale: LocaleId,
): Cell {
  const figure = figures.get(period);
  if (!figure) {
    const isElsewhere = rows.some((row) => row.figures.has(period) && seriesOf(row.about) === seriesOf(about));
    return { mark: isElsewhere ? '[z]' : '[x]' };
  }
  if ('tie' in figure) return { mark: '[x]' };
  if (figure.ends) return { mark: printedBetween(...figure.ends, unit, { locale, style: 'bare' }).text };
  return { number: figure.number, isGrouped: unit.code !== 'year' };
}

function seriesOf(stated: FigureRow['about']): string {
  const { indicator, base, counterpart } = statedAddress(stated);
  return [indicator, base?.text, counterpart?.text].join('\t');
}

/** The indicator; of a share, difference or change with another base also that. */
function labelOf({ about }: FigureRow, { edition: { dataset }, locale }: Making): string {
  const { measure, base, counterpart } = statedAddress(about);
  const isPlain = measure === 'level' || (isYearly(measure) && !base && counterpart === undefined);
  return isPlain ? textIn(about.indicator.label, locale) : thingOf(about, { dataset, locale });
}

function sourcesOf({ figures }: FigureRow, { locale }: Making): string {
  const names = [...figures.values()]
    .flatMap((figure) => ('tie' in figure ? figure.tie : [figure.stated]))
    .map(({ release: { source } }) => textIn(source.short ?? source.publisher, locale));
  return [...new Set(names)].join(words(locale).separator);
}

/** The name of a unit; plain counts, which have none, are numbers. */
function nameOf(unit: Unit, locale: LocaleId): string {
  return unit.code === 'count' ? words(locale).workbook.number : unitText(unit, locale) || unit.symbol;
}

/** The numbered notes of a workbook, in the order in which they are needed, and the shorthand that it uses. */
class NoteList {
  readonly #numbers = new Map<string, number>();
  readonly #edition: Edition;
  readonly #locale: LocaleId;

  constructor(edition: Edition, locale: LocaleId) {
    this.#edition = edition;
    this.#locale = locale;
  }

  /** The texts of the notes, from the first. */
  get texts(): readonly string[] {
    return [...this.#numbers.keys()];
  }

  /**
   * What the column of notes says about a row: notes on the row, then marks and notes of single figures with their periods, as
   * in `[note 1]; [p] 2024, 2025`. `used` gets the codes of the marks.
   */
  of(row: FigureRow, { periods }: FigureTable, used: Set<string>): string {
    const { period: periodText, comma, separator } = words(this.#locale);
    const all = this.#aboutRow(row).map((text) => this.#mark(text));
    const marked = new Map<string, string[]>();
    for (const period of periods) {
      const figure = row.figures.get(period.text);
      if (!figure) continue;
      const codes = 'tie' in figure ? [] : codesOf(figure.stated, this.#edition);
      for (const code of codes) used.add(code);
      const marks = [
        ...codes.map((code) => bracketed(codeText(code, this.#locale))),
        ...('tie' in figure ? this.#aboutTie(figure.tie) : this.#aboutFigure(figure.stated)).map((text) =>
          this.#mark(text),
        ),
      ];
      for (const mark of marks) marked.set(mark, [...(marked.get(mark) ?? []), periodText(period)]);
    }
    const timed = groupBy([...marked.keys()], (mark) => (marked.get(mark) ?? []).join(comma));
    return [...all, ...[...timed].map(([times, marks]) => `${marks.join(' ')} ${times}`)].join(separator);
  }

  #mark(text: string): string {
    const number = this.#numbers.get(text) ?? this.#numbers.size + 1;
    this.#numbers.set(text, number);
    return bracketed(words(this.#locale).workbook.note(number));
  }

  #aboutRow({ about: { indicator } }: FigureRow): readonly string[] {
    const said = words(this.#locale).workbook;
    const label = textIn(indicator.label, this.#locale);
    const { definition, breaks } = indicator;
    return [
      ...(definition ? [said.definition(label, textIn(definition, this.#locale))] : []),
      ...breaks.map(({ period, reason }) =>
        said.broken(label, words(this.#locale).period(period), textIn(reason, this.#locale)),
      ),
    ];
  }

  #aboutFigure(stated: Observation): readonly string[] {
    const { correction, printed } = stated;
    const said = words(this.#locale).workbook;
    const what = this.#subject(stated);
    const ends = (correction?.quantity ?? printed)?.ends && (correction?.quantity ?? printed)?.text;
    const condition = conditionOf(stated, { dataset: this.#edition.dataset, locale: this.#locale });
    const others = [
      ...(ends === undefined ? [] : [said.range(what, ends)]),
      ...(condition ? [said.condition(what, words(this.#locale).provenance.condition(condition))] : []),
    ];
    if (!correction || !printed) return others;
    const { quotation, list, provenance } = words(this.#locale);
    const { releases } = this.#edition.dataset;
    const evidence = correction.isByArithmetic
      ? provenance.arithmetic
      : list(
          correction.evidence.map((id) =>
            quotation(textIn(releases.get(id)?.title ?? new Map([['', id]]), this.#locale)),
          ),
        );
    const right = correctedText(stated, this.#locale) ?? '';
    return [...others, said.corrected(what, quotedPrint(stated, this.#locale), right, evidence)];
  }

  #aboutTie([first]: readonly Observation[]): readonly string[] {
    return first ? [words(this.#locale).workbook.tied(this.#subject(first))] : [];
  }

  #subject(stated: Observation): string {
    return subjectOf(stated, { dataset: this.#edition.dataset, locale: this.#locale });
  }
}

function bracketed(text: string): string {
  return `[${text}]`;
}

/** Shorthand of figures: letters as statistical offices use them, and a word where no letter is usual. */
const LETTERS: Readonly<Record<string, string>> = {
  provisional: 'p',
  estimated: 'e',
  forecast: 'f',
  break: 'b',
  low_reliability: 'u',
  revised: 'r',
  over: '>',
  under: '<',
  about: '~',
  'slightly over': '>~',
  'slightly under': '<~',
};

/** The marks of a figure. [c] is left to what is confidential. */
function codesOf(stated: Observation, { dataset }: Edition): readonly string[] {
  const qualifier = (stated.correction?.quantity ?? stated.printed)?.qualifier;
  return [
    ...stated.status,
    ...(isRevised(dataset, stated) ? ['revised'] : []),
    ...(stated.correction ? ['corrected'] : []),
    ...(qualifier ? [qualifier] : []),
  ];
}

/** A mark as a table has it, without its brackets. */
function codeText(code: string, locale: LocaleId): string {
  return LETTERS[code] ?? (code === 'corrected' ? words(locale).workbook.correctedMark : code);
}

/** What a mark means. */
function codeMeaning(code: string, locale: LocaleId): string {
  const { flag, missing } = words(locale);
  const meanings: Readonly<Record<string, string>> = { ...flag, ...missing, ...words(locale).workbook.qualifier };
  return meanings[code] ?? code;
}

/** A table of figures of one measure in periods of one kind. */
interface FigureTable {
  readonly measure: Measure;
  readonly kind: Period['kind'];
  /** Oldest first. */
  readonly periods: readonly Period[];
  readonly rows: readonly FigureRow[];
}

/** The figures of one indicator, in one unit. */
interface FigureRow {
  /** One of its statements, which says what the row is about. */
  readonly about: Observation;
  readonly unit: Unit;
  /** By the text of their period. */
  readonly figures: ReadonlyMap<string, TableFigure>;
}

/** A figure, or two that contradict each other and have the same rank. */
type TableFigure =
  | {
      readonly stated: Observation;
      readonly quantity: Quantity;
      readonly number: Decimal;
      /** Of a range, in place of its number. */
      readonly ends?: readonly [low: Decimal, high: Decimal] | undefined;
    }
  | { readonly tie: readonly Observation[] };

/** The order of the kinds of periods. */
const KINDS: readonly Period['kind'][] = ['year', 'split year', 'half', 'quarter', 'month', 'day', 'span'];

/**
 * The figures that an edition prints, each in the unit of its indicator where that is a power of ten of the printed one, so
 * that no digit is lost or gained; with `addresses` the rows and periods of those that have these, with all figures in
 * them: one that is left out would look as if there were none.
 */
function figureTables(edition: Edition, addresses?: ReadonlySet<string>): readonly FigureTable[] {
  const order = statementOrder(edition.dataset);
  const best = [...statementsOf(edition.dataset).byAddress.keys()]
    .map((address) => statementsAt(edition, address))
    .filter(([first]) => first && first.measure !== 'claim' && quantityOf(first) !== undefined)
    .sort(([a], [b]) => (a && b ? order(a, b) : 0));
  const tables = groupBy(best, ([first]) => (first ? place(first) : ''));
  return [...tables]
    .sort(([a], [b]) => compareText(a, b))
    .map(([, statements]) => (addresses ? asked(statements, addresses) : statements))
    .filter((statements) => statements.length > 0)
    .map(tableOf);
}

/** The statements of a table in the rows and periods of those that are asked for. */
function asked(
  statements: readonly (readonly Observation[])[],
  addresses: ReadonlySet<string>,
): (readonly Observation[])[] {
  const firsts = statements.flatMap(([first]) => (first && addresses.has(first.address) ? [first] : []));
  const [rows, periods] = [new Set(firsts.map(rowKey)), new Set(firsts.map(({ period }) => period.text))];
  return statements.filter(([first]) => first && rows.has(rowKey(first)) && periods.has(first.period.text));
}

/** Sorts by measure, then by the kind of period. */
function place({ measure, period }: Observation): string {
  return String(MEASURES.indexOf(measure) * 10 + KINDS.indexOf(period.kind)).padStart(3, '0');
}

function tableOf(statements: readonly (readonly Observation[])[]): FigureTable {
  const all = statements.flatMap(([first]) => (first ? [first] : []));
  const [
    {
      measure,
      period: { kind },
    },
  ] = all as [Observation];
  const periods = [...new Map(all.map(({ period }) => [period.text, period])).values()].sort(comparePeriods);
  const rows = groupBy(statements, ([first]) => (first ? rowKey(first) : ''));
  return { measure, kind, periods, rows: [...rows.values()].map(rowOf) };
}

/** What the figures of a row have in common: not the base of a growth over the same period a year earlier. */
function rowKey(stated: Observation): string {
  const { indicator, base, counterpart } = statedAddress(stated);
  return [indicator, base?.text, counterpart?.text, unitOf(stated).code].join('\t');
}

function rowOf(statements: readonly (readonly Observation[])[]): FigureRow {
  const [about] = statements.flat() as [Observation];
  const unit = unitOf(about);
  return {
    about,
    unit,
    figures: new Map(statements.map((best) => [best[0]?.period.text ?? '', figureOf(best, unit)])),
  };
}

function figureOf(best: readonly Observation[], unit: Unit): TableFigure {
  const [stated] = best as [Observation];
  const quantity = quantityOf(stated) as Quantity;
  const texts = new Set(best.map((one) => quantityOf(one)?.text));
  if (texts.size > 1) return { tie: best };
  const [low, high] = (quantity.ends ?? []).map((end) => shownIn({ ...quantity, decimal: end }, unit));
  return { stated, quantity, number: shownIn(quantity, unit), ends: low && high && [low, high] };
}

/** A number in a unit, with as many decimals as its digits are worth there: 456,000 t are 0.456 Mt. */
function shownIn({ decimal, resolution, unit: printed }: Quantity, unit: Unit): Decimal {
  const number = convert(decimal, printed, unit);
  const power = powerBetween(printed, unit) ?? 0;
  const worth = normalise(resolution).exponent + power;
  const exponent = Math.min(0, worth, normalise(number).exponent, power === 0 ? decimal.exponent : 0);
  return roundTo(number, exponent);
}

/** The unit of the indicator if the printed one is a power of ten of it, else the printed one. */
function unitOf(stated: Observation): Unit {
  const { unit: printed } = quantityOf(stated) as Quantity;
  const { unit } = stated.indicator;
  const isExact = sameDimension(printed, unit) && powerBetween(printed, unit) !== undefined;
  // A rate of a count is not a count, and points are not percentages.
  return isExact && !['%', 'pp'].includes(printed.code) ? unit : printed;
}
