import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { words } from '../locale/locales.ts';
import type { BoundChart, ChartRow } from './chart-model.ts';
import { labelPlace, markPlace } from './label-places.ts';
import type { Scene, SceneTools } from './scene.ts';
import { type MarkScales, readScene } from './scene-reading.ts';
import { findFaults, firstOfEach } from './scene-truth.ts';

/** A scene, the scales of its marks, and the rows that Vega was given. */
interface Drawn {
  readonly root: Scene;
  readonly marks: MarkScales;
  readonly rows: readonly ChartRow[];
}

/** Reports what a picture shows otherwise than its rows say, at the channels that show it. Returns whether all is so. */
export function checkTruth(
  { root, marks, rows }: Drawn,
  { spec, locale }: BoundChart,
  tools: SceneTools,
  diagnostics: Diagnostics,
): boolean {
  const reading = readScene(root, rows, marks, tools);
  const hasVintages = spec.data.some(({ vintages }) => vintages);
  const faults = firstOfEach(findFaults(reading, { numbers: words(locale).numbers, hasVintages }));
  for (const { rule, message, hint, mark, orient, channel } of faults) {
    const place = orient === undefined ? markPlace(mark ?? '', channel, spec) : labelPlace({ orient }, spec);
    diagnostics.error(rule, `in the chart ${spec.name} ${message}`, place, hint);
  }
  return faults.length === 0;
}
