import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { Place, SourceFile } from '../core/diagnostics/source-file.ts';
import { TokenRegistry } from '../figure/token.ts';
import type { Edition } from '../dataset/edition.ts';
import type { Background, Scope } from './scope.ts';
import { Markers } from './markers.ts';
import { FAILED, type Problem } from './problem.ts';
import { placeOfNode } from './handlebars-syntax.ts';

/** Rounds that all loops and partials of a document may take together. */
const MAX_ROUNDS = 100_000;

/** Characters that a document may have. */
const MAX_LENGTH = 64 * 1024 * 1024;

/** Stops a filling that has grown beyond bounds; thrown inside the engine and caught by it. */
export class Overflow extends Error {}

/** What one filling of one template gathers. */
export class Filling {
  readonly tokens = new TokenRegistry();
  readonly markers = new Markers();
  /** Every text typed as an argument in the templates. */
  readonly typed = new Set<string>();
  /** The template and its partials, by path. */
  readonly files = new Map<string, SourceFile>();
  readonly edition: Edition;
  readonly locale: string;
  readonly title: string;
  readonly diagnostics: Diagnostics;
  readonly background: Background;
  /** Whether text is missing where something failed. */
  hasGaps = false;
  #rounds = 0;
  #length = 0;

  constructor(edition: Edition, locale: string, title: string, diagnostics: Diagnostics, background: Background = {}) {
    this.edition = edition;
    this.locale = locale;
    this.title = title;
    this.diagnostics = diagnostics;
    this.background = background;
  }

  /** The place of what a helper was called for. Throws for a file that is not being filled. */
  placeOf(loc: hbs.AST.SourceLocation): Place {
    const file = this.files.get(loc.source);
    if (!file) throw new RangeError(`${loc.source} is not being filled`);
    return placeOfNode(file, { loc });
  }

  /** What a helper called at a place knows. */
  scopeAt(place: Place): Scope {
    return { ...this.background, edition: this.edition, locale: this.locale, place };
  }

  /** Reports a problem and answers with the failure that stands for its result. */
  fail({ rule, problem, hint }: Problem, place: Place): typeof FAILED {
    this.diagnostics.error(rule, problem, place, hint);
    return FAILED;
  }

  /** Counts a round of a loop or partial and the text it made. Throws an Overflow when it is too much. */
  spend(text: string, place: Place): string {
    this.#rounds += 1;
    this.#length += text.length;
    if (this.#rounds <= MAX_ROUNDS && this.#length <= MAX_LENGTH) return text;
    const much = this.#rounds > MAX_ROUNDS ? `${MAX_ROUNDS} rounds of loops and partials` : `${MAX_LENGTH} characters`;
    this.diagnostics.error('template/too-large', `the document takes more than ${much}`, place);
    throw new Overflow();
  }
}
