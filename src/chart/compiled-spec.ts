import type * as vegaModule from 'vega';
import type * as vegaLiteModule from 'vega-lite';
import { Cache } from '../core/machine/cache.ts';
import type { ChartRow } from './chart-model.ts';
import { type MarkScales, ROW_NUMBER } from './scene-reading.ts';

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

/** What Vega draws, and by which scales it does. */
export interface CompiledSpec {
  readonly runtime: Runtime;
  readonly marks: MarkScales;
}

const ROWS = 'rows of this number';

/** Compiled specifications that are kept until so many others were added; then those go that were not used. */
const KEPT = 30;

const known = new Cache<CompiledSpec>();
let added = 0;

/** Stands in a specification for the rows with a number. */
export function placeholder(number: number): readonly object[] {
  return [{ [ROWS]: number }];
}

/**
 * Compiles a specification with the configuration of Vega-Lite, or takes what was compiled of an equal one, and puts copies
 * of its rows in, because Vega writes into them. Each carries its number among all rows. Throws what Vega-Lite and Vega
 * throw; with `isSound` false afterwards something was reported, and nothing is kept.
 */
export function compileSpec(
  { spec, rows }: RowlessSpec,
  config: object,
  { vega, vegaLite, logger }: Compilers,
  isSound: () => boolean,
): CompiledSpec | undefined {
  const key = JSON.stringify([spec, config]);
  const found = known.get(key);
  if (found) return { ...found, runtime: withRows(found.runtime, rows) };
  const { spec: compiled } = vegaLite.compile(spec as never, { logger: logger as never, config });
  if (!isSound()) return undefined;
  silenceEmptyTexts(compiled);
  const made = known.set(key, { runtime: vega.parse(compiled), marks: scalesOfMarks(compiled) });
  added += 1;
  if (added % KEPT === 0) known.forgetUnused();
  return { ...made, runtime: withRows(made.runtime, rows) };
}

/** Lets a text of a field that a row does not have be empty; Vega-Lite writes "null". */
function silenceEmptyTexts({ marks = [], encode = {} }: VegaPart): void {
  for (const channels of Object.values(encode)) {
    const text = channels['text'] as { signal?: string } | undefined;
    if (text?.signal !== undefined)
      text.signal = text.signal.replaceAll(/isValid\((datum\[[^\]]*\])\) \? \1 : ""\+\1/g, 'isValid($1) ? $1 : ""');
  }
  for (const mark of marks) silenceEmptyTexts(mark);
}

/** A part of Vega's specification: a group, a mark, or one value of a channel. */
interface VegaPart {
  readonly name?: string;
  readonly marks?: readonly VegaPart[];
  readonly encode?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** The scale of each channel of each mark, by the names of marks. */
function scalesOfMarks(spec: VegaPart): MarkScales {
  const found = new Map<string, Record<string, string>>();
  const parts = [...(spec.marks ?? [])];
  for (let part = parts.pop(); part; part = parts.pop()) {
    parts.push(...(part.marks ?? []));
    const channels = Object.values(part.encode ?? {}).flatMap((set) => Object.entries(set));
    const scales = channels.flatMap(([channel, given]): [string, string][] => {
      const named = [given].flat().map((one) => (one as { readonly scale?: unknown } | null)?.scale);
      const scale = named.find((one) => typeof one === 'string');
      return typeof scale === 'string' ? [[channel, scale]] : [];
    });
    if (part.name !== undefined) found.set(part.name, Object.fromEntries(scales));
  }
  return found;
}

/** A runtime whose data are copies. */
function withRows(runtime: Runtime, rows: RowlessSpec['rows']): Runtime {
  const { operators } = runtime as unknown as { operators: readonly Operator[] };
  const firsts: number[] = [];
  let first = 0;
  for (const list of rows) {
    firsts.push(first);
    first += list.length;
  }
  const filled = operators.map((operator) => withOwnData(operator, rows, firsts));
  return { ...(runtime as object), operators: filled } as unknown as Runtime;
}

function withOwnData(operator: Operator, rows: RowlessSpec['rows'], firsts: readonly number[]): Operator {
  const data = operator.value?.$ingest;
  if (data === undefined) return operator;
  const number = numberOf(data);
  const first = firsts[number] ?? 0;
  const own = rows[number]?.map((row, at) => ({ ...structuredClone(row), [ROW_NUMBER]: first + at }));
  return { ...operator, value: { ...operator.value, $ingest: own ?? structuredClone(data) } };
}

/** The number that stands in a placeholder; -1 for other data. */
function numberOf(data: unknown): number {
  const [first] = Array.isArray(data) ? (data as (Readonly<Record<string, number>> | null)[]) : [];
  return first?.[ROWS] ?? -1;
}
