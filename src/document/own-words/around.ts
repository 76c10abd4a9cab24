import type { Table } from 'mdast';
import type { Box, Exhibit } from '../exhibit-nodes.ts';
import type { ValueNode } from '../inline-nodes.ts';
import { childrenOf, type DocumentNode, nodesOf } from '../tree-walk.ts';
import { type Part, partsOf } from './parts.ts';

/** The parts of a line, a head or a caption. Figures around it share one, so that what is read in it can be kept. */
export type Line = readonly Part[];

/** A figure, and all that says what it is: its line, and what stands above it. */
export interface FigureAround {
  readonly node: ValueNode;
  readonly around: readonly Line[];
}

type Parent = Parameters<typeof childrenOf>[0];

/** All figures of a document but those of charts, each with its line and with heads, labels, captions and headings above it. */
export function figuresAround(root: Parent): readonly FigureAround[] {
  const found: FigureAround[] = [];
  visitChildren(root, [], found);
  return found;
}

const LINES: ReadonlySet<string> = new Set(['paragraph', 'heading', 'definitionText']);

/** `above` is what a reader of a node has read: headings, captions, the line before a list. */
function visit(node: DocumentNode, above: readonly Line[], found: FigureAround[]): void {
  if (node.type === 'exhibit') visitExhibit(node, above, found);
  else if (node.type === 'box') visitBox(node, above, found);
  else if (node.type === 'table') visitTable(node, above, found);
  else if (LINES.has(node.type)) collect([node], [...above, partsOf(childrenOf(node))], found);
  else visitChildren(node, above, found);
}

/** Deeper than any heading. */
const TERM_DEPTH = 7;

function visitChildren(node: Parent, above: readonly Line[], found: FigureAround[]): void {
  const headings: { readonly depth: number; readonly line: Line }[] = [];
  let before: Line = [];
  for (const child of childrenOf(node)) {
    const depth = depthOf(child);
    // a heading ends the sections of those as deep as itself
    if (depth !== undefined) while ((headings.at(-1)?.depth ?? 0) >= depth) headings.pop();
    const read = [...above, ...headings.map(({ line }) => line)];
    const isOwnLine = LINES.has(child.type);
    visit(child, isOwnLine ? read : [...read, before], found);
    if (depth !== undefined) headings.push({ depth, line: partsOf(childrenOf(child)) });
    else if (isOwnLine) before = partsOf(childrenOf(child));
  }
}

function depthOf(node: DocumentNode): number | undefined {
  if (node.type === 'heading') return node.depth;
  return node.type === 'definitionTerm' ? TERM_DEPTH : undefined;
}

function visitExhibit({ title, subtitle, body, notes }: Exhibit, above: readonly Line[], found: FigureAround[]): void {
  if (body.type === 'table') visitTable(body, [...above, ...[title, subtitle, ...notes].map(partsOf)], found);
}

function visitBox({ items }: Box, above: readonly Line[], found: FigureAround[]): void {
  for (const { label, figure, notes } of items)
    collect([...figure, ...notes.flat()], [...above, ...[label, figure, ...notes].map(partsOf)], found);
}

function visitTable({ children: [head, ...rows] }: Table, above: readonly Line[], found: FigureAround[]): void {
  const heads = (head?.children ?? []).map((cell) => partsOf(childrenOf(cell)));
  let group: Line = [];
  for (const row of rows) {
    const line = row.children.flatMap((cell) => partsOf(childrenOf(cell)));
    const isGroup = nodesOf(row, 'value').length === 0;
    if (isGroup) group = line;
    for (const [column, cell] of row.children.entries())
      collect([cell], [...above, group, heads[column] ?? [], line], found);
  }
}

function collect(nodes: readonly DocumentNode[], around: readonly Line[], found: FigureAround[]): void {
  for (const node of nodes.flatMap((one) => nodesOf(one, 'value'))) found.push({ node, around });
}
