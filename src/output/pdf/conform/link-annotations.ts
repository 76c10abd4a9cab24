import { plainName } from '../places.ts';
import type { PageLink } from '../page-words.ts';
import { type PdfFile, setEntry, textOf } from './file.ts';
import { elementsOf, type StructureElement } from './structure.ts';
import { parseDictionary, readText, textString } from './pdf-syntax.ts';

/**
 * Gives each link annotation its words, which a reader hears where the link stands alone. The links of a page come in
 * reading order, as their elements do in the structure tree. Of a link with no words, such as one around a picture, the
 * address is told.
 */
export function describeLinks(file: PdfFile, root: StructureElement, links: readonly PageLink[]): void {
  const waiting = new Map<string, string[]>();
  for (const { href, text } of links) {
    const key = keyOf(href);
    waiting.set(key, [...(waiting.get(key) ?? []), text]);
  }
  for (const { kids, role } of elementsOf(root)) {
    const annotations = kids.flatMap((kid) => (kid.kind === 'object' ? [kid.object] : []));
    const [first] = annotations;
    if (role !== 'Link' || first === undefined) continue;
    const target = targetOf(textOf(file, first));
    const words = waiting.get(keyOf(target))?.shift();
    for (const annotation of annotations) setEntry(file, annotation, '/Contents', textString(words || target));
  }
}

/** Where an annotation leads: an address, or `#` and the name of a place in the document. */
function targetOf(text: string): string {
  const annotation = parseDictionary(text);
  const destination = annotation.get('/Dest');
  if (destination !== undefined) return `#${plainName(destination.slice(1))}`;
  return readText(parseDictionary(annotation.get('/A') ?? '<<>>').get('/URI') ?? '()');
}

/** Addresses that differ only in how they are escaped are the same. */
function keyOf(href: string): string {
  try {
    return decodeURIComponent(href).toLowerCase();
  } catch {
    return href.toLowerCase();
  }
}
