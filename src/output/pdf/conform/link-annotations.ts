import { plainName } from '../destinations.ts';
import type { PageLink } from '../page-words.ts';
import { type PdfFile, setEntry, textOf } from './pdf-file.ts';
import { elementsOf, type StructureElement } from './structure.ts';
import { parseDictionary, readText, textString } from './pdf-syntax.ts';

/**
 * Gives each link annotation its words as description, or its address where it has no words. The links of the page are
 * in reading order, as are the elements of the structure tree.
 */
export function describeLinks(file: PdfFile, root: StructureElement, links: readonly PageLink[]): void {
  const waiting = new Map<string, string[]>();
  for (const { href, text } of links) {
    const key = targetKey(href);
    waiting.set(key, [...(waiting.get(key) ?? []), text]);
  }
  for (const { kids, role } of elementsOf(root)) {
    const annotations = kids.flatMap((kid) => (kid.kind === 'object' ? [kid.object] : []));
    const [first] = annotations;
    if (role !== 'Link' || first === undefined) continue;
    const target = linkTarget(textOf(file, first));
    const words = waiting.get(targetKey(target))?.shift();
    for (const annotation of annotations) setEntry(file, annotation, '/Contents', textString(words || target));
  }
}

/** The target of an annotation: an address, or `#` and the name of a destination. */
export function linkTarget(text: string): string {
  const annotation = parseDictionary(text);
  const destination = annotation.get('/Dest');
  if (destination !== undefined) return `#${plainName(destination.slice(1))}`;
  return readText(parseDictionary(annotation.get('/A') ?? '<<>>').get('/URI') ?? '()');
}

/** Equal for addresses that a browser takes for one, and those that differ only in escapes and case. */
export function targetKey(href: string): string {
  try {
    return decodeURIComponent(href.startsWith('#') ? href : new URL(href).href).toLowerCase();
  } catch {
    return href.toLowerCase();
  }
}
