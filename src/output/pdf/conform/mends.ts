import type { PdfFile } from './file.ts';
import {
  contentsOf,
  elementsOf,
  type MarkedContent,
  type StructureElement,
  type StructureKid,
  wrapKids,
} from './structure.ts';
import { type Dictionary, parseArray } from './pdf-syntax.ts';

/** Structure types that PDF 1.7 knows and that hold blocks, so that words may not stand in them directly. */
const GROUPS = new Set(['Document', 'Part', 'Art', 'Sect', 'Div', 'BlockQuote', 'TOC', 'Index']);

/** Types that stand in a line of words. */
const INLINE = new Set(['Span', 'Quote', 'Link', 'Reference', 'Code', 'Em', 'Strong', 'Lbl', 'Ruby', 'Annot', 'Note']);

/** What the types that Chromium adds to those of PDF 1.7 are nearest to. */
const NEAREST: Readonly<Record<string, string>> = { Em: 'Span', Strong: 'Span' };

/** Types of PDF 1.7 (ISO 32000-1, 14.8.4). */
const KNOWN = new Set(
  (
    'Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl ' +
    'LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP ' +
    'Warichu WT WP Figure Formula Form'
  ).split(' '),
);

/** Entries for which an element without meaning of its own is kept. */
const TELLING = ['/Alt', '/ActualText', '/E', '/Lang', '/ID'];

/** Attributes that say what holds without them. */
const DEFAULTS = new Set(['<</O /Table\n/RowSpan 1>>', '<</O /Table\n/ColSpan 1>>']);

/** The content that goes, because it paints nothing or only decorates, is taken out of the tree. */
export function removeContent(root: StructureElement, gone: ReadonlySet<StructureKid>): void {
  for (const element of elementsOf(root)) {
    if (element.kids.some((kid) => gone.has(kid))) element.kids = element.kids.filter((kid) => !gone.has(kid));
  }
}

/**
 * What a table's head paints on the pages after its first: readers would hear it again and again. A head cell has
 * content there although a row below it has some on an earlier page.
 */
export function repeatedHeads(root: StructureElement, pages: readonly number[]): MarkedContent[] {
  const order = new Map(pages.map((page, index) => [page, index]));
  return elementsOf(root)
    .filter(({ role }) => role === 'Table')
    .flatMap((table) => repeatedIn(table, (content) => order.get(content.page) ?? 0));
}

function repeatedIn(table: StructureElement, pageOf: (content: MarkedContent) => number): MarkedContent[] {
  const repeated: MarkedContent[] = [];
  /** The first page of all rows below. */
  let below = Infinity;
  const rows = elementsOf(table).filter(({ role }) => role === 'TR');
  for (const row of rows.reverse()) {
    const contents = contentsOf(row);
    if (isHeadRow(row)) repeated.push(...contents.filter((content) => pageOf(content) > below));
    for (const content of contents) below = Math.min(below, pageOf(content));
  }
  return repeated;
}

function isHeadRow({ kids }: StructureElement): boolean {
  return kids.length > 0 && kids.every((kid) => kid.kind === 'element' && kid.role === 'TH');
}

/**
 * Takes out elements that mean nothing (Chromium makes one around each run of letters and each `<div>`) and puts a
 * paragraph around words that stand between blocks.
 */
export function unwrapMeaningless(file: PdfFile, element: StructureElement): void {
  const kids = element.kids.flatMap((kid) => {
    if (kid.kind !== 'element') return [kid];
    const isRun = kid.kids.every(({ kind }) => kind !== 'element');
    unwrapMeaningless(file, kid);
    if (kid.role !== 'NonStruct' || TELLING.some((key) => kid.entries.has(key))) return [kid];
    const inner = isRun || !GROUPS.has(element.role) ? kid.kids : inParagraphs(file, kid);
    for (const one of inner) if (one.kind === 'element') one.parent = element;
    return inner;
  });
  element.kids = kids;
  if (GROUPS.has(element.role)) element.kids = inParagraphs(file, element);
}

function inParagraphs(file: PdfFile, element: StructureElement): StructureKid[] {
  const blocks: StructureKid[] = [];
  let words: StructureKid[] = [];
  function endParagraph(): void {
    if (words.length > 0) blocks.push(wrapKids(file, element, 'P', words));
    words = [];
  }
  for (const kid of element.kids) {
    if (isInline(kid)) {
      words.push(kid);
    } else {
      endParagraph();
      blocks.push(kid);
    }
  }
  endParagraph();
  return blocks;
}

function isInline(kid: StructureKid): boolean {
  return kid.kind !== 'element' || INLINE.has(kid.role);
}

/** An item of a list holds a label and a body, and nothing else. */
export function bodiesOfItems(file: PdfFile, root: StructureElement): void {
  for (const item of elementsOf(root)) {
    if (item.role !== 'LI') continue;
    const isPart = (kid: StructureKid): boolean =>
      kid.kind === 'element' && (kid.role === 'Lbl' || kid.role === 'LBody');
    const rest = item.kids.filter((kid) => !isPart(kid));
    if (rest.length === 0) continue;
    item.kids = [...item.kids.filter(isPart), wrapKids(file, item, 'LBody', rest)];
  }
}

/** A group around a picture and its caption is not itself a picture: it has no words for it. */
export function groupsOfFigures(root: StructureElement): void {
  for (const element of elementsOf(root)) {
    if (element.role !== 'Figure' || element.entries.has('/Alt')) continue;
    if (elementsOf(element).some((inner) => inner !== element && inner.role === 'Figure')) element.role = 'Div';
  }
}

/** A link that leads nowhere has no annotation, and is words. */
export function deadLinks(root: StructureElement): void {
  for (const element of elementsOf(root)) {
    if (element.role !== 'Link') continue;
    if (!elementsOf(element).some(({ kids }) => kids.some(({ kind }) => kind === 'object'))) element.role = 'Span';
  }
}

/** Elements that hold nothing are taken out, except cells, which hold a place. */
export function removeEmpty(element: StructureElement): void {
  element.kids = element.kids.filter((kid) => {
    if (kid.kind !== 'element') return true;
    removeEmpty(kid);
    return kid.kids.length > 0 || kid.role === 'TD' || kid.role === 'TH';
  });
}

/** Leaves out attributes that say what holds anyway. */
export function dropDefaults(root: StructureElement): void {
  for (const { entries } of elementsOf(root)) {
    const attributes = entries.get('/A');
    if (attributes === undefined) continue;
    const telling = parseArray(attributes).filter((attribute) => !DEFAULTS.has(attribute));
    if (telling.length === 0) entries.delete('/A');
    else entries.set('/A', telling.length === 1 ? (telling[0] ?? '') : `[${telling.join('')}]`);
  }
}

/** The role map: for each type in use that PDF 1.7 does not know, the nearest that it knows. */
export function roleMap(root: StructureElement): Dictionary {
  const strange = elementsOf(root).filter(({ role }) => !KNOWN.has(role));
  const roles = new Set(strange.map(({ role }) => role));
  return new Map([...roles].sort().map((role) => [`/${role}`, `/${NEAREST[role] ?? 'NonStruct'}`]));
}

/** Whether an element belongs to a picture, whose lines are no decoration. */
export function isInFigure(element: StructureElement | undefined): boolean {
  return element !== undefined && (element.role === 'Figure' || isInFigure(element.parent));
}
