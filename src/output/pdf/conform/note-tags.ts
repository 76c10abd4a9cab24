import { linkTarget } from './link-annotations.ts';
import { type PdfFile, textOf } from './pdf-file.ts';
import { textString } from './pdf-syntax.ts';
import { elementsOf, type StructureElement, type StructureKid, wrapKids } from './structure.ts';

/** What the links to a footnote or a note in the margin lead to, and those from a footnote to its mark. */
const TO_NOTE = /^#_(?:footnote|margin)-/;
const TO_MARK = /^#_mark-/;

/**
 * Makes notes of footnotes, which Chromium tags as a list because a page has no element for them, and of what stands
 * aside. Makes references of the links to them. Each note has an id, as PDF/UA-1 requires.
 */
export function tagNotes(file: PdfFile, root: StructureElement): void {
  for (const element of elementsOf(root)) {
    if (element.role === 'Aside') makeNote(element);
    element.kids = element.kids.map((kid) => {
      if (kid.kind !== 'element' || kid.role !== 'Link' || !TO_NOTE.test(targetOf(file, kid) ?? '')) return kid;
      return wrapKids(file, element, 'Reference', [kid]);
    });
    if (element.role !== 'L' || !element.kids.some((item) => isFootnote(file, item))) continue;
    element.role = 'Div';
    element.entries.delete('/A');
    for (const item of element.kids) if (item.kind === 'element') makeNote(item);
  }
}

/** Whether an item of a list begins with a link to a mark. */
function isFootnote(file: PdfFile, item: StructureKid): boolean {
  if (item.kind !== 'element') return false;
  const link = elementsOf(item).find(({ role }) => role === 'Link');
  return link !== undefined && TO_MARK.test(targetOf(file, link) ?? '');
}

/** Turns an element into a note. The paragraphs of an item stand in it directly. */
function makeNote(item: StructureElement): void {
  item.role = 'Note';
  item.entries.set('/ID', textString(`note-${item.number}`));
  item.kids = item.kids.flatMap((kid) => (kid.kind === 'element' && kid.role === 'LBody' ? kid.kids : [kid]));
  for (const kid of item.kids) if (kid.kind === 'element') kid.parent = item;
}

function targetOf(file: PdfFile, { kids }: StructureElement): string | undefined {
  const [annotation] = kids.flatMap((kid) => (kid.kind === 'object' ? [kid.object] : []));
  return annotation === undefined ? undefined : linkTarget(textOf(file, annotation));
}
