import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** How full a printed page is. Heights are parts of the page's height. */
export interface PageFill {
  /** The highest stretch between head and foot in which no text stands. */
  readonly empty: number;
  /** Whether a destination of those asked for begins at its top. */
  readonly opens: boolean;
}

/** Points: what head and foot take of a page. */
const HEAD = 52;
const FOOT = 57;

/** How full each page of a PDF is, as pdf.js sees its text; `chapters` are the ids that may begin a page. */
export async function pageFills(pdf: Uint8Array, chapters: ReadonlySet<string>): Promise<PageFill[]> {
  const task = getDocument({ data: new Uint8Array(pdf), verbosity: 0 });
  const document = await task.promise;
  const starts = new Map<number, number[]>();
  for (const [name, [page, , , y]] of Object.entries(await document.getDestinations())) {
    const at = await document.getPageIndex(page);
    if (chapters.has(name)) starts.set(at, [...(starts.get(at) ?? []), Number(y)]);
  }
  const fills: PageFill[] = [];
  for (let at = 0; at < document.numPages; at += 1) {
    const page = await document.getPage(at + 1);
    const [, , , height = 0] = page.view;
    const { items } = await page.getTextContent();
    const all = items.flatMap((item) => ('str' in item && item.str.trim() ? [Number(item.transform[5])] : []));
    const inside = all.filter((y) => y > FOOT && y < height - HEAD).sort((a, b) => b - a);
    const edges = [height - HEAD, ...inside, FOOT];
    const gaps = edges.slice(1).map((y, index) => (edges[index] ?? y) - y);
    const top = Math.max(...inside);
    fills.push({ empty: Math.max(...gaps) / height, opens: (starts.get(at) ?? []).some((y) => y > top) });
  }
  await task.destroy();
  return fills;
}
