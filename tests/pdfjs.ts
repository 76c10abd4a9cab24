/**
 * pdf.js, without what it does to its surroundings: its build for Node 20 replaces parts of the language by slow ones, which
 * all later tests of the worker would run with in place of those that Assay has. What it adds stays, because it needs that.
 */
const replaced: readonly (readonly [object, string])[] = [
  [Array.prototype, 'push'],
  [Function.prototype, 'toString'],
  [JSON, 'parse'],
  [JSON, 'stringify'],
];
const own = replaced.map(([holder, name]) => {
  const descriptor = Object.getOwnPropertyDescriptor(holder, name);
  return () => Object.defineProperty(holder, name, descriptor ?? {});
});
export const { getDocument, OPS } = await import('pdfjs-dist/legacy/build/pdf.mjs');
// Else it would be loaded, and replace them again, with the first document.
// @ts-expect-error It has no types.
await import('pdfjs-dist/legacy/build/pdf.worker.mjs');
for (const restore of own) restore();

export type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
