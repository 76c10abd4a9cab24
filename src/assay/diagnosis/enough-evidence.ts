import { isEmpty, meets } from '../../core/numbers/interval.ts';
import type { Source } from '../../dataset/model.ts';
import { isContradicted } from '../search/conflict.ts';
import type { Explanation } from '../search/explanation.ts';
import { type Model, UNCHANGED } from '../search/figure-model.ts';
import { intervalName } from '../intervals/interval-digits.ts';
import type { Assignment, Change } from '../slips/change.ts';
import { openChange } from '../slips/single-changes.ts';
import { BROKEN_COST, DIGITS_SURCHARGE, FURTHER_COST, priceFor } from '../slips/slip-cost.ts';
import { isOfRows, priceOf, type Slip, without } from '../slips/slip.ts';
import { narrowUnknowns } from '../search/unknowns.ts';
import { givenBy } from '../slips/worked-out.ts';

/** What a diagnosis found. */
interface Finding {
  /** Positions of the contradicted constraints. */
  readonly contradicted: readonly number[];
  /** The figures that every explanation changes. */
  readonly accused: readonly number[];
  /** Positions of all soft constraints that are contradicted as the data stand. */
  readonly soft: readonly number[];
  /** The cheapest explanation. */
  readonly best: Explanation;
  /** The slips of the cheapest explanations of all that is contradicted: a cause may be shared with any of them. */
  readonly slips: readonly Slip[];
}

/**
 * The accused figures against which enough speaks. None, if the cheapest explanation leaves a soft constraint contradicted
 * that shares a figure with what it repairs: something else may be wrong there, which a lucky change of one figure hides.
 */
export function enoughAgainst(model: Model, { contradicted, accused, soft, best, slips }: Finding): readonly number[] {
  if (accused.length === 0) return [];
  const figures = contradicted.flatMap((position) => model.constraint(position).figures);
  const isDoubtful = soft.some(
    (position) =>
      isContradicted(model, position, best.repair) && shareFigure(model.constraint(position).figures, figures),
  );
  if (isDoubtful) return [];
  const doubtful = sharingSlips(best, slips).filter((slip) => isReplaceable(model, best.repair, slip));
  const replaceable = new Set(doubtful.flatMap(({ changes }) => Array.from(changes.keys())));
  const eitherWay = exchangedEitherWay(model, slips);
  const twice = movedTwice(model, slips);
  const shifted = shiftedInstead(model, best, slips);
  const worked = workedOutInstead(model, best, slips);
  return accused.filter(
    (figure) =>
      !replaceable.has(figure) &&
      !eitherWay.has(figure) &&
      !twice.has(figure) &&
      !shifted.has(figure) &&
      !worked.has(figure) &&
      isTold(model, contradicted, figure, best.repair) &&
      !rivalOf(model, figure, best.repair),
  );
}

/**
 * The other publisher, of no higher rank, whose statements alone speak against a figure: it may have worked out from a slip
 * whatever agrees with it, so that nothing is certain. Undefined where the own publisher or a third one does, too.
 */
export function rivalOf(model: Model, figure: number, repair: Assignment): Source | undefined {
  const own = sourceOf(model, figure);
  const rest = without(repair, figure);
  const against = model.touching(figure).filter((position) => isContradicted(model, position, rest));
  const others = against.map((position) =>
    model
      .constraint(position)
      .figures.flatMap((index) => sourceOf(model, index) ?? [])
      .filter(({ group }) => group !== own?.group),
  );
  const [rival] = others.flat();
  const isOnly =
    others.every((sources) => sources.length > 0) && new Set(others.flat().map(({ group }) => group)).size === 1;
  return own && rival && isOnly && own.rank <= rival.rank ? rival : undefined;
}

function sourceOf({ figures }: Model, figure: number): Source | undefined {
  return figures[figure]?.observation.release.source;
}

/** Relations that tell that a figure has another, unknown value: any one of them would be met by two slips elsewhere in it. */
const RELATIONS_TO_TELL = 2;

/**
 * Whether a figure has a known value, or as many relations speak for an unknown one as it takes: with all else repaired, they
 * must be contradicted still. Of one that speaks for several unknown values, each has its part only: so many of them meet
 * any relation.
 */
