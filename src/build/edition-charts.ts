import { bindChart } from '../chart/bind.ts';
import type { RenderedChart } from '../chart/chart-model.ts';
import { chartName, loadChart } from '../chart/spec.ts';
import type { Studio } from '../chart/chart-thread.ts';
import { themeOf } from '../chart/theme.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { type HouseStyle, memberColour } from '../brief/house-style.ts';
import { placeAt } from '../core/diagnostics/source-file.ts';
import type { Edition } from '../dataset/resolve.ts';
import type { BriefDocument } from '../document/nodes.ts';
import type { Brief } from '../brief/brief.ts';
import type { EditionSource } from './source.ts';

/**
 * A chart of an edition as far as it could be drawn, and what is wrong with it: that matters only where the edition
 * shows the chart, for another edition may have figures for it that this one lacks.
 */
export interface DrawnChart {
  readonly name: string;
  readonly chart: RenderedChart | undefined;
  readonly problems: Diagnostics;
}

/**
 * Draws every chart of a brief before it is known which are shown. All are asked for at once: a thread of its own draws
 * them beside other work. A specification that cannot be read is reported whether it is shown or not.
 */
export function drawCharts(
  { brief, edition, locale }: EditionSource,
  studio: Studio,
  diagnostics: Diagnostics,
): Promise<DrawnChart[]> {
  const theme = themeOf(houseOf(brief, edition));
  return Promise.all(
    brief.charts.map(async (file) => {
      const problems = new Diagnostics();
      const spec = loadChart(file, diagnostics);
      const bound = spec && bindChart(spec, edition, locale, problems);
      const chart = bound && (await studio.draw(bound, theme, problems));
      return { name: chartName(file.path), chart, problems };
    }),
  );
}

/** In a document for one member, what its charts are about is that member: it has its colour. */
function houseOf({ house }: Brief, { slice }: Edition): HouseStyle {
  const accent = slice && memberColour(house, new Map([[slice.dimension.id, slice.member]]));
  return accent ? { ...house, colours: { ...house.colours, accent } } : house;
}

/** The charts that could be drawn, by name. */
export function drawnIn(drawn: readonly DrawnChart[]): ReadonlyMap<string, RenderedChart> {
  return new Map(drawn.flatMap(({ name, chart }) => (chart ? [[name, chart]] : [])));
}

/** Reports what is wrong with the charts that a document shows, and answers with those of them that could be drawn. */
export function shownCharts(
  document: BriefDocument,
  drawn: readonly DrawnChart[],
  diagnostics: Diagnostics,
): ReadonlyMap<string, RenderedChart> {
  const shown = drawn.filter(({ name }) => document.charts.has(name));
  for (const { problems } of shown) diagnostics.include(problems);
  return drawnIn(shown);
}

/** The names of the charts that an edition of a brief shows. */
export interface ShownCharts {
  readonly brief: Brief;
  readonly charts: ReadonlySet<string>;
}

/** Warns of every chart file that no edition of its brief shows in any language. */
export function warnOfUnusedCharts(shown: readonly ShownCharts[], diagnostics: Diagnostics): void {
  for (const brief of new Set(shown.map((edition) => edition.brief))) {
    const editions = shown.filter((edition) => edition.brief === brief);
    for (const file of brief.charts) {
      const name = chartName(file.path);
      if (editions.some(({ charts }) => charts.has(name))) continue;
      const hint = `show it with ::chart{name="${name}"}, or remove its file`;
      diagnostics.warn('chart/unused', `no edition shows the chart ${name}`, placeAt(file, 0), hint);
    }
  }
}
