import { decimalText, digitCount, normalise } from '../../core/numbers/decimal.ts';
import { type CellStyles, STYLE } from './styles.ts';
import type { Cell, Sheet } from './workbook.ts';
import { cellText, xmlText } from './xml-text.ts';

/** Digits of a number that spreadsheets keep. */
const KEPT_DIGITS = 15;

/** A sheet as `xl/worksheets/sheetN.xml`; its table, if it has one, is named by the relation `table`. */
export function sheetXml({ title, lines, table }: Sheet, styles: CellStyles, isFirst: boolean): string {
  const rows = [textRow(1, title, STYLE.title), ...lines.map((line, index) => textRow(index + 2, line, STYLE.line))];
  const top = rows.length + 1;
  const cells = table?.rows ?? [];
  if (table) {
    const heads = table.heads.map((head, column) => inline(cellName(column, top), head, STYLE.head));
    rows.push(rowXml(top, heads, heightOf(table.heads, table.widths)));
    for (const [index, row] of cells.entries()) {
      const xml = row.map((cell, column) => cellXml(cellName(column, top + 1 + index), cell, styles));
      const texts = row.map((cell) => ('text' in cell ? cell.text : ''));
      rows.push(rowXml(top + 1 + index, xml, heightOf(texts, table.widths)));
    }
  }
  const links = cells.flatMap((row, index) =>
    row.flatMap((cell, column) => linkXml(cellName(column, top + 1 + index), cell)),
  );
  const widths = table?.widths ?? [100];
  const columns = widths.map(
    (width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"${isFirst ? ' tabSelected="1"' : ''}><selection activeCell="A1" sqref="A1"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>${columns.join('')}</cols>
<sheetData>
${rows.join('\n')}
</sheetData>${links.length > 0 ? `<hyperlinks>${links.join('')}</hyperlinks>` : ''}<pageSetup orientation="landscape" fitToHeight="0"/>${table ? '<tableParts count="1"><tablePart r:id="table"/></tableParts>' : ''}</worksheet>`;
}

/** The table of a sheet as `xl/tables/tableN.xml`: it has a name, and its row of heads is known as such. */
export function tableXml({ lines, table }: Sheet, id: number): string {
  const { heads = [], rows = [] } = table ?? {};
  const top = lines.length + 2;
  const area = `${cellName(0, top)}:${cellName(heads.length - 1, top + Math.max(rows.length, 1))}`;
  const columns = heads.map((head, index) => `<tableColumn id="${index + 1}" name="${cellText(head)}"/>`);
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<table xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" id="${id}" name="table_${id}" displayName="table_${id}" ref="${area}" totalsRowShown="0"><tableColumns count="${heads.length}">${columns.join('')}</tableColumns></table>`;
}

/** `B7` for the second column, counted from 0, and the seventh row, counted from 1. */
export function cellName(column: number, row: number): string {
  return `${letters(column)}${row}`;
}

function letters(column: number): string {
  const rest = Math.floor(column / 26);
  return (rest > 0 ? letters(rest - 1) : '') + String.fromCharCode(65 + (column % 26));
}

function rowXml(row: number, cells: readonly string[], height: number): string {
  return `<row r="${row}" ht="${height}" customHeight="1">${cells.join('')}</row>`;
}

/** Height of a line of text, in points. */
const LINE = 16;

/** The height in which all texts of a row are seen: some programs do not look for it themselves. */
function heightOf(texts: readonly string[], widths: readonly number[]): number {
  const lines = texts.map((text, column) => Math.ceil((widthOf(text) * SPARE) / (widths[column] ?? 1)));
  // No program shows a row that is higher.
  return Math.min(LINE * Math.max(1, ...lines), 409);
}

/** Lines break at words and leave some of their width empty. */
const SPARE = 1.02;

/** The width of a text in characters, of which those of Chinese count twice. */
function widthOf(text: string): number {
  return text.length + (text.match(/[\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFF60]/g)?.length ?? 0);
}

function textRow(row: number, text: string, style: number): string {
  return rowXml(row, [inline(`A${row}`, text, style)], style === STYLE.title ? 24 : LINE);
}

/** A cell whose text is not shared with others and is never a formula. */
function inline(name: string, text: string, style: number): string {
  return `<c r="${name}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${cellText(text)}</t></is></c>`;
}

function cellXml(name: string, cell: Cell, styles: CellStyles): string {
  if ('mark' in cell) return inline(name, cell.mark, STYLE.mark);
  if ('text' in cell) {
    if (cell.text === '') return `<c r="${name}" s="${STYLE.text}"/>`;
    if (cell.link !== undefined) return inline(name, cell.text, STYLE.link);
    return inline(name, cell.text, /^[=+\-@\t\r\n]/.test(cell.text) ? STYLE.inert : STYLE.text);
  }
  const { number, isGrouped } = cell;
  // A spreadsheet would round it.
  if (digitCount(normalise(number)) > KEPT_DIGITS) return inline(name, decimalText(number), STYLE.mark);
  const style = styles.number(Math.max(0, -number.exponent), isGrouped);
  return `<c r="${name}" s="${style}"><v>${decimalText(number)}</v></c>`;
}

function linkXml(name: string, cell: Cell): string[] {
  if (!('text' in cell) || cell.link === undefined) return [];
  return [`<hyperlink ref="${name}" location="'${xmlText(cell.link)}'!A1" display="${xmlText(cell.text)}"/>`];
}
