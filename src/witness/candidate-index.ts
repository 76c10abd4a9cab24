import { normalise } from '../core/numbers/decimal.ts';
import type { Observation } from '../dataset/model.ts';
import type { Block, Numeral } from '../source-document/source-document.ts';
import { endsOf, unsigned } from './figure.ts';
import type { LabelFound } from './labels.ts';
import type { Said, SaidMeasure } from './said.ts';

/** A numeral of a source with what is said about it. */
export interface Candidate {
  readonly block: Block;
  /** Of the block among the blocks of the document. */
  readonly at: number;
  readonly numeral: Numeral;
  /** Of the numeral among those of its block. */
  readonly index: number;
  readonly said: Said;
  readonly labels: readonly LabelFound[];
  /** Whether it is there once for each of the things that its numeral is about. */
  readonly isShared?: boolean;
  /** The years that its source names, and whether it compares with the year before; undefined of a table or excerpts. */
  readonly years?: { readonly named: ReadonlySet<number>; readonly isComparedBack: boolean } | undefined;
  /** Whether it is the first end of a range. */
  readonly opensRange: boolean;
  /** What the heads of a cell of a table say; undefined of what stands in sentences. */
  readonly heads: HeadsSaid | undefined;
}

/** What the heads of a figure say about its period and unit. */
export interface HeadsSaid {
  readonly years: readonly string[];
  readonly quarters: readonly number[];
  /** Whether a head of its table has words for an indicator. */
  readonly areNamed: boolean;
  /** That it is one per another. */
  readonly isRated: boolean;
  /** What they may say that it measures: those above it, and all of them. */
  readonly measures: Readonly<Record<'own' | 'all', ReadonlySet<SaidMeasure>>>;
}

/** Candidates of one indicator that are looked at, if nothing says where a statement stands. */
const MOST_LABELLED = 2_000;

/** The numerals of a source by their digits, place and label: a long source has many, and few are like a figure. */
export class CandidateIndex {
  readonly #byDigits = new Map<string, Candidate[]>();
  readonly #byPrint = new Map<string, Candidate[]>();
  readonly #byBlock = new Map<Block, Candidate[]>();
  readonly #byLabel = new Map<string, Candidate[]>();

  constructor(candidates: readonly Candidate[]) {
    for (const one of candidates) {
      const { value } = one.numeral;
      add(this.#byDigits, String(normalise(value).coefficient), one);
      add(this.#byPrint, `${value.coefficient}e${value.exponent}`, one);
      add(this.#byBlock, one.block, one);
      for (const { ids } of one.labels) for (const id of ids) add(this.#byLabel, id, one);
    }
  }

  /** Numerals with the digits of a statement, zeros at the end and the point left aside. */
  alike(statement: Observation): readonly Candidate[] {
    const last = endsOf(statement).at(-1);
    return last ? (this.#byDigits.get(String(normalise(unsigned(last)).coefficient)) ?? []) : [];
  }

  /** Numerals of some blocks. */
  within(blocks: readonly Block[]): readonly Candidate[] {
    return blocks.flatMap((block) => this.#byBlock.get(block) ?? []);
  }

  /** Numerals from which a statement may have been typed with a slip: with other digits only at its place, or of its indicator. */
  slipped(statement: Observation, place: readonly Block[] | 'anywhere' | undefined): ReadonlySet<Candidate> {
    const found = new Set(this.alike(statement));
    for (const value of endsOf(statement).slice(-1)) {
      const { coefficient, exponent } = unsigned(value);
      for (const digits of neighbours(String(coefficient)))
        for (const one of this.#byPrint.get(`${digits}e${exponent}`) ?? []) found.add(one);
    }
    const own = this.#byLabel.get(statement.indicator.id) ?? [];
    const near = Array.isArray(place) ? this.within(place) : own;
    for (const one of near.slice(0, MOST_LABELLED)) found.add(one);
    return found;
  }
}

function add<K>(index: Map<K, Candidate[]>, key: K, one: Candidate): void {
  const known = index.get(key);
  if (known) known.push(one);
  else index.set(key, [one]);
}

/** Numbers of which one digit is another, or two have changed places. Longer ones than are typed have none. */
function neighbours(digits: string): readonly string[] {
  if (digits.length > 20) return [];
  const found: string[] = [];
  const all = Array.from(digits);
  for (const [at, digit] of all.entries()) {
    for (let other = 0; other < 10; other += 1)
      if (String(other) !== digit) found.push(digits.slice(0, at) + String(other) + digits.slice(at + 1));
    for (let next = at + 1; next < all.length; next += 1)
      found.push(digits.slice(0, at) + (all[next] ?? '') + digits.slice(at + 1, next) + digit + digits.slice(next + 1));
  }
  return found;
}
