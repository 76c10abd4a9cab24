import type { Host, Marking } from '../host.ts';
import { storageFormat } from './writer.ts';
import { inItsLine, type Marker, markerOf } from '../markers.ts';
import { storageFiles, storageLetters } from './storage-words.ts';

/** Regions in the pages of Confluence, where the place of an anchor is not seen. */
const MARKING: Marking = {
  form: {
    text: (said) =>
      `<ac:structured-macro ac:name="anchor"><ac:parameter ac:name="">${said}</ac:parameter></ac:structured-macro>`,
    opening: /<ac:parameter\b[^>]*>\s*assay\s+[a-z]+=/,
  },
  find: storageMarkers,
  isSpaced: false,
  hidesLine: false,
  hasDashes: false,
  saved: { letters: storageLetters, files: storageFiles, isSeen: hasStorage },
};

/** Whether something can be seen of a text in storage format, in which empty paragraphs remain when people write. */
function hasStorage(text: string): boolean {
  return storageLetters(text) !== '' || /<(?:ac:image|ac:structured-macro|ri:)/.test(text);
}

/** In the storage format, unread text, comments, the ends of lines of text, and macros. */
const STORAGE = /<!\[CDATA\[|<!--|<(\/?)(?:p|h[1-6])(?:\s[^>]*)?(?<!\/)>|<ac:structured-macro\b[^>]*>/g;

/** What follows the start of an anchor whose name is the text of a marker. */
const ANCHOR = /\s*<ac:parameter\b[^>]*>([^<]*)<\/ac:parameter>\s*<\/ac:structured-macro>/y;

function storageMarkers(text: string): Marker[] {
  const step = new RegExp(STORAGE);
  const markers: Marker[] = [];
  /** The start of the line of text that is open. */
  let line: { readonly start: number; readonly contentAt: number } | undefined;
  for (let found = step.exec(text); found; found = step.exec(text)) {
    const [sign, slash] = found;
    if (sign === '<![CDATA[' || sign === '<!--') {
      const close = sign === '<!--' ? '-->' : ']]>';
      const to = text.indexOf(close, step.lastIndex);
      step.lastIndex = to === -1 ? text.length : to + close.length;
    } else if (slash !== undefined) {
      line = slash === '' ? { start: found.index, contentAt: step.lastIndex } : undefined;
    } else if (/\sac:name="anchor"/.test(sign)) {
      ANCHOR.lastIndex = step.lastIndex;
      const anchor = ANCHOR.exec(text);
      if (!anchor) continue;
      const content = anchor[1] ?? '';
      const contentAt = text.indexOf('>', text.indexOf('<ac:parameter', step.lastIndex)) + 1;
      const marker = markerOf(content, contentAt, found.index, ANCHOR.lastIndex);
      step.lastIndex = ANCHOR.lastIndex;
      if (marker) markers.push(inItsLine(text, marker, line));
    }
  }
  return markers;
}

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
