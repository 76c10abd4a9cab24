import type { Element, Nodes } from 'hast';

/** Every element that a test accepts, in order. */
export function elements(node: Nodes, accepts: (element: Element) => boolean): Element[] {
  const inside = 'children' in node ? node.children.flatMap((child) => elements(child, accepts)) : [];
  return node.type === 'element' && accepts(node) ? [node, ...inside] : inside;
}

/** Every element of these names, in order. */
export function byTag(node: Nodes, ...names: string[]): Element[] {
  return elements(node, ({ tagName }) => names.includes(tagName));
}

/** Every element with a class, in order. */
export function byClass(node: Nodes, name: string): Element[] {
  return elements(node, ({ properties }) =>
    String(properties['className'] ?? '')
      .split(',')
      .includes(name),
  );
}

/** A tree without the elements that a test accepts. */
export function without<T extends Nodes>(node: T, accepts: (element: Element) => boolean): T {
  if (!('children' in node)) return node;
  const children = node.children.filter((child) => child.type !== 'element' || !accepts(child));
  return { ...node, children: children.map((child) => without(child, accepts)) };
}
