import { type PdfFile, setEntry, textOf } from './pdf-file.ts';
import { parseDictionary, referred, textString } from './pdf-syntax.ts';

/** Labels the pages with the numbers that are printed on them. */
export function numberPages(file: PdfFile, annexFrom: number | undefined): void {
  const annex = annexFrom === undefined ? '' : `${annexFrom - 1}<</S/D/P(A)>>`;
  file.catalog.set('/PageLabels', `<</Nums[0<</S/D>>${annex}]>>`);
}

/**
 * Gives the entries of the outline the texts of the headings, in the same order. Chromium takes the text that it
 * painted, which is double where a heading moved to the next page.
 */
export function nameOutline(file: PdfFile, headings: readonly string[]): void {
  const items = outlineItems(file);
  const named = headings.filter((heading) => heading !== '');
  if (items.length !== named.length) return;
  for (const [index, item] of items.entries()) setEntry(file, item, '/Title', textString(named[index] ?? ''));
}

/** Numbers of the entries of the outline, or below one of them, in reading order. */
export function outlineItems(file: PdfFile, number = referred(file.catalog.get('/Outlines'))): number[] {
  const items: number[] = [];
  let item = number === undefined ? undefined : referred(parseDictionary(textOf(file, number)).get('/First'));
  while (item !== undefined) {
    items.push(item, ...outlineItems(file, item));
    item = referred(parseDictionary(textOf(file, item)).get('/Next'));
  }
  return items;
}
