import type { PhrasingContent, Root } from 'mdast';
import { statementsOf } from '../../figure/value.ts';
import { words } from '../../locale/locales.ts';
import type { Box } from '../exhibit-nodes.ts';
import type { CitationNode } from '../inline-nodes.ts';
import type { DocumentContent } from '../nodes.ts';
import { nodesOf } from '../tree-walk.ts';

/**
 * Adds the sources of each box with trend lines, or with figures of several sources, to the legend below it: nothing else of the
 * document may cite what is drawn, and the cover names one source. Answers the new citations with their boxes.
 */
export function citeBoxes(root: Root, locale: string): Map<CitationNode, Box> {
  const cited = new Map<CitationNode, Box>();
  addTo(root, words(locale).stop, cited);
  return cited;
}

function addTo(parent: { children: DocumentContent[] }, stop: string, cited: Map<CitationNode, Box>): void {
  for (const [at, child] of [...parent.children.entries()].reverse()) {
    if (child.type === 'box' && needsSources(child)) {
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

function needsSources(box: Box): boolean {
  if (nodesOf(box, 'trend').some(({ trend }) => trend.points.length > 0)) return true;
  const stated = nodesOf(box, 'value').flatMap(({ value }) => statementsOf(value));
  return new Set(stated.map(({ release }) => release.source.id)).size > 1;
}

function legendOf(mark: PhrasingContent): DocumentContent {
  return { type: 'paragraph', children: [mark], data: { legend: true } };
}
