import { type Attachment, attachFiles } from './conform/embedded-files.ts';
import { unmark } from './conform/content-stream.ts';
import { openPdf, type PdfFile, textOf } from './conform/pdf-file.ts';
import { addOutputIntent } from './conform/output-intent.ts';
import { setFigureBoxes } from './conform/picture-boxes.ts';
import { correctCharacters } from './conform/glyph-characters.ts';
import { tagNotes } from './conform/note-tags.ts';
import { describeLinks } from './conform/link-annotations.ts';
import { addLineSpaces } from './conform/line-spaces.ts';
import {
  wrapItemBodies,
  unlinkDeadLinks,
  removeDefaults,
  groupFigures,
  isInFigure,
  placeCaptions,
  removeContent,
  removeEmpty,
  repeatedHeads,
  roleMap,
  unwrapMeaningless,
} from './conform/structure-fixes.ts';
import { type DocumentFacts, writeMetadata } from './conform/xmp-metadata.ts';
import { nameOutline, numberPages } from './conform/page-navigation.ts';
import { type Canvases, findMark, placeInForms, readCanvases, writeCanvases } from './conform/canvases.ts';
import {
  elementsOf,
  readStructure,
  numberIds,
  type StructureElement,
  type StructureKid,
  writeStructure,
} from './conform/structure.ts';
import { parseDictionary, readText, writeDictionary } from './conform/pdf-syntax.ts';
import { writePdf } from './conform/pdf-writer.ts';
import type { PageWords } from './page-words.ts';

/** The contents of a PDF beside its pages. */
export interface ConformOptions extends DocumentFacts {
  /** Of the page that was printed. */
  readonly words: PageWords;
  readonly attachments: readonly Attachment[];
  /** The page with which the annex begins, counted from 1. */
  readonly annexFrom?: number | undefined;
}

/**
 * Makes of a tagged PDF by Chromium one that is PDF/UA-1 and PDF/A-3a, has its data attached, does not depend on the
 * time or on earlier prints, and is smaller. What it paints does not change. Throws an Error where its layout is not
 * Skia's.
 */
export function conformPdf(pdf: Uint8Array, { words, attachments, annexFrom, ...facts }: ConformOptions): Uint8Array {
  const file = openPdf(pdf);
  const structure = readStructure(file);
  const { root } = structure;
  const canvases = readCanvases(file);

  // Content comes first: the later steps need a tree of what a screen reader reads.
  placeInForms(root, canvases);
  markArtifacts(file, root, canvases);
  correctCharacters(file, canvases);
  removeEmpty(root);

  // The kids of an element are settled before the steps that look at them.
  unwrapMeaningless(file, root);
  wrapItemBodies(file, root);
  groupFigures(root);
  unlinkDeadLinks(root);
  tagNotes(file, root);
  describeLinks(file, root, words.links);
  addLineSpaces(file, root, canvases, words.text);
  setFigureBoxes(file, root, canvases);
  placeCaptions(root);
  removeDefaults(root);
  numberIds(root);
  writeStructure(file, structure, roleMap(root));
  writeCanvases(file, canvases);

  const title = readText(parseDictionary(textOf(file, file.info)).get('/Title') ?? '()');
  writeMetadata(file, title, facts);
  nameOutline(file, words.headings);
  numberPages(file, annexFrom);
  addOutputIntent(file);
  attachFiles(file, attachments, facts.date);
  file.objects.set(file.root, { text: writeDictionary(file.catalog) });
  return writePdf(file);
}

/** Makes artifacts of content that is not read out: what paints nothing, decoration, and repeated heads of tables. */
function markArtifacts(file: PdfFile, root: StructureElement, canvases: Canvases): void {
  const repeated = new Set(repeatedHeads(root, file.pages));
  const removed = new Set<StructureKid>();
  for (const element of elementsOf(root)) {
    for (const kid of element.kids) {
      if (kid.kind !== 'content') continue;
      const { canvas, mark } = findMark(canvases, kid) ?? {};
      const isRead = mark?.isPainted && (mark.isShown || isInFigure(element));
      if (isRead && !repeated.has(kid)) continue;
      removed.add(kid);
      if (canvas && mark) canvas.edits.push(...unmark(mark, repeated.has(kid) ? 'repetition' : 'decoration'));
    }
  }
  removeContent(root, removed);
}
