import type { TestedFigure } from './constraint.ts';
import type { Assignment } from './operator.ts';
import type { Slip } from './slip.ts';

/** What a slip touches. */
interface Touched {
  readonly figures: readonly TestedFigure[];
  /** Positions of the constraints of its figures that decide something. */
  readonly deciding: readonly number[];
  readonly fails: (position: number, changes: Assignment) => boolean;
}

/**
 * Whether a slip of several figures repairs more of what is contradicted than it contradicts: a column in another unit
 * that all other figures speak against explains nothing. Rows that are shifted in several columns, and a table in another
 * unit, must repair as many as there are rows and contradict nothing: else a part of them is right.
 */
export function isWorthwhile(slip: Slip, { figures, deciding, fails }: Touched): boolean {
  if (slip.changes.size === 1) return true;
  const before = deciding.map((position) => fails(position, new Map()));
  const after = deciding.map((position) => fails(position, slip.changes));
  const repaired = deciding.filter((_, at) => before[at] && !after[at]).length;
  const broken = deciding.filter((_, at) => !before[at] && after[at]).length;
  const rows = rowsTogether(figures, slip);
  return rows === 0 ? repaired > broken : repaired >= rows && broken === 0;
}

/** The number of rows that are shifted in several columns, or of a table in another unit; 0 of any other slip. */
function rowsTogether(figures: readonly TestedFigure[], { changes }: Slip): number {
  const [first] = changes.values();
  const rows = new Set([...changes.keys()].map((index) => figures[index]?.observation.indicator));
  if (first?.operator.kind === 'unit') return first.operator.at === undefined ? 0 : rows.size;
  return first?.operator.kind === 'shift' && rows.size < changes.size ? rows.size : 0;
}
