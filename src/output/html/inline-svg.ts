import type { RenderedChart } from '../../chart/chart-model.ts';

/**
 * The SVG of a chart for a page, as one picture with an alternative text. Its ids begin with an underscore, which ids of
 * a document never do.
 */
export function inlineSvg({ svg }: RenderedChart, alt: string): string {
  return asPicture(svg, alt);
}

/** The outline of a glyph in the definitions of a chart; the id names font and glyph. */
const GLYPH = /<path id="(f\d+g\d+)" d="([^"]*)"\/>/g;

/**
 * The same with outlines for letters. The outlines are added to `glyphs`, by id, so that a page has each of them once.
 */
export function outlinedSvg({ standalone }: RenderedChart, alt: string, glyphs: Map<string, string>): string {
  const drawn = standalone.replaceAll(GLYPH, (_path, id: string, outline: string) => {
    glyphs.set(id, outline);
    return '';
  });
  const labels = / role="img" aria-label="[^"]*"/g; // they are not read out inside a picture
  return asPicture(drawn.replace('<defs></defs>', '').replaceAll(labels, ''), alt);
}

/** The outlines of glyphs, as an invisible SVG. */
export function glyphSheet(glyphs: ReadonlyMap<string, string>): string {
  const paths = [...glyphs].map(([id, outline]) => `<path id="_${id}" d="${outline}"/>`);
  return `<svg class="glyphs" width="0" height="0" aria-hidden="true"><defs>${paths.join('')}</defs></svg>`;
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
