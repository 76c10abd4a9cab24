import path from 'node:path';
import { type SheetName, type Workbook, areaOf, SheetCells, struckCell, textCell } from './sheet-cells.ts';
import { unpack, WorkbookError } from './archive.ts';
import { isOpenDocument, openDocument } from './open-document.ts';
import { readCellFormats, type CellFormats, numberCell } from './number-formats.ts';
import { readSharedTexts, type RichText, RichTextReader } from './rich-text.ts';
import { readXml } from './xml.ts';
import { columnNumber, type Grid, type GridCell } from '../grid.ts';

/** Largest workbook that is read. */
export const MAX_WORKBOOK_BYTES = 32 * 1024 * 1024;

/**
 * Opens a workbook: XLSX (ECMA-376, transitional or strict) or an OpenDocument spreadsheet, by what the file holds. `file` is its path, for messages. Throws a WorkbookError if it
 * is none, damaged or too large. Nothing outside the file is read, and no formula is calculated.
 */
export function openWorkbook(file: string, bytes: Uint8Array): Workbook {
  const parts = unpack(bytes, isNeeded);
  if (isOpenDocument(parts)) return openDocument(file, parts);
  const part = (name: string): Uint8Array => {
    const found = parts.get(name);
    if (found) return found;
    const hint = 'open it in a spreadsheet program and save it as XLSX';
    throw new WorkbookError(`this is not an XLSX workbook: it has no ${name}`, hint);
  };
  const main = relationsOf('', part('_rels/.rels')).find(({ type }) => type === 'officeDocument')?.target;
  const mainPart = main ?? 'xl/workbook.xml';
  const folder = path.posix.dirname(mainPart);
  const { sheets, counts1904 } = readMain(mainPart, part(mainPart));
  const relations = relationsOf(folder, part(`${folder}/_rels/${path.posix.basename(mainPart)}.rels`));
  const ofType = (wanted: string): string | undefined => relations.find(({ type }) => type === wanted)?.target;
  const [texts, styles] = [ofType('sharedStrings'), ofType('styles')];
  const shared = {
    path: file,
    counts1904,
    texts: texts === undefined ? [] : readSharedTexts(texts, part(texts)),
    formats: styles === undefined ? [] : readCellFormats(styles, part(styles)),
  };
  return {
    sheets,
    grid: (name) => {
      const id = sheets.find((sheet) => sheet.name === name)?.id;
      const target = relations.find((relation) => relation.id === id && relation.type === 'worksheet')?.target;
      if (target === undefined) throw new WorkbookError(`${name} is not a sheet of cells`, 'name another sheet');
      return readSheet(target, part(target), { ...shared, name });
    },
  };
}

/** Whether a file of an archive may hold cells, their texts and formats, or say where they are. */
function isNeeded(name: string): boolean {
  const isOther = /^docProps\/|^customXml\/|\/(?:charts?|chartsheets|drawings|comments|externalLinks|pivot\w+)\//i;
  return (/\.(?:xml|rels)$/.test(name) || name === 'mimetype') && !isOther.test(name);
}

interface Relation {
  readonly id: string;
  /** The last word of its type: `worksheet`. */
  readonly type: string;
  /** The name of a file in the archive. */
  readonly target: string;
}

