import type {
  FootnoteDefinition,
  FootnoteReference,
  Nodes,
  Parents,
  PhrasingContent,
  Root,
  Table,
  TableRow,
} from 'mdast';
import type { Place } from '../core/diagnostics/source-file.ts';
import type { TextRole } from '../dataset/unit-claims.ts';
import type { Value } from '../figure/value.ts';
import { type Context, placeOfNode } from './document-context.ts';
import type { Box, Exhibit } from './exhibit-nodes.ts';
import type { DocumentContent } from './nodes.ts';
import { childrenOf, type DocumentNode, nodesOf } from './tree-walk.ts';

/** A text that is read with figures it does not touch: the head of a column, a label, a subtitle. */
export interface HeadText {
  /** Without its figures, which are read apart. */
  readonly text: string;
  readonly role: TextRole;
  /** What it is, for messages: `the head of the column`. */
  readonly what: string;
  /** Whether it is over this figure alone, and not at the start of a row, whose columns have heads of their own. */
  readonly isOnly: boolean;
  readonly place: Place | undefined;
}

/** A figure, and the texts that say what it is. */
export interface HeadedFigure {
  readonly value: Value;
  /** Its text as printed. */
  readonly text: string;
  /** The head of its column, the label of its row or item. */
  readonly own: readonly HeadText[];
}

/** Figures below the same captions. */
export interface HeadedGroup {
  readonly figures: readonly HeadedFigure[];
  /** Title, subtitle and notes of an exhibit, the title of a box, the line above a table. */
  readonly captions: readonly HeadText[];
}

/** In place of a figure in a text. */
export const FIGURE = '\uFFFC';

/**
 * The figures of a document that have heads, labels or captions, in order; `withFootnotes` with the texts of the footnotes that
 * they, or those, have a mark of.
 */
export function headedFigures(root: Root, context: Context, withFootnotes = false): readonly HeadedGroup[] {
  const groups: HeadedGroup[] = [];
  const notes = withFootnotes ? nodesOf(root, 'footnoteDefinition') : [];
  const read = reader(context, new Map(notes.map((note) => [note.identifier, note])));
  collect(root, groups, read);
  return groups;
}

/** A note below an exhibit. */
export const NOTE = 'the note';

/** The cell at the start of a row. */
export const ROW_LABEL = 'the label of the row';

/** Words that lead to a figure in its line. */
export const BEFORE = 'the text before it';

/** The text of a footnote. */
export const FOOTNOTE = 'the footnote';

type Read = ReturnType<typeof reader>;

function reader(context: Context, footnotes: ReadonlyMap<string, FootnoteDefinition>) {
  return (nodes: readonly PhrasingContent[], what: string, role: TextRole = 'head'): HeadText[] => {
    const text = textOf(nodes);
    const [first] = nodes.flatMap((node) => nodesOf(node, 'text'));
    const place = first && placeOfNode(context, first);
    const own = text.trim() === '' ? [] : [{ text, role, what, isOnly: what !== ROW_LABEL, place }];
    return [...own, ...nodes.flatMap((node) => nodesOf(node, 'footnoteReference')).flatMap(readFootnote)];
  };

  function readFootnote({ identifier }: FootnoteReference): HeadText[] {
    const note = footnotes.get(identifier);
    const [first] = note ? nodesOf(note, 'text') : [];
    if (!note || !first) return [];
    const place = placeOfNode(context, first);
    return [{ text: textOf(childrenOf(note)), role: 'sentence', what: FOOTNOTE, isOnly: true, place }];
  }
}

export function textOf(nodes: readonly (DocumentNode | PhrasingContent)[]): string {
  return nodes
    .map((node): string => {
      if (node.type === 'value') return FIGURE;
      if (node.type === 'text' || node.type === 'inlineCode') return node.value;
      return node.type === 'break' ? ' ' : textOf(childrenOf(node));
    })
    .join('');
}

function collect(parent: Parents, groups: HeadedGroup[], read: Read): void {
  const children = childrenOf(parent) as DocumentContent[];
  for (const [at, child] of children.entries()) {
    const before = children[at - 1];
    if (child.type === 'exhibit') groups.push(exhibitGroup(child, read));
    else if (child.type === 'box') groups.push(boxGroup(child, before, read));
    else if (child.type === 'table') groups.push(tableGroup(child, lineAbove(before, read), read));
    else if (child.type === 'definitionList') groups.push(definitionGroup(child.children, read));
    else if (child.type === 'listItem') groups.push(itemGroup(child.children, read));
    else if (child.type === 'paragraph' || child.type === 'heading' || child.type === 'tableCell')
      groups.push({ figures: lineFigures(child.children, read), captions: [] });
    if ('children' in child && child.type !== 'paragraph') collect(child, groups, read);
  }
}

function exhibitGroup({ title, subtitle, body, notes }: Exhibit, read: Read): HeadedGroup {
  const captions = [
    ...read(title, 'the title', 'sentence'),
    ...read(subtitle, 'the subtitle'),
    ...notes.flatMap((note) => read(note, NOTE, 'sentence')),
  ];
  if (body.type === 'table') return tableGroup(body, captions, read);
  return { figures: body.values.map((value) => ({ value, text: value.text, own: [] })), captions };
}

