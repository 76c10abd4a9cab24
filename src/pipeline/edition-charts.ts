import type { Wholes } from '../assay/constraints/wholes.ts';
import { bindChart } from '../chart/bind.ts';
import type { BoundChart, ChartLine, RenderedChart } from '../chart/chart-model.ts';
import { chartLines, lineNames } from '../chart/kinds/chart-line.ts';
import { fitsKind, specOfLine } from '../chart/kinds/line-spec.ts';
import { chartName, loadChart, NARROW_SUFFIX } from '../chart/spec.ts';
import type { ChartThread } from '../chart/chart-thread.ts';
import { type Theme, themeOf } from '../chart/theme.ts';
import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { type HouseStyle, memberColour } from '../brief/house-style.ts';
import { placeAt, type SourceFile } from '../core/diagnostics/source-file.ts';
import type { LocaleId } from '../language/locales.ts';
import type { Edition } from '../dataset/edition.ts';
import { addressOf } from '../figure/value.ts';
import type { BriefDocument } from '../document/nodes.ts';
import { nodesOf } from '../document/tree-walk.ts';
import { trendName } from '../output/svg-file.ts';
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
  /**
   * Draws it for paper at another height, between `heights` of the chart, in CSS pixels. Absent: it has one height only, or
   * could not be drawn.
   */
  readonly redraw?: ((height: number, diagnostics: Diagnostics) => Promise<RenderedChart | undefined>) | undefined;
}

/**
 * Draws every chart of a brief, before it is known which of them the edition shows. A specification that cannot be read
 * is reported to `diagnostics` in any case. All are asked for at once.
 */
export async function drawCharts(
  { brief, edition, locale, wholes }: EditionSource,
  charts: ChartThread,
  diagnostics: Diagnostics,
): Promise<DrawnChart[]> {
  const theme = themeOf(houseOf(brief, edition));
  const isNarrow = narrowNames(brief.charts);
  const bind = async (file: SourceFile, problems: Diagnostics): Promise<BoundChart | undefined> => {
    const spec = await loadChart(file, diagnostics, charts.specs);
    return spec && bindChart(spec, edition, locale, problems, { wholes: wholes() });
  };
  const bindFile = async (file: SourceFile) => {
    const problems = new Diagnostics();
    const name = chartName(file.path);
    const other = brief.charts.find(({ path }) => chartName(path) === name + NARROW_SUFFIX);
    const [bound, narrow] = [await bind(file, problems), other && (await bind(other, problems))];
    const isBound = bound && (narrow ? showsNoMore(narrow, bound, problems) : !other);
    return { name, problems, bound: isBound ? bound : undefined, narrow };
  };
  const lines = lineChartsOf({ brief, edition, locale, wholes }, diagnostics).map(({ line, bind: bindLine }) => {
    const problems = new Diagnostics();
    return { name: line.name, problems, bound: bindLine(problems), narrow: undefined };
  });
  const files = await Promise.all(brief.charts.filter(({ path }) => !isNarrow.has(chartName(path))).map(bindFile));
  return Promise.all(
    [...files, ...lines].map(async ({ name, problems, bound, narrow }): Promise<DrawnChart> => {
      if (!bound) return { name, chart: undefined, problems };
      const first = await charts.draw(bound, theme, problems, { narrow });
      const shown = first?.shown && bindShown(bound, first.shown, edition, wholes());
      // Its words are part of the drawing: where it leaves figures out, it is drawn with the words of the others.
      const chart = shown ? await charts.draw(shown, theme, new Diagnostics(), { narrow }) : first;
      const redraw: DrawnChart['redraw'] = (height, found) => charts.draw(shown ?? bound, theme, found, { height });
      return { name, chart, problems, redraw: chart?.heights && redraw };
    }),
  );
}

/** A chart with the values and words of the figures and events that it shows; undefined if these are all. */
function bindShown(
  bound: BoundChart,
  shown: readonly string[],
  edition: Edition,
  wholes: Wholes,
): BoundChart | undefined {
  const { spec, locale, values, description } = bound;
  const own = bindChart(spec, edition, locale, new Diagnostics(), { shown: new Set(shown), wholes });
  const isOther = own && (own.values.length < values.length || own.description !== description);
  return own && own.values.length > 0 && isOther ? own : undefined;
}

/** The names of the charts that are drawn in place of others on narrow screens. */
function narrowNames(files: readonly SourceFile[]): ReadonlySet<string> {
  const names = new Set(files.map(({ path }) => chartName(path)));
  return new Set([...names].map((name) => name + NARROW_SUFFIX).filter((name) => names.has(name)));
}

/** Whether a chart for narrow screens shows figures of the other one only, whose data and description it shares. */
function showsNoMore(narrow: BoundChart, wide: BoundChart, diagnostics: Diagnostics): boolean {
  const shown = new Set(wide.values.map(addressOf));
  const more = narrow.values.find((value) => !shown.has(addressOf(value)));
  if (!more) return true;
  const message = `${addressOf(more)} is not in the chart ${wide.spec.name}, for which this one is on narrow screens`;
  diagnostics.error('chart/narrow', message, placeAt(narrow.spec.file, 0), 'show it there too, or leave it out here');
  return false;
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
  const names = new Set(shown.map(({ name }) => name.toLowerCase()));
  for (const { trend, place } of nodesOf(document.root, 'trend')) {
    const name = trendName(trend);
    if (!names.has(name.toLowerCase())) continue;
    const message = `this trend and a chart are both called ${name}`;
    diagnostics.error('chart/same-name', message, place, 'give the chart another name');
  }
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
    const isNarrow = narrowNames(brief.charts);
    for (const file of brief.charts) {
      const name = chartName(file.path);
      if (isNarrow.has(name)) continue;
      if (own.some(({ shown }) => shown.has(name))) continue;
      const hint = `show it with ::chart{name="${name}"}, or remove its file`;
      diagnostics.warn('chart/unused', `no edition shows the chart ${name}`, placeAt(file, 0), hint);
    }
  }
}

/** The names of all charts of a brief in a language: those of its files, and those that lines of its template draw. */
export function chartNames(brief: Brief, locale: LocaleId): ReadonlySet<string> {
  return new Set([...brief.charts.map(({ path }) => chartName(path)), ...lineNames(brief, locale)]);
}

/** A chart that a line of a template draws. */
export interface LineChart {
  readonly line: ChartLine;
  readonly theme: Theme;
  /** With its rows; undefined where it cannot be drawn, which is reported. */
  readonly bind: (diagnostics: Diagnostics) => BoundChart | undefined;
}

/** The charts that lines of an edition draw. */
export function lineChartsOf(
  { brief, edition, locale, wholes }: Pick<EditionSource, 'brief' | 'edition' | 'locale' | 'wholes'>,
  diagnostics: Diagnostics,
): LineChart[] {
  const theme = themeOf(houseOf(brief, edition));
  return chartLines(brief, locale, diagnostics).map((line) => ({
    line,
    theme,
    bind: (problems) => {
      const spec = specOfLine(line, edition, problems);
      const bound = spec && bindChart(spec, edition, locale, problems, { wholes: wholes() });
      return bound && fitsKind(bound, problems) ? bound : undefined;
    },
  }));
}
