import { inXml } from '../../core/diagnostics/quoting.ts';
import type { RenderedChart } from '../../chart/chart-model.ts';
import { shortSvg, withoutQuotes } from './short-svg.ts';

/**
 * The SVG of a chart for a page, as one picture with an alternative text. Its ids begin with an underscore, which ids of
 * a document never do.
 */
export function inlineSvg({ svg }: RenderedChart, alt: string): string {
  return drawn(svg, pictureOf(alt));
}

/**
 * The drawings of a chart for a screen that has the fonts itself. The style sheet shows one of them: the narrow one, if
 * there is one, on a phone. What holds two is the picture, with the alternative text of both.
 */
export function screenDrawings({ svg, narrow }: RenderedChart, alt: string): string[] {
  const short = (drawing: string, attributes: string): string => withoutQuotes(drawn(shortSvg(drawing), attributes));
  return narrow ? [short(svg, ''), short(narrow.svg, ' class="narrow"')] : [short(svg, pictureOf(alt))];
}

function pictureOf(alt: string): string {
  return ` role="img" aria-label="${inXml(alt)}"`;
}

/** A drawing with other attributes in place of those that name it, and other ids. */
function drawn(svg: string, attributes: string): string {
  const own = svg
    .slice(Math.max(0, svg.indexOf('<svg')))
    .replaceAll(/\bid="([^"]+)"/g, 'id="_$1"')
    .replaceAll(/url\(#([^)]+)\)/g, 'url(#_$1)')
    .replaceAll(/href="#([^"]+)"/g, 'href="#_$1"');
  return own.replace(/^<svg\b(?:[^>"]|"[^"]*")*>/, (tag) => {
    const bare = tag.replaceAll(/\s(?:role|aria-[a-z]+)="[^"]*"/g, '');
    return `<svg${attributes}${bare.slice('<svg'.length)}`;
  });
}