function relationsOf(folder: string, bytes: Uint8Array): readonly Relation[] {
  const relations: Relation[] = [];
  readXml(`${folder}/_rels`, bytes, {
    open: (tag, attribute) => {
      if (tag !== 'Relationship' || attribute('TargetMode') === 'External') return;
      const target = attribute('Target') ?? '';
      relations.push({
        id: attribute('Id') ?? '',
        type: (attribute('Type') ?? '').replace(/^.*\//, ''),
        target: target.startsWith('/') ? target.slice(1) : path.posix.join(folder, target),
      });
    },
    close: () => undefined,
    text: () => undefined,
  });
  return relations;
}

function readMain(
  name: string,
  bytes: Uint8Array,
): { readonly sheets: readonly (SheetName & { readonly id: string })[]; readonly counts1904: boolean } {
  const sheets: (SheetName & { readonly id: string })[] = [];
  let counts1904 = false;
  readXml(name, bytes, {
    open: (tag, attribute) => {
      if (tag === 'workbookPr') counts1904 = ['1', 'true'].includes(attribute('date1904') ?? '');
      if (tag !== 'sheet') return;
      const isHidden = (attribute('state') ?? 'visible') !== 'visible';
      sheets.push({ name: attribute('name') ?? '', id: attribute('id') ?? '', isHidden });
    },
    close: () => undefined,
    text: () => undefined,
  });
  return { sheets, counts1904 };
}

/** What cells of a sheet refer to. */
interface SheetContext {
  /** The path of the workbook, for messages. */
  readonly path: string;
  /** The name of the sheet. */
  readonly name: string;
  readonly texts: readonly RichText[];
  readonly formats: CellFormats;
  readonly counts1904: boolean;
}

/** A cell while it is read. */
interface OpenCell {
  readonly row: number;
  readonly column: number;
  readonly type: string;
  readonly style: number;
  hasFormula: boolean;
  value: string;
}

/** Reads a sheet. Throws a WorkbookError if it is damaged or too large. */
function readSheet(file: string, bytes: Uint8Array, context: SheetContext): Grid {
  const reader = new SheetReader(context);
  readXml(file, bytes, reader);
  return reader.grid();
}

/** Whether a row or column has no height or width, so that nobody sees it. */
function isZero(size: string | undefined): boolean {
  return size !== undefined && Number(size) === 0;
}

class SheetReader {
  readonly #context: SheetContext;
  readonly #cells: SheetCells;
  readonly #rich = new RichTextReader();
  #columns = 0;
  #row = 0;
  #column = 0;
  #open: OpenCell | undefined;
  #inside = '';

  constructor(context: SheetContext) {
    this.#context = context;
    this.#cells = new SheetCells(context.path, context.name);
  }

  open(tag: string, attribute: (name: string) => string | undefined): void {
    this.#rich.open(tag, attribute);
    switch (tag) {
      case 'row':
        this.#row = this.#cells.within(Number(attribute('r') ?? this.#row + 1), 'row');
        this.#column = 0;
        if (isTrue(attribute('hidden')) || isZero(attribute('ht'))) this.#cells.hideRow(this.#row);
        break;
      case 'c':
        this.#openCell(attribute);
        break;
      case 'f':
        if (this.#open) this.#open.hasFormula = true;
        this.#inside = tag;
        break;
      case 'v':
        this.#inside = tag;
        break;
      case 'col':
        this.#columns = this.#cells.within(this.#columns + 1, 'column');
        if (isTrue(attribute('hidden')) || isZero(attribute('width')))
          this.#cells.hideColumns(Number(attribute('min')), Number(attribute('max')));
        break;
      case 'mergeCell': {
        const area = areaOf(attribute('ref') ?? '');
        if (area) this.#cells.merge(area);
        break;
      }
      default:
    }
  }

  text(text: string): void {
    this.#rich.add(text);
    if (this.#open && this.#inside === 'v') this.#open.value += text;
  }

  close(tag: string): void {
    this.#rich.close(tag);
    if (tag === 'v' || tag === 'f') this.#inside = '';
    if (tag !== 'c' || !this.#open) return;
    const cell = this.#cellOf(this.#open, this.#rich.take());
    if (cell) this.#cells.put(this.#open.row, this.#open.column, cell);
    this.#open = undefined;
  }

  grid(): Grid {
    return this.#cells.grid();
  }

  #openCell(attribute: (name: string) => string | undefined): void {
    this.#cells.count();
    const [, letters, digits] = /^([A-Z]{1,3})(\d{1,7})$/.exec(attribute('r') ?? '') ?? [];
    const column = letters === undefined ? this.#column + 1 : columnNumber(letters);
    this.#column = this.#cells.within(column, 'column');
    this.#open = {
      row: this.#cells.within(digits === undefined ? this.#row : Number(digits), 'row'),
      column: this.#column,
      type: attribute('t') ?? 'n',
      style: Number(attribute('s') ?? 0),
      hasFormula: false,
      value: '',
    };
  }

  #cellOf(open: OpenCell, inline: RichText): GridCell | undefined {
    const { type, style, value } = open;
    const { texts, formats } = this.#context;
    const { indent = 0, isStruck = false } = formats[style] ?? {};
    const rich = type === 'inlineStr' ? inline : type === 's' && value !== '' ? texts[Number(value)] : undefined;
    const cell = rich ? textCell(rich, indent) : this.#valueCell(open, indent);
    const isWhole = isStruck && !rich?.hasOwnLook && cell?.kind !== 'uncalculated';
    return cell && isWhole ? struckCell(cell) : cell;
  }

  #valueCell({ type, style, value, hasFormula }: OpenCell, indent: number): GridCell | undefined {
    const { formats, counts1904 } = this.#context;
    if (value === '') return hasFormula ? { kind: 'uncalculated', text: '', raised: '' } : undefined;
    switch (type) {
      case 's':
        return undefined;
      case 'str':
        return textCell({ text: value, raised: '' }, indent);
      case 'b':
        return { kind: 'boolean', text: value === '1' ? 'TRUE' : 'FALSE', raised: '' };
      case 'e':
        return { kind: 'error', text: value, raised: '' };
      case 'd':
        return { kind: 'date', text: value, raised: '', date: { day: value.slice(0, 10), precision: 'day' } };
      default: {
        const number = Number(value);
        if (Number.isFinite(number)) return numberCell(number, formats[style]?.code ?? 'General', counts1904);
        return { kind: 'error', text: value, raised: '' };
      }
    }
  }
}

function isTrue(text: string | undefined): boolean {
  return text === '1' || text === 'true';
}
