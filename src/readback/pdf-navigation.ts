import type { Pdfium } from './pdfium.ts';

/** An entry of the outline of a PDF. */
export interface OutlineEntry {
  readonly title: string;
  /** Counted from 1; 0 where it leads to no page. */
  readonly page: number;
  /** 0 for an entry that is in no other. */
  readonly depth: number;
}

/** How a PDF leads to its pages. */
export interface Navigation {
  /** The label of each page. */
  readonly labels: readonly string[];
  /** In reading order. */
  readonly outline: readonly OutlineEntry[];
  /** The page of each named destination, counted from 1; names as they are written, with the escapes of addresses. */
  readonly destinations: ReadonlyMap<string, number>;
}

/** Reads the navigation of an open document. */
export function readNavigation(document: number, { calls, readText, readSized }: Pdfium): Navigation {
  const labels = Array.from({ length: calls.FPDF_GetPageCount(document) }, (_, index) =>
    readText((address, size) => calls.FPDF_GetPageLabel(document, index, address, size)),
  );
  function pageOf(destination: number): number {
    return destination === 0 ? 0 : calls.FPDFDest_GetDestPageIndex(document, destination) + 1;
  }
  function entriesIn(parent: number, depth: number): OutlineEntry[] {
    const entries: OutlineEntry[] = [];
    for (
      let entry = calls.FPDFBookmark_GetFirstChild(document, parent);
      entry !== 0;
      entry = calls.FPDFBookmark_GetNextSibling(document, entry)
    ) {
      const bookmark = entry;
      const title = readText((address, size) => calls.FPDFBookmark_GetTitle(bookmark, address, size));
      const page = pageOf(calls.FPDFBookmark_GetDest(document, entry));
      entries.push({ title, page, depth }, ...entriesIn(entry, depth + 1));
    }
    return entries;
  }
  const destinations = new Map<string, number>();
  for (let index = 0, end = calls.FPDF_CountNamedDests(document); index < end; index += 1) {
    let destination = 0;
    const name = readSized((address, size) => {
      destination = calls.FPDF_GetNamedDest(document, index, address, size);
    });
    destinations.set(name, pageOf(destination));
  }
  return { labels, outline: entriesIn(0, 0), destinations };
}