function isTold(model: Model, contradicted: readonly number[], figure: number, repair: Assignment): boolean {
  if (repair.get(figure)?.decimal) return true;
  const callingFor = (one: number): number[] => {
    const rest = without(repair, one);
    return contradicted.filter((position) => model.standsIn(one, position) && isContradicted(model, position, rest));
  };
  const others = [...repair].filter(([one, { decimal }]) => one !== figure && !decimal).map(([one]) => callingFor(one));
  const parts = callingFor(figure).map(
    (position) => 1 / (1 + others.filter((calling) => calling.includes(position)).length),
  );
  return parts.reduce((sum, part) => sum + part, 0) >= RELATIONS_TO_TELL;
}

/** The slips of an explanation that are cheap because one other has the same cause; three show that the cause is real. */
function sharingSlips({ slips }: Explanation, all: readonly Slip[]): Slip[] {
  return slips.filter((slip) => slip.isTyped && all.filter(({ cause }) => cause === slip.cause).length === 2);
}

/**
 * Whether one unknown value elsewhere explains as well what a slip does, were that not cheap because it shares the cause
 * of others: by its own it must be as sure as a slip alone.
 */
function isReplaceable(model: Model, repair: Assignment, slip: Slip): boolean {
  const rest: Assignment = new Map([...repair].filter(([figure]) => !slip.changes.has(figure)));
  const touched = new Set([...slip.changes.keys()].flatMap((figure) => model.touching(figure)));
  const called = [...touched].filter(
    (position) => model.strength(position) === 'hard' && isContradicted(model, position, rest),
  );
  const [first, ...others] = called.map((position) => model.constraint(position).figures);
  const common = (first ?? []).filter((figure) => others.every((figures) => figures.includes(figure)));
  return common
    .filter((figure) => !repair.has(figure))
    .some((figure) => costOfUnknown(model, rest, figure) <= slip.cost + model.slips.margin);
}

/** What it costs to take a figure as unknown besides other changes; infinite where that contradicts a hard constraint. */
function costOfUnknown(model: Model, rest: Assignment, figure: number): number {
  const slip = model.slips.openSlipsOf(figure).find(({ changes }) => changes.get(figure)?.operator.kind === 'unknown');
  if (!slip) return Infinity;
  const { assignment, conflicts } = narrowUnknowns(model, new Map([...rest, ...slip.changes]), [figure]);
  const fails = (position: number): boolean => isContradicted(model, position, assignment);
  const failing = model.touching(figure).filter(fails);
  if (conflicts.length > 0 || failing.some((position) => model.strength(position) === 'hard')) return Infinity;
  const broken = failing.filter((position) => !isContradicted(model, position, UNCHANGED)).length;
  const interval = assignment.get(figure)?.interval;
  const isMistyped = interval !== undefined && model.slips.mistyped(figure).some((typed) => meets(typed, interval));
  return slip.cost + (isMistyped ? 0 : DIGITS_SURCHARGE) + broken * BROKEN_COST;
}

/** Whether two lists of figures have one in common. */
export function shareFigure(a: readonly number[], b: readonly number[]): boolean {
  const known = new Set(a);
  return b.some((figure) => known.has(figure));
}

/**
 * The figures that slips exchange between two rows, where it fixes as much that all other columns of the rows changed
 * places: the rows alone do not tell which of their columns are right. `slips` are those of the cheapest explanations of
 * all that is contradicted.
 */
function exchangedEitherWay(model: Model, slips: readonly Slip[]): ReadonlySet<number> {
  const byRows = new Map<string, Slip[]>();
  for (const slip of slips.filter(isOfRows)) {
    const rows = rowsOf(model, slip);
    byRows.set(rows, [...(byRows.get(rows) ?? []), slip]);
  }
  const figures = new Set<number>();
  for (const [rows, exchanges] of byRows) {
    const changed = changesOf(exchanges);
    const others = otherColumns(model, rows, changed);
    const rest = changesOf(slips.filter((slip) => !exchanges.includes(slip)));
    if (others.size > 0 && fixesAsMuch(model, changed, others, rest))
      for (const figure of changed.keys()) figures.add(figure);
  }
  return figures;
}

