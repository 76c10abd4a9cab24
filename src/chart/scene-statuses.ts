import { type LocaleId, words } from '../language/locales.ts';
import type { Statuses, Unmarked } from './chart-model.ts';
import {
  brokenLine,
  hasOwnDashes,
  HOLLOW_FLAGS,
  type HollowFlag,
  hollowFlag,
  isBoundOf,
  showsFlags,
} from './flagged-item.ts';
import type { DrawnItem, SceneReading } from './scene-reading.ts';
import type { SceneItem } from './scene.ts';
import { rowName } from './scene-truth.ts';
import { wordsAt } from './scene-series.ts';

// What a picture shows of the statuses of its figures, and what it does not: a forecast that looks like a fact is one to a
// reader, so that the subtitle has to say it.

/** What a figure has in words: its bounds are looked at elsewhere. */
const STATUSES = ['forecast', 'derived', 'provisional'] as const;

/** The least square pixels of a point, and pixels across a bar, that can be seen to be hollow. */
const LEAST = { point: 16, across: 3 } as const;

/** How the statuses of figures are shown, and of which nothing is seen. */
export function statusesIn(
  reading: SceneReading,
  amountAxis: (drawn: DrawnItem) => 'x' | 'y' | undefined,
  locale: LocaleId,
): Statuses {
  const hollow = reading.items.filter((drawn) => isHollow(drawn, amountAxis));
  const dashed = dashedIn(reading);
  return {
    hollow: HOLLOW_FLAGS.filter((flag) =>
      hollow.some(({ item }) => hollowFlag(item) === flag || isBoundOf(item, flag)),
    ),
    hollowYears: yearsOf(hollow),
    isDashed: dashed.length > 0,
    unmarked: unmarkedIn(reading, new Set([...hollow.map(({ item }) => item), ...dashed]), locale),
  };
}

/** Forecasts to which a line leads that is broken, where no other line is broken for another reason. */
function dashedIn({ items }: SceneReading): SceneItem[] {
  const lines = [...new Set(items.flatMap(({ kind, scene }) => (kind === 'line' ? [scene] : [])))];
  const pieces = lines.map((line) => ({ line, steps: brokenLine(line) ?? [] }));
  const isOfFacts = pieces.some(
    ({ line, steps }) => hasOwnDashes(line) && (steps.length === 0 || steps.some(({ isDashed }) => !isDashed)),
  );
  if (isOfFacts) return [];
  const broken = pieces.flatMap(({ steps }) => steps.filter(({ isDashed }) => isDashed));
  return broken.flatMap((piece) => piece.items).filter((item) => hollowFlag(item) === 'forecast');
}

/** Whether a mark is drawn hollow, so that it is seen. */
function isHollow(drawn: DrawnItem, amountAxis: (drawn: DrawnItem) => 'x' | 'y' | undefined): boolean {
  const { item, scene, kind } = drawn;
  const flag = showsFlags(item, scene.marktype) ? hollowFlag(item) : undefined;
  if (flag === undefined || !STATUSES.some((status) => status === flag)) return flag !== undefined;
  if (kind === 'symbol') return Number(item['size'] ?? 0) >= LEAST.point;
  const axis = amountAxis(drawn);
  const [width, height] = [item.width ?? 0, item.height ?? 0];
  // A tick is a bar that has no length.
  const isTick = axis !== undefined && drawn[axis].from === drawn[axis].to && (axis === 'x' ? width : height) > 0;
  return !isTick && (axis === 'x' ? height : axis === 'y' ? width : Math.min(width, height)) >= LEAST.across;
}

/** The year of the marks that are hollow for a reason, where all have the same. */
function yearsOf(hollow: readonly DrawnItem[]): Statuses['hollowYears'] {
  const years = new Map<HollowFlag, Set<unknown>>();
  for (const { item, row } of hollow) {
    const flag = hollowFlag(item);
    if (flag) years.set(flag, (years.get(flag) ?? new Set()).add(row?.['year']));
  }
  const single = [...years].flatMap(([flag, [year, ...others]]) =>
    typeof year === 'number' && others.length === 0 ? [[flag, year] as const] : [],
  );
  return Object.fromEntries(single);
}

/** The statuses of figures of which neither a mark nor a text says them, with when. */
function unmarkedIn(reading: SceneReading, marked: ReadonlySet<unknown>, locale: LocaleId): Unmarked[] {
  const { flag: names, list, range } = words(locale);
  const textsOf = wordsAt(reading);
  const plots = [...new Set(reading.items.map(({ plot }) => plot.group))];
  const keyOf = ({ plot, row = {} }: DrawnItem): string =>
    `${plots.indexOf(plot.group)} ${rowName(row)} ${String(row['release'])}`;
  const figures = reading.items.filter(({ row }) => row && !('event' in row) && row['text'] !== '');
  const told = new Set(figures.filter(({ item }) => marked.has(item)).map(keyOf));
  return STATUSES.flatMap((flag): Unmarked[] => {
    const isOpen = (drawn: DrawnItem): boolean =>
      hollowFlag(drawn.item) === flag &&
      !told.has(keyOf(drawn)) &&
      !textsOf(drawn).some((text) => text.includes(names[flag].toLowerCase()));
    const open = new Set(figures.filter(isOpen).map(keyOf));
    if (open.size === 0) return [];
    const inTime = figures.toSorted((a, b) => (String(a.row?.['end']) < String(b.row?.['end']) ? -1 : 1));
    const labels = (all: readonly DrawnItem[]): string[] => [
      ...new Set(all.map(({ row }) => String(row?.['period_label']))),
    ];
    const own = labels(inTime.filter((drawn) => open.has(keyOf(drawn))));
    const [first = '', ...others] = own;
    const last = others.at(-1);
    if (figures.every((drawn) => open.has(keyOf(drawn)))) return [{ flag, when: '' }];
    const all = labels(inTime);
    const isRun = all.indexOf(last ?? first) - all.indexOf(first) === own.length - 1;
    return [{ flag, when: last !== undefined && isRun && own.length > 2 ? range(first, last) : list(own) }];
  });
}
