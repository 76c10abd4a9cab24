import type { PdfFile } from './pdf-file.ts';
import {
  contentsOf,
  elementsOf,
  type MarkedContent,
  type StructureElement,
  type StructureKid,
  wrapKids,
} from './structure.ts';
import { type Dictionary, parseArray } from './pdf-syntax.ts';

/** Structure types of PDF 1.7 that hold blocks: text in them must be in a paragraph. */
const GROUPS = new Set(['Document', 'Part', 'Art', 'Sect', 'Div', 'BlockQuote', 'TOC', 'Index']);

/** Types of parts of a line. */
export const INLINE = new Set([
  'Span',
  'Quote',
  'Link',
  'Reference',
  'Code',
  'Em',
  'Strong',
  'Lbl',
  'Ruby',
  'Annot',
  'Note',
]);

/** The nearest type of PDF 1.7 for each that Chromium adds. */
const NEAREST: Readonly<Record<string, string>> = { Em: 'Span', Strong: 'Span' };

/** Types of PDF 1.7 (ISO 32000-1, 14.8.4). */
const KNOWN = new Set(
  (
    'Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl ' +
    'LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP ' +
    'Warichu WT WP Figure Formula Form'
  ).split(' '),
);

/** Entries that give a meaning to an element of type NonStruct. */
const MEANINGFUL = ['/Alt', '/ActualText', '/E', '/Lang', '/ID'];

/** Attributes with their default value. */
const DEFAULTS = new Set(['<</O /Table\n/RowSpan 1>>', '<</O /Table\n/ColSpan 1>>']);

/** Removes pieces of content from the tree. */
export function removeContent(root: StructureElement, removed: ReadonlySet<StructureKid>): void {
  for (const element of elementsOf(root)) {
    if (element.kids.some((kid) => removed.has(kid))) element.kids = element.kids.filter((kid) => !removed.has(kid));
  }
}

/**
 * The content of table heads that are repeated on further pages, which a screen reader would read again. It is the
 * content of a head cell on a later page than that of a row below.
 */
export function repeatedHeads(root: StructureElement, pages: readonly number[]): MarkedContent[] {
  const order = new Map(pages.map((page, index) => [page, index]));
  return elementsOf(root)
    .filter(({ role }) => role === 'Table')
    .flatMap((table) => repeatedIn(table, (content) => order.get(content.page) ?? 0));
}

function repeatedIn(table: StructureElement, pageOf: (content: MarkedContent) => number): MarkedContent[] {
  const repeated: MarkedContent[] = [];
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
 * Removes elements without meaning (Chromium makes one around each run of text and each `<div>`) and puts a paragraph
 * around text between blocks.
 */
export function unwrapMeaningless(file: PdfFile, element: StructureElement): void {
  const kids = element.kids.flatMap((kid) => {
    if (kid.kind !== 'element') return [kid];
    const isRun = kid.kids.every(({ kind }) => kind !== 'element');
    unwrapMeaningless(file, kid);
    if (kid.role !== 'NonStruct' || MEANINGFUL.some((key) => kid.entries.has(key))) return [kid];
    const inner = isRun || !GROUPS.has(element.role) ? kid.kids : inParagraphs(file, kid);
    for (const one of inner) if (one.kind === 'element') one.parent = element;
    return inner;
  });
  element.kids = kids;
  if (GROUPS.has(element.role)) element.kids = inParagraphs(file, element);
}

function inParagraphs(file: PdfFile, element: StructureElement): StructureKid[] {
  const blocks: StructureKid[] = [];
  let line: StructureKid[] = [];
  function endParagraph(): void {
    if (line.length > 0) blocks.push(wrapKids(file, element, 'P', line));
    line = [];
  }
  for (const kid of element.kids) {
    if (isInline(kid)) {
      line.push(kid);
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

/** Puts all of a list item but its label into a body: an item may hold only these two. */
export function wrapItemBodies(file: PdfFile, root: StructureElement): void {
  for (const item of elementsOf(root)) {
    if (item.role !== 'LI') continue;
    const isPart = (kid: StructureKid): boolean =>
      kid.kind === 'element' && (kid.role === 'Lbl' || kid.role === 'LBody');
    const rest = item.kids.filter((kid) => !isPart(kid));
    if (rest.length === 0) continue;
    item.kids = [...item.kids.filter(isPart), wrapKids(file, item, 'LBody', rest)];
  }
}

/** Makes a Div of a Figure that only surrounds a Figure and its caption: it has no alternative text. */
export function groupFigures(root: StructureElement): void {
  for (const element of elementsOf(root)) {
    if (element.role !== 'Figure' || element.entries.has('/Alt')) continue;
    if (elementsOf(element).some((inner) => inner !== element && inner.role === 'Figure')) element.role = 'Div';
  }
}

/**
 * Moves the caption of a picture from next to it into its Figure. The box of the Figure is taken before, so that it is the
 * box of the picture.
 */
export function placeCaptions(root: StructureElement): void {
  for (const group of elementsOf(root)) {
    const [figure, ...others] = kidsOf(group, 'Figure');
    const captions = kidsOf(group, 'Caption');
    if (!figure || others.length > 0 || captions.length === 0) continue;
    group.kids = group.kids.filter((kid) => kid.kind !== 'element' || !captions.includes(kid));
    figure.kids = [...captions, ...figure.kids];
    for (const caption of captions) caption.parent = figure;
  }
}

function kidsOf({ kids }: StructureElement, role: string): StructureElement[] {
  return kids.filter((kid) => kid.kind === 'element').filter((kid) => kid.role === role);
}

/** Makes a Span of a link without annotation, which leads nowhere. */
export function unlinkDeadLinks(root: StructureElement): void {
  for (const element of elementsOf(root)) {
    if (element.role !== 'Link') continue;
    if (!elementsOf(element).some(({ kids }) => kids.some(({ kind }) => kind === 'object'))) element.role = 'Span';
  }
}

/** Removes empty elements, except table cells. */
export function removeEmpty(element: StructureElement): void {
  element.kids = element.kids.filter((kid) => {
    if (kid.kind !== 'element') return true;
    removeEmpty(kid);
    return kid.kids.length > 0 || kid.role === 'TD' || kid.role === 'TH';
  });
}

/** Removes attributes with their default value. */
export function removeDefaults(root: StructureElement): void {
  for (const { entries } of elementsOf(root)) {
    const attributes = entries.get('/A');
    if (attributes === undefined) continue;
    const kept = parseArray(attributes).filter((attribute) => !DEFAULTS.has(attribute));
    if (kept.length === 0) entries.delete('/A');
    else entries.set('/A', kept.length === 1 ? (kept[0] ?? '') : `[${kept.join('')}]`);
  }
}

/** The role map: for each type in use that is not of PDF 1.7, the nearest that is. */
export function roleMap(root: StructureElement): Dictionary {
  const roles = new Set(elementsOf(root).flatMap(({ role }) => (KNOWN.has(role) ? [] : [role])));
  return new Map([...roles].sort().map((role) => [`/${role}`, `/${NEAREST[role] ?? 'NonStruct'}`]));
}

/** Whether an element is part of a figure, whose lines are not a decoration. */
export function isInFigure(element: StructureElement | undefined): boolean {
  return element !== undefined && (element.role === 'Figure' || isInFigure(element.parent));
}
