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
