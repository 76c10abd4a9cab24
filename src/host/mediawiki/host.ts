import type { Host, Marking } from '../host.ts';
import { inWiki, withoutCharacters } from '../page-files.ts';
import { inFolder } from '../places.ts';
import { wikitext } from './writer.ts';
import { COMMENT, elementEnd, type Marker, markerOf, tornMarker } from '../markers.ts';

/** Regions in the pages of MediaWiki. */
const MARKING: Marking = {
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

/** A page of MediaWiki. Footnotes of its own need an extension, and so do pictures in SVG: neither is used. */
export const mediawikiHost: Host = {
  name: 'mediawiki',
  called: 'MediaWiki',
  can: {
    captions: true,
    spans: true,
    rowHeads: true,
    callouts: false,
    notes: false,
    footnotes: false,
    svg: false,
    anchors: true,
    places: true,
    contents: true,
    folds: false,
    files: false,
  },
  files: ({ title, slug }) => {
    const page = `${withoutCharacters(title, /[[\]{}|#<>/\\_:*?"]/g)}.wiki`;
    return inWiki(page, { folder: 'files', prefix: '', slug: capitalised(slug), type: 'png' });
  },
  write: wikitext,
  marking: MARKING,
  signs: { endings: ['.wiki', '.wikitext', '.mediawiki', '.txt'], own: ['.wiki', '.wikitext', '.mediawiki'] },
  places: {
    showsTitle: true,
    path: inFolder,
    title: (page, below) => inFolder(page.replace(/\.wiki$/, ''), { below }),
    link: (_, to) => to.title,
    hasFlatFiles: true,
  },
};

/** MediaWiki starts every title with a capital. */
function capitalised(slug: string): string {
  return slug.charAt(0).toUpperCase() + slug.slice(1);
}
