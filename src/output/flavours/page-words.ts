import type { Paragraph, PhrasingContent, Strong, Text } from 'mdast';
import type { Picture } from './page.ts';

/** A paragraph of words. */
export function paragraph(children: PhrasingContent[]): Paragraph {
  return { type: 'paragraph', children };
}

/** Words in bold. */
export function strong(children: PhrasingContent[]): Strong {
  return { type: 'strong', children };
}

/** Plain words. */
export function text(value: string): Text {
  return { type: 'text', value };
}

/** Removes bold from words that will be bold as a whole. */
export function withoutStrong(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  return nodes.flatMap((node) => (node.type === 'strong' ? withoutStrong(node.children) : [node]));
}

/** A chart or sparkline; its size is in CSS pixels. */
export function picture(name: string, alt: string, size: { readonly width: number; readonly height: number }): Picture {
  return { type: 'picture', name, alt, ...size };
}
