import type { ChartRow } from '../chart-model.ts';
import type { Stage } from './kind.ts';
import { isNarrow } from './layout.ts';
import type { Series } from './series.ts';

/** CSS pixels above the plot, and of the axis below it. */
export const ABOVE = 8;
export const BELOW = 20;

/** How high a course is drawn. */
export function heightOf({ width }: Stage): number {
  if (width < 250) return 150;
  if (isNarrow({ width })) return width > 310 ? 220 : 200;
  return Math.round(Math.max(200, 0.36 * width));
}

/** The rows between which a line leads without any between them. */
function stretchesOf({
  rows,
}: Series): { readonly row: ChartRow; readonly before: ChartRow; readonly isGap: boolean }[] {
  return rows.flatMap((row, at) => {
    const before = rows[at - 1];
    return before ? [{ row, before, isGap: isApart(before, row) }] : [];
  });
}

/** The lines between figures: whole, broken over periods without one, and dotted to a forecast. */
export function joined(
  series: readonly Series[],
  color: object,
): { readonly layers: readonly object[]; readonly isBroken: boolean } {
  const stretches = series.flatMap(stretchesOf);
  const isOf = (rows: readonly ChartRow[]): string =>
    `indexof([${[...new Set(rows)].map(({ address }) => `'${String(address)}'`).join(', ')}], datum.address) >= 0`;
  const layer = (filter: string, mark: object): object => ({
    transform: [{ filter }],
    mark: { type: 'line', ...mark },
    encoding: { color, detail: [{ field: 'indicator' }, { field: 'measure' }] },
  });
  const gaps = stretches.filter(({ isGap }) => isGap);
  // a whole line ends before each gap, whether or not there are rows without a figure in it
  const pieces = series.flatMap(({ test, rows }) =>
    gaps.flatMap(({ row }) => (rows.includes(row) ? `(${test} && datum.end >= '${String(row['end'])}' ? 1 : 0)` : [])),
  );
  const whole = {
    transform: [{ filter: '!datum.forecast' }, { calculate: pieces.join(' + '), as: 'piece' }],
    mark: { type: 'line', strokeWidth: 2.2 },
    encoding: { color, detail: [{ field: 'indicator' }, { field: 'measure' }, { field: 'piece' }] },
  };
  const ahead = stretches.filter(({ row, isGap }) => row['forecast'] === true && !isGap);
  const layers = [
    pieces.length > 0 ? whole : layer('!datum.forecast', { strokeWidth: 2.2 }),
    ...(ahead.length > 0
      ? [layer(isOf(ahead.flatMap(({ row, before }) => [before, row])), { strokeWidth: 1.8, strokeDash: [1, 4] })]
      : []),
    ...gaps.map(({ row, before }) => layer(isOf([before, row]), { strokeWidth: 1.4, strokeDash: [4, 3] })),
  ];
  return { layers, isBroken: gaps.length > 0 };
}

const DAY = 86_400_000;

/** Whether there are days between two periods of one kind. */
function isApart(before: ChartRow | undefined, row: ChartRow): boolean {
  if (!before) return false;
  const span = (one: ChartRow): number => Date.parse(String(one['end'])) - Date.parse(String(one['start']));
  const isAlike = Math.abs(span(before) - span(row)) < 5 * DAY;
  return isAlike && Date.parse(String(row['start'])) - Date.parse(String(before['end'])) > 2 * DAY;
}
