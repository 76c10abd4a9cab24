import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { words } from '../locale/locales.ts';
import type { BoundChart, ChartRow } from './chart-model.ts';
import { labelPlace, markPlace } from './label-places.ts';
import type { Scene, SceneTools } from './scene.ts';
import type { Theme } from './theme.ts';
import { type MarkScales, readScene } from './scene-reading.ts';
import { findMixedPeriods } from './scene-periods.ts';
import { findMixed } from './scene-series.ts';
import { findHidden } from './scene-sight.ts';
import { findFaults, firstOfEach, type Said } from './scene-truth.ts';

/** A scene, the scales of its marks, and the rows that Vega was given. */
interface Drawn {
  readonly root: Scene;
  readonly marks: MarkScales;
  readonly rows: readonly ChartRow[];
}

/** Reports what a picture shows otherwise than its rows say, at the channels that show it. Returns what it says, undefined if that is not so. */
export function checkTruth(
  { root, marks, rows }: Drawn,
  { spec, locale, members, indicators }: BoundChart,
  tools: SceneTools,
  theme: Theme,
  diagnostics: Diagnostics,
): Said | undefined {
  const reading = readScene(root, rows, marks, tools);
  const hasVintages = spec.data.some(({ vintages }) => vintages);
  const found = findFaults(reading, { numbers: words(locale).numbers, hasVintages, indicators });
  const { said, roles, amountAxis } = found;
  const wrong = [...findMixedPeriods(reading.items, roles, indicators), ...found.faults];
  // What cannot be read back has no place that could be hidden.
  const grounds = { paper: theme.colours.paper, dark: theme.ground };
  const faults =
    wrong.length > 0
      ? wrong
      : [...findHidden(reading, grounds, amountAxis), ...findMixed(reading, { theme, hasVintages, members })];
  const told = firstOfEach(faults);
  for (const { rule, message, hint, mark, orient, channel } of told) {
    const place = orient === undefined ? markPlace(mark ?? '', channel, spec) : labelPlace({ orient }, spec);
    diagnostics.error(rule, `in the chart ${spec.name} ${message}`, place, hint);
  }
  return told.length === 0 ? said : undefined;
}
