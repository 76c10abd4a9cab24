import type { Layout } from './layout.ts';
import type { PageBlock, PageMargins } from './page-blocks.ts';

/** A printed page with the blocks that begin on it. Lengths are CSS pixels. */
export interface Sheet {
  /** Counted from 1. */
  readonly page: number;
  /** Positions of its blocks in the list of all blocks. */
  readonly first: number;
  readonly end: number;
  /** What is left between its last block and its foot; negative where that block goes on to the next page. */
  readonly left: number;
  /** The room of its column. */
  readonly room: number;
}

/** Pages between two that begin in any case: what is printed on one of them can move to another. */
export interface Run {
  readonly sheets: readonly Sheet[];
  /** Whether the document or its part before the annex ends here. */
  readonly endsPart: boolean;
}

/** The pages of a print, by where its blocks begin. */
export function sheetsOf(
  blocks: readonly PageBlock[],
  { places, pages, height }: Layout,
  margins: PageMargins,
): Sheet[] {
  const pageOf = (at: number): number => places.get(blocks[at]?.id ?? '')?.page ?? Infinity;
  const sheets: Sheet[] = [];
  let first = 0;
  for (let page = 1; page <= pages; page += 1) {
    const room = height - (page === 1 ? margins.first : margins.top) - margins.bottom;
    let end = first;
    while (end < blocks.length && pageOf(end) <= page) end += 1;
    sheets.push({ page, first, end, left: leftOn(end, room), room });
    first = end;
  }
  return sheets;

  function leftOn(end: number, room: number): number {
    const last = blocks[end - 1];
    const place = last && places.get(last.id);
    if (!last || !place) return 0;
    const from = (1 - place.below) * height;
    // A long block may have begun on a page before.
    const gone = sheets.slice(place.page - 1).reduce((sum, sheet) => sum + sheet.room, 0);
    const bottom = from + last.bottom - last.top - gone;
    return room - bottom;
  }
}

/** The runs of pages of a print; the annex begins on page `annexFrom`. */
export function runsOf(sheets: readonly Sheet[], blocks: readonly PageBlock[], annexFrom: number | undefined): Run[] {
  const runs: Sheet[][] = [];
  for (const sheet of sheets) {
    const begins = sheet.end > sheet.first && blocks[sheet.first]?.startsPage;
    if (sheet.page === 1 || begins) runs.push([sheet]);
    else runs.at(-1)?.push(sheet);
  }
  return runs.map((run, at) => ({
    sheets: run,
    endsPart: at === runs.length - 1 || runs[at + 1]?.[0]?.page === annexFrom,
  }));
}
