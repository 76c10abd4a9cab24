import path from 'node:path';
import type { SheetName, Workbook } from './sheet-cells.ts';
import { unpack, WorkbookError } from './archive.ts';
import { isOpenDocument, openDocument } from './open-document.ts';
import { readCellFormats } from './number-formats.ts';
import { readSharedTexts } from './rich-text.ts';
import { readSheet } from './sheet.ts';
import { readXml } from './xml.ts';

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
