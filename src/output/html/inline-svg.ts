import type { RenderedChart } from '../../chart/chart-model.ts';

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
export function screenSvg({ svg }: RenderedChart, alt: string): string {
  const labels = / role="img" aria-label="[^"]*"/g; // they are not read out inside a picture
  return asPicture(
    svg
      .replace(/<title\b.*?<\/title>/s, '')
      .replace(/<desc\b.*?<\/desc>/s, '')
      .replaceAll(labels, ''),
    alt,
  );
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
