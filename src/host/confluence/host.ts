import type { Host } from '../host.ts';
import { MARKING } from './markers.ts';
import { storageFormat } from './writer.ts';

/** A page of Confluence in its storage format, which is XML. Its pictures are attachments of the page. */
export const confluenceHost: Host = {
  name: 'confluence',
  called: 'Confluence',
  can: {
    captions: false,
    spans: true,
    rowHeads: true,
    callouts: true,
    notes: true,
    footnotes: false,
    svg: false,
    anchors: true,
    places: true,
    contents: true,
    folds: true,
    files: false,
  },
  files: () => ({
    page: 'page.xml',
    picture: (name) => `attachments/${name}.png`,
    pictureUrl: (name) => `${name}.png`,
  }),
  write: storageFormat,
  marking: MARKING,
  signs: { endings: ['.xml', '.xhtml', '.html'], own: ['.xml', '.xhtml'] },
  places: {
    showsTitle: true,
    path: (page) => page,
    link: (_, to) => to.title,
    hasFlatFiles: true,
    hasOwnFiles: true,
  },
};
