import { isStruckBy } from './number-formats.ts';
import { readXml, type XmlReader } from './xml.ts';

/** Where a run of text stands. */
export type Position = 'line' | 'raised' | 'lowered';

/** Whether a run is a mark next to what stands before it: it is raised, or lowered behind a digit. The 2 of CO₂ is none. */
export function isMark(position: Position, before: string): boolean {
  return position === 'raised' || (position === 'lowered' && /\d$/.test(before));
}

/** A text of a workbook: what stands in the line, and the marks that are raised above it or lowered behind a digit. */
export interface RichText {
  readonly text: string;
  readonly raised: string;
  /** Whether each of its runs has a look of its own, so that the font of its cell says nothing of it. */
  readonly hasOwnLook?: boolean;
}

/**
 * Collects the text between the opening and closing of an `si` or `is`. Runs that are marks are kept apart: `14.7` with a
 * raised 1 is not 14.71. What is struck through stands between `~~`: `302` with a struck 4 is not 3,024, and no figure. How a text is
 * read aloud (`rPh`) is left out.
 */
export class RichTextReader {
  #text = '';
  #raised = '';
  #position: Position = 'line';
  #isStruck = false;
  #isText = false;
  #isPhonetic = false;
  #runs = 0;
  #looks = 0;

  open(name: string, attribute: (name: string) => string | undefined): void {
    if (name === 'rPh') this.#isPhonetic = true;
    else if (name === 'r') {
      this.#begin();
      this.#runs += 1;
    } else if (name === 'rPr') this.#looks += 1;
    else if (name === 'strike') this.#isStruck = isStruckBy(attribute);
    else if (name === 'vertAlign') this.#position = POSITIONS.get(attribute('val')) ?? 'line';
    else if (name === 't') this.#isText = true;
  }

  close(name: string): void {
    if (name === 'rPh') this.#isPhonetic = false;
    else if (name === 'r') this.#begin();
    else if (name === 't') this.#isText = false;
  }

  add(text: string): void {
    if (!this.#isText || this.#isPhonetic) return;
    const written = this.#isStruck ? `~~${text}~~` : text;
    if (isMark(this.#position, this.#text)) this.#raised += written;
    else this.#text += written;
  }

  #begin(): void {
    this.#position = 'line';
    this.#isStruck = false;
  }

  /** The text that was collected; the next one begins. */
  take(): RichText {
    const taken = { text: unescaped(this.#text), raised: unescaped(this.#raised) };
    const hasOwnLook = this.#runs > 0 && this.#looks === this.#runs;
    this.#text = this.#raised = '';
    this.#runs = this.#looks = 0;
    return hasOwnLook ? { ...taken, hasOwnLook } : taken;
  }
}

const POSITIONS: ReadonlyMap<string | undefined, Position> = new Map([
  ['superscript', 'raised'],
  ['subscript', 'lowered'],
]);

/** The texts that cells of all sheets refer to by number. */
export function readSharedTexts(name: string, bytes: Uint8Array): readonly RichText[] {
  const texts: RichText[] = [];
  const rich = new RichTextReader();
  const reader: XmlReader = {
    open: (tag, attribute) => rich.open(tag, attribute),
    text: (text) => rich.add(text),
    close: (tag) => {
      rich.close(tag);
      if (tag === 'si') texts.push(rich.take());
    },
  };
  readXml(name, bytes, reader);
  return texts;
}

/** A text in which characters that XML cannot hold are written as `_x000D_`. */
function unescaped(text: string): string {
  return text.replace(/_x([0-9A-F]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
