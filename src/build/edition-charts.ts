import { bindChart } from '../chart/bind.ts';
import type { RenderedChart } from '../chart/chart-model.ts';
import { chartName, loadChart } from '../chart/spec.ts';
import type { ChartThread } from '../chart/chart-thread.ts';
import { themeOf } from '../chart/theme.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { type HouseStyle, memberColour } from '../brief/house-style.ts';
import { placeAt } from '../core/diagnostics/source-file.ts';
import type { Edition } from '../dataset/edition.ts';
import type { BriefDocument } from '../document/nodes.ts';
import type { Brief } from '../brief/brief.ts';
import type { EditionSource } from './edition-source.ts';

/**
 * A chart of an edition, if it could be drawn, and its problems. They count only where the edition shows the chart:
 * another edition may have figures for it that this one lacks.
 */
export interface DrawnChart {
  readonly name: string;
  readonly chart: RenderedChart | undefined;
  readonly problems: Diagnostics;
}

/**
 * Draws every chart of a brief, before it is known which of them the edition shows. A specification that cannot be read
 * is reported to `diagnostics` in any case.
 */
export function drawCharts(
  { brief, edition, locale }: EditionSource,
  charts: ChartThread,
  diagnostics: Diagnostics,
): Promise<DrawnChart[]> {
  const theme = themeOf(houseOf(brief, edition));
  return Promise.all(
    brief.charts.map(async (file) => {
      const problems = new Diagnostics();
      const spec = await loadChart(file, diagnostics);
      const bound = spec && bindChart(spec, edition, locale, problems);
      const chart = bound && (await charts.draw(bound, theme, problems));
      return { name: chartName(file.path), chart, problems };
    }),
  );
}

/** In a document about one member, the accent of charts is the colour of that member. */
function houseOf({ house }: Brief, { slice }: Edition): HouseStyle {
  const accent = slice && memberColour(house, new Map([[slice.dimension.id, slice.member]]));
  return accent ? { ...house, colours: { ...house.colours, accent } } : house;
}

/** The charts that could be drawn, by name. */
export function drawnIn(drawn: readonly DrawnChart[]): ReadonlyMap<string, RenderedChart> {
  return new Map(drawn.flatMap(({ name, chart }) => (chart ? [[name, chart]] : [])));
}

/** Reports the problems of the charts that a document shows, and returns those of them that could be drawn. */
export function shownCharts(
  document: BriefDocument,
  drawn: readonly DrawnChart[],
  diagnostics: Diagnostics,
): ReadonlyMap<string, RenderedChart> {
  const shown = drawn.filter(({ name }) => document.charts.has(name));
  for (const { problems } of shown) diagnostics.include(problems);
  return drawnIn(shown);
}

/** An edition and the names of the charts that it shows. */
interface ShownCharts {
  readonly source: Pick<EditionSource, 'brief'>;
  readonly shown: ReadonlySet<string>;
}

/** Warns of every chart file that no edition of its brief shows in any language. */
export function warnOfUnusedCharts(editions: readonly ShownCharts[], diagnostics: Diagnostics): void {
  for (const brief of new Set(editions.map(({ source }) => source.brief))) {
    const own = editions.filter(({ source }) => source.brief === brief);
    for (const file of brief.charts) {
      const name = chartName(file.path);
      if (own.some(({ shown }) => shown.has(name))) continue;
      const hint = `show it with ::chart{name="${name}"}, or remove its file`;
      diagnostics.warn('chart/unused', `no edition shows the chart ${name}`, placeAt(file, 0), hint);
    }
  }
}
