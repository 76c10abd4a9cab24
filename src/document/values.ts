import type { Node } from 'mdast';
import { trendValues } from '../figure/trend.ts';
import type { InlineValue, PrintedValue } from './nodes.ts';
import { childrenOf, type DocumentNode } from './walk.ts';

/** Every figure a document prints, in reading order, with the section it stands in and its turn there. */
export function printedValues(root: Node): PrintedValue[] {
  const found: PrintedValue[] = [];
  const turns = new Map<string, number>();
  collect(root as DocumentNode, '', (value, section) => {
    const ordinal = (turns.get(section) ?? 0) + 1;
    turns.set(section, ordinal);
    found.push({ ...value, section, ordinal });
  });
  return found;
}

type Take = (value: InlineValue, section: string) => void;

function collect(node: DocumentNode, section: string, take: Take): void {
  const inside = node.type === 'section' ? node.id : section;
  for (const value of valuesOf(node)) take(value, inside);
  for (const child of childrenOf(node)) collect(child, inside, take);
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
