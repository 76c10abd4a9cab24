import { onceFor } from '../core/machine/cache.ts';
import { LOCALES } from '../language/locales.ts';
import { alternatives } from '../language/word-forms.ts';
import { readFigure, readNumerals } from './numerals.ts';
import { MAX_PLACES } from '../tables/importing/grid.ts';
import { type RawCell, type RawTable, tablesIn } from './table-heads.ts';
import type { Cell, Doubt, Numeral, Table } from './source-document.ts';
import { tooLarge } from './unreadable-source.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A cell that holds one number and nothing else but a sign, brackets, a currency or unit, and marks of notes. */
const FIGURE =
  /^[\s(（]*[+\-\u2212\u2013]?\s*(?:[A-Z]{3}\b|\p{Sc})?\s*\d[\d.,'’ \u00A0\u202F]*\s*(?:%|‰|\p{Sc}|\p{L}{1,3})?\s*[)）]?\s*(?:[*†‡¹²³⁴-⁹]|[(（]?\d{1,2}[)）/]|[a-z])?\s*$/u;
/** A year, also with a mark of what its figures are (`2025 p`, `2025*`), a span of years or a date alone is a head, and so are thousands. */
const PERIOD =
  /^\s*(?:\(?000s?\)?|(?:19|20)\d\d(?:[/\u2013-]\d{2,4})?\s*(?:[*†‡¹²³⁴-⁹]|\(?[a-fprs]\)?)?|\d{1,2}[./]\d{1,2}[./]\d{2,4})\s*$/u;

/** A range of figures with decimals or thousands: smaller whole ones are ages and groups. */
const RANGE = /^\s*\p{Sc}?\s?\d[\d.,]*[.,]\d+\s?%?\s?[-\u2013\u2014]\s?\p{Sc}?\s?\d[\d.,]*[.,]\d+\s?%?\s*$/u;

/** Whether a text is one figure or range, as a cell holds it. */
function isFigure(text: string): boolean {
  return (FIGURE.test(text) && !PERIOD.test(text)) || RANGE.test(text);
}

/** Whether a text is one number with a unit or scale in words: `15.12 million t`. An age or a number of days may be a label. */
function isAmount(text: string, vocabulary: Vocabulary): boolean {
  const numeral = text.length < 60 && /\d/.test(text) ? readFigure(text, vocabulary, false) : undefined;
  if (!numeral || (numeral.units.length === 0 && numeral.power === 0)) return false;
  const isAlone = text.slice(0, numeral.from).trim() === '' && /^[\s.)]*$/.test(text.slice(numeral.to));
  return isAlone && !numeral.units.some((code) => TIMES.has(code));
}

const TIMES: ReadonlySet<string> = new Set(['year', 'day']);

/** Whether a text is one figure or a period, as a cell holds it. */
export function isAloneFigure(text: string): boolean {
  return isFigure(text) || PERIOD.test(text);
}

/** Whether a text is a period alone, as the head of a column may be. */
export function isAlonePeriod(text: string): boolean {
  return PERIOD.test(text);
}

/**
 * The cells of a table, or of several that stand below one another. What holds no number alone is a head (`tablesIn`). A unit that
 * heads or the title name is that of the figures below. Throws an UnreadableSource if spans cover more places than are read.
 */
export function cellsOf(given: readonly RawCell[], asked: RawTable, vocabulary: Vocabulary): Cell[] {
  const { page, isFurniture } = asked;
  const caption = asked.isSheet === true && !/[,，(（[]/.test(asked.title) ? [] : [asked.title];
  const filled = withinTable(given.filter(({ text }) => text.trim() !== ''));
  const figures = new Set(filled.filter(({ text }) => isFigure(text) || isAmount(text, vocabulary)));
  const tables = tablesIn(filled, figures, asked, (text) => unitsIn(vocabulary)(text));
  const same = withSameHeads(figures, tables.of);
  return filled.map((cell): Cell => {
    const table = tables.of(cell);
    const own = { kind: 'cell' as const, table, page, isFurniture };
    if (!figures.has(cell)) {
      const read = readNumerals(cell.text, vocabulary, isFurniture);
      const isProse = cell.text.length > MOST_IN_HEAD || (figures.size === 0 && !/^[^\p{L}\d]*\d/u.test(cell.text));
      const numerals = isProse ? read : read.map((numeral) => numbering(numeral));
      return Object.assign(own, cell, { numerals, isProse, doubts: [] });
    }
    const { row, column } = table.headsOf(cell);
    const heads = [...row.toReversed(), ...column.toReversed(), ...table.aroundOf(cell).toReversed(), ...caption];
    const doubts: Doubt[] = [...(cell.doubts ?? [])];
    if (column.length === 0) doubts.push('no-head');
    if (row.length === 0) doubts.push('no-label');
    if (same.has(cell)) doubts.push('same-heads');
    if (tables.isUnderGuessed(cell)) doubts.push('wide-head');
    const numerals = figureOf(cell, heads, vocabulary, isFurniture);
    return Object.assign(own, cell, { numerals, isProse: false, doubts: [...new Set(doubts)] });
  });
}

/** Figures whose heads are those of another one, so that a level is missing. */
function withSameHeads(figures: ReadonlySet<RawCell>, tableOf: (cell: RawCell) => Table): ReadonlySet<RawCell> {
  const byPath = new Map<Table, Map<string, RawCell>>();
  const same = new Set<RawCell>();
  for (const cell of figures) {
    const table = tableOf(cell);
    const own = byPath.get(table) ?? new Map<string, RawCell>();
    byPath.set(table, own);
    const { row, column } = table.headsOf(cell);
    const path = [...table.aroundOf(cell), '', ...row, '', ...column].join('\n');
    const other = own.get(path);
    if (other) same.add(other).add(cell);
    else own.set(path, cell);
  }
  return same;
}

/** Letters of a cell that is a head or label, and no sentence. */
const MOST_IN_HEAD = 80;

/** The cells with spans that end where the table does. */
function withinTable(cells: readonly RawCell[]): RawCell[] {
  const [lastRow, lastColumn] = cells.reduce(
    ([row, column], one) => [Math.max(row, one.rows[0]), Math.max(column, one.columns[0])],
    [0, 0],
  );
  let places = 0;
  const within = cells.map((cell): RawCell => {
    const [rows, columns] = [cell.rows, cell.columns];
    const bottom = Math.min(rows[1], lastRow);
    // The last column of all may span further than its head.
    const right = Math.min(columns[1], lastColumn + 1000);
    places += bottom - rows[0] + right - columns[0];
    if (bottom === rows[1] && right === columns[1]) return cell;
    return { ...cell, rows: [rows[0], bottom], columns: [columns[0], right] };
  });
  if (places > MAX_PLACES) throw tooLarge(`has a table whose cells span more than ${MAX_PLACES} places`);
  return within;
}

/** A number within the words of a head is none of the figures. */
function numbering(numeral: Numeral): Numeral {
  return numeral.kind ? numeral : { ...numeral, kind: 'numbering' };
}

/** The figure or range of a cell, with the unit that its heads name if it has none itself; brackets around it are a minus sign. */
function figureOf(
  { text, isLoose = false }: RawCell,
  heads: readonly string[],
  vocabulary: Vocabulary,
  isFurniture: boolean,
): Numeral[] {
  const first = readFigure(text, vocabulary, isFurniture);
  if (!first) return [];
  const isNegative = /^\s*[(（].*[)）]\s*$/.test(text) || first.sign === -1 || /^\s*[\u2013\u2212-]\s*\d/.test(text);
  const own: readonly Numeral[] = RANGE.test(text)
    ? readNumerals(text, vocabulary, isFurniture)
    : [{ ...first, sign: isNegative ? -1 : first.sign, ...(isLoose && { isLoose }) }];
  const last = own.at(-1) ?? first;
  const unit = last.power > 0 ? undefined : unitOfHeads(last, heads, vocabulary);
  return unit ? own.map((one) => withUnit(one, unit)) : [...own];
}

function withUnit(numeral: Numeral, unit: Pick<Numeral, 'units' | 'power' | 'isHeadUnit'>): Numeral {
  return { ...numeral, ...unit };
}

/** The unit that heads name for a figure without one; points are often printed with the sign of per cent. */
function unitOfHeads(
  { units }: Numeral,
  heads: readonly string[],
  vocabulary: Vocabulary,
): Pick<Numeral, 'units' | 'power' | 'isHeadUnit'> | undefined {
  const isPercent = units.join() === '%';
  if (units.length > 0 && !isPercent) return undefined;
  for (const head of heads) {
    const unit = unitsIn(vocabulary)(head);
    if (unit && (!isPercent || unit.units.includes('pp'))) return { ...unit, isHeadUnit: true };
  }
  return undefined;
}

/** Units of heads that were read before: the same heads are those of many figures. */
const unitsIn = onceFor((vocabulary: Vocabulary) => onceFor((head: string) => readUnit(head, vocabulary)));

const WORDS: ReadonlySet<string> = new Set(['year', 'day', 'person', 'count']);

/** Whether a word is the code of a currency but for its small letters: all, top, try. */
function isCurrencyIn(code: string, words: string): boolean {
  return /^[A-Z]{3}$/.test(code) && words.trim() !== code && words.trim().toUpperCase() === code;
}

/** The unit that stands in brackets or after the last comma of a head, or that is all of it. */
const [SPACED, UNSPACED] = [true, false].map((isSpaced) =>
  alternatives(LOCALES.filter((one) => one.isSpaced === isSpaced).map(({ tables }) => tables.units.asides)),
);

/** What stands before a unit and says nothing of it: `in`, `Unit:`. */
const UNIT_LEAD = new RegExp(String.raw`^\s*(?:(?:${SPACED}):?\s+|(?:${UNSPACED})[:：]?\s*)`, 'iu');

function readUnit(head: string, vocabulary: Vocabulary): Pick<Numeral, 'units' | 'power'> | undefined {
  const parts = [...head.matchAll(/[(（[]([^()（）[\]]+)[)）\]]/g)].map(([, inside = '']) => inside);
  for (const part of [...parts, head.split(/[,，:：;]/).at(-1) ?? '', head]) {
    const words = part.replaceAll('_', ' ').toLowerCase().replace(UNIT_LEAD, '').trim();
    const [numeral] = readNumerals(`1 ${words}`, vocabulary, false);
    const [glued] = readNumerals(`1${words}`, vocabulary, false);
    const found = [numeral, glued].find(
      (one) => one && (one.units.length > 0 || one.power > 0) && one.to >= words.length + 1,
    );
    // A head that is called Year, Persons, or All names no unit.
    const isWord = found?.units.some((code) => WORDS.has(code) || isCurrencyIn(code, part)) ?? false;
    if (found && !(isWord && part === head)) return { units: found.units, power: found.power };
  }
  return undefined;
}
