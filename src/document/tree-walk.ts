import type { PhrasingContent } from 'mdast';
import type { Node } from 'unist';
import type { Box, Exhibit } from './exhibit-nodes.ts';
import type { DocumentContent } from './nodes.ts';

/** Any node of a document, including the parts of exhibits and boxes. */
export type DocumentNode = DocumentContent | PhrasingContent | Exhibit['body'];

/** The nodes directly inside a node, in reading order. A contents list has none: it repeats headings. */
export function childrenOf(node: Node): DocumentNode[] {
  if (node.type === 'exhibit') {
    const { title, subtitle, body, notes } = node as Exhibit;
    return [...title, ...subtitle, body, ...notes.flat()];
  }
  if (node.type === 'box') {
    return (node as Box).items.flatMap(({ label, figure, notes }) => [label, figure, ...notes].flat());
  }
  return 'children' in node ? (node.children as DocumentNode[]) : [];
}

/** Calls `visitor` with a node and all nodes inside it, in reading order. */
export function visitDocument(node: Node, visitor: (node: DocumentNode) => void): void {
  visitor(node as DocumentNode);
  for (const child of childrenOf(node)) visitDocument(child, visitor);
}

/** A node and all nodes inside it that have a type, in reading order. */
export function nodesOf<T extends DocumentNode['type']>(root: Node, type: T): Extract<DocumentNode, { type: T }>[] {
  const found: Extract<DocumentNode, { type: T }>[] = [];
  visitDocument(root, (node) => {
    if (node.type === type) found.push(node as Extract<DocumentNode, { type: T }>);
  });
  return found;
}

/** The text of nodes, without marks and flags. */
export function plainText(nodes: readonly Node[]): string {
  return nodes.map(textOf).join('');
}

function textOf(node: Node): string {
  const { type } = node as DocumentNode;
  if (type === 'value') return (node as Node & { text: string }).text;
  if (type === 'text' || type === 'inlineCode' || type === 'code') return (node as Node & { value: string }).value;
  return type === 'break' ? ' ' : plainText(childrenOf(node));
}
