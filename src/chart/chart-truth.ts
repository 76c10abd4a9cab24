import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { words } from '../locale/locales.ts';
import type { BoundChart, ChartRow } from './chart-model.ts';
import { eventKey } from './event-rows.ts';
import { labelPlace, markPlace } from './label-places.ts';
import { figureKey } from './rows.ts';
import type { Scene, SceneTools } from './scene.ts';
import type { Theme } from './theme.ts';
import { type MarkScales, readScene } from './scene-reading.ts';
import { findLeftOut, leavesOutFigures } from './scene-left-out.ts';
import { findMisplacedTexts } from './scene-nearness.ts';
import { findMixedPeriods } from './scene-periods.ts';
import { findMixed, namesIn } from './scene-series.ts';
import { findHidden } from './scene-sight.ts';
import { findFaults, firstOfEach, type Said } from './scene-truth.ts';

/** A scene, the scales of its marks, and the rows that Vega was given. */
interface Drawn {
  readonly root: Scene;
  readonly marks: MarkScales;
  readonly rows: readonly ChartRow[];
}

/** What a picture says, the keys of the figures and events that it shows, and what they are called there. */
export type SaidAndShown = Said & {
  readonly shown: readonly string[];
  readonly names: Readonly<Record<string, string>>;
};

/** Reports what a picture shows otherwise than its rows say, at the channels that show it. Returns what it says, undefined if that is not so. */
export function checkTruth(
  { root, marks, rows }: Drawn,
  { spec, locale, members, indicators }: BoundChart,
  tools: SceneTools,
  theme: Theme,
  diagnostics: Diagnostics,
): SaidAndShown | undefined {
  const reading = readScene(root, rows, marks, tools);
  const hasVintages = spec.data.some(({ vintages }) => vintages);
  const found = findFaults(reading, { numbers: words(locale).numbers, hasVintages, indicators });
  const { roles, amountAxis } = found;
  const scaled = found.faults.some(({ rule }) => rule === 'chart/scale');
  const leftOut = scaled ? [] : findLeftOut(reading, spec, found);
  const wrong = [...findMixedPeriods(reading.items, roles, indicators), ...leftOut, ...found.faults];
  // What cannot be read back has no place that could be hidden.
  const grounds = { paper: theme.colours.paper, dark: theme.ground };
  const faults =
    wrong.length > 0
      ? wrong
      : [
          ...findHidden(reading, grounds, amountAxis),
          ...findMixed(reading, { theme, hasVintages, members }),
          ...findMisplacedTexts(reading, found, theme),
        ];
  const told = firstOfEach(faults);
  for (const { rule, message, hint, mark, orient, channel } of told) {
    const place = orient === undefined ? markPlace(mark ?? '', channel, spec) : labelPlace({ orient }, spec);
    diagnostics.error(rule, `in the chart ${spec.name} ${message}`, place, hint);
  }
  if (told.length > 0) return undefined;
  const part = leavesOutFigures(reading, spec) ? (['part'] as const) : [];
  const shown = [...found.shown].map((row) =>
    'event' in row ? eventKey(row['event']) : figureKey(row['address'], row['release']),
  );
  return {
    ...found.said,
    scales: [...found.said.scales, ...part],
    shown: [...new Set(shown)],
    names: namesIn(reading),
  };
}
