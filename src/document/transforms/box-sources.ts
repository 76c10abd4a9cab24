import type { PhrasingContent, Root } from 'mdast';
import { words } from '../../locale/locales.ts';
import type { Box, CitationNode, DocumentContent } from '../nodes.ts';
import { nodesOf } from '../tree-walk.ts';

/**
 * Adds the sources of each box with trend lines to the legend below it: their figures are drawn, so that nothing else of
 * the document may cite them. Answers the new citations with their boxes.
 */
export function citeBoxes(root: Root, locale: string): Map<CitationNode, Box> {
  const cited = new Map<CitationNode, Box>();
  addTo(root, words(locale).stop, cited);
  return cited;
}

function addTo(parent: { children: DocumentContent[] }, stop: string, cited: Map<CitationNode, Box>): void {
  for (const [at, child] of [...parent.children.entries()].reverse()) {
    if (child.type === 'box' && nodesOf(child, 'trend').some(({ trend }) => trend.points.length > 0)) {
      const mark: CitationNode = { type: 'citation', cited: 'exhibit', children: [], place: undefined };
      cited.set(mark, child);
      const next = parent.children[at + 1];
      if (next?.type === 'paragraph' && next.data?.legend) next.children.push({ type: 'text', value: stop }, mark);
      else parent.children.splice(at + 1, 0, legendOf(mark));
    } else if ('children' in child) {
      addTo(child, stop, cited);
    }
  }
}

function legendOf(mark: PhrasingContent): DocumentContent {
  return { type: 'paragraph', children: [mark], data: { legend: true } };
}
