import { strFromU8, unzipSync } from 'fflate';
import { SaxesParser, type SaxesTagPlain } from 'saxes';

/** A cell as the file has it, read without the code that reads spreadsheets for an import. */
export interface BookCell {
  readonly name: string;
  /** `n` of a number, `inlineStr` of a text. */
  readonly type: string;
  readonly text: string;
  /** The code of its number format. */
  readonly format: string;
}

/** A sheet of a workbook. */
export interface BookSheet {
  readonly name: string;
  /** Row by row, as they stand in the file. */
  readonly rows: readonly (readonly BookCell[])[];
  /** What its XML holds besides: all elements in their order. */
  readonly tags: readonly SaxesTagPlain[];
  readonly table: { readonly area: string; readonly heads: readonly string[]; readonly name: string } | undefined;
}

/** A workbook with the files of its archive. */
export interface Book {
  readonly parts: Readonly<Record<string, string>>;
  readonly sheets: readonly BookSheet[];
}

/** Reads a workbook. Throws if a file of it is not well-formed. */
export function readBook(bytes: Uint8Array): Book {
  const parts = Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, file]) => [name, strFromU8(file)]));
  const styles = tagsOf(parts['xl/styles.xml']);
  const codes = new Map(
    styles
      .filter(({ name }) => name === 'numFmt')
      .map(({ attributes: { numFmtId, formatCode } }) => [numFmtId, formatCode]),
  );
  const from = styles.findIndex(({ name }) => name === 'cellXfs') + 1;
  const formats = styles
    .slice(from)
    .filter(({ name }) => name === 'xf')
    .map(({ attributes: { numFmtId } }) => codes.get(numFmtId) ?? numFmtId ?? '');
  const named = tagsOf(parts['xl/workbook.xml']).filter(({ name }) => name === 'sheet');
  const sheets = named.map(({ attributes: { name = '' } }, index) => sheetOf(parts, name, index + 1, formats));
  return { parts, sheets };
}

function sheetOf(parts: Book['parts'], name: string, number: number, formats: readonly string[]): BookSheet {
  const rows: BookCell[][] = [];
  let cell: { -readonly [key in keyof BookCell]: BookCell[key] } | undefined;
  const xml = parts[`xl/worksheets/sheet${number}.xml`];
  const tags = tagsOf(xml, {
    open: ({ name: tag, attributes: { r = '', s = '', t = 'n' } }) => {
      if (tag === 'row') rows.push([]);
      if (tag !== 'c') return;
      cell = { name: r, type: t, text: '', format: formats[Number(s)] ?? '' };
      rows.at(-1)?.push(cell);
    },
    text: (text) => {
      if (cell) cell.text += text;
    },
    close: (tag) => {
      if (tag === 'c') cell = undefined;
    },
  });
  const table = tagsOf(parts[`xl/tables/table${number}.xml`]);
  const [head] = table;
  const heads = table.filter((tag) => tag.name === 'tableColumn').map(({ attributes }) => attributes['name'] ?? '');
  const { ref = '', displayName = '' } = head?.attributes ?? {};
  return { name, rows, tags, table: head && { area: ref, heads, name: displayName } };
}

function tagsOf(
  xml = '',
  then: { open?(tag: SaxesTagPlain): void; text?(text: string): void; close?(tag: string): void } = {},
): SaxesTagPlain[] {
  const tags: SaxesTagPlain[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => {
    tags.push(tag);
    then.open?.(tag);
  });
  parser.on('text', (text) => then.text?.(text));
  parser.on('closetag', ({ name }) => then.close?.(name));
  if (xml !== '') parser.write(xml).close();
  return tags;
}

/** The texts of the rows of a sheet. */
export function textsOf({ rows }: BookSheet): string[][] {
  return rows.map((row) => row.map(({ text }) => text));
}
