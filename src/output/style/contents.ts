import type { Sheet } from './sheet.ts';

/** The list of sections with page numbers. */
export const CONTENTS: Sheet = {
  paper: `
nav {
  margin: 8pt 0;
  font: 9pt / 1.3 var(--sans);
  break-inside: avoid;
}
.contents-title {
  font-weight: 600;
  margin-bottom: 2pt;
}
nav ol {
  list-style: none;
  margin: 0;
  padding: 0;
  max-width: none;
}
nav > ol {
  columns: 2;
  column-gap: var(--gutter);
}
nav li {
  break-inside: avoid;
}
main nav li {
  margin: 0;
}
nav ol ol {
  padding-left: 12pt;
}
nav a {
  display: flex;
  align-items: baseline;
  gap: 4pt;
  padding: 1pt 0;
  color: var(--ink);
}
/* dots that lead from the last word to the page */
nav a::after {
  content: '';
  flex: 1 0 4pt;
  border-bottom: 0.8pt dotted var(--axis);
}
nav .page {
  order: 1;
  min-width: 2ch;
  text-align: right;
  color: var(--quiet);
  font-variant-numeric: tabular-nums;
}
`,
  screen: `
@media screen {
nav {
  margin: 2.25rem 0;
  padding: 1.125rem 1.25rem;
  border-radius: 6px;
  background: var(--wash);
  font-size: 0.9375rem;
}
.contents-title {
  margin-bottom: 0.375rem;
}
nav > ol {
  columns: 20rem 2;
  column-gap: 2rem;
}
nav ol ol {
  padding-left: 1rem;
}
nav a {
  padding: 0.25rem 0;
}
nav a::after {
  content: none;
}
main nav li a {
  text-decoration: none;
}
main nav li a:hover {
  color: var(--accent);
  text-decoration: underline;
}
}
`,
};
