import path from 'node:path';
import { disk } from '../../core/machine/machine.ts';

/** Names of the files, in the order in which they apply. */
const SUBJECTS = ['page', 'type', 'margin', 'notice', 'cover', 'box', 'exhibit', 'table', 'contents', 'settings'];

/** What a browser does not need: comments, and spaces that separate nothing. No text in these sheets has any of it. */
const NEEDLESS = /\/\*[^]*?\*\/|(?<=[{};:,\n])\s+|\s+(?=[{}\n])|;(?=\s*\})/g;

/**
 * Assay's style sheets, for any paper (paper-size.ts). Colours, fonts and the size of text are variables that stand
 * before them (variables.ts); the brief's own style sheet stands after them and may change them. They add no text to a
 * page: all that is read is in the document. The one exception is invisible: hidden digits that align the columns of
 * tables. The bundle holds this text in place of this module (bundle-plugins.ts).
 */
export const STYLE_SHEET = await joined(SUBJECTS);

/** What a Chinese page adds to it. */
export const HAN_SHEET = await joined(['han']);

/** What a page for the screen adds to them; printed by a reader, such a page looks like the printed one. */
export const SCREEN_SHEET = await joined([...SUBJECTS, 'figures'].map((name) => `${name}-screen`));

/** What a Chinese page for the screen adds to that. */
export const HAN_SCREEN_SHEET = await joined(['han-screen']);

async function joined(names: readonly string[]): Promise<string> {
  const files = names.map((name) => path.join(import.meta.dirname, `${name}.css`));
  const texts = await Promise.all(files.map((file) => disk.readFile(file, 'utf8')));
  return texts.map((text) => `\n${text.replaceAll(NEEDLESS, '')}`).join('');
}

/** A rule within no other, or within a condition; not one of a page, which has descriptors besides rules. */
const RULE = /(?<=^|[{}])([^{}@;]+)\{[^{}]*\}/g;

/** What functions such as `:has()` take, which says nothing about the element itself. */
const TAKEN = /\((?:[^()]|\([^()]*\))*\)/g;

const CLASSES = / class=(?:"([^"]*)"|([^\s>]+))/g;

/** One of Assay's own sheets without rules for classes that no element of a page has. */
export function neededRules(sheet: string, html: string): string {
  const known = new Set(
    Array.from(html.matchAll(CLASSES), ([, many = '', one = '']) => (many + one).split(' ')).flat(),
  );
  const isNeeded = (selector: string): boolean =>
    Array.from(selector.matchAll(/\.([a-z][\w-]*)/g)).every(([, name = '']) => known.has(name));
  return sheet.replaceAll(RULE, (rule, selectors: string) =>
    selectors.replaceAll(TAKEN, '').split(',').some(isNeeded) ? rule : '',
  );
}

/** Texts in quotation marks, and comments. */
const TEXTS = /"[^"\n]*"|'[^'\n]*'/g;
const COMMENTS = /\/\*[^]*?\*\//g;

/** Sheets that memory holds: pages of one house and brief have the same. */
const HELD = 8;

/** Those that were asked for last, by their texts, the oldest first. */
const held = new Map<string, string>();

/**
 * A style sheet of Assay's own without what a browser does not need: comments, white space that separates nothing, the
 * zero before a point. Texts in it stay as they are.
 */
export function shortCss(text: string): string {
  const short = held.get(text) ?? shortened(text);
  held.delete(text);
  held.set(text, short);
  const [oldest = text] = held.keys();
  if (held.size > HELD) held.delete(oldest);
  return short;
}

function shortened(text: string): string {
  const texts: string[] = [];
  const bare = text.replaceAll(TEXTS, (quoted) => `\0${texts.push(quoted) - 1}\0`).replaceAll(COMMENTS, ' ');
  return bare
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?([{};,>~]) ?/g, '$1')
    .replaceAll(/([:(]) /g, '$1')
    .replaceAll(' )', ')')
    .replaceAll(';}', '}')
    .replaceAll(/(?<![\w.#-])([+-]?)0(?=\.\d)/g, '$1')
    .trim()
    .replaceAll(/\0(\d+)\0/g, (_, at: string) => texts[Number(at)] ?? '');
}
