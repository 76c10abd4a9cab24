import type { Brief } from '../../src/brief/brief.ts';
import { bindChart } from '../../src/chart/bind.ts';
import type { BoundChart, RenderedChart } from '../../src/chart/chart-model.ts';
import { renderChart } from '../../src/chart/chart-rendering.ts';
import { chartLines } from '../../src/chart/kinds/chart-line.ts';
import { fitsKind, specOfLine } from '../../src/chart/kinds/line-spec.ts';
import { HOUSE_THEME, type Theme } from '../../src/chart/theme.ts';
import { type Diagnostic, Diagnostics } from '../../src/core/diagnostics/diagnostic.ts';
import type { Edition } from '../../src/dataset/edition.ts';
import type { LocaleId } from '../../src/language/locales.ts';

/** A brief of one template that has a line in an exhibit. */
export function briefOf(text: string, locales: readonly LocaleId[] = ['en']): Brief {
  const file = { path: 'templates/case/brief.md.hbs', text };
  return {
    locales,
    templates: new Map(locales.map((locale) => [locale, file])),
    partials: [],
    charts: [],
  } as unknown as Brief;
}

/** An exhibit with a line. */
export function exhibit(line: string, width?: string): string {
  return `:::exhibit{#case${width === undefined ? '' : ` width="${width}"`}}\nTitle\n\n${line}\n:::\n`;
}

/** What became of a line. */
export interface DrawnLine {
  readonly bound?: BoundChart | undefined;
  readonly rendered?: RenderedChart | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Takes a line all the way, as far as it goes. */
export async function drawLine(
  line: string,
  edition: Edition,
  { locale = 'en', width, theme = HOUSE_THEME }: { locale?: LocaleId; width?: string; theme?: Theme } = {},
): Promise<DrawnLine> {
  const diagnostics = new Diagnostics();
  const [found] = chartLines(briefOf(exhibit(line, width), [locale]), locale, diagnostics);
  const spec = found && specOfLine(found, edition, diagnostics);
  const bound = spec && bindChart(spec, edition, locale, diagnostics);
  const isFit = bound !== undefined && fitsKind(bound, diagnostics);
  const rendered = isFit ? await renderChart(bound, theme, diagnostics) : undefined;
  return { bound, rendered, diagnostics: diagnostics.all };
}
