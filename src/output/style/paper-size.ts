import { type Paper, PAPERS } from '../../brief/paper.ts';

/**
 * What the house style changes for a size of paper, to stand after it. The text is as wide on every paper, so that
 * charts and tables look the same; the side margins take what is left.
 */
export function paperStyle(paper: Paper): string {
  const { width } = PAPERS[paper];
  return `:root { --paper-width: ${width}mm; }\n@page { size: ${paper}; }`;
}
