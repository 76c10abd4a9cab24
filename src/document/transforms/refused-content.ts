import type { Image, ImageReference, Node, Parent, Parents, RootContent, Text } from 'mdast';
import { type Context, placeOfNode } from '../document-context.ts';

/** Reports raw HTML and images, and replaces them with their text. */
export function refusedTransform(parent: Parents, context: Context): void {
  const { children } = parent as Parent;
  (parent as Parent).children = children.map((child): RootContent => {
    if (child.type === 'html') return refusedHtml(child.value, parent, child, context);
    if (child.type === 'image' || child.type === 'imageReference') return refusedImage(child, context);
    if ('children' in child) refusedTransform(child, context);
    return child;
  });
}

function refusedHtml(value: string, parent: Parents, node: Node, context: Context): RootContent {
  const comment = value.startsWith('<!--');
  context.diagnostics.error(
    'document/raw-html',
    comment ? 'an HTML comment stands here' : 'raw HTML stands here',
    placeOfNode(context, node),
    comment ? 'write {{!-- … --}} for a comment' : 'write Markdown or a block directive, or a backslash before the <',
  );
  const text: Text = { type: 'text', value, position: node.position };
  return FLOW_PARENTS.has(parent.type) ? { type: 'paragraph', children: [text] } : text;
}

/** Types of parents whose children are blocks. */
const FLOW_PARENTS: ReadonlySet<string> = new Set(['root', 'blockquote', 'listItem', 'containerDirective']);

function refusedImage(node: Image | ImageReference, context: Context): Text {
  context.diagnostics.error(
    'document/image',
    'an image stands here',
    placeOfNode(context, node),
    'pictures are charts: ::chart{name="…"} inside :::exhibit',
  );
  return { type: 'text', value: node.alt ?? '', position: node.position };
}
