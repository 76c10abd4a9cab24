import type { Flavour } from './flavour.ts';
import { inWiki, withoutCharacters } from './page-files.ts';
import { wikitext } from './wikitext-writer.ts';

/** A page of MediaWiki. Footnotes of its own need an extension, and so do pictures in SVG: neither is used. */
export const mediawikiFlavour: Flavour = {
  name: 'mediawiki',
  host: 'MediaWiki',
  can: {
    captions: true,
    spans: true,
    rowHeads: true,
    callouts: false,
    notes: false,
    footnotes: false,
    svg: false,
    dark: false,
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
};

/** MediaWiki starts every title with a capital. */
function capitalised(slug: string): string {
  return slug.charAt(0).toUpperCase() + slug.slice(1);
}
