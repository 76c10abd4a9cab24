import type { Dataset, Indicator, Release } from '../dataset/model.ts';
import { lowered } from '../source-document/numerals.ts';
import type { Numeral, Paragraph } from '../source-document/source-document.ts';
import { alternation, folded, type Vocabulary } from '../source-document/vocabulary.ts';
import type { Span } from './said.ts';

/** The words by which a release calls the indicators that it states. */
export class Labels {
  readonly #idsOf: ReadonlyMap<string, ReadonlySet<string>>;
  readonly #pattern: RegExp | undefined;
  readonly #own: ReadonlySet<string>;
  readonly #joins: RegExp;
  /** Between two figures of a list, and between two labels of one. */
  readonly #list: RegExp;
  readonly #listed: RegExp;

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
    const { isSpaced, witness } = locale;
    this.#joins = new RegExp(
      isSpaced ? `^\\s*(?:${witness.joins}\\s)?(?:\\p{L}+[\\s-]+){0,2}$` : `^${witness.joins}$`,
      'u',
    );
    this.#list = new RegExp(isSpaced ? `^ ?${witness.list}(?: \\p{L}{1,3}){0,3} ?$` : `^${witness.list}$`, 'u');
    this.#listed = new RegExp(isSpaced ? `^ ?${witness.list}[^.;:\\d]{0,60}$` : `^${witness.list}$`, 'u');
    const edge = isSpaced ? ['(?<![\\p{L}\\d])(?:', ')(?![\\p{L}\\d])'] : ['(?:', ')'];
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
    foreign: readonly Span[] = [],
  ): readonly LabelFound[] {
    const isForeign = ({ start }: LabelFound): boolean => foreign.some(([from, to]) => from < start && start < to);
    const before = found.findLast((one) => one.end <= numeral.from && !isForeign(one));
    const next = numerals.find((other) => other.kind === undefined && other.start > numeral.start)?.from ?? text.length;
    const behind = found.find(
      ({ start, end }) =>
        // The last letters of the unit may be the first of the label: 12,000 enterprises
        end > numeral.to &&
        start >= numeral.end &&
        start < next &&
        this.#joins.test(text.slice(Math.min(numeral.to, start), start)),
    );
    return [before, behind].filter((one) => one !== undefined);
  }

  /**
   * What each numeral of a list is said to be of where a list of as many labels stands before it: "coal, gas and oil rose 3%, 4% and
   * 5%".
   */
  listed(
    found: readonly LabelFound[],
    { text, numerals }: Pick<Paragraph, 'text' | 'numerals'>,
  ): ReadonlyMap<Numeral, readonly LabelFound[]> {
    const figures = numerals.filter(({ kind, rangeFrom }) => kind === undefined && rangeFrom === undefined);
    const listed = new Map<Numeral, readonly LabelFound[]>();
    for (const run of runsOf(figures, (one) => [one.from, one.to], text, this.#list)) {
      const before = found.filter(({ end }) => end <= (run[0]?.from ?? 0));
      const labels = runsOf(before, ({ start, end }) => [start, end], text, this.#listed).at(-1) ?? [];
      // "… respectively" may be said or not; a label between two lists starts the second one.
      if (run.length < 2 || labels.length !== run.length || labels.at(-1) !== before.at(-1)) continue;
      for (const [at, numeral] of run.entries()) listed.set(numeral, labels.slice(at, at + 1));
    }
    return listed;
  }
}

/** Items that follow one another with nothing but what parts the items of a list between them. */
function runsOf<T>(items: readonly T[], spanOf: (item: T) => Span, text: string, list: RegExp): readonly T[][] {
  const runs: T[][] = [];
  for (const item of items) {
    const last = runs.at(-1)?.at(-1);
    const between = last === undefined ? '' : lowered(text.slice(spanOf(last)[1], spanOf(item)[0]));
    if (last !== undefined && list.test(between)) runs.at(-1)?.push(item);
    else runs.push([item]);
  }
  return runs;
}

export interface LabelFound {
  readonly start: number;
  readonly end: number;
  readonly words: string;
  readonly ids: ReadonlySet<string>;
}
