import { groupBy } from '../../core/diagnostics/text-order.ts';
import type { Release } from '../../dataset/model.ts';
import { kept } from '../intervals/kept.ts';
import { isBeyondRevision } from './beyond-revision.ts';
import { independentPair } from '../search/conflict.ts';
import { type Model, type Step, UNCHANGED } from '../search/figure-model.ts';
import type { Ledger } from '../constraints/ledger.ts';
import { type Assignment, type Change, countedName } from '../slips/change.ts';
import type { Operator } from '../slips/kinds.ts';

/** The tests of a dataset, and its statements. */
interface Tested {
  readonly model: Model;
  readonly ledger: Ledger;
}

/** The figures that a slip is tested with: those of its own release, of older releases too, or of all sources. */
export type Reach = 'alone' | 'history' | 'sources';

/** From the narrowest to the widest. */
const REACHES: readonly Reach[] = ['alone', 'history', 'sources'];

/**
 * What notices a slip: a hard constraint, or only soft ones, which rest on different figures or are contradicted by more
 * than a revision. A warning is that of one soft constraint alone, which may be a revision.
 */
export type NoticeStrength = 'hard' | 'soft' | 'warning';

/** Whether a slip of a figure would be noticed, and by which constraints. */
export interface Notice {
  readonly change: Change;
  /** The narrowest reach that notices it; undefined if none does. */
  readonly reach: Reach | undefined;
  /** Undefined where it contradicts nothing. */
  readonly strength: NoticeStrength | undefined;
  /** Positions of the constraints that it would contradict, within that reach, or in all if it is not noticed. */
  readonly by: readonly number[];
}

/**
 * Injects every change into a figure and asks which constraints it contradicts that were not contradicted before. It is
 * noticed if a hard one is among them, or two soft ones that rest on different other figures, or if they are
 * contradicted by more than a revision. Only changes by the operators that are asked for are injected. What rests on
 * the figure alone never counts, nor a second text of the same publication. With repairs, all figures are as these make
 * them, and the change that repairs the figure is not a slip.
 */
export function coverageOf(
  { model, ledger }: Tested,
  figure: number,
  repaired: Assignment = UNCHANGED,
  isAsked: (operator: Operator) => boolean = () => true,
): Notice[] {
  const reachable = model.touching(figure).flatMap((position) => {
    const reach = reachOf(model, position, figure);
    const counts = reach !== undefined && model.verdict(position, repaired) !== 'contradicted';
    return counts ? [{ position, reach }] : [];
  });
  const asked = model.slips.askedOf(figure, isAsked);
  const slips = asked.filter(({ name }) => name !== repaired.get(figure)?.name);
  const isTold = (step: Step, by: readonly number[]): boolean => isBeyondRevision(model, ledger, step, by, repaired);
  return slips.map((change) => noticeOf(model, { figure, change }, reachable, repaired, isTold));
}

interface Reachable {
  readonly position: number;
  readonly reach: Reach;
}

function noticeOf(
  model: Model,
  step: Step,
  reachable: readonly Reachable[],
  repaired: Assignment,
  isTold: (step: Step, by: readonly number[]) => boolean,
): Notice {
  const { change } = step;
  const hit = reachable.filter(({ position }) => model.verdict(position, repaired, step) === 'contradicted');
  for (const reach of REACHES) {
    const by = hit
      .filter((item) => REACHES.indexOf(item.reach) <= REACHES.indexOf(reach))
      .map(({ position }) => position);
    const isHard = by.some((position) => model.strength(position) === 'hard');
    if (isHard) return { change, reach, strength: 'hard', by };
    if (independentPair(model, step.figure, by) || isTold(step, by)) return { change, reach, strength: 'soft', by };
  }
  const strength = hit.length > 0 ? 'warning' : undefined;
  return { change, reach: undefined, strength, by: hit.map(({ position }) => position) };
}

/** The reach that a constraint needs to test a figure; undefined where it does not count. */
function reachOf(model: Model, position: number, figure: number): Reach | undefined {
  const constraint = model.constraint(position);
  const own = model.figures[figure]?.observation.release;
  if (!own || model.strength(position) === 'evidence' || constraint.figures.length < 2) return undefined;
  const others = constraint.figures
    .map((index) => model.figures[index]?.observation)
    .filter((item) => item !== undefined);
  const foreign = others.filter((other) => other.release !== own);
  if (foreign.length === 0) return 'alone';
  const stated = addressesIn(own);
  const isCopy = foreign.some((other) => other.release.source.group === own.source.group && stated.has(other.address));
  if (isCopy) return undefined;
  return foreign.every((other) => other.release.period.end < own.period.start) ? 'history' : 'sources';
}

const addresses = new WeakMap<Release, ReadonlySet<string>>();

/** The addresses that a release states: asked for each of its figures, worked out once. */
function addressesIn(release: Release): ReadonlySet<string> {
  return kept(addresses, release, () => new Set(release.observations.map(({ address }) => address)));
}

/** Slips of one kind, how many of them are noticed within each reach, and by what. */
export interface CoverageRow {
  readonly change: string;
  readonly slips: number;
  readonly alone: number;
  readonly history: number;
  readonly sources: number;
  /** Of those that are noticed with all sources: by a hard constraint, and by soft ones only. */
  readonly hard: number;
  readonly soft: number;
  /** Not noticed, but one soft constraint would warn. */
  readonly warned: number;
}

/** How many slips of each kind were injected, and how many are noticed, in order of cost. */
export function coverageRows(notices: readonly Pick<Notice, 'change' | 'reach' | 'strength'>[]): CoverageRow[] {
  const byName = groupBy(
    [...notices].sort((a, b) => a.change.cost - b.change.cost),
    ({ change }) => countedName(change),
  );
  return [...byName].map(([change, all]) => {
    const within = (...reaches: readonly Reach[]): number =>
      all.filter(({ reach }) => reach !== undefined && reaches.includes(reach)).length;
    const by = (strength: NoticeStrength): number => all.filter((one) => one.strength === strength).length;
    return {
      change,
      slips: all.length,
      alone: within('alone'),
      history: within('alone', 'history'),
      sources: within(...REACHES),
      hard: by('hard'),
      soft: by('soft'),
      warned: by('warning'),
    };
  });
}
