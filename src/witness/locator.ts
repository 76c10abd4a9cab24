import type { Block, Paragraph, SourceDocument } from '../source-document/source-document.ts';
import { folded } from '../source-document/vocabulary.ts';

/**
 * The blocks that the place of a statement names: `output/2` and `2/3` (section and paragraph), `output`, `paragraph 4`, `page 4`,
 * `page 4, Table 2, row Copper, column 2025`, `Sheet!B7`. Undefined if there are none.
 */
export function blocksAt(document: SourceDocument, at: string): readonly Block[] | undefined {
  const found = namedBlocks(document, at.trim());
  return found.length === 0 ? undefined : found;
}

function namedBlocks({ blocks }: SourceDocument, at: string): readonly Block[] {
  const paragraphs = blocks.filter((block): block is Paragraph => block.kind === 'paragraph');
  const [, section, number] = /^(.*?)\/(\d+)$/.exec(at) ?? [];
  if (section !== undefined) {
    const own = paragraphs.filter((one) => one.section === section && one.number === Number(number) && !one.isHeading);
    // A text without headings has one section, whatever it is called.
    if (own.length > 0) return own;
    return paragraphs.every((one) => one.section === '0' || one.section === '')
      ? paragraphs.filter((one) => one.section === '0' && one.number === Number(number))
      : [];
  }
  const [, ordinal] = /^(?:paragraph|para\.?|¶|§)?\s*(\d+)$/i.exec(at) ?? [];
  if (ordinal !== undefined)
    return paragraphs.filter((one) => one.ordinal === Number(ordinal) && !one.isHeading && !one.isFurniture);
  const bySection = paragraphs.filter((one) => one.section === at);
  if (bySection.length > 0) return bySection;
  return placedBlocks(blocks, at);
}

/** By page, table, row and column, or by the cell of a sheet. */
function placedBlocks(blocks: readonly Block[], at: string): readonly Block[] {
  const [, sheet, letters, line] = /^(?:(.+)!)?\$?([A-Z]{1,3})\$?(\d+)$/.exec(at) ?? [];
  if (letters !== undefined) {
    const column = Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
    const row = Number(line);
    return blocks.filter(
      (block) =>
        block.kind === 'cell' &&
        (sheet === undefined || block.table.title === sheet) &&
        within(row, block.rows) &&
        within(column, block.columns),
    );
  }
  const [, page] = /^(?:page|p\.|Seite|S\.|第)\s*(\d+)/i.exec(at) ?? [];
  const named = /\brow (?<row>.*?), column (?<column>.*)$/i.exec(at)?.groups;
  const title = at.replace(/^(?:page|p\.|Seite|S\.|第)\s*\d+\s*页?,?\s*/i, '').replace(/,?\s*\brow .*$/i, '');
  const onPage = blocks.filter((block) => page === undefined || block.page === Number(page));
  if (page === undefined && !named) return [];
  if (!named)
    return title === ''
      ? onPage
      : onPage.filter((block) => block.kind === 'paragraph' || isCalled(block.table.title, title));
  const { row = '', column = '' } = named;
  const cells = onPage.filter((block) => {
    if (block.kind !== 'cell' || block.numerals.length === 0) return false;
    const heads = block.table.headsOf(block);
    return isHead(heads.row, row) && isHead(heads.column, column);
  });
  const inTable = cells.filter((block) => block.kind === 'cell' && isCalled(block.table.title, title));
  return inTable.length > 0 ? inTable : cells;
}

function within(number: number, [first, last]: readonly [number, number]): boolean {
  return first <= number && number <= last;
}

function isCalled(title: string, name: string): boolean {
  return name === '' || folded(title).includes(folded(name)) || (title !== '' && folded(name).includes(folded(title)));
}

/** Whether heads are those that a place names: all of them in a row, the nearest, or one up to its unit. */
function isHead(heads: readonly string[], name: string): boolean {
  const wanted = folded(name);
  const called = heads.map((_, from) => folded(heads.slice(from).join(' ')));
  const isOne = heads.some((head) => folded(head) === wanted || folded(head.split(/[,(（[]/)[0] ?? '') === wanted);
  return called.includes(wanted) || isOne;
}

/** A block as `at` names it. */
export function placeText(block: Block): string {
  if (block.kind === 'paragraph')
    return block.section === '0' ? `paragraph ${block.ordinal}` : `${block.section}/${block.number}`;
  const { row, column } = block.table.headsOf(block);
  const page = block.page === undefined ? '' : `page ${block.page}, `;
  return `${page}row ${row.join(' ')}, column ${column.join(' ')}`;
}
