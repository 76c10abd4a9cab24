/** Number formats of a workbook, each with its place among the cell formats, as they are asked for. */
export class CellStyles {
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
export const STYLE = { plain: 0, title: 1, line: 2, head: 3, text: 4, mark: 5, link: 6, inert: 7 } as const;

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
