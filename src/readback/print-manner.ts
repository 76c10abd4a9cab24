import type { AlertKind } from '../document/note-nodes.ts';

/** The medium of an output: it decides the order of some parts, and which parts are printed. */
export type PrintMedium = 'markdown' | 'screen' | 'paper';

/** How an output prints what outputs print in different ways. */
export interface PrintManner {
  readonly medium: PrintMedium;
  /** What stands above an alert: its kind as a mark, or the word for it. */
  readonly alertHead: (kind: AlertKind, word: string) => string;
  /** What stands above a plain remark. */
  readonly noteHead: string;
  /** The mark of a footnote, which its text begins with, and what follows it there. */
  readonly footnote: { readonly mark: (number: number) => string; readonly colon: string };
  /** The boxes of a task that is open and of one that is done. */
  readonly tasks: readonly [open: string, done: string];
  /** The headline box is a table, read row by row. */
  readonly boxIsTable: boolean;
  /** The colon of the language follows the number of an exhibit, and the label of an item of a notice, in one line. */
  readonly hasColon: boolean;
  /** The output has the contents list; else its host makes it. */
  readonly hasContents: boolean;
  /** The list of sources leads back to the text. */
  readonly hasWaysBack: boolean;
  /** Where the title of a link is read. */
  readonly linkTitles: 'attribute' | 'brackets' | 'nowhere';
}

const MARKS = {
  alertHead: (kind: AlertKind) => `[!${kind.toUpperCase()}]`,
  footnote: { mark: (number: number) => `[^${number}]`, colon: ':' },
} as const;

/** What outputs print that have no marks for alerts and footnotes. */
export const WORDS = {
  alertHead: (_kind: AlertKind, word: string) => word,
  footnote: { mark: (number: number) => `(${letters(number)})`, colon: '' },
} as const;

/** a, b … z, aa, ab … */
function letters(number: number): string {
  const last = String.fromCodePoint(97 + ((number - 1) % 26));
  return number > 26 ? letters(Math.floor((number - 1) / 26)) + last : last;
}

const BRACKETS = ['[ ] ', '[x] '] as const;
const BOXES = ['☐ ', '☑ '] as const;

const PAGE: PrintManner = {
  medium: 'screen',
  ...WORDS,
  noteHead: '',
  tasks: BOXES,
  boxIsTable: false,
  hasColon: false,
  hasContents: true,
  hasWaysBack: true,
  linkTitles: 'attribute',
};

/** Markdown, as GitHub reads it. */
export const MARKDOWN: PrintManner = {
  ...PAGE,
  ...MARKS,
  medium: 'markdown',
  tasks: BRACKETS,
  boxIsTable: true,
  hasColon: true,
};

/** A page of a wiki with a markup of its own. */
export const WIKI: PrintManner = { ...MARKDOWN, ...WORDS, tasks: BOXES, hasContents: false };

/** How each medium prints a document. */
export const MEDIA: Readonly<Record<PrintMedium, PrintManner>> = {
  markdown: MARKDOWN,
  screen: PAGE,
  paper: { ...PAGE, medium: 'paper', linkTitles: 'nowhere' },
};
