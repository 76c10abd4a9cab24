import { compareText, groupBy } from '../../core/diagnostics/text-order.ts';
import { addressText, parseAddress } from '../../dataset/address.ts';
import type { Observation } from '../../dataset/model.ts';
import { mostTrusted } from '../constraints/ledger.ts';
import { nameOfRecord } from '../constraints/record-sides.ts';
import type { AssayResult, ComponentResult, FigureResult } from './results.ts';

/** Everything that is known of one statement. */
export interface Explanation {
  readonly figure: FigureResult;
  /** Contradictions in which it stands or whose repair would change it. */
  readonly components: readonly ComponentResult[];
  /** What other releases state at the same address. */
  readonly others: readonly FigureResult[];
}

/** The explanations of the statements at an address. */
export interface AddressExplanations {
  /** One for each release that states it, the most trusted first. */
  readonly explanations: readonly Explanation[];
  /** Other periods with such a statement, in order, if the address named none. */
  readonly otherPeriods: readonly string[];
}

/**
 * Explains the statements at an address, one for each release that makes one. An address without a period means the
 * newest that is stated, forecasts last. Empty if there is no such statement.
 */
export function explainFigure(result: AssayResult, address: string): AddressExplanations {
  const parsed = parseAddress(address);
  if ('problem' in parsed) return { explanations: [], otherPeriods: [] };
  const wanted = addressText(parsed);
  const stated = result.figures.filter(
    ({ observation }) => (parsed.period ? observation.address : nameOfRecord(observation)) === wanted,
  );
  const inOrder = [...groupBy(stated, ({ observation }) => observation.address).values()].sort(newestLast);
  const newest = inOrder.at(-1) ?? [];
  return {
    explanations: newest
      .toSorted((a, b) => mostTrusted(a.observation, b.observation))
      .map((figure) => explain(result, figure)),
    otherPeriods: inOrder.slice(0, -1).flatMap(([figure]) => figure?.observation.period.text ?? []),
  };
}

/** Forecasts before statements of what was; else by the end of the period, of equal ends the shorter before the longer. */
function newestLast([a]: readonly FigureResult[], [b]: readonly FigureResult[]): number {
  if (!a || !b) return 0;
  const [one, other] = [a.observation, b.observation];
  const isPast = ({ status }: Observation): number => (status.includes('forecast') ? 0 : 1);
  return (
    isPast(one) - isPast(other) ||
    compareText(one.period.end, other.period.end) ||
    compareText(other.period.start, one.period.start)
  );
}

function explain({ figures, components }: AssayResult, figure: FigureResult): Explanation {
  const isInvolved = ({ contradicted, repairs }: ComponentResult): boolean =>
    contradicted.some((relation) => figure.relations.includes(relation)) ||
    repairs.some(({ changes }) => changes.some((change) => change.figure === figure.index));
  return {
    figure,
    components: components.filter(isInvolved),
    others: figures.filter((other) => other.observation.address === figure.observation.address && other !== figure),
  };
}
