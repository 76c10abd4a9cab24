import type { Node } from 'mdast';
import { trendValues } from '../figure/trend.ts';
import type { InlineValue, PrintedValue } from './nodes.ts';
import { childrenOf, type DocumentNode } from './tree-walk.ts';

/** Every figure that a document prints, in reading order. */
export function printedValues(root: Node): PrintedValue[] {
  const found: PrintedValue[] = [];
  const counts = new Map<string, number>();
  collect(root as DocumentNode, '', (value, section) => {
    const ordinal = (counts.get(section) ?? 0) + 1;
    counts.set(section, ordinal);
    found.push({ ...value, section, ordinal });
  });
  return found;
}

type Visitor = (value: InlineValue, section: string) => void;

function collect(node: DocumentNode, section: string, visit: Visitor): void {
  const inside = node.type === 'section' ? node.id : section;
  for (const value of valuesOf(node)) visit(value, inside);
  for (const child of childrenOf(node)) collect(child, inside, visit);
}

function valuesOf(node: DocumentNode): readonly InlineValue[] {
  if (node.type === 'value') {
    const { text, value } = node;
    return [{ value, text, role: 'text', place: value.place }];
  }
  if (node.type === 'trend') {
    const { trend, place } = node;
    return trendValues(trend).map((value) => ({ value, text: value.text, role: 'alternative', place }));
  }
  if (node.type === 'chart') {
    return node.values.map((value) => ({ value, text: value.text, role: 'alternative', place: value.place }));
  }
  return node.data?.inlineValues ?? [];
}
