import { addressText, parseAddress } from '../dataset/address.ts';
import type { AssayReport } from './assay.ts';
import type { ComponentReport, FigureReport, RelationReport } from './report.ts';

/** Everything that a report knows of one statement. */
export interface Explanation {
  readonly figure: FigureReport;
  /** The relations that it stands in, with the numbers on both sides. */
  readonly relations: readonly RelationReport[];
  /** Contradictions in which it stands or whose repair would change it. */
  readonly components: readonly ComponentReport[];
  /** What other releases state at the same address. */
  readonly others: readonly FigureReport[];
}

/**
 * Explains the statements at an address, one for each release that makes one, those of `release` only if it is given.
 * An address without a period means every period. Empty if there is no such statement.
 */
export function explainFigure(report: AssayReport, address: string, release?: string): Explanation[] {
  const parsed = parseAddress(address);
  if ('problem' in parsed) return [];
  const wanted = addressText(parsed);
  const isMeant = (figure: FigureReport): boolean =>
    (parsed.period ? figure.address === wanted : figure.address.replace(/@[^@]*$/, '') === wanted) &&
    (release === undefined || figure.release === release);
  return report.figures.flatMap((figure, position) => (isMeant(figure) ? [explain(report, figure, position)] : []));
}

function explain(report: AssayReport, figure: FigureReport, position: number): Explanation {
  const relations = figure.relations.map((index) => report.relations[index]).filter((item) => item !== undefined);
  const isInvolved = ({ contradicted, repairs }: ComponentReport): boolean =>
    contradicted.some((index) => figure.relations.includes(index)) ||
    repairs.some(({ changes }) => changes.some((change) => change.figure === position));
  return {
    figure,
    relations,
    components: report.components.filter(isInvolved),
    others: report.figures.filter((other) => other.address === figure.address && other !== figure),
  };
}
