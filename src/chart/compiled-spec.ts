import type * as vegaModule from 'vega';
import type * as vegaLiteModule from 'vega-lite';
import { Cache } from '../core/machine/cache.ts';
import type { ChartRow } from './chart-model.ts';

// To compile a specification takes Vega-Lite and Vega longer than to draw it, and the charts of editions and members, and
// those of a preview, differ in little but their rows. Neither looks at a row before it draws, but to find equal data.

/** Vega's form of a specification: a view is made of it. */
type Runtime = ReturnType<typeof vegaModule.parse>;

/** A specification for Vega-Lite in which numbers stand for rows. */
export interface RowlessSpec {
  /** Its data are `{ values: placeholder(n) }`, where the rows with number n are to stand. */
  readonly spec: object;
  readonly rows: readonly (readonly ChartRow[])[];
}

/** What compiles. */
interface Compilers {
  readonly vega: Pick<typeof vegaModule, 'parse'>;
  readonly vegaLite: Pick<typeof vegaLiteModule, 'compile'>;
  /** Told of what is wrong. */
  readonly logger: object;
}

/** A part of a runtime that may hold data. */
interface Operator {
  readonly value?: { readonly $ingest?: unknown } | undefined;
}

const ROWS = 'rows of this number';

/** Compiled specifications that are kept until so many others were added; then those go that were not used. */
const KEPT = 30;

const known = new Cache<Runtime>();
let added = 0;

/** Stands in a specification for the rows with a number. */
export function placeholder(number: number): readonly object[] {
  return [{ [ROWS]: number }];
}

/**
 * Compiles a specification with the configuration of Vega-Lite, or takes what was compiled of an equal one, and puts copies
 * of its rows in, because Vega writes into them. Throws what Vega-Lite and Vega throw; with `isSound` false afterwards
 * something was reported, and nothing is kept.
 */
export function compileSpec(
  { spec, rows }: RowlessSpec,
  config: object,
  { vega, vegaLite, logger }: Compilers,
  isSound: () => boolean,
): Runtime | undefined {
  const key = JSON.stringify([spec, config]);
  const found = known.get(key);
  if (found) return withRows(found, rows);
  const { spec: compiled } = vegaLite.compile(spec as never, { logger: logger as never, config });
  if (!isSound()) return undefined;
  const runtime = known.set(key, vega.parse(compiled));
  added += 1;
  if (added % KEPT === 0) known.forgetUnused();
  return withRows(runtime, rows);
}

/** A runtime whose data are copies. */
function withRows(runtime: Runtime, rows: RowlessSpec['rows']): Runtime {
  const { operators } = runtime as unknown as { operators: readonly Operator[] };
  const filled = operators.map((operator) => withOwnData(operator, rows));
  return { ...(runtime as object), operators: filled } as unknown as Runtime;
}

function withOwnData(operator: Operator, rows: RowlessSpec['rows']): Operator {
  const data = operator.value?.$ingest;
  if (data === undefined) return operator;
  return { ...operator, value: { ...operator.value, $ingest: structuredClone(rows[numberOf(data)] ?? data) } };
}

/** The number that stands in a placeholder; -1 for other data. */
function numberOf(data: unknown): number {
  const [first] = Array.isArray(data) ? (data as (Readonly<Record<string, number>> | null)[]) : [];
  return first?.[ROWS] ?? -1;
}
