import type { Place } from '../core/diagnostics/source-file.ts';
import type { TokenRegistry } from './token.ts';

/** A template filled with data: Markdown with tokens, and the place in the template for each offset. */
export interface Filled {
  readonly markdown: string;
  readonly tokens: TokenRegistry;
  /** The place in the template or partial that produced the character at an offset (UTF-16 units) of `markdown`. */
  placeOf(offset: number): Place | undefined;
  /**
   * The place of the call of a partial with arguments that produced it, the outermost of several: there its author changes
   * what it says. Undefined elsewhere.
   */
  callOf?(offset: number): Place | undefined;
  /** Whether text is missing where an expression failed; then a missing thing may only be lost there. */
  readonly hasGaps?: boolean;
}
