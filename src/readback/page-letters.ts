import type { LetterFault, PageLetter } from './letter-faults.ts';
import type { Artifact, Illegible } from './read-text.ts';
import { type Rectangle, touches } from './rectangle.ts';

/** A text of a page, and the parts of it that cannot be read. */
export interface PageText {
  readonly text: string;
  readonly illegible: readonly Illegible[];
}

/** The letters of a page. */
export interface LetteredPage {
  readonly area: Rectangle;
  /** In the order in which they are painted. */
  readonly letters: readonly PageLetter[];
  /** What keeps letters from being read, by their index. */
  readonly faults: ReadonlyMap<number, LetterFault>;
}

interface GrowingText {
  text: string;
  readonly illegible: { text: string; readonly fault: LetterFault }[];
  /** Whether a letter without a fault came after the last of them. */
  ends: boolean;
}

export function joinedTexts(texts: readonly PageText[]): PageText {
  return { text: texts.map(({ text }) => text).join(''), illegible: texts.flatMap(({ illegible }) => illegible) };
}

/** The texts of marked contents by their numbers. */
export function textsOf({ letters, area, faults }: LetteredPage): ReadonlyMap<number, PageText> {
  const texts = new Map<number, GrowingText>();
  let last: PageLetter | undefined;
  for (const [index, letter] of letters.entries()) {
    if (!touches(letter.box, area)) continue;
    const text = (last ? gapBetween(last, letter) : '') + letter.text;
    last = letter;
    if (letter.content < 0) continue;
    const own = texts.get(letter.content) ?? { text: '', illegible: [], ends: false };
    texts.set(letter.content, own);
    own.text += text;
    addFault(own, text, faults.get(index));
  }
  return texts;
}

/** Adds a letter to the last run of letters with its fault, or to a new one. A space is not judged: it ends no run. */
function addFault(own: GrowingText, text: string, fault: LetterFault | undefined): void {
  const run = own.illegible.at(-1);
  const isOpen = run !== undefined && !own.ends;
  if (text.trim() === '') {
    if (isOpen) run.text += text;
  } else if (isOpen && run.fault === fault) {
    run.text += text;
  } else {
    own.ends = fault === undefined;
    if (fault) own.illegible.push({ text: text.trim(), fault });
  }
}

/** The artifacts of a page, one line each. */
export function artifactsOf({ letters, area: page }: LetteredPage): Omit<Artifact, 'at'>[] {
  const area = boxAround(letters.filter(({ content, text }) => content >= 0 && text.trim() !== ''));
  const lines: { readonly letters: PageLetter[]; text: string }[] = [];
  let last: PageLetter | undefined;
  for (const letter of letters) {
    if (!touches(letter.box, page)) continue;
    const gap = last && last.content < 0 && last.isRepeated === letter.isRepeated ? gapBetween(last, letter) : '\n';
    const line = lines.at(-1);
    last = letter;
    if (letter.content >= 0) continue;
    if (line && gap !== '\n' && gap !== '\t') {
      line.letters.push(letter);
      line.text += gap + letter.text;
    } else {
      lines.push({ letters: [letter], text: letter.text });
    }
  }
  return lines
    .filter(({ text }) => text.trim() !== '')
    .map(({ letters: own, text }) => ({
      text: text.trim(),
      isAmongText: touches(boxAround(own), area),
      isRepeated: own[0]?.isRepeated ?? false,
    }));
}

/** Room between two letters, in parts of their size, that is a space. */
const SPACE = 0.2;

/** What is between two letters: nothing, a space, a tab for more room than a space needs, or a line break. */
function gapBetween(before: PageLetter, after: PageLetter): '' | ' ' | '\t' | '\n' {
  const size = Math.min(before.size, after.size);
  if (Math.abs(after.baseline - before.baseline) > size / 2) return '\n';
  const gap = after.left - before.right;
  if (gap > size || after.right < before.left) return '\t';
  return gap > SPACE * size ? ' ' : '';
}

function boxAround(letters: readonly PageLetter[]): Rectangle {
  const area: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { box } of letters) {
    area[0] = Math.min(area[0], box[0]);
    area[1] = Math.min(area[1], box[1]);
    area[2] = Math.max(area[2], box[2]);
    area[3] = Math.max(area[3], box[3]);
  }
  return area;
}
