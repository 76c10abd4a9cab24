import type { Nodes, Parent } from 'mdast';
import { plainText } from '../tree-walk.ts';
import { type Context, placeOfNode } from '../document-context.ts';

/** Reports sections without content, and removes empty lists of sources and notes, which a screen reader would announce. */
export function emptyPartsTransform(parent: Parent, context: Context): void {
  parent.children = (parent.children as Nodes[]).filter((child) => {
    reportEmptySection(child, context);
    if ('children' in child) emptyPartsTransform(child, context);
    const name = child.type === 'list' && child.children.length === 0 ? nameOf(child.data) : undefined;
    if (name === undefined) return true;
    const hint = 'leave it out where there is nothing, with what stands above it';
    context.diagnostics.warn('document/empty-list', `${name} lists nothing`, placeOfNode(context, child), hint);
    return false;
  }) as Parent['children'];
}

/** A document may be no more than its title. */
function reportEmptySection(node: Nodes, context: Context): void {
  if (node.type !== 'section' || node.depth === 1 || node.children.length > 1) return;
  const [heading] = node.children;
  const message = `nothing stands under the heading “${plainText([heading])}”`;
  const hint = 'where its content depends on the data, put the heading within the same {{#if}}';
  context.diagnostics.warn('document/empty-section', message, placeOfNode(context, heading), hint);
}

function nameOf({ sources, notes }: NonNullable<Nodes['data']> = {}): string | undefined {
  if (notes) return '::notes';
  return sources ? '::sources' : undefined;
}
