import type { RenderedChart } from '../../chart/model.ts';

/**
 * A chart's SVG to stand inside a page: as one picture with words for it, its ids made its own, since several charts
 * share a page and each was drawn as if alone.
 */
export function inlineSvg({ name, svg }: RenderedChart, alt: string): string {
  const own = svg
    .slice(Math.max(0, svg.indexOf('<svg')))
    .replaceAll(/\bid="([^"]+)"/g, `id="${name}-$1"`)
    .replaceAll(/url\(#([^)]+)\)/g, `url(#${name}-$1)`)
    .replaceAll(/href="#([^"]+)"/g, `href="#${name}-$1"`);
  return own.replace(/^<svg\b[^>]*>/, (tag) => {
    const bare = tag.replaceAll(/\s(?:role|aria-[a-z]+)="[^"]*"/g, '');
    return bare.replace(/^<svg/, `<svg role="img" aria-label="${attribute(alt)}"`);
  });
}

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
