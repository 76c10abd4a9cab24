import type { FlavourName } from '../brief/flavour-names.ts';

/** A marker of a region in a page. Offsets are in UTF-16 units. */
export interface Marker {
  readonly kind: 'opening' | 'closing';
  /** From the first to after the last character that belongs to it. */
  readonly start: number;
  readonly end: number;
  /** What it says after its name, `brief=metals part=exhibit:trade`, and where. */
  readonly words: string;
  readonly wordsAt: number;
  /** Whether it stands within a line of text; undefined where the lines of the page tell. */
  readonly isInLine?: boolean;
  /** Whether the sign that closes its comment is missing. */
  readonly isTorn?: boolean;
}

/** How a flavour hides a marker. */
export type MarkerForm = 'comment' | 'expression' | 'macro' | 'media';

const FORMS: Readonly<Partial<Record<FlavourName, MarkerForm>>> = {
  mdx: 'expression',
  confluence: 'macro',
  dokuwiki: 'media',
};

export function markerForm(flavour: FlavourName): MarkerForm {
  return FORMS[flavour] ?? 'comment';
}

/** DokuWiki prints the title of a file that is not a picture: a sign that nobody sees. */
const UNSEEN = '?nolink|\u2060';

/**
 * Prints a marker. Comments are hidden by wikis that read HTML, expressions by MDX. In Confluence the place of an anchor
 * is not seen; in DokuWiki the name of a file is not shown if it has a title.
 */
export function markerText(form: MarkerForm, kind: Marker['kind'], words: string): string {
  const name = kind === 'opening' ? 'assay' : '/assay';
  const said = words === '' ? name : `${name} ${words}`;
  const texts: Readonly<Record<MarkerForm, string>> = {
    comment: `<!-- ${said} -->`,
    expression: `{/* ${said} */}`,
    macro: `<ac:structured-macro ac:name="anchor"><ac:parameter ac:name="">${said}</ac:parameter></ac:structured-macro>`,
    media: kind === 'opening' ? `{{assay>${words}${UNSEEN}}}` : `{{/assay${UNSEEN}}}`,
  };
  return texts[form];
}

/** A marker as a person types it, for hints. */
export function typedMarker(flavour: FlavourName, kind: Marker['kind'], words = ''): string {
  return markerText(markerForm(flavour), kind, words).replace(UNSEEN, '');
}

/** A marker of a page with other words in it, and everything else as it stands. */
export function withWords(page: string, { start, end, words, wordsAt }: Marker, form: MarkerForm, put: string): string {
  const after = page.slice(wordsAt + words.length, end);
  const rest = form === 'media' && !after.includes(UNSEEN) ? `${UNSEEN}}}` : after;
  return page.slice(start, wordsAt) + put + rest;
}
