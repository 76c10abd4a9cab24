import { strToU8, zipSync } from 'fflate';
import { sheetXml, tableXml } from './sheet-xml.ts';
import { CellStyles } from './styles.ts';
import type { Sheet, Workbook } from './workbook.ts';
import { xmlText } from './xml-text.ts';

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
