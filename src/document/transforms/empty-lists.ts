import type { Nodes, Parent } from 'mdast';
import { type Context, placeOfNode } from '../document-context.ts';

/** Removes empty lists of sources, notes and proofs, which a screen reader would announce. */
export function emptyListsTransform(parent: Parent, context: Context): void {
  parent.children = (parent.children as Nodes[]).filter((child) => {
    if ('children' in child) emptyListsTransform(child, context);
    if (child.type === 'list' && child.data?.proofs && child.children.length === 0) return false;
    const name = child.type === 'list' && child.children.length === 0 ? nameOf(child.data) : undefined;
    if (name === undefined) return true;
    const hint = 'leave it out where there is nothing, with what is above it';
    context.diagnostics.warn('document/empty-list', `${name} lists nothing`, placeOfNode(context, child), hint);
    return false;
  }) as Parent['children'];
}

function nameOf({ sources, notes }: NonNullable<Nodes['data']> = {}): string | undefined {
  if (notes) return '::notes';
  return sources ? '::sources' : undefined;
}
