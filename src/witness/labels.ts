import type { Dataset, Indicator, Release } from '../dataset/model.ts';
import { lowered } from '../source-document/numerals.ts';
import type { Numeral, Paragraph } from '../source-document/source-document.ts';
import { alternation, folded, type Vocabulary } from '../source-document/vocabulary.ts';

/** The words by which a release calls the indicators that it states. */
export class Labels {
  readonly #idsOf: ReadonlyMap<string, ReadonlySet<string>>;
  readonly #pattern: RegExp | undefined;
  readonly #own: ReadonlySet<string>;
  readonly #edge: boolean;

  constructor(dataset: Dataset, release: Release, indicators: ReadonlySet<Indicator>, { locale }: Vocabulary) {
    const idsOf = new Map<string, Set<string>>();
    const own = new Set<string>();
    const add = (words: string, id: string): void => {
      const key = folded(words);
      idsOf.set(key, (idsOf.get(key) ?? new Set()).add(id));
    };
    for (const { id, inSource } of dataset.indicators.values()) {
      const words = inSource?.get(release.source.id) ?? [];
      for (const one of words) add(one, id);
      if (words.length > 0) own.add(id);
    }
    for (const { id, label } of indicators) {
      const printed = label.get(locale.id);
      // Its own words in the source replace it: the label of one may be part of the words of another.
      if (printed !== undefined && !own.has(id)) add(printed, id);
    }
    this.#idsOf = idsOf;
    this.#own = own;
    this.#edge = locale.isSpaced;
    const edge = this.#edge ? ['(?<![\\p{L}\\d])(?:', ')(?![\\p{L}\\d])'] : ['(?:', ')'];
    this.#pattern = idsOf.size === 0 ? undefined : new RegExp(edge.join(alternation([...idsOf.keys()])), 'gu');
  }

  /** Whether the source's own words for an indicator are given. */
  has(indicator: Indicator): boolean {
    return this.#own.has(indicator.id);
  }

  /** The labels of a text, from left to right; of those that overlap the longest. */
  in(text: string): readonly LabelFound[] {
    if (!this.#pattern) return [];
    return [...lowered(text).matchAll(this.#pattern)].map(({ 0: words, index }) => ({
      start: index,
      end: index + words.length,
      words,
      ids: this.#idsOf.get(folded(words)) ?? new Set(),
    }));
  }

  /** What a numeral is said to be of: the label nearest before it, and one right behind it, as in "12,000 enterprises". */
  of(
    found: readonly LabelFound[],
    { text, numerals }: Pick<Paragraph, 'text' | 'numerals'>,
    numeral: Numeral,
    limit = numeral.from,
  ): readonly LabelFound[] {
    const before = found.findLast(({ end }) => end <= limit);
    const next = numerals.find((other) => other.kind === undefined && other.start > numeral.start)?.from ?? text.length;
    const behind = found.find(
      ({ start, end }) =>
        // The last letters of the unit may be the first of the label: 12,000 enterprises
        end > numeral.to &&
        start >= numeral.end &&
        start < next &&
        this.#joins(text.slice(Math.min(numeral.to, start), start)),
    );
    return [before, behind].filter((one) => one !== undefined);
  }

  #joins(between: string): boolean {
    return this.#edge ? /^\s*(?:(?:of|in|for|von|an)\s)?(?:\p{L}+[\s-]+){0,2}$/u.test(between) : /^的?$/u.test(between);
  }
}

export interface LabelFound {
  readonly start: number;
  readonly end: number;
  readonly words: string;
  readonly ids: ReadonlySet<string>;
}
