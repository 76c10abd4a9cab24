import type { Dataset, Indicator, Release } from '../dataset/model.ts';
import type { Unit } from '../dataset/unit.ts';
import { lowered } from '../source-document/numerals.ts';
import type { Numeral, Paragraph } from '../source-document/source-document.ts';
import { alternation, folded, type Vocabulary } from '../source-document/vocabulary.ts';
import { fitsUnits } from './figure.ts';
import type { Said, Span } from './said.ts';

/** The words by which a release calls the indicators that it states. */
export class Labels {
  readonly #idsOf: ReadonlyMap<string, ReadonlySet<string>>;
  readonly #pattern: RegExp | undefined;
  readonly #own: ReadonlySet<string>;
  readonly #units: ReadonlyMap<string, Unit>;
  readonly #declared: ReadonlyMap<string, Unit>;
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
    this.#units = new Map([...dataset.indicators.values()].map(({ id, unit }) => [id, unit]));
    this.#declared = dataset.units;
    const { isSpaced, witness } = locale;
    this.#joins = new RegExp(
      isSpaced
        ? `^\\)?\\s*(?:${witness.joins}\\s)?(?:(?!(?:${witness.list}|${witness.clause}) )\\p{L}+[\\s-]+){0,2}$`
        : `^${witness.joins}$`,
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
      bond: 3,
    }));
  }

  /**
   * What a numeral is said to be of: the nearest label before it in its sentence or right behind it, as in "12,000 enterprises", else
   * another of its sentence; where that has none, each that the paragraph names before. Words for what no such figure can be of do not
   * count: no number of dollars is a rate.
   */
  of(
    found: readonly LabelFound[],
    { text, numerals }: Pick<Paragraph, 'text' | 'numerals'>,
    numeral: Numeral,
    { foreign, sentence }: Pick<Said, 'foreign' | 'sentence'>,
  ): readonly LabelFound[] {
    const isForeign = ({ start }: LabelFound): boolean => foreign.some(([from, to]) => from < start && start < to);
    const fits = ({ ids }: LabelFound): boolean =>
      [...ids].some((id) => fitsUnits(numeral, this.#units.get(id), this.#declared));
    const next = numerals.find((other) => other.kind === undefined && other.start > numeral.start)?.from ?? text.length;
    const behind = found.find(
      (one) =>
        // The last letters of the unit may be the first of the label: 12,000 enterprises
        one.end > numeral.to &&
        one.start >= numeral.end &&
        one.start < next &&
        fits(one) &&
        this.#joins.test(text.slice(Math.min(numeral.to, one.start), one.start)),
    );
    const isBefore = (one: LabelFound): boolean => one.end <= numeral.from && !isForeign(one) && fits(one);
    const own = found.filter((one) => one.start >= sentence && isBefore(one));
    const isAlone = own.length === 0 && behind === undefined;
    const before = isAlone
      ? found.filter(isBefore).map((one) => withBond(one, 1))
      : own.map((one, at) => withBond(one, at === own.length - 1 ? 3 : 2));
    return behind ? [...before, behind] : before;
  }

  /**
   * What each numeral of a list is said to be of where a list of as many labels stands before it: "coal, gas and oil rose 3%, 4% and
   * 5%". A single figure behind a list is about each: "coal, gas and oil rose 3%".
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
      if (labels.length < 2 || labels.at(-1) !== before.at(-1)) continue;
      if (run.length === 1 && run[0]) listed.set(run[0], labels);
      else if (run.length === labels.length)
        for (const [at, numeral] of run.entries()) listed.set(numeral, labels.slice(at, at + 1));
    }
    return listed;
  }
}

export function withBond(label: LabelFound, bond: LabelFound['bond']): LabelFound {
  return { ...label, bond };
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
  /** How near to the figure it is said: 3 with it, 2 in its sentence, 1 in what stands before. */
  readonly bond: 1 | 2 | 3;
}
