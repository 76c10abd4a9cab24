import { type Paper, PAPERS } from '../../brief/paper.ts';

/** Rules for a size of paper. The text has the same width on every paper, so that charts and tables look the same. */
export function paperStyle(paper: Paper): string {
  const { width } = PAPERS[paper];
  return `:root { --paper-width: ${width}mm; }\n@page { size: ${paper}; }`;
}
