import { addressText, parseAddress } from '../dataset/address.ts';
import { nameOfRecord } from './record-sides.ts';
import type { AssayResult, ComponentResult, FigureResult, RelationResult } from './results.ts';

/** Everything that is known of one statement. */
export interface Explanation {
  readonly figure: FigureResult;
  readonly relations: readonly RelationResult[];
  /** Contradictions in which it stands or whose repair would change it. */
  readonly components: readonly ComponentResult[];
  /** What other releases state at the same address. */
  readonly others: readonly FigureResult[];
}

/**
 * Explains the statements at an address, one for each release that makes one. An address without a period means every
 * period. Empty if there is no such statement.
 */
export function explainFigure(result: AssayResult, address: string): Explanation[] {
  const parsed = parseAddress(address);
  if ('problem' in parsed) return [];
  const wanted = addressText(parsed);
  const isMeant = ({ observation }: FigureResult): boolean =>
    (parsed.period ? observation.address : nameOfRecord(observation)) === wanted;
  return result.figures.filter(isMeant).map((figure) => explain(result, figure));
}

function explain({ figures, components }: AssayResult, figure: FigureResult): Explanation {
  const isInvolved = ({ contradicted, repairs }: ComponentResult): boolean =>
    contradicted.some((relation) => figure.relations.includes(relation)) ||
    repairs.some(({ changes }) => changes.some((change) => change.figure === figure));
  return {
    figure,
    relations: figure.relations,
    components: components.filter(isInvolved),
    others: figures.filter((other) => other.observation.address === figure.observation.address && other !== figure),
  };
}
