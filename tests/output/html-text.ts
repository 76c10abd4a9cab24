import type { Nodes } from 'hast';
import rehypeParse from 'rehype-parse';
import { unified } from 'unified';

/** HTML as a browser reads it. */
export function readHtml(html: string): Nodes {
  return unified()
    .use(rehypeParse, { fragment: !html.startsWith('<!doctype') })
    .parse(html);
}

/** The text that a reader of some HTML sees, style sheets left out. */
export function textOfHtml(html: string): string {
  return textOf(readHtml(html));
}

/** The text inside a node. */
export function textOf(node: Nodes): string {
  if (node.type === 'text') return node.value;
  if (node.type === 'element' && node.tagName === 'style') return '';
  return 'children' in node ? node.children.map(textOf).join('') : '';
}
