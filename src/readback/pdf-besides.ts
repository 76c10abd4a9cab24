import { createHash } from 'node:crypto';
import { loadPdfium, type Pdfium } from './pdfium.ts';
import type { ReadOutput } from './read-text.ts';

const NOTHING = { pieces: [], tables: [], alternatives: [], drawings: [], headings: [], artifacts: [] };

/** The kind of a note that is a link, as the standard numbers them. */
const LINK = 2;

/** Reads what a PDF carries besides its pages. Throws an Error if PDFium cannot open it. */
export async function readBesides(pdf: Uint8Array): Promise<ReadOutput> {
  const pdfium = await loadPdfium();
  const { calls } = pdfium;
  const address = pdfium.keep(pdf);
  const document = calls.FPDF_LoadMemDocument(address, pdf.length, 0);
  if (document === 0) throw new Error(`PDFium cannot open the PDF: error ${calls.FPDF_GetLastError()}`);
  const others = calls.FPDFDoc_GetJavaScriptActionCount(document) === 0 ? [] : ['a script'];
  const pages = calls.FPDF_GetPageCount(document);
  for (let index = 0; index < pages; index += 1) {
    const page = calls.FPDF_LoadPage(document, index);
    if (hasOtherNotes(page, pdfium)) others.push(`a note, a form or a film on page ${index + 1}`);
    calls.FPDF_ClosePage(page);
  }
  const attached = attachedIn(document, pdfium);
  calls.FPDF_CloseDocument(document);
  pdfium.free(address);
  return { ...NOTHING, pages, besides: { attached, others } };
}

/**
 * What a link may not have: a drawing of its own (AP, with its states), a colour, a border, a caption or an action besides its
 * target, any of which a reader would see or set off in place of the page.
 */
const DRAWN = ['AP', 'AS', 'C', 'BS', 'MK', 'AA', 'PA', 'OC'] as const;

function hasOtherNotes(page: number, { calls, name }: Pdfium): boolean {
  let isOther = false;
  for (let at = 0; at < calls.FPDFPage_GetAnnotCount(page); at += 1) {
    const note = calls.FPDFPage_GetAnnot(page, at);
    isOther ||=
      calls.FPDFAnnot_GetSubtype(note) !== LINK || DRAWN.some((key) => calls.FPDFAnnot_HasKey(note, name(key)) !== 0);
    calls.FPDFPage_CloseAnnot(note);
  }
  return isOther;
}

function attachedIn(document: number, pdfium: Pdfium): Record<string, string> {
  const { calls } = pdfium;
  const found: [string, string][] = [];
  for (let at = 0; at < calls.FPDFDoc_GetAttachmentCount(document); at += 1) {
    const file = calls.FPDFDoc_GetAttachment(document, at);
    const name = pdfium.readText((room, size) => calls.FPDFAttachment_GetName(file, room, size));
    found.push([name, createHash('sha256').update(contentOf(file, pdfium)).digest('hex')]);
  }
  return Object.fromEntries(found);
}

/** A copy of the bytes of an attachment; none if it cannot be read. */
function contentOf(file: number, { calls, room, bytes, keep, free }: Pdfium): Uint8Array {
  const sizeIn = (buffer: number, space: number): number => {
    const isRead = calls.FPDFAttachment_GetFile(file, buffer, space, room);
    return isRead === 0 ? 0 : new DataView(bytes(room, 4).slice().buffer).getUint32(0, true);
  };
  const size = sizeIn(0, 0);
  const buffer = keep(new Uint8Array(size));
  const read = sizeIn(buffer, size);
  const content = bytes(buffer, Math.min(read, size)).slice();
  free(buffer);
  return content;
}
