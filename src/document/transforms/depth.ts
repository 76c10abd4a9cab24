import type { Nodes, Root } from 'mdast';
import { type Context, placeOfNode } from '../context.ts';

/** Levels of blocks and marks inside one another; no document that is read has as many. */
const MAX_DEPTH = 100;

/** Cuts what is nested beyond all reason, and reports it, so that later stages may walk the tree level by level. */
export function depthTransform(root: Root, context: Context): void {
  let level: Nodes[] = [root];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth === MAX_DEPTH) for (const node of level) cut(node, context);
    level = level.flatMap((node): Nodes[] => ('children' in node ? node.children : []));
  }
}

function cut(node: Nodes, context: Context): void {
  if (!('children' in node) || node.children.length === 0) return;
  node.children = [];
  context.diagnostics.error(
    'document/too-deep',
    `more than ${MAX_DEPTH} blocks and marks stand inside one another here`,
    placeOfNode(context, node),
    'write it flatter',
  );
}
