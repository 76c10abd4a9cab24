import { quantityOf } from '../../dataset/model.ts';
import { type Constraint, isOfParts, type Strength, type TestedFigure } from './constraint.ts';
import type { Comparison } from '../relations/relation.ts';

/** What the strength of a constraint follows from, besides its figures. */
export interface Drafted {
  readonly derivation: Constraint['derivation'];
  readonly hardness: Strength;
  readonly crossesBreak: boolean;
  /** Whether it says how two releases differ, so that a revision is not an excuse. */
  readonly isAboutReleases?: boolean;
  readonly comparisons: readonly Comparison[];
}

/**
 * The strength of a constraint. One over a second-hand figure is evidence only. One over a figure that is only *about*
 * so much, or across a change of definition, is soft; so is a derived relation, or an identity, whose figures come from
 * several releases, because figures are revised between them; but not what a release says about the figures of another.
 */
export function strengthOf(
  { derivation, hardness, comparisons, crossesBreak, isAboutReleases = false }: Drafted,
  figures: readonly TestedFigure[],
): Strength {
  const observations = figures.map((figure) => figure.observation);
  if (hardness === 'evidence' || observations.some(isDoubtful)) return 'evidence';
  const joins = !isAboutReleases && new Set(observations.map((observation) => observation.release)).size > 1;
  const isIdentity = comparisons.some(({ tests }) => tests.some(({ sense }) => sense === '='));
  const isDerived = derivation !== 'stated' && derivation !== 'same' && derivation !== 'revision';
  if (observations.some(isVague)) return 'soft';
  if (crossesBreak || (joins && (isDerived || (isIdentity && derivation === 'stated')))) return 'soft';
  return hardness;
}

/** Whether a soft constraint would be hard if its figures were of one release. */
export function isRevisable(
  { derivation, hardness, crossesBreak, isAboutReleases = false }: Drafted,
  figures: readonly TestedFigure[],
): boolean {
  const isExact = !isAboutReleases && !figures.some(({ observation }) => isVague(observation));
  return (
    (hardness === 'hard' || isOfParts(derivation) || derivation === 'same' || derivation === 'revision') &&
    !crossesBreak &&
    isExact
  );
}

/** Whether a figure is only about so much, or slightly more or less; `over` and `under` are firm bounds. */
function isVague(observation: TestedFigure['observation']): boolean {
  const { qualifier } = quantityOf(observation) ?? {};
  return qualifier === 'about' || qualifier === 'slightly over' || qualifier === 'slightly under';
}

/** Whether a statement is too unsure to decide anything. */
export function isDoubtful({ reliability, status }: TestedFigure['observation']): boolean {
  return reliability === 'second-hand' || status.includes('low_reliability');
}
