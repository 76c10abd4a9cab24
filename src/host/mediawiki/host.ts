import type { Host } from '../host.ts';
import { inWiki, withoutCharacters } from '../page-files.ts';
import { inFolder } from '../places.ts';
import { MARKING } from './markers.ts';
import { wikitext } from './writer.ts';

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
