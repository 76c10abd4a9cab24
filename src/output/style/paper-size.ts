import { type Paper, PAPERS } from '../../brief/paper.ts';

/**
 * Rules for a size of paper. The text has the same width on every paper, so that charts and tables look the same. Letter
 * is 18 mm less high than A4: its margins give some of that.
 */
export function paperStyle(paper: Paper): string {
  const { width } = PAPERS[paper];
  const margins = paper === 'Letter' ? ' margin: 16mm 0;' : '';
  // What is measured before printing would else be as wide as the window.
  const body = 'body { width: var(--paper-width); }';
  return `:root { --paper-width: ${width}mm; }\n${body}\n@page { size: ${paper};${margins} }`;
}

/** Numbers the pages of an annex apart: A1, A2. The number of all pages would say nothing then. */
export const ANNEX_PAGES = [
  '@page { @bottom-right { content: counter(page); } }',
  "@page annex { counter-increment: page annex; @bottom-right { content: 'A' counter(annex); } }",
  '.annex, .annex ~ .footnotes { page: annex; }',
].join('\n');
