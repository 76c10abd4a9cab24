import { NUMBER } from '../../dataset/unit-dimension.ts';
import { isDirection, SENSE_OF } from './claims.ts';
import type { Constraint, TestedFigure } from './constraint.ts';
import { binary, ONE, variable } from '../relations/expression.ts';
import type { Sense } from '../relations/grammar.ts';
import type { Ledger } from './ledger.ts';
import { comparedLevel, findLevel, recordConstraint, type Side, sideOf } from './record-sides.ts';
import type { ReleaseId } from '../../dataset/brands.ts';

/**
 * What a statement that compares with an earlier release makes of the levels that both state for one period. A claim in
 * words is soft, and so is a comparison with a release that does not state the level: another stands for it.
 */
export function sinceConstraints(ledger: Ledger, figure: TestedFigure, since: ReleaseId): Constraint[] {
  const { observation } = figure;
  const { indicator, period, release, claim } = observation;
  const level = findLevel(ledger, observation, indicator.id, period);
  const compared = comparedLevel(ledger, observation, since);
  if (level?.observation.release !== release || !compared) return [];
  const earlier = compared.level;
  const { left, sense, right } = comparisonOf(figure, level, earlier);
  return [
    recordConstraint(ledger, figure, {
      left,
      sense,
      right,
      dimension: observation.measure === 'growth' ? NUMBER : indicator.unit.dimension,
      says: saying(figure, earlier),
      hardness: claim || !compared.isNamed ? 'soft' : 'hard',
      isAboutReleases: true,
    }),
  ];
}

function saying({ observation }: TestedFigure, { observation: { release: other } }: TestedFigure): string {
  const { indicator, claim, release } = observation;
  if (!claim) return `${indicator.id} changed from ${other.id} to ${release.id} as its levels did`;
  return `${indicator.id} ${claim.kind === 'unchanged' ? 'is unchanged' : claim.kind} since ${other.id}`;
}

/** The two sides that a claim, a change or a growth compares. */
function comparisonOf(
  figure: TestedFigure,
  level: TestedFigure,
  earlier: TestedFigure,
): { readonly left: Side; readonly sense: Sense; readonly right: Side } {
  const { claim, measure } = figure.observation;
  if (claim)
    return { left: sideOf(level), sense: isDirection(claim.kind) ? SENSE_OF[claim.kind] : '=', right: sideOf(earlier) };
  const [now, before] = [variable(level.index), variable(earlier.index)];
  const expression =
    measure === 'growth' ? binary('subtract', binary('divide', now, before), ONE) : binary('subtract', now, before);
  return { left: { expression, figures: [level.index, earlier.index] }, sense: '=', right: sideOf(figure) };
}
