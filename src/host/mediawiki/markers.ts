import type { Marking } from '../host.ts';
import { COMMENT, elementEnd, type Marker, markerOf, tornMarker } from '../markers.ts';

/** Regions in the pages of MediaWiki. */
export const MARKING: Marking = {
  form: COMMENT,
  find: wikitextMarkers,
  isSpaced: false,
  hidesLine: false,
  hasDashes: false,
};

/** In wikitext, elements whose content is not wikitext. One that is not closed is text itself. */
const WIKITEXT = /<!--|<(nowiki|pre|syntaxhighlight|source|math)\b[^>]*(?<!\/)>/gi;

function wikitextMarkers(text: string): Marker[] {
  const step = new RegExp(WIKITEXT);
  const markers: Marker[] = [];
  for (let found = step.exec(text); found; found = step.exec(text)) {
    const [, element] = found;
    const from = step.lastIndex;
    if (element !== undefined) {
      step.lastIndex = elementEnd(text, element, from);
      continue;
    }
    const to = text.indexOf('-->', from);
    const marker =
      to === -1 ? tornMarker(text, from, found.index) : markerOf(text.slice(from, to), from, found.index, to + 3);
    if (marker) markers.push(marker);
    step.lastIndex = to === -1 ? text.length : to + 3;
  }
  return markers;
}
