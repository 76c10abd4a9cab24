import type { RenderedChart } from '../../chart/model.ts';

/**
 * A chart's SVG to stand inside a page: as one picture with words for it. Its ids are marked with an underscore, which
 * the ids of a document never hold.
 */
export function inlineSvg({ svg }: RenderedChart, alt: string): string {
  const own = svg
    .slice(Math.max(0, svg.indexOf('<svg')))
    .replaceAll(/\bid="([^"]+)"/g, 'id="_$1"')
    .replaceAll(/url\(#([^)]+)\)/g, 'url(#_$1)')
    .replaceAll(/href="#([^"]+)"/g, 'href="#_$1"');
  return own.replace(/^<svg\b[^>]*>/, (tag) => {
    const bare = tag.replaceAll(/\s(?:role|aria-[a-z]+)="[^"]*"/g, '');
    return bare.replace(/^<svg/, `<svg role="img" aria-label="${attribute(alt)}"`);
  });
}

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
