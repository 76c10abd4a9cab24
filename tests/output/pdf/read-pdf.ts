import { getDocument, OPS, type PDFDocumentProxy } from '../../pdfjs.ts';
import type { StructTreeContent, StructTreeNode } from 'pdfjs-dist/types/src/display/api.js';

/** What a PDF reader that is not ours makes of a file. */
export interface ReadPdf {
  readonly title: string;
  readonly language: string;
  readonly created: string;
  readonly marked: boolean;
  /** Its identifier, in hexadecimal digits. */
  readonly fingerprint: string;
  /** Text of each page. */
  readonly pages: readonly string[];
  /** Titles of the outline, an entry's own entries indented below it. */
  readonly outline: readonly string[];
  /** Roles of the structure tree in reading order. */
  readonly roles: readonly string[];
  /** PostScript names of the fonts whose programs are in the file. */
  readonly embedded: readonly string[];
  /** Page, from 1, of each named destination. */
  readonly destinations: ReadonlyMap<string, number>;
}

/** Reads a PDF with pdf.js. */
export async function readPdf(pdf: Uint8Array): Promise<ReadPdf> {
  const task = getDocument({ data: new Uint8Array(pdf), verbosity: 0 });
  const document = await task.promise;
  const info = (await document.getMetadata()).info as Record<string, string>;
  const result = {
    title: info['Title'] ?? '',
    language: info['Language'] ?? '',
    created: info['CreationDate'] ?? '',
    marked: (await document.getMarkInfo())?.Marked ?? false,
    fingerprint: document.fingerprints[0] ?? '',
    outline: titles((await document.getOutline()) ?? [], ''),
    destinations: await destinationsOf(document),
    ...(await contentOf(document)),
  };
  await task.destroy();
  return result;
}

interface OutlineItem {
  readonly title: string;
  readonly items: readonly OutlineItem[];
}

function titles(items: readonly OutlineItem[], indent: string): string[] {
  return items.flatMap((item) => [indent + item.title, ...titles(item.items, `${indent}  `)]);
}

async function destinationsOf(document: PDFDocumentProxy): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (const [name, [page]] of Object.entries(await document.getDestinations())) {
    found.set(name, (await document.getPageIndex(page)) + 1);
  }
  return found;
}

function rolesOf(node: StructTreeNode | StructTreeContent | null): string[] {
  if (!node || !('role' in node)) return [];
  return [node.role, ...node.children.flatMap((child) => rolesOf(child))];
}

async function contentOf(document: PDFDocumentProxy): Promise<Pick<ReadPdf, 'pages' | 'roles' | 'embedded'>> {
  const pages: string[] = [];
  const roles: string[] = [];
  const embedded = new Set<string>();
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    pages.push(items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''));
    roles.push(...rolesOf(await page.getStructTree()));
    const { fnArray, argsArray } = await page.getOperatorList();
    for (const [index, operator] of fnArray.entries()) {
      if (operator !== OPS.setFont) continue;
      const font = page.commonObjs.get(argsArray[index][0]) as { name: string; missingFile?: boolean };
      if (!font.missingFile) embedded.add(font.name.replace(/^[A-Z]{6}\+/, ''));
    }
  }
  return { pages, roles, embedded: [...embedded].sort() };
}