/**
 * The figures of slips that exchange rows and of others that shift some of the same: what happened to the rows as a whole would
 * fix as much as both, so that neither is certain. `slips` are those of the cheapest explanations of all that is
 * contradicted.
 */
function movedTwice(model: Model, slips: readonly Slip[]): ReadonlySet<number> {
  const exchanges = slips.filter(isOfRows);
  const shifts = slips.filter(isShift);
  const indicatorsOf = (slip: Slip): string[] => rowsOf(model, slip).split(' ');
  const areAlike = (a: Slip, b: Slip): boolean => indicatorsOf(a).some((id) => indicatorsOf(b).includes(id));
  const moved = [
    ...exchanges.filter((one) => shifts.some((other) => areAlike(one, other))),
    ...shifts.filter((one) => exchanges.some((other) => areAlike(one, other))),
  ];
  return new Set(moved.flatMap(({ changes }) => Array.from(changes.keys())));
}

function isShift({ changes }: Slip): boolean {
  return [...changes.values()].every(({ operator }) => operator.kind === 'shift');
}

function rowsOf({ figures }: Model, { changes }: Slip): string {
  const rows = new Set([...changes.keys()].map((figure) => figures[figure]?.observation.indicator.id ?? ''));
  return [...rows].sort().join(' ');
}

function changesOf(slips: readonly Slip[]): Assignment {
  return new Map(slips.flatMap(({ changes }) => Array.from(changes)));
}

/** The exchange of all columns of two rows but those that are changed. */
function otherColumns(model: Model, rows: string, changed: Assignment): Assignment {
  const [figure = -1] = changed.keys();
  const [whole] = model.slips
    .slipsOf(figure)
    .filter((slip) => isOfRows(slip) && rowsOf(model, slip) === rows)
    .sort((a, b) => b.changes.size - a.changes.size);
  return new Map([...(whole?.changes ?? [])].filter(([index]) => !changed.has(index)));
}

/** Whether one set of changes leaves no more contradicted than another, among what either touches. */
function fixesAsMuch(model: Model, one: Assignment, other: Assignment, rest: Assignment): boolean {
  const touched = new Set([...one.keys(), ...other.keys()].flatMap((figure) => model.touching(figure)));
  const failing = (changes: Assignment): number =>
    [...touched].filter((position) => isContradicted(model, position, new Map([...rest, ...changes]))).length;
  return failing(other) <= failing(one);
}

/** Figures that are tried for one slip, so that it does not take long where there are many relations. */
const MOST_TRIED = 400;

/**
 * The figures of an explanation that may be right, because for no more than the margin above the slips that change them
 * one other figure is a slip from which the rest was worked out, through what a release printed right: of a total that
 * two relations contradict alike, a part may be wrong in one, and in the other what was worked out from the total that
 * followed from that part. `slips` are those of the cheapest explanations of all that is contradicted.
 */
function workedOutInstead(
  model: Model,
  { repair, slips: own }: Explanation,
  slips: readonly Slip[],
): ReadonlySet<number> {
  const lists = own.length > 1 ? [...own.map((slip) => [slip]), own] : [own];
  const spared = lists.filter((list) => new Following(model, repair, list, slips).explains());
  return new Set(spared.flat().flatMap(({ changes }) => Array.from(changes.keys())));
}

/** Figures with another value, and those among them from which what is right follows. */
interface Followed {
  readonly changed: Assignment;
  readonly above: ReadonlySet<number>;
}

/** Looks for a slip from which the rest was worked out, in place of some slips of a repair. */
class Following {
  readonly #model: Model;
  readonly #rest: Assignment;
  /** The figures that are taken to be right. */
  readonly #kept: ReadonlySet<number>;
  readonly #causes: ReadonlySet<string>;
  readonly #most: number;
  #left = MOST_TRIED;

