import { strToU8, zipSync } from 'fflate';

/** A workbook with one sheet, by its cells; changes are made to the part that lists the sheets, and to the cells. */
export function workbook(
  rows: readonly (readonly string[])[],
  change: (xml: string) => string = (xml) => xml,
  changeCells: (xml: string) => string = (xml) => xml,
): Buffer {
  const cells = rows.map(
    (row, at) =>
      `<row r="${at + 1}">${row.map((text, column) => `<c r="${String.fromCharCode(65 + column)}${at + 1}" t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`,
  );
  const relation = (id: number, type: string, target: string): string =>
    `<Relationship Id="r${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`;
  const relations = (inside: string): Uint8Array =>
    strToU8(
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inside}</Relationships>`,
    );
  return Buffer.from(
    zipSync({
      '_rels/.rels': relations(relation(1, 'officeDocument', 'xl/workbook.xml')),
      'xl/workbook.xml': strToU8(
        change(
          '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Port" sheetId="1" r:id="r1"/></sheets></workbook>',
        ),
      ),
      'xl/_rels/workbook.xml.rels': relations(relation(1, 'worksheet', 'worksheets/sheet1.xml')),
      'xl/worksheets/sheet1.xml': strToU8(
        `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${changeCells(cells.join(''))}</sheetData></worksheet>`,
      ),
    }),
  );
}
