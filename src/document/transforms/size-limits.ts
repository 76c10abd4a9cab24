import type { Nodes, Root, Table } from 'mdast';
import { type Context, reportAt } from '../document-context.ts';

/** Levels of nested blocks and marks; no real document has as many. */
export const MAX_DEPTH = 100;

/** Rows of a table: more than a hundred pages, which a browser sets in some seconds. */
export const MAX_ROWS = 5_000;

/** Cuts and reports nesting and tables beyond the limits, so that later steps can recurse and the browser ends in time. */
export function sizeLimitsTransform(root: Root, context: Context): void {
  let level: Nodes[] = [root];
  for (let depth = 0; level.length > 0; depth += 1) {
    for (const node of level) {
      if (depth === MAX_DEPTH) cutContent(node, context);
      if (node.type === 'table') cutRows(node, context);
    }
    level = level.flatMap((node): Nodes[] => ('children' in node ? node.children : []));
  }
}

function cutContent(node: Nodes, context: Context): void {
  if (!('children' in node) || node.children.length === 0) return;
  node.children = [];
  const message = `more than ${MAX_DEPTH} blocks and marks are inside one another here`;
  reportAt(context, node, 'document/too-deep', message, 'use fewer levels');
}

function cutRows(table: Table, context: Context): void {
  const [first] = table.children.splice(MAX_ROWS + 1);
  if (!first) return;
  const hint = 'print a selection of the rows: all the data are published next to the brief';
  reportAt(context, first, 'document/too-long', `the table has more than ${MAX_ROWS} rows`, hint);
}
