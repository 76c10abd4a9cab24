import type { ExpectedPiece } from './expected-text.ts';
import type { Found, FullPair, Wanted } from './numeral-pairs.ts';
import { type Numeral, plain, squeezed, type Stream } from './read-text.ts';

/** How messages name a number: by its figure, if it is part of one. */
export function nameOf({ text, value }: ExpectedPiece, { digits }: Numeral): string {
  return value ? `the figure ${plain(text).replaceAll(/\s+/g, ' ')}` : `the number ${digits}`;
}

/** Whether a number is printed as expected; a figure with its sign, unit, qualifier and flags, and nothing joined to it. */
export function isPrintedAs(
  { wanted: numeral, found: here, isBroken }: FullPair,
  wanted: Wanted,
  found: Found,
): boolean {
  const piece = wanted.pieceAt(numeral.start);
  if (isBroken) return true;
  if (numeral.digits !== here.digits) return false;
  if (!piece?.value) return true;
  const start = wanted.startAt(numeral.start);
  // two figures without a space between them are read as one number
  const end = Math.max(numeral.end, start + plain(piece.text).length);
  const before = squeezed(wanted.text.slice(start, numeral.start));
  const after = squeezed(wanted.text.slice(numeral.end, end));
  const left = squeezed(found.text.slice(Math.max(0, here.start - 2 * before.length - ROOM), here.start));
  const right = after === '' ? here.end : endOf(after, found.text, here.end);
  return (
    left.length >= before.length &&
    isAlike(left.slice(left.length - before.length), before) &&
    right !== undefined &&
    isFollowedAlike(wanted.text.slice(end), found.text.slice(right, right + ROOM))
  );
}

/** Most spaces and line breaks between the characters of a figure. */
const ROOM = 40;

/** The end of `text` in `whole`, where it must start at `from`, spaces ignored; undefined if it does not stand there. */
function endOf(text: string, whole: string, from: number): number | undefined {
  let end = from;
  for (const character of text.split('')) {
    while (/\s/.test(whole.charAt(end))) end += 1;
    if (!isAlike(whole.charAt(end), character)) return undefined;
    end += 1;
  }
  return end;
}

/** Whether two texts look the same: a font may draw a radical and a Han character with one glyph. */
function isAlike(found: string, wanted: string): boolean {
  if (found === wanted) return true;
  if (found.length !== wanted.length) return false;
  return found.split('').every((character, at) => {
    const other = wanted.charAt(at);
    return character === other || (/[\u2E80-\u2EFF]/.test(character) && /\p{Script=Han}/u.test(other));
  });
}

/** Whether no unit, digit or flag follows a figure that the document does not have there. */
function isFollowedAlike(wanted: string, found: string): boolean {
  const [, next = ''] = /^[^\S\n]*(\S?)/u.exec(wanted) ?? [];
  const [, here = ''] = (next === '' ? /^[^\S\n]*(\S?)/u : /^\s*(\S?)/u).exec(found) ?? [];
  if (!/[\p{Lu}\p{Ll}\p{Lo}\p{N}%[◆○■]/u.test(here)) return true;
  return isAlike(folded(here).charAt(0), folded(next).charAt(0));
}

/** Without case, which style sheets change, and without ligatures, which fonts make. */
function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

const CONTEXT = 24;

/** A number with a few words on each side, for a message. */
export function contextOf({ text }: Stream<unknown>, { start, end }: Numeral): string {
  const before = /[^\n]*$/.exec(text.slice(Math.max(0, start - CONTEXT), start))?.[0] ?? '';
  const after = /^[^\n]*/.exec(text.slice(end, end + CONTEXT))?.[0] ?? '';
  // no cut words
  const first = before.length < CONTEXT ? before : before.replace(/^\S*/, '');
  const last = after.length < CONTEXT ? after : after.replace(/\S*$/, '');
  return (first + text.slice(start, end) + last).replaceAll(/\s+/g, ' ').trim();
}
