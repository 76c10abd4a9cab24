import { getDocument } from '../../pdfjs.ts';

/** A line of text of a page, in points from its lower left corner. */
export interface PageLine {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

/** What stands on a printed page, as pdf.js sees its text. */
export interface PageFill {
  readonly height: number;
  /** The column: all lines but those in the margins above and below it, top to bottom. */
  readonly lines: readonly PageLine[];
  /** The text above the column. */
  readonly head: string;
  /** The destinations in the column, top to bottom. */
  readonly starts: readonly { readonly id: string; readonly y: number }[];
}

/** Points above the foot of a page's paper, and below its head, within which no column has text. */
const FOOT = 36;
const HEAD = 44;

/** What each page of a PDF has; destinations are those with these ids. */
export async function pageFills(pdf: Uint8Array, ids: ReadonlySet<string>): Promise<PageFill[]> {
  const task = getDocument({ data: new Uint8Array(pdf), verbosity: 0 });
  const document = await task.promise;
  const starts = new Map<number, { id: string; y: number }[]>();
  for (const [id, [page, , , y]] of Object.entries(await document.getDestinations())) {
    if (!ids.has(id)) continue;
    const at = await document.getPageIndex(page);
    starts.set(at, [...(starts.get(at) ?? []), { id, y: Number(y) }]);
  }
  const fills: PageFill[] = [];
  for (let at = 0; at < document.numPages; at += 1) {
    const page = await document.getPage(at + 1);
    const [, , , height = 0] = page.view;
    const { items } = await page.getTextContent();
    const all = linesOf(
      items.flatMap((item) =>
        'str' in item && item.str.trim()
          ? [
              {
                text: item.str,
                x: Number(item.transform[4]),
                y: Number(item.transform[5]),
                size: item.height,
                end: item.width,
              },
            ]
          : [],
      ),
    );
    const top = at === 0 ? 0 : HEAD;
    fills.push({
      height,
      lines: all.filter(({ y }) => y > FOOT && y < height - top),
      head: at === 0 ? '' : (all.find(({ y }) => y >= height - top)?.text ?? ''),
      starts: (starts.get(at) ?? []).toSorted((a, b) => b.y - a.y),
    });
  }
  await task.destroy();
  return fills;
}

/** Pieces of text joined where one begins at the end of the other, top to bottom. */
function linesOf(pieces: readonly (PageLine & { readonly end: number })[]): PageLine[] {
  const lines: { text: string; x: number; y: number; size: number; end: number }[] = [];
  for (const { text, x, y, size, end } of pieces) {
    const line = lines.at(-1);
    const joins = line && Math.abs(line.y - y) < 1 && Math.abs(line.end - x) < size;
    if (joins) Object.assign(line, { text: line.text + text, end: x + end });
    else lines.push({ text, x, y, size, end: x + end });
  }
  return lines.toSorted((a, b) => b.y - a.y);
}
