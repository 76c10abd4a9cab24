import type { Flavour } from './flavour.ts';
import { storageFormat } from './storage-writer.ts';

/** A page of Confluence in its storage format, which is XML. Its pictures are attachments of the page. */
export const confluenceFlavour: Flavour = {
  name: 'confluence',
  host: 'Confluence',
  can: {
    captions: false,
    spans: true,
    rowHeads: true,
    callouts: true,
    notes: true,
    footnotes: false,
    svg: false,
    dark: false,
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
};
