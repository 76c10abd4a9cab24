import { dokuwikiMarkup } from './writer.ts';
import type { Host } from '../host.ts';
import { MARKING } from './markers.ts';
import { withoutEnding } from '../places.ts';

/** A page of DokuWiki, with folders as in its data. Names of files are in lower case. */
export const dokuwikiHost: Host = {
  name: 'dokuwiki',
  called: 'DokuWiki',
  can: {
    captions: false,
    spans: true,
    rowHeads: true,
    callouts: false,
    notes: false,
    footnotes: true,
    svg: true,
    anchors: false,
    places: false,
    contents: true,
    folds: false,
    files: false,
  },
  files: ({ slug }) => {
    const file = (name: string): string => `${slug}-${name}.svg`.toLowerCase();
    return {
      page: `pages/${slug.toLowerCase()}.txt`,
      picture: (name) => `media/${file(name)}`,
      pictureUrl: (name) => `:${file(name)}`,
    };
  },
  write: dokuwikiMarkup,
  marking: MARKING,
  signs: { endings: ['.txt'], below: 'pages' },
  places: {
    showsTitle: false,
    path: (page, { below }) => (below === undefined ? page : page.replace(/^pages\//, `pages/${below.toLowerCase()}/`)),
    link: (_, to) =>
      `:${withoutEnding(to)
        .replace(/^pages\//, '')
        .replaceAll('/', ':')}`,
  },
};