/** A heading, or a short line that leads to a table. */
function lineAbove(before: DocumentContent | undefined, read: Read): HeadText[] {
  if (before?.type !== 'paragraph' && before?.type !== 'heading') return [];
  return read(before.children, 'the line above the table', 'sentence').filter(({ text }) => text.length < LINE);
}

/** Characters of a line that is not a paragraph of its own. */
const LINE = 100;

function tableGroup(table: Table, captions: readonly HeadText[], read: Read): HeadedGroup {
  const [head, ...rows] = table.children;
  const heads = (head?.children ?? []).map((cell) => read(cell.children, 'the head of the column'));
  let above: readonly HeadText[] = [];
  const figures = rows.flatMap((row) => {
    const labels = labelsOf(row, read);
    const found = row.children.flatMap((cell, column) => {
      const own = [...(heads[column] ?? []), ...labels, ...above];
      return nodesOf(cell, 'value').map(({ value, text }) => ({ value, text, own }));
    });
    // a row without figures is the head of those below it
    if (found.length === 0) above = labels.slice(0, 1);
    return found;
  });
  // a column without figures names the rows, and its head what they are
  const corners = (head?.children ?? []).flatMap((cell, column) => {
    const cells = rows.flatMap(({ children }) => children[column] ?? []);
    const isNames = cells.every((one) => nodesOf(one, 'value').length === 0);
    return isNames ? read(cell.children, 'the head of the rows') : [];
  });
  return { figures, captions: [...corners, ...captions] };
}

/** The cells of a row that hold no figure. */
function labelsOf(row: TableRow, read: Read): HeadText[] {
  return row.children
    .filter((cell) => nodesOf(cell, 'value').length === 0)
    .flatMap((cell) => read(cell.children, ROW_LABEL));
}

function boxGroup({ items }: Box, before: DocumentContent | undefined, read: Read): HeadedGroup {
  const isTitle = before?.type === 'paragraph' && before.data?.boxTitle === true;
  const captions = isTitle ? read(before.children, 'the title of the box') : [];
  const figures = items.flatMap(({ label, figure, notes }) => {
    const own = read(label, 'the label');
    return figuresIn([figure, ...notes].flat(), own);
  });
  return { figures, captions };
}

function figuresIn(nodes: readonly Nodes[], own: readonly HeadText[]): HeadedFigure[] {
  return nodes.flatMap((node) => nodesOf(node, 'value')).map(({ value, text }) => ({ value, text, own }));
}

/** The definitions of a term, which hold its figures. */
function definitionGroup(children: readonly DocumentContent[], read: Read): HeadedGroup {
  let own: HeadText[] = [];
  const figures = children.flatMap((child) => {
    if (child.type === 'definitionTerm') own = read(child.children, 'the term');
    return child.type === 'definitionText' ? leading([child], own) : [];
  });
  return { figures, captions: [] };
}

/** An item whose first line is the label of the figures below it. */
function itemGroup([first, ...rest]: readonly DocumentContent[], read: Read): HeadedGroup {
  const isLabel = first?.type === 'paragraph' && nodesOf(first, 'value').length === 0;
  const own = isLabel ? read(first.children, 'the label').filter(({ text }) => text.length < LINE) : [];
  return { figures: own.length > 0 ? leading(rest, own) : [], captions: [] };
}

/** The figures with which paragraphs start. */
function leading(blocks: readonly DocumentContent[], own: readonly HeadText[]): HeadedFigure[] {
  return blocks.flatMap((block) => {
    const [first] = block.type === 'paragraph' || block.type === 'definitionText' ? block.children : [];
    return first ? figuresIn([first], own).slice(0, 1) : [];
  });
}

/** Figures behind a label in their line: `Rides (million): 268,400`. */
function lineFigures(children: readonly PhrasingContent[], read: Read): HeadedFigure[] {
  const figures: HeadedFigure[] = [];
  let before: PhrasingContent[] = [];
  const walk = (node: PhrasingContent): void => {
    if (node.type === 'value') {
      const own = read(before, BEFORE).flatMap(labelAtEnd);
      figures.push({ value: node.value, text: node.text, own });
      before = [];
    } else if (node.type === 'footnoteReference') {
      const last = figures.pop();
      if (last) figures.push({ ...last, own: [...last.own, ...read([node], FOOTNOTE)] });
    } else if ('children' in node && node.type !== 'citation') for (const child of node.children) walk(child);
    else before.push(node);
  };
  for (const child of children) walk(child);
  return figures;
}

/** The last clause of a text that ends like a label: in a colon or bracket. */
function labelAtEnd(head: HeadText): HeadText[] {
  // the full stop of `Mia.:` ends no sentence
  const text = /(?:[^.;!?。；！？]|\.(?!\s))*$/u.exec(head.text.trim())?.[0] ?? '';
  return /(?:[:：=)）\]］]|\s[–—])$/u.test(text) ? [{ ...head, text: text.replace(/[:：=\s–—]+$/u, '') }] : [];
}
