import { dokuwikiMarkup } from './writer.ts';
import type { Flavour } from '../host.ts';

/** A page of DokuWiki, with folders as in its data. Names of files are in lower case. */
export const dokuwikiFlavour: Flavour = {
  name: 'dokuwiki',
  host: 'DokuWiki',
  can: {
    captions: false,
    spans: true,
    rowHeads: true,
    callouts: false,
    notes: false,
    footnotes: true,
    svg: true,
    dark: true,
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
};
