import type { FootnoteDefinition, FootnoteReference, Node, Nodes, Parent, Parents, Root, Text } from 'mdast';
import { type Context, placeOfNode, reportAt, sourceOfNode } from '../document-context.ts';

/**
 * Numbers footnotes in the order of their marks, and moves their texts to the end of the document. Reports marks
 * without a text, texts without a mark, and marks where no output can link.
 */
export function footnotesTransform(root: Root, context: Context): void {
  const taken: FootnoteDefinition[] = [];
  takeDefinitions(root, taken);
  const texts = new Map<string, FootnoteDefinition>();
  for (const text of taken) {
    const first = texts.get(text.identifier);
    const line = first && placeOfNode(context, first)?.line;
    checkText(text, context);
    const message = `a second text for [^${text.label}] is here, after line ${line}`;
    if (first) report(text, message, 'give each its own name', context);
    else texts.set(text.identifier, text);
  }
  const notes: FootnoteDefinition[] = [];
  numberMarks(root, { context, texts, notes });
  for (const text of texts.values()) {
    if (!text.data?.footnote)
      report(text, `nothing refers to [^${text.label}]`, `write [^${text.label}] in the text`, context);
  }
  if (notes.length > 0) root.children.push({ type: 'footnotes', children: notes });
}

function takeDefinitions(parent: Parents, taken: FootnoteDefinition[]): void {
  parent.children = (parent.children as Nodes[]).filter((child) => {
    if (child.type === 'footnoteDefinition') taken.push(child);
    else if ('children' in child) takeDefinitions(child, taken);
    return child.type !== 'footnoteDefinition';
  }) as Parent['children'];
}

function checkText(text: FootnoteDefinition, context: Context): void {
  const hint = 'write its text after the colon; indent further paragraphs by four spaces';
  if (text.children.length === 0) report(text, `the footnote [^${text.label}] has no text`, hint, context);
  const other = text.children.find(({ type }) => type !== 'paragraph');
  if (other) report(other, 'a footnote holds paragraphs only', 'move this into the text', context);
  reportMarks(text, 'inside a footnote', context);
}

/** Reports marks of footnotes in a node that cannot hold any. */
function reportMarks(parent: Parents, where: string, context: Context): void {
  for (const child of parent.children) {
    if (child.type === 'footnoteReference') {
      report(child, `a mark of a footnote is ${where}`, 'put it into the text next to it', context);
    } else if ('children' in child) reportMarks(child, where, context);
    else if (child.type === 'text') reportUnresolved(child, context);
  }
}

interface Numbering {
  readonly context: Context;
  readonly texts: ReadonlyMap<string, FootnoteDefinition>;
  /** Those with a mark, in the order of their numbers. */
  readonly notes: FootnoteDefinition[];
}

function numberMarks(parent: Parents, numbering: Numbering): void {
  for (const child of parent.children) {
    if (child.type === 'footnoteReference') numberMark(child, numbering);
    else if (child.type === 'heading') reportMarks(child, 'in a heading', numbering.context);
    else if (child.type === 'link') reportMarks(child, 'in the words of a link', numbering.context);
    else if ('children' in child) numberMarks(child, numbering);
    else if (child.type === 'text') reportUnresolved(child, numbering.context);
  }
}

function numberMark(mark: FootnoteReference, { texts, notes }: Numbering): void {
  const text = texts.get(mark.identifier);
  if (!text) return;
  const { number, marks } = text.data?.footnote ?? { number: notes.push(text), marks: 0 };
  text.data = { ...text.data, footnote: { number, marks: marks + 1 } };
  mark.data = { ...mark.data, footnote: { number, marks: marks + 1 } };
}

const UNRESOLVED = /(?<!\\)\[\^([^\][\n]+)\](:?)/g;

/** Without a text, the parser leaves a mark as it is written. */
function reportUnresolved(node: Text, context: Context): void {
  const start = node.position?.start.offset;
  for (const { 0: whole, 1: name = '', 2: colon, index } of sourceOfNode(context, node).matchAll(UNRESOLVED)) {
    const place = start === undefined ? undefined : context.filled.placeOf(start + index);
    const mark = `[^${name}]`;
    if (!/\s/.test(name)) {
      const hint = `write ${mark}: and the text, alone in a paragraph`;
      context.diagnostics.error('document/footnote', `${mark} has no text`, place, hint);
    } else if (colon === '') {
      const hint = `write [^${name.trim().replaceAll(/\s+/g, '-')}], and the same before its text`;
      context.diagnostics.error(
        'document/footnote',
        `there is a space in the name of the footnote ${mark}`,
        place,
        hint,
      );
    }
    node.value = node.value.replace(whole, ''); // else its digits were numbers typed by hand
  }
}

function report(node: Node, message: string, hint: string, context: Context): void {
  reportAt(context, node, 'document/footnote', message, hint);
}
