import { getDocument } from '../../pdfjs.ts';
import type {
  StructTreeContent,
  StructTreeNode,
  TextItem,
  TextMarkedContent,
} from 'pdfjs-dist/types/src/display/api.js';

/** An element of a structure tree as pdf.js reads it, with the text that it paints itself. */
export interface ReadElement {
  readonly role: string;
  readonly alt?: string;
  readonly bbox?: readonly number[];
  /** Ids of the annotations that it owns. */
  readonly annotations: readonly string[];
  readonly text: string;
  /** That, and what those below it paint, in reading order. */
  readonly whole: string;
  /** Names of the content that it and those below it paint. */
  readonly content: string;
  readonly kids: readonly ReadElement[];
}

/** What a reader with no eyes makes of a file. */
export interface ReadStructure {
  /**
   * One tree a page. pdf.js puts a whole list or table into the tree of each page, with the text of that page alone.
   */
  readonly trees: readonly ReadElement[];
  /** Text that is neither an element's nor an artifact's. */
  readonly loose: readonly string[];
  /** Text of the artifacts, page by page. */
  readonly artifacts: readonly string[];
  /** Descriptions of the link annotations by their ids, and where they lead. */
  readonly links: ReadonlyMap<string, { readonly contents: string; readonly leads: string }>;
  readonly attachments: ReadonlyMap<string, { readonly description: string; readonly content: string }>;
  readonly info: Readonly<Record<string, unknown>>;
  /** Property of the XMP metadata by its prefixed name. */
  readonly xmp: (name: string) => string | null;
  readonly labels: readonly string[] | null;
}

interface Annotation {
  readonly id: string;
  readonly subtype: string;
  readonly contentsObj?: { readonly str: string };
  readonly unsafeUrl?: string;
  readonly dest?: unknown;
}

/** Reads the structure of a PDF with pdf.js. */
export async function readStructure(pdf: Uint8Array): Promise<ReadStructure> {
  const task = getDocument({ data: new Uint8Array(pdf), verbosity: 0 });
  const document = await task.promise;
  const painted = new Map<string, string>();
  const nodes: StructTreeNode[] = [];
  const loose: string[] = [];
  const artifacts: string[] = [];
  const links = new Map<string, { contents: string; leads: string }>();
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    artifacts.push(
      sortText(
        (await page.getTextContent({ includeMarkedContent: true, disableNormalization: true })).items,
        painted,
        loose,
      ),
    );
    nodes.push(await page.getStructTree());
    for (const { id, subtype, contentsObj, unsafeUrl, dest } of (await page.getAnnotations()) as Annotation[]) {
      if (subtype === 'Link')
        links.set(id, { contents: contentsObj?.str ?? '', leads: unsafeUrl ?? `#${String(dest)}` });
    }
  }
  const { info, metadata } = await document.getMetadata();
  const attached = ((await document.getAttachments()) ?? {}) as Record<
    string,
    { filename: string; description: string; content: Uint8Array }
  >;
  const attachments = Object.values(attached).map(
    ({ filename, description, content }) =>
      [filename, { description, content: Buffer.from(content).toString() }] as const,
  );
  const labels = await document.getPageLabels();
  const xmp = (name: string): string | null => metadata?.get(name) as string | null;
  const facts = info as Record<string, unknown>;
  await task.destroy();
  const trees = nodes.map((node) => elementOf(node, painted));
  return { trees, loose, artifacts, links, attachments: new Map(attachments), info: facts, xmp, labels };
}

/** The elements of a file that have a role, each once. */
export function withRole(role: string, { trees }: ReadStructure): ReadElement[] {
  const found = trees
    .flatMap((tree) => descendants(tree))
    .filter((element) => element.role === role && element.content !== '');
  return [...new Map(found.map((element) => [element.content, element])).values()];
}

/** An element and all below it, in reading order; not what is in those named. */
export function descendants(element: ReadElement, closed: readonly string[] = []): ReadElement[] {
  const kids = closed.includes(element.role) ? [] : element.kids;
  return [element, ...kids.flatMap((kid) => descendants(kid, closed))];
}

/** An element and those below it, one line each, indented. */
export function outlineOf({ role, kids }: ReadElement, indent = ''): string[] {
  return [indent + role, ...kids.flatMap((kid) => outlineOf(kid, `${indent}  `))];
}

type TextPiece = TextItem | TextMarkedContent;

/** Puts each piece of text to the content that paints it, by its id; returns what artifacts paint. */
function sortText(items: readonly TextPiece[], painted: Map<string, string>, loose: string[]): string {
  const open: { id: string | null; tag: string }[] = [];
  let artifact = '';
  for (const item of items) {
    if ('str' in item) {
      const id = open.findLast((mark) => mark.id)?.id;
      if (open.some(({ tag }) => tag === 'Artifact')) artifact += item.str;
      else if (id) painted.set(id, (painted.get(id) ?? '') + item.str);
      else if (item.str.trim() !== '') loose.push(item.str);
    } else if (item.type === 'endMarkedContent') {
      open.pop();
    } else {
      open.push({ id: item.id ?? null, tag: (item as { tag?: string }).tag ?? '' });
    }
  }
  return artifact;
}

function elementOf(node: StructTreeNode, painted: ReadonlyMap<string, string>): ReadElement {
  const { role, alt, bbox } = node as StructTreeNode & { alt?: string; bbox?: number[] };
  const content = node.children.filter((child): child is StructTreeContent => 'type' in child);
  const kids = node.children.filter((child): child is StructTreeNode => 'role' in child);
  const below = kids.map((kid) => elementOf(kid, painted));
  const wholes = new Map(kids.map((kid, at) => [kid, below[at]?.whole]));
  const whole = node.children.map((child) => ('role' in child ? wholes.get(child) : painted.get(child.id)) ?? '');
  return {
    role,
    ...(alt === undefined ? {} : { alt }),
    ...(bbox === undefined ? {} : { bbox }),
    annotations: content.filter(({ type }) => type !== 'content').map(({ id }) => id),
    whole: whole.join(''),
    text: content.map(({ id }) => painted.get(id) ?? '').join(''),
    content: [...content.map(({ id }) => id), ...below.map((kid) => kid.content)].join(' '),
    kids: below,
  };
}
