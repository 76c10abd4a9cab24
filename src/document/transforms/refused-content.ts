import type { Image, ImageReference, Node, Parent, Parents, RootContent, Text } from 'mdast';
import { type Context, reportAt, sourceOfNode } from '../document-context.ts';

/** The nodes that Markdown has and every output prints, HTML and images aside. */
const PRINTED: ReadonlySet<string> = new Set(
  (
    'heading paragraph blockquote list listItem code thematicBreak table tableRow tableCell definition ' +
    'footnoteDefinition containerDirective leafDirective text inlineCode emphasis strong delete break link ' +
    'linkReference footnoteReference'
  ).split(' '),
);

/** Reports raw HTML, images and nodes that no output knows, and replaces them with their text. */
export function refusedTransform(parent: Parents, context: Context): void {
  const { children } = parent as Parent;
  const open: string[] = [];
  (parent as Parent).children = children.map((child): RootContent => {
    if (child.type === 'html') {
      // an element is reported where it opens
      if (closes(child.value, open)) return textIn(parent, child.value, child);
      return refusedHtml(child.value, parent, child, context);
    }
    if (child.type === 'image' || child.type === 'imageReference') return refusedImage(child, context);
    if (!PRINTED.has(child.type)) return unknownConstruct(child, parent, context);
    if ('children' in child) refusedTransform(child, context);
    return child;
  });
}

/** Whether a tag closes an element among those that are `open`, which it ends; any other tag that opens one is added. */
function closes(tag: string, open: string[]): boolean {
  const [, slash, name = ''] = /^<(\/?)([a-z][\w-]*)[^>]*>$/i.exec(tag) ?? [];
  if (slash === '') open.push(name);
  const at = slash === '/' ? open.lastIndexOf(name) : -1;
  if (at >= 0) open.length = at;
  return at >= 0;
}

function refusedHtml(value: string, parent: Parents, node: Node, context: Context): RootContent {
  const comment = value.startsWith('<!--');
  const [message, hint] = comment
    ? ['there is an HTML comment here', 'write {{!-- … --}} for a comment']
    : ['there is raw HTML here', 'write Markdown or a block directive, or a backslash before the <'];
  reportAt(context, node, 'document/raw-html', message, hint);
  return textIn(parent, value, node);
}

function unknownConstruct(node: RootContent, parent: Parents, context: Context): RootContent {
  const source = sourceOfNode(context, node);
  const message = `no output can print "${source.split('\n', 1)[0]}" (${node.type})`;
  const hint = 'docs/reference/markdown.md lists what you can write; a backslash before it prints it as it is';
  reportAt(context, node, 'document/unknown-construct', message, hint);
  return textIn(parent, source, node);
}

function textIn(parent: Parents, value: string, { position }: Node): RootContent {
  const text: Text = { type: 'text', value, position, data: { isRefused: true } };
  return FLOW_PARENTS.has(parent.type) ? { type: 'paragraph', children: [text] } : text;
}

/** Types of parents whose children are blocks. */
const FLOW_PARENTS: ReadonlySet<string> = new Set([
  'root',
  'blockquote',
  'listItem',
  'footnoteDefinition',
  'containerDirective',
]);

function refusedImage(node: Image | ImageReference, context: Context): Text {
  const hint = 'pictures are charts: ::chart{name="…"} inside :::exhibit';
  reportAt(context, node, 'document/image', 'there is an image here', hint);
  return { type: 'text', value: node.alt ?? '', position: node.position };
}
