/**
 * The objects of a PDF that Chromium wrote. Its PDF writer, Skia, writes PDF 1.4 with one cross-reference table and all
 * objects but streams in plain text, an entry a line, so that reading them needs no library. Skia escapes line ends in
 * strings: what stands at the start of a line is syntax. Bytes are held as Latin-1 text, one character a byte.
 */
export interface PdfObjects {
  readonly text: string;
  /** One more than the highest number of an object. */
  readonly count: number;
  /** Numbers of the catalog and of the information object. */
  readonly root: number;
  readonly info: number;
  /** The text of an object, from its number to `endobj`, and its position. */
  readonly object: (number: number) => { readonly text: string; readonly start: number };
  /** Numbers of the page objects, in order. */
  readonly pages: readonly number[];
}

/** Opens a PDF. Throws an Error where its layout is not Skia's. */
export function openObjects(pdf: Uint8Array): PdfObjects {
  const text = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).toString('latin1');
  const table = Number(part(/startxref\s+(\d+)\s+%%EOF/, text.slice(-64)));
  const heading = /^xref\s+0 (\d+)\s+/.exec(text.slice(table, table + 40));
  if (!heading) throw new Error('the PDF has no plain cross-reference table');
  const count = Number(heading[1]);
  // Entries are 20 bytes each and start with a 10-digit offset.
  const entries = table + heading[0].length;
  const trailer = text.slice(entries + 20 * count);
  function object(number: number): { text: string; start: number } {
    const start = Number(text.slice(entries + 20 * number, entries + 20 * number + 10));
    return { text: text.slice(start, text.indexOf('\nendobj', start)), start };
  }
  const root = Number(part(/\/Root (\d+) 0 R/, trailer));
  const info = Number(part(/\/Info (\d+) 0 R/, trailer));
  const tree = Number(part(/\/Pages (\d+) 0 R/, object(root).text));
  return { text, count, root, info, object, pages: leaves(tree, (number) => object(number).text) };
}

/** The first group of a pattern that must match. */
function part(pattern: RegExp, text: string): string {
  const [, found] = pattern.exec(text) ?? [];
  if (found === undefined) throw new Error(`the PDF has no ${pattern.source}`);
  return found;
}

function leaves(node: number, textOf: (number: number) => string): number[] {
  const text = textOf(node);
  if (!/\/Type\s*\/Pages\b/.test(text)) return [node];
  const kids = /\/Kids\s*\[([^\]]*)\]/.exec(text)?.[1] ?? '';
  return [...kids.matchAll(/(\d+) 0 R/g)].flatMap(([, kid]) => leaves(Number(kid), textOf));
}

/** Names of the fonts that a PDF uses, sorted, without the six letters that mark a subset. */
export function fontNames({ text }: PdfObjects): string[] {
  const names = text.matchAll(/\n\/BaseFont \/(?:[A-Z]{6}\+)?([^\s/<>[\]()]+)/g);
  return [...new Set([...names].map(([, name = '']) => name))].sort();
}

/** Numbers of the pages with content that the structure tree names. Running heads and feet are none. */
export function filledPages({ text }: PdfObjects): ReadonlySet<number> {
  return new Set([...text.matchAll(/\n\/Pg (\d+) 0 R/g)].map(([, page]) => Number(page)));
}
