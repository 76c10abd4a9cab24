import type { Place } from '../core/diagnostics/source-file.ts';
import type { TokenRegistry } from './token.ts';

/** A template filled with data: Markdown with tokens in it, and the way back from each offset to the template. */
export interface Filled {
  /** Markdown in which everything printed is a token. */
  readonly markdown: string;
  readonly tokens: TokenRegistry;
  /** The place in the template (or partial) that produced the character at an offset of `markdown`. */
  placeOf(offset: number): Place | undefined;
  /** Whether text is missing where something failed: what a reader does not find may have stood there. */
  readonly hasGaps?: boolean;
}
