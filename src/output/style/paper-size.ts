import { type Paper, PAPERS } from '../../brief/paper.ts';

/** Rules for a size of paper. The text has the same width on every paper, so that charts and tables look the same. */
export function paperStyle(paper: Paper): string {
  const { width } = PAPERS[paper];
  return `:root { --paper-width: ${width}mm; }\n@page { size: ${paper}; }`;
}

/** Numbers the pages of an annex apart: A1, A2. The number of all pages would say nothing then. */
export const ANNEX_PAGES = [
  '@page { @bottom-right { content: counter(page); } }',
  "@page annex { counter-increment: page annex; @bottom-right { content: 'A' counter(annex); } }",
  '.annex { page: annex; }',
].join('\n');
