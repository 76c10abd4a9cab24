import { quantityOf } from '../dataset/model.ts';
import type { Constraint, Strength, TestedFigure } from './constraint.ts';
import type { Comparison } from './relation.ts';

/** What the strength of a constraint follows from, besides its figures. */
export interface Drafted {
  readonly derivation: Constraint['derivation'];
  readonly hardness: Strength;
  readonly crossesBreak: boolean;
  readonly comparisons: readonly Comparison[];
}

/**
 * The strength of a constraint. One over a second-hand figure is evidence only. One over a figure that is only *about*
 * so much, or across a change of definition, is soft; so is a derived relation, or an identity, whose figures come from
 * several releases, because figures are revised between them.
 */
export function strengthOf(
  { derivation, hardness, comparisons, crossesBreak }: Drafted,
  figures: readonly TestedFigure[],
): Strength {
  const observations = figures.map((figure) => figure.observation);
  if (hardness === 'evidence' || observations.some(isDoubtful)) return 'evidence';
  const joins = new Set(observations.map((observation) => observation.release)).size > 1;
  const isIdentity = comparisons.some(({ tests }) => tests.some(({ sense }) => sense === '='));
  const isDerived = derivation !== 'stated' && derivation !== 'same' && derivation !== 'revision';
  if (observations.some((observation) => quantityOf(observation)?.qualifier === 'about')) return 'soft';
  if (crossesBreak || (joins && (isDerived || (isIdentity && derivation === 'stated')))) return 'soft';
  return hardness;
}

/** Whether a soft constraint over figures of one publisher would be hard, were they not revised between releases. */
export function isRevisable(
  { derivation, hardness, crossesBreak }: Drafted,
  figures: readonly TestedFigure[],
): boolean {
  const observations = figures.map((figure) => figure.observation);
  const isExact = observations.every((observation) => quantityOf(observation)?.qualifier !== 'about');
  const groups = new Set(observations.map(({ release }) => release.source.group));
  return (hardness === 'hard' || derivation === 'part') && !crossesBreak && isExact && groups.size === 1;
}

function isDoubtful({ reliability, status }: TestedFigure['observation']): boolean {
  return reliability === 'second-hand' || status.includes('low_reliability');
}
