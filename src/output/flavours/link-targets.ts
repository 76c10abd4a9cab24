import type { PhrasingContent, Root } from 'mdast';
import type { DocumentContent } from '../../document/nodes.ts';
import { visitDocument } from '../../document/tree-walk.ts';

interface LinkTargets {
  /** The words of each heading, by the id of its section, in order. */
  readonly headings: ReadonlyMap<string, readonly PhrasingContent[]>;
  /** The id that a link to an id leads to. */
  readonly targetOf: (id: string) => string;
}

/** Where links lead: to every id, or only to headings, each id to the heading above it. */
export function linkTargets(root: Root & { children: DocumentContent[] }, anyBlock: boolean): LinkTargets {
  const headings = new Map<string, readonly PhrasingContent[]>();
  const above = new Map<string, string>();
  let last = '';
  visitDocument(root, (node) => {
    if (node.type === 'section') {
      headings.set(node.id, node.children[0].children);
      last = node.id;
    } else if ((node.type === 'exhibit' || node.type === 'box' || node.type === 'note') && node.id !== undefined) {
      above.set(node.id, last);
    }
  });
  return { headings, targetOf: (id) => (anyBlock ? id : (above.get(id) ?? id)) };
}
