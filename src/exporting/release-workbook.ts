import type { Decimal } from '../core/numbers/decimal.ts';
import { isYearly, statedAddress } from '../dataset/address.ts';
import { dayOf, type Edition } from '../dataset/edition.ts';
import { textIn } from '../dataset/localised.ts';
import type { Release } from '../dataset/model.ts';
import type { Unit } from '../dataset/unit.ts';
import { printedQuantity, unitText } from '../figure/number-text.ts';
import { thingOf } from '../figure/subject.ts';
import { words } from '../locale/locales.ts';
import { withCapital } from '../locale/word-forms.ts';
import { type ExportWords, exportWords } from './export-words.ts';
import { type FigureRow, type FigureTable, figureTables } from './figure-tables.ts';
import { codeMeaning, codeText, NoteList } from './row-notes.ts';
import type { Cell, Sheet, Workbook } from './workbook/workbook.ts';

/** In which language a workbook is, of what, and as of which day its file is dated. */
interface Making {
  readonly edition: Edition;
  readonly locale: string;
  readonly said: ExportWords;
  readonly notes: NoteList;
}

/**
 * The figures of a dataset as an edition prints them, as a workbook with a cover, a list of contents, notes, sources, and one
 * table on each further sheet; with `addresses` only the figures that have these. `date` stands in its metadata.
 */
export function releaseWorkbook(
  edition: Edition,
  locale: string,
  date: Date,
  addresses?: ReadonlySet<string>,
): Workbook {
  const { dataset } = edition;
  const making: Making = { edition, locale, said: exportWords(locale), notes: new NoteList(edition, locale) };
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
function shorthandLine(codes: readonly string[], said: ExportWords, locale: string): string {
  const { colon, separator } = words(locale);
  const marks = codes.map((code) => `[${codeText(code, locale)}] ${codeMeaning(code, locale)}`);
  return said.shorthand + colon + marks.join(separator);
}

/** A figure; a range as a text, which no program takes for a number; or a mark that there is none, or that it stands in the row of another unit. */
function figureCell({ figures, unit, about }: FigureRow, period: string, { rows }: FigureTable, locale: string): Cell {
  const figure = figures.get(period);
  if (!figure) {
    const isElsewhere = rows.some((row) => row.figures.has(period) && seriesOf(row.about) === seriesOf(about));
    return { mark: isElsewhere ? '[z]' : '[x]' };
  }
  if ('tie' in figure) return { mark: '[x]' };
  if (figure.ends) return { mark: rangeText(figure.ends, unit, locale) };
  return { number: figure.number, isGrouped: unit.code !== 'year' };
}

function rangeText(ends: readonly [low: Decimal, high: Decimal], unit: Unit, locale: string): string {
  const [low, high] = ends.map((end) => printedQuantity(end, unit, { locale, style: 'bare' }).text) as [string, string];
  return words(locale).range(low, high);
}

function seriesOf(stated: FigureRow['about']): string {
  const { indicator, base, counterpart } = statedAddress(stated);
  return [indicator, base?.text, counterpart].join('\t');
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
function nameOf(unit: Unit, locale: string): string {
  return unit.code === 'count' ? exportWords(locale).number : unitText(unit, locale) || unit.symbol;
}
