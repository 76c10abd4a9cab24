import { inXml } from '../../../core/diagnostics/quoting.ts';
import { strToU8, zipSync } from 'fflate';
import { decimalText, digitCount, normalise } from '../../../core/numbers/decimal.ts';
import type { Cell, Sheet, Workbook } from './workbook.ts';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const EXTENDED = 'http://schemas.openxmlformats.org/officeDocument/2006/extended-properties';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const CONTENT = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** The file of a workbook that names the program which saved it last, and what ours say there. */
export const PROPERTIES = 'docProps/app.xml';
export const APPLICATION = '<Application>Assay</Application>';

/** A workbook as an XLSX file (ECMA-376). The same workbook gives the same bytes everywhere. */
export function workbookFile(workbook: Workbook): Uint8Array {
  const { sheets } = workbook;
  const styles = new CellStyles();
  const parts: [string, string][] = sheets.flatMap((sheet, index) => sheetParts(sheet, index + 1, styles));
  const files: readonly (readonly [string, string])[] = [
    ['[Content_Types].xml', contentTypes(sheets)],
    [
      '_rels/.rels',
      relations([
        ['rId1', `${OFFICE}/officeDocument`, 'xl/workbook.xml'],
        ['rId2', `${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml'],
        ['rId3', `${OFFICE}/extended-properties`, PROPERTIES],
      ]),
    ],
    ['docProps/core.xml', coreProperties(workbook)],
    [PROPERTIES, `${HEAD}<Properties xmlns="${EXTENDED}">${APPLICATION}</Properties>`],
    ['xl/workbook.xml', mainXml(sheets)],
    [
      'xl/_rels/workbook.xml.rels',
      relations([
        ...sheets.map(
          (_, index) => [`sheet${index + 1}`, `${OFFICE}/worksheet`, `worksheets/sheet${index + 1}.xml`] as const,
        ),
        ['styles', `${OFFICE}/styles`, 'styles.xml'],
      ]),
    ],
    ['xl/styles.xml', styles.xml()],
    ...parts,
  ];
  // ZIP has local time. This one is the same in every zone.
  const mtime = new Date(1980, 0, 1);
  return zipSync(Object.fromEntries(files.map(([name, text]) => [name, strToU8(text)])), { level: 6, mtime });
}

function sheetParts(sheet: Sheet, number: number, styles: CellStyles): [string, string][] {
  const xml: [string, string] = [`xl/worksheets/sheet${number}.xml`, sheetXml(sheet, styles, number === 1)];
  if (!sheet.table) return [xml];
  return [
    xml,
    [
      `xl/worksheets/_rels/sheet${number}.xml.rels`,
      relations([['table', `${OFFICE}/table`, `../tables/table${number}.xml`]]),
    ],
    [`xl/tables/table${number}.xml`, tableXml(sheet, number)],
  ];
}

function relations(all: readonly (readonly [id: string, type: string, target: string])[]): string {
  const entries = all.map(([id, type, target]) => `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`);
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${entries.join('')}</Relationships>`;
}

function contentTypes(sheets: readonly Sheet[]): string {
  const parts = sheets.flatMap(({ table }, index) => [
    [`worksheets/sheet${index + 1}`, 'worksheet'],
    ...(table ? [[`tables/table${index + 1}`, 'table']] : []),
  ]);
  const overrides = [['workbook', 'sheet.main'], ['styles', 'styles'], ...parts].map(
    ([name, type]) => `<Override PartName="/xl/${name}.xml" ContentType="${CONTENT}.${type}+xml"/>`,
  );
  return `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/><Override PartName="/${PROPERTIES}" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>${overrides.join('')}</Types>`;
}

function coreProperties({ title, creator, language, date }: Workbook): string {
  const day = date.toISOString().replace(/\.\d+Z$/, 'Z');
  const dated = ['created', 'modified'].map(
    (name) => `<dcterms:${name} xsi:type="dcterms:W3CDTF">${day}</dcterms:${name}>`,
  );
  return `${HEAD}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${xmlText(title)}</dc:title><dc:creator>${xmlText(creator)}</dc:creator><dc:language>${xmlText(language)}</dc:language>${dated.join('')}</cp:coreProperties>`;
}

function mainXml(sheets: readonly Sheet[]): string {
  const tabs = sheets.map(
    ({ name }, index) => `<sheet name="${xmlText(name)}" sheetId="${index + 1}" r:id="sheet${index + 1}"/>`,
  );
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><bookViews><workbookView activeTab="0"/></bookViews><sheets>${tabs.join('')}</sheets></workbook>`;
}

/** Digits of a number that spreadsheets keep. */
const KEPT_DIGITS = 15;

/** A sheet as `xl/worksheets/sheetN.xml`; its table, if it has one, is named by the relation `table`. */
function sheetXml({ title, lines, table }: Sheet, styles: CellStyles, isFirst: boolean): string {
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
function tableXml({ lines, table }: Sheet, id: number): string {
  const { heads = [], rows = [] } = table ?? {};
  const top = lines.length + 2;
  const area = `${cellName(0, top)}:${cellName(heads.length - 1, top + Math.max(rows.length, 1))}`;
  const columns = heads.map((head, index) => `<tableColumn id="${index + 1}" name="${cellText(head)}"/>`);
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<table xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" id="${id}" name="table_${id}" displayName="table_${id}" ref="${area}" totalsRowShown="0"><tableColumns count="${heads.length}">${columns.join('')}</tableColumns></table>`;
}

/** `B7` for the second column, counted from 0, and the seventh row, counted from 1. */
function cellName(column: number, row: number): string {
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

/** Number formats of a workbook, each with its place among the cell formats, as they are asked for. */
class CellStyles {
  readonly #numbers = new Map<string, number>();

  /** The format of a number with so many decimals. */
  number(decimals: number, isGrouped: boolean): number {
    const code = `${isGrouped ? '#,##0' : '0'}${decimals > 0 ? `.${'0'.repeat(decimals)}` : ''}`;
    const known = this.#numbers.get(code) ?? STYLES.length + this.#numbers.size;
    this.#numbers.set(code, known);
    return known;
  }

  /** The file `xl/styles.xml`. */
  xml(): string {
    const codes = [...this.#numbers.keys()];
    const formats = codes.map((code, index) => `<numFmt numFmtId="${FIRST_FORMAT + index}" formatCode="${code}"/>`);
    const numbers = codes.map(
      (_, index) =>
        `<xf numFmtId="${FIRST_FORMAT + index}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment horizontal="right" vertical="top"/></xf>`,
    );
    return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
${formats.length > 0 ? `<numFmts count="${formats.length}">${formats.join('')}</numFmts>` : ''}
<fonts count="4"><font>${BODY}</font><font><b/>${BODY}</font><font><b/><sz val="16"/><name val="Arial"/><family val="2"/></font><font><u/><sz val="12"/><color rgb="FF0000C0"/><name val="Arial"/><family val="2"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/><xf numFmtId="0" fontId="2" fillId="0" borderId="0" applyFont="1"/></cellStyleXfs>
<cellXfs count="${STYLES.length + numbers.length}">${STYLES.join('')}${numbers.join('')}</cellXfs>
<cellStyles count="2"><cellStyle name="Normal" xfId="0" builtinId="0"/><cellStyle name="Heading 1" xfId="1" builtinId="16"/></cellStyles>
</styleSheet>`;
  }
}

/** The cell formats that every workbook has, by what they are for. */
const STYLE = { plain: 0, title: 1, line: 2, head: 3, text: 4, mark: 5, link: 6, inert: 7 } as const;

const BODY = '<sz val="12"/><name val="Arial"/><family val="2"/>';

/** The first number that is free for formats of one's own. */
const FIRST_FORMAT = 164;

const TOP = '<alignment horizontal="left" vertical="top" wrapText="1" indent="1"/>';

/** In the order of `STYLE`. A text that begins as a formula does is marked as a text, also for a person who edits it. */
const STYLES = [
  '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
  '<xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="1" applyFont="1"/>',
  '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" quotePrefix="1"/>',
  `<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyAlignment="1" quotePrefix="1">${TOP}</xf>`,
  `<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">${TOP}</xf>`,
  '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment horizontal="right" vertical="top"/></xf>',
  `<xf numFmtId="0" fontId="3" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1">${TOP}</xf>`,
  `<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1" quotePrefix="1">${TOP}</xf>`,
];

/** Most characters that a cell of a spreadsheet holds. */
const MAX_CELL = 32_767;

/** Characters that XML 1.0 does not have, and halves of characters. */
const FORBIDDEN =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** A text in XML, as content or between double quotes. */
function xmlText(text: string): string {
  return inXml(text.replace(FORBIDDEN, '\uFFFD'));
}

/** A text of a cell. Spreadsheets read `_x0041_` as the letter A, so its first sign is written in that way itself. */
function cellText(text: string): string {
  const shown = text.length > MAX_CELL ? `${text.slice(0, MAX_CELL - 1)}…` : text;
  return xmlText(shown.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_'));
}
