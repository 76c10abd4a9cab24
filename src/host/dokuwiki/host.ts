import { dokuwikiMarkup } from './writer.ts';
import type { Host, Marking } from '../host.ts';
import { withoutEnding } from '../places.ts';
import { elementEnd, type Marker } from '../markers.ts';

/** DokuWiki prints the title of a file that is not a picture: a sign that nobody sees. */
const UNSEEN = '?nolink|\u2060';

/** Regions in the pages of DokuWiki, where the name of a file is not shown if it has a title. */
const MARKING: Marking = {
  form: {
    text: (_, kind, words) => (kind === 'opening' ? `{{assay>${words}${UNSEEN}}}` : `{{/assay${UNSEEN}}}`),
    opening: /\{\{assay>\s*[a-z]+=/,
    unseen: UNSEEN,
  },
  find: dokuwikiMarkers,
  isSpaced: false,
  hidesLine: false,
  hasDashes: true,
  endOf: headedEnd,
};

/** A region that starts below a heading ends before the next heading of the same or a higher level. */
function headedEnd(text: string, opening: Marker): number | undefined {
  const [, marks] = /(?:^|\n)[ \t]*(={2,6})[^\n=][^\n]*={2,}[ \t]*\r?\n\s*$/.exec(text.slice(0, opening.start)) ?? [];
  if (marks === undefined) return undefined;
  const next = new RegExp(`^[ \\t]*={${marks.length},6}[^\\n=][^\\n]*={2,}[ \\t]*\\r?$`, 'gm');
  next.lastIndex = opening.end;
  return next.exec(text)?.index ?? text.length;
}

/** In DokuWiki, code and unread text, lines that an indent makes code, and files. */
const DOKUWIKI = /<(code|file|nowiki|html|php)\b[^>\n]*>|%%|^(?: {2,}|\t)[ \t]*(?![-*\s])[^\n]*|\{\{/gim;

function dokuwikiMarkers(text: string): Marker[] {
  const step = new RegExp(DOKUWIKI);
  const markers: Marker[] = [];
  for (let found = step.exec(text); found; found = step.exec(text)) {
    const [sign, element] = found;
    const from = step.lastIndex;
    if (element !== undefined) step.lastIndex = elementEnd(text, element, from);
    const close = sign === '{{' ? '}}' : sign === '%%' ? '%%' : undefined;
    const to = close === undefined ? -1 : text.indexOf(close, from);
    if (to === -1) continue;
    step.lastIndex = to + 2;
    const [, name, words = ''] = /^(assay>|\/assay)([^?|]*)/.exec(text.slice(from, to)) ?? [];
    if (sign !== '{{' || name === undefined) continue;
    const kind = name === '/assay' ? 'closing' : 'opening';
    const said = words.trim();
    const wordsAt = from + name.length + (said === '' ? 0 : words.indexOf(said));
    markers.push({ kind, start: found.index, end: step.lastIndex, words: said, wordsAt });
  }
  return markers;
}

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
