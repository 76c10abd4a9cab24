import type { Drawing, RenderedChart } from '../../chart/chart-model.ts';

/**
 * The SVG of a chart for a page, as one picture with an alternative text. Its ids begin with an underscore, which ids of
 * a document never do.
 */
export function inlineSvg({ svg }: RenderedChart, alt: string): string {
  return asPicture(svg, alt);
}

/**
 * The same for a page that has the fonts itself. Its title and description are left out: the alternative text says them.
 */
export function screenSvg({ svg }: Drawing, alt: string): string {
  return asPicture(svg.replaceAll(SAID_ELSEWHERE, '').replaceAll(PLACED_WORDS, '<text x="$1" y="$2"'), alt);
}

/** Titles, descriptions, and names of parts, which are not read out inside a picture. */
const SAID_ELSEWHERE = /<(title|desc)\b[^>]*(?:\/>|>.*?<\/\1>)| role="img" aria-label="[^"]*"/gs;

/** Words of one line that are only moved: where they stand is shorter to write. */
const PLACED_WORDS = /<text transform="translate\((-?[\d.]+),(-?[\d.]+)\)"(?=[^>]*>[^<]*<\/text>)/g;

/** The drawings of a chart for a screen. The style sheet shows one of them: the narrow one, if there is one, on a phone. */
export function screenDrawings(chart: RenderedChart, alt: string): string[] {
  const wide = screenSvg(chart, alt);
  if (!chart.narrow) return [wide];
  return [wide, screenSvg(chart.narrow, alt).replace('<svg ', '<svg class="narrow" ')];
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
