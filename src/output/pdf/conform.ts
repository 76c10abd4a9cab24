import { type Attachment, attachFiles } from './conform/embedded-files.ts';
import { unmark } from './conform/content-stream.ts';
import { openPdf, type PdfFile, textOf } from './conform/file.ts';
import { addOutputIntent } from './conform/intent.ts';
import { boundFigures } from './conform/picture-boxes.ts';
import { mendLetters } from './conform/letters.ts';
import { describeLinks } from './conform/link-annotations.ts';
import {
  bodiesOfItems,
  deadLinks,
  dropDefaults,
  groupsOfFigures,
  isInFigure,
  removeContent,
  removeEmpty,
  repeatedHeads,
  roleMap,
  unwrapMeaningless,
} from './conform/mends.ts';
import { type Facts, writeMetadata } from './conform/xmp-metadata.ts';
import { nameOutline, numberPages } from './conform/navigation.ts';
import { type Canvases, findMark, placeInForms, readCanvases, writeCanvases } from './conform/pages.ts';
import {
  elementsOf,
  readStructure,
  renumberIds,
  type StructureElement,
  type StructureKid,
  writeStructure,
} from './conform/structure.ts';
import { parseDictionary, readText, writeDictionary } from './conform/pdf-syntax.ts';
import { writePdf } from './conform/write.ts';
import type { PageWords } from './page-words.ts';

/** What a PDF is to say and carry beside its pages. */
export interface ConformOptions extends Facts {
  /** The words of the page that was printed. */
  readonly words: PageWords;
  readonly attachments: readonly Attachment[];
}

/**
 * Makes a tagged PDF of Chromium's into one that is PDF/UA-1 and PDF/A-3a, carries its data, holds nothing of the
 * moment or of the browser's history, and is smaller. What is painted stays as it is. Throws an Error if the file is
 * not as Skia writes it.
 */
export function conformPdf(pdf: Uint8Array, { words, attachments, ...facts }: ConformOptions): Uint8Array {
  const file = openPdf(pdf);
  const structure = readStructure(file);
  const { root } = structure;
  const canvases = readCanvases(file);

  // Content first: the steps after it see only what is read out.
  placeInForms(root, canvases);
  unmarkUnread(file, root, canvases);
  mendLetters(file, canvases);
  removeEmpty(root);

  // Before the others, which look at the kids of an element, these must be those that a reader sees.
  unwrapMeaningless(file, root);
  bodiesOfItems(file, root);
  groupsOfFigures(root);
  deadLinks(root);
  describeLinks(file, root, words.links);
  boundFigures(file, root, canvases);
  dropDefaults(root);
  renumberIds(root);
  writeStructure(file, structure, roleMap(root));
  writeCanvases(file, canvases);

  const title = readText(parseDictionary(textOf(file, file.info)).get('/Title') ?? '()');
  writeMetadata(file, title, facts);
  nameOutline(file, words.headings);
  numberPages(file);
  addOutputIntent(file);
  attachFiles(file, attachments, facts.date);
  file.objects.set(file.root, { text: writeDictionary(file.catalog) });
  return writePdf(file);
}

/**
 * Makes content that is not to be read into artifacts: what paints nothing, decoration, and repeated heads of tables.
 */
function unmarkUnread(file: PdfFile, root: StructureElement, canvases: Canvases): void {
  const repeated = new Set(repeatedHeads(root, file.pages));
  const gone = new Set<StructureKid>();
  for (const element of elementsOf(root)) {
    for (const kid of element.kids) {
      if (kid.kind !== 'content') continue;
      const { canvas, mark } = findMark(canvases, kid) ?? {};
      const isRead = mark?.isPainted && (mark.isShown || isInFigure(element));
      if (isRead && !repeated.has(kid)) continue;
      gone.add(kid);
      if (canvas && mark) canvas.edits.push(...unmark(mark, repeated.has(kid) ? 'repetition' : 'decoration'));
    }
  }
  removeContent(root, gone);
}
