import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { type Place, placeAt } from '../core/diagnostics/source-file.ts';
import type { ChartSpec } from './chart-model.ts';
import { nodesOf } from './spec-lint.ts';
import { DOCS } from './spec-shape.ts';

/** Errors and warnings of Vega-Lite and Vega, each reported at the specification. */
export interface Reports {
  /** True once there is one. */
  some: boolean;
  readonly logger: object;
  add(...parts: unknown[]): void;
  /**
   * Reports the fields that had no value left, which is a mistake only where no layer has any; tells whether there were
   * some.
   */
  tellEmpty(hint?: string): boolean;
}

/** A message of Vega about a field that has no value left. */
const NO_EXTENT = /^Infinite extent for field "(.*?)"/;

/** What Vega and Vega-Lite are given to report to; `some` is true once there is an error or a warning. */
export function reportsOn({ file, spec, places }: ChartSpec, diagnostics: Diagnostics): Reports {
  const placeNamed = (named: ReadonlySet<string | undefined>): Place => {
    const node = [...nodesOf(spec)].find(
      ({ key, value }) => named.has(key) || (typeof value === 'string' && named.has(value)),
    );
    return (node && places.get(node.pointer)) ?? placeAt(file, 0);
  };
  const emptied = new Set<string>();
  const add = (...parts: unknown[]): void => {
    const message = parts.map(messageOf).join(' ');
    const field = NO_EXTENT.exec(message)?.[1];
    if (field !== undefined) {
      emptied.add(field);
      return;
    }
    reports.some = true;
    const named = new Set(
      Array.from(message.matchAll(/["'`]([^"'`]+)["'`]|\b(\w+)(?=-encoding\b)/g), (match) => match[1] ?? match[2]),
    );
    diagnostics.error('chart/invalid', `Vega-Lite cannot draw this: ${message}`, placeNamed(named), DOCS);
  };
  const tellEmpty = (hint = 'look at the filters'): boolean => {
    for (const field of emptied) {
      const message = `no row is left to draw "${field}"`;
      diagnostics.error('chart/invalid', message, placeNamed(new Set([field])), hint);
    }
    return emptied.size > 0;
  };
  const report = (...parts: unknown[]) => (add(...parts), logger);
  const logger: object = { level: () => logger, error: report, warn: report, info: () => logger, debug: () => logger };
  const reports: Reports = { some: false, logger, add, tellEmpty };
  return reports;
}

function messageOf(part: unknown): string {
  if (part instanceof Error) return part.message;
  return typeof part === 'string' ? part : (JSON.stringify(part) ?? 'something');
}
