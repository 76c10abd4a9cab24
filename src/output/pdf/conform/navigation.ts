import { type PdfFile, setEntry, textOf } from './file.ts';
import { parseDictionary, referred, textString } from './pdf-syntax.ts';

/** Pages are called by the numbers that they print. */
export function numberPages(file: PdfFile): void {
  file.catalog.set('/PageLabels', '<</Nums[0<</S/D>>]>>');
}

/**
 * Names the entries of the outline after the headings, which they follow one by one. Chromium names an entry after what
 * it painted, and where a heading moved to the next page it painted twice.
 */
export function nameOutline(file: PdfFile, headings: readonly string[]): void {
  const items = outlineItems(file, referred(file.catalog.get('/Outlines')));
  const named = headings.filter((heading) => heading !== '');
  if (items.length !== named.length) return;
  for (const [index, item] of items.entries()) setEntry(file, item, '/Title', textString(named[index] ?? ''));
}

/** Numbers of the entries below one, in reading order. */
function outlineItems(file: PdfFile, number: number | undefined): number[] {
  const items: number[] = [];
  let item = number === undefined ? undefined : referred(parseDictionary(textOf(file, number)).get('/First'));
  while (item !== undefined) {
    items.push(item, ...outlineItems(file, item));
    item = referred(parseDictionary(textOf(file, item)).get('/Next'));
  }
  return items;
}
