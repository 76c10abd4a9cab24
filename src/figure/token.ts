import type { Place } from '../core/diagnostics/source-file.ts';
import type { Subject } from './said.ts';
import type { Trend } from './trend.ts';
import type { Value } from './value.ts';
import type { ReleaseId } from '../dataset/brands.ts';

/**
 * Something that a template prints. It reaches Markdown as a token: one opaque word of private-use characters, so that
 * no label can inject Markdown or HTML and every number stays an object. `value` is a number bound to data; `trend` is
 * a series of them, drawn as a small line; `link` is a web address for a link; `citation` stands for the numbers of
 * releases in the list of sources; `unit` stands for the unit of the exhibit around it; `text` is any other string.
 */
export type Printed =
  | { readonly kind: 'value'; readonly value: Value; readonly text: string; readonly place?: Place | undefined }
  | { readonly kind: 'trend'; readonly trend: Trend; readonly text: string; readonly place?: Place | undefined }
  | {
      readonly kind: 'text';
      readonly text: string;
      /** Whether an author typed it as an argument. */
      readonly isTyped?: boolean;
      /** What it is said about, if it is words from the data. */
      readonly of?: Subject | undefined;
      readonly place?: Place | undefined;
    }
  | {
      readonly kind: 'unit';
      readonly style: UnitStyle;
      readonly isCapital?: boolean;
      readonly text: string;
      readonly place?: Place | undefined;
    }
  | { readonly kind: 'link'; readonly text: string; readonly place?: Place | undefined }
  | { readonly kind: 'citation'; readonly cited: Cited; readonly text: string; readonly place?: Place | undefined };

/** A unit in words or by its symbol. */
export type UnitStyle = 'long' | 'short';

/** Ids of the releases that a citation names, or the figures of the exhibit around it, whose releases it names. */
export type Cited = readonly ReleaseId[] | 'exhibit';

const OPEN = '\uE000';
const CLOSE = '\uE001';

export const TOKEN = new RegExp(`${OPEN}(\\d+)${CLOSE}`, 'g');

/** Where a helper printed nothing, and why. */
export interface Blank {
  readonly place: Place;
  readonly why: string;
}

/** The tokens of one filling of one template. */
export class TokenRegistry {
  readonly #printed: Printed[] = [];
  readonly blanks: Blank[] = [];

  /** Stores what is printed and returns its token. */
  add(printed: Printed): string {
    return OPEN + (this.#printed.push(printed) - 1) + CLOSE;
  }

  /** Splits a text into plain strings and what its tokens print, in order. */
  split(text: string): (string | Printed)[] {
    const parts: (string | Printed)[] = [];
    let end = 0;
    for (const match of text.matchAll(TOKEN)) {
      const printed = this.#printed[Number(match[1])];
      if (!printed) continue;
      if (match.index > end) parts.push(text.slice(end, match.index));
      parts.push(printed);
      end = match.index + match[0].length;
    }
    if (end < text.length) parts.push(text.slice(end));
    return parts;
  }

  /** In order of printing. */
  get all(): readonly Printed[] {
    return this.#printed;
  }
}
