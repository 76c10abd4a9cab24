import { addressText } from '../../dataset/address.ts';
import type { Constraint, TestedFigure } from './constraint.ts';
import { binary, ONE, variable } from '../relations/expression.ts';
import { isNegative, type Ledger } from './ledger.ts';
import { find, findLevel, recordConstraint, sideOf } from './record-sides.ts';

/**
 * The ends of a confidence interval lie on both sides of the level, as far from it as the margin says where that is
 * stated too.
 */
export function confidenceConstraints(
  ledger: Ledger,
  figure: TestedFigure,
  measure: 'lower' | 'upper' | 'margin',
): Constraint[] {
  const { observation } = figure;
  const { indicator, period, counterpart } = observation;
  const level = findLevel(ledger, observation, indicator.id, period);
  if (!level || measure === 'margin') return [];
  const { dimension } = indicator.unit;
  const isLower = measure === 'lower';
  const says = `the ${measure} end of the ${counterpart?.text} confidence interval of ${indicator.id}`;
  const nextTo = recordConstraint(ledger, figure, {
    left: sideOf(figure),
    sense: isLower ? '<=' : '>=',
    right: sideOf(level),
    dimension,
    says: `${says} is not ${isLower ? 'above' : 'below'} the level`,
  });
  const address = addressText({ indicator: indicator.id, measure: 'margin', counterpart, period });
  const margin = find(ledger, observation, address);
  if (!margin || isNegative(level)) return [nextTo];
  const factor = binary(isLower ? 'subtract' : 'add', ONE, variable(margin.index));
  const expected = {
    expression: binary('multiply', variable(level.index), factor),
    figures: [level.index, margin.index],
  };
  const apart = recordConstraint(ledger, figure, {
    left: expected,
    sense: '=',
    right: sideOf(figure),
    dimension,
    says: `${says} is the margin from the level`,
  });
  return [nextTo, apart];
}