  constructor(model: Model, repair: Assignment, list: readonly Slip[], slips: readonly Slip[]) {
    this.#model = model;
    this.#kept = new Set(list.flatMap(({ changes }) => Array.from(changes.keys())));
    this.#rest = new Map([...repair].filter(([figure]) => !this.#kept.has(figure)));
    this.#causes = new Set(slips.filter((slip) => !list.includes(slip)).map(({ cause }) => cause));
    const causes = new Set(this.#causes);
    const price = list.reduce((sum, slip) => {
      const each = priceOf(slip, causes);
      causes.add(slip.cause);
      return sum + each;
    }, 0);
    this.#most = price + model.slips.margin;
  }

  /** What is right must have followed from the slip: a relation that is contradicted gives it. */
  explains(): boolean {
    const called = this.#failing(this.#kept, this.#rest);
    const giving = called.filter((position) => this.#given(position).some((figure) => this.#kept.has(figure)));
    return giving.some((position) => this.#repairs(position, { changed: UNCHANGED, above: new Set() }));
  }

  #given(position: number): readonly number[] {
    return givenBy(this.#model.constraint(position));
  }

  /** Whether another value of one figure of a contradicted relation, and of what follows from it, fixes all. */
  #repairs(position: number, { changed, above }: Followed): boolean {
    const isAbove = changed.size === 0 || this.#given(position).some((figure) => above.has(figure));
    return this.#model.constraint(position).figures.some((figure) => {
      const all: Assignment = new Map([...this.#rest, ...changed]);
      const change = this.#left > 0 ? this.#changeOf(position, figure, all) : undefined;
      if (!change) return false;
      this.#left -= 1;
      const more = new Map([...changed, [figure, change]]);
      const followed: Followed = { changed: more, above: isAbove ? new Set([...above, figure]) : above };
      if (this.#leastCost(more) > this.#most) return false;
      const [next] = this.#open(more);
      return next === undefined ? this.#isCheap(followed) : this.#repairs(next, followed);
    });
  }

  /** What a relation implies of a figure of the same releases, if that is a value. */
  #changeOf(position: number, figure: number, all: Assignment): Change | undefined {
    const own = this.#model.figures[figure];
    if (!own?.interval || own.observation.claim || this.#kept.has(figure) || all.has(figure)) return undefined;
    if (![...this.#kept].some((each) => this.#releaseOf(each) === this.#releaseOf(figure))) return undefined;
    const interval = this.#model.implied(position, figure, all);
    if (isEmpty(interval) || !interval.low || !interval.high) return undefined;
    const change = openChange(own.observation, WORKED_OUT, interval);
    return { ...change, name: `${change.name} ${intervalName(interval)}` };
  }

  #releaseOf(figure: number): string | undefined {
    return this.#model.figures[figure]?.observation.release.id;
  }

  /** The contradicted relations in which figures stand. */
  #failing(figures: Iterable<number>, all: Assignment): number[] {
    const touched = new Set([...figures].flatMap((figure) => this.#model.touching(figure)));
    return [...touched].filter(
      (position) => this.#model.strength(position) === 'hard' && isContradicted(this.#model, position, all),
    );
  }

  /** Those that are left, first those with a figure that is changed, or with one next to it that is right. */
  #open(changed: Assignment): number[] {
    const all: Assignment = new Map([...this.#rest, ...changed]);
    const near = new Set([...changed.keys()].flatMap((figure) => this.#model.touching(figure)));
    const reached = [...this.#kept].filter((figure) => this.#model.touching(figure).some((each) => near.has(each)));
    return [...new Set([...this.#failing([...changed.keys(), ...reached], all), ...this.#failing(this.#kept, all)])];
  }

  /** The least that figures cost of which one is a slip, and the others were worked out. */
  #leastCost(changed: Assignment): number {
    const [figure = -1] = changed.keys();
    const observation = this.#model.figures[figure]?.observation;
    if (!observation || changed.size < 2) return LEAST_SLIP;
    const { cost, further } = priceFor(WORKED_OUT, observation);
    return LEAST_SLIP + cost + (changed.size - 2) * further;
  }

  #isCheap({ changed, above }: Followed): boolean {
    if (changed.size < 2) return false;
    const all: Assignment = new Map([...this.#rest, ...changed]);
    const touched = new Set([...changed.keys()].flatMap((figure) => this.#model.touching(figure)));
    const broken = [...touched].filter(
      (position) => isContradicted(this.#model, position, all) && !isContradicted(this.#model, position, UNCHANGED),
    );
    const roots = [...changed].filter(([figure]) => above.has(figure));
    const slip = Math.min(...roots.map(([figure, change]) => this.#slipCost(figure, change)));
    if (slip + this.#leastCost(changed) - LEAST_SLIP + broken.length * BROKEN_COST > this.#most) return false;
    return this.#model.pointUnder(all).meeting !== 'none';
  }

  /** What it costs that a slip makes of a figure what a change does. */
  #slipCost(figure: number, { interval }: Change): number {
    const { slips } = this.#model;
    const typed = slips.slipsOf(figure).filter(({ changes }) => {
      const change = changes.get(figure);
      return changes.size === 1 && change !== undefined && meets(change.interval, interval);
    });
    const open = slips.openSlipsOf(figure).filter(({ changes }) => changes.get(figure)?.operator.kind === 'unknown');
    const digits = slips.mistyped(figure).some((each) => meets(each, interval)) ? 0 : DIGITS_SURCHARGE;
    return Math.min(
      ...typed.map((slip) => priceOf(slip, this.#causes)),
      ...open.map((slip) => priceOf(slip, this.#causes) + digits),
    );
  }
}

const WORKED_OUT = { kind: 'worked_out' } as const;

/** The least that a slip costs, the first of its cause or not. */
const LEAST_SLIP = FURTHER_COST;

/**
 * The figures of an explanation in place of whose slips a shift of rows elsewhere, or a turn of these and more rows, fixes as
 * much, for no more than the margin above them: a search tries only rows each of which is contradicted, but no more than one
 * of them need be. `slips` are those of the cheapest explanations of all that is contradicted.
 */
function shiftedInstead(
  model: Model,
  { repair, slips: own }: Explanation,
  slips: readonly Slip[],
): ReadonlySet<number> {
  const replaceable = own.filter((slip) => {
    const causes = new Set(slips.filter((other) => other !== slip).map(({ cause }) => cause));
    return mayBeShifted(model, repair, slip, priceOf(slip, causes) + model.slips.margin);
  });
  return new Set(replaceable.flatMap(({ changes }) => Array.from(changes.keys())));
}

function mayBeShifted(model: Model, repair: Assignment, { changes, isTyped }: Slip, most: number): boolean {
  const rest: Assignment = new Map([...repair].filter(([figure]) => !changes.has(figure)));
  const touched = [...new Set([...changes.keys()].flatMap((figure) => model.touching(figure)))];
  const called = touched.filter(
    (position) => model.strength(position) === 'hard' && isContradicted(model, position, rest),
  );
  // what fixes all of them changes a figure of each, though perhaps not the same
  const [fewest = []] = called
    .map((position) => model.constraint(position).figures)
    .toSorted((a, b) => a.length - b.length);
  const near = fewest.filter((figure) => !repair.has(figure));
  const mayRepair = called.map((position) => model.mayRepair(position, rest));
  const isFree = (shift: Slip): boolean => ![...shift.changes.keys()].some((each) => repair.has(each));
  // of rows that change places, which turned with which may be open
  const turned =
    isTyped && changes.size > 1 ? model.slips.shiftsOver([...changes.keys()]).filter(isTurnOver(changes, rest)) : [];
  return [...model.slips.shiftsOver(near).filter(isFree), ...turned]
    .filter((shift) => shift.cost <= most)
    .filter(({ changes: shifted }) => mayRepair.every((may) => may(shifted)))
    .some((shift) => fixes(model, rest, shift.changes, called));
}

/** Finds slips that turn all figures of some changes and more, to values that are known, but none of some others. */
function isTurnOver(changes: Assignment, rest: Assignment): (slip: Slip) => boolean {
  return (turn) =>
    turn.isTyped &&
    turn.changes.size > changes.size &&
    [...changes.keys()].every((each) => turn.changes.has(each)) &&
    ![...turn.changes.keys()].some((each) => rest.has(each));
}

/** Whether changes fix some constraints, and contradict no others. */
function fixes(model: Model, rest: Assignment, changes: Assignment, called: readonly number[]): boolean {
  const all: Assignment = new Map([...rest, ...changes]);
  const touched = new Set([...called, ...[...changes.keys()].flatMap((figure) => model.touching(figure))]);
  return [...touched].every(
    (position) =>
      !isContradicted(model, position, all) || (!called.includes(position) && isContradicted(model, position, rest)),
  );
}
