import type { Drawing, RenderedChart } from '../../chart/chart-model.ts';
import { shortSvg, withoutQuotes } from './short-svg.ts';

/**
 * The SVG of a chart for a page, as one picture with an alternative text. Its ids begin with an underscore, which ids of
 * a document never do.
 */
export function inlineSvg({ svg }: RenderedChart, alt: string): string {
  return asPicture(svg, alt);
}

/** The same for a page that has the fonts itself. */
export function screenSvg({ svg }: Drawing, alt: string): string {
  return asPicture(shortSvg(svg), alt);
}

/** The drawings of a chart for a screen. The style sheet shows one of them: the narrow one, if there is one, on a phone. */
export function screenDrawings(chart: RenderedChart, alt: string): string[] {
  const wide = screenSvg(chart, alt);
  const narrow = chart.narrow && screenSvg(chart.narrow, alt).replace('<svg ', '<svg class="narrow" ');
  return [wide, ...(narrow ? [narrow] : [])].map(withoutQuotes);
}

function asPicture(svg: string, alt: string): string {
  const own = svg
    .slice(Math.max(0, svg.indexOf('<svg')))
    .replaceAll(/\bid="([^"]+)"/g, 'id="_$1"')
    .replaceAll(/url\(#([^)]+)\)/g, 'url(#_$1)')
    .replaceAll(/href="#([^"]+)"/g, 'href="#_$1"');
  return own.replace(/^<svg\b[^>]*>/, (tag) => {
    const bare = tag.replaceAll(/\s(?:role|aria-[a-z]+)="[^"]*"/g, '');
    return `<svg role="img" aria-label="${attribute(alt)}"${bare.slice('<svg'.length)}`;
  });
}

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
