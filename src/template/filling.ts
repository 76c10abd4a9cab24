import type { LocaleId } from '../language/locales.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { Place, SourceFile } from '../core/diagnostics/source-file.ts';
import { TokenRegistry } from '../figure/token.ts';
import type { DirectionWords } from '../brief/brief.ts';
import type { Edition } from '../dataset/edition.ts';
import type { Unit } from '../dataset/unit.ts';
import type { Background, Scope } from './scope.ts';
import { Markers } from './markers.ts';
import { FAILED, type Problem } from './problem.ts';
import type { Open } from './truth.ts';
import { type CallPlaces, callKey, placeOfNode } from './handlebars-syntax.ts';

/**
 * Limit on the rounds of all loops and partials of a document together: twice what the longest table has, and two seconds of
 * work. Loops within loops reach any number.
 */
export const MAX_ROUNDS = 20_000;

/** Limit on the length of a document, in UTF-16 units. */
const MAX_LENGTH = 64 * 1024 * 1024;

/** Stops a filling that exceeds a limit; thrown and caught inside the engine. */
export class Overflow extends Error {}

/** What is known of a template and its partials once they are compiled; the same for every edition. */
export class TemplateFacts {
  readonly markers = new Markers();
  /** Every text that is typed as an argument in the templates. */
  readonly typed = new Set<string>();
  /** The template and its partials, by path. */
  readonly files = new Map<string, SourceFile>();
  /** Where the arguments of each call stand. */
  readonly calls: CallPlaces = new Map();
  /** Mistakes that do not depend on data. */
  readonly diagnostics = new Diagnostics();
  /** Whether parts of them could not be read. */
  hasGaps = false;
}

/** The state of one filling of one template. */
export class Filling {
  readonly tokens = new TokenRegistry();
  readonly facts: TemplateFacts;
  readonly edition: Edition;
  readonly locale: LocaleId;
  readonly title: string;
  readonly directionWords: DirectionWords;
  readonly diagnostics: Diagnostics;
  readonly background: Background;
  /** Whether text is missing where something failed. */
  hasGaps = false;
  readonly #units = new Map<string, Unit>();
  /** Conditions that are open, for the one that follows their `else`. */
  #open: Open[] = [];
  #rounds = 0;
  #length = 0;

  constructor(
    facts: TemplateFacts,
    edition: Edition,
    {
      locale,
      title,
      directionWords,
    }: { readonly locale: LocaleId; readonly title: string; readonly directionWords: DirectionWords },
    diagnostics: Diagnostics,
    background: Background = {},
  ) {
    this.facts = facts;
    this.hasGaps = facts.hasGaps;
    this.edition = edition;
    this.locale = locale;
    this.title = title;
    this.directionWords = directionWords;
    this.diagnostics = diagnostics;
    this.background = background;
  }

  /** The place of a call, or of one of its arguments. Throws a RangeError for a file that is not being filled. */
  placeOf(loc: hbs.AST.SourceLocation, argument?: number | string): Place {
    const file = this.facts.files.get(loc.source);
    if (!file) throw new RangeError(`${loc.source} is not being filled`);
    const part = argument === undefined ? undefined : this.facts.calls.get(callKey(loc))?.get(argument);
    return placeOfNode(file, { loc: part ?? loc });
  }

  /** What a helper knows that is called at a place; `loc` is where its arguments stand. */
  scopeAt(place: Place, loc?: hbs.AST.SourceLocation): Scope {
    const { tests, imprint, previous, notice, onAsked } = this.background;
    // To name each part takes a fraction of the time of copying an object of any shape, and hundreds of helpers are called.
    const scope: { readonly [Part in keyof Required<Scope>]: Scope[Part] } = {
      tests,
      imprint,
      previous,
      notice,
      onAsked,
      edition: this.edition,
      locale: this.locale,
      directionWords: this.directionWords,
      place,
      units: this.#units,
      warn: ({ rule, problem, hint, argument }) => {
        this.diagnostics.warn(rule, problem, loc ? this.placeOf(loc, argument) : place, hint);
      },
    };
    return scope;
  }

  /** Reports a problem. */
  fail({ rule, problem, hint }: Problem, place: Place): typeof FAILED {
    this.diagnostics.error(rule, problem, place, hint);
    return FAILED;
  }

  /** Leaves the open conditions of a chain to the condition behind their `else`. */
  giveOpen(open: Open[]): void {
    this.#open = open;
  }

  /** The open conditions before this one in its chain. */
  takeOpen(): Open[] {
    const open = this.#open;
    this.#open = [];
    return open;
  }

  /** Whether a filled text has words that were typed, and not figures and marks alone. */
  saysWords(text: string): boolean {
    return this.tokens
      .split(text)
      .some((part) => (typeof part === 'string' ? /\p{L}/u.test(part) : part.kind === 'text' && part.isTyped));
  }

  /** Counts a round of a loop or partial and returns its text. Throws an Overflow when a limit is exceeded. */
  countRound(text: string, place: Place): string {
    this.#rounds += 1;
    this.#length += text.length;
    if (this.#rounds <= MAX_ROUNDS && this.#length <= MAX_LENGTH) return text;
    const much = this.#rounds > MAX_ROUNDS ? `${MAX_ROUNDS} rounds of loops and partials` : `${MAX_LENGTH} characters`;
    this.diagnostics.error('template/too-large', `the document needs more than ${much}`, place);
    throw new Overflow();
  }
}
