import type { Sheet } from './sheet.ts';

/**
 * What the house style changes for Chinese, by the language of the page. One family sets characters, letters and
 * digits, so that they share weight and baseline; its quotation marks and dashes are as wide as characters. Characters
 * are larger than letters of the same size and want wider leading. Lines are not spread to one length: figures and
 * their units stay together, and a line that one does not fit would be torn apart. Nothing is slanted, for the family
 * has no italics and a browser would skew the upright face. The first page ends with the contents.
 */
export const HAN: Sheet = {
  paper: `
:root:lang(zh) {
  --serif: var(--han);
  --sans: var(--han);
  text-autospace: normal;
}
:lang(zh) body {
  font-size: calc(0.95 * var(--text-size));
  line-height: 1.7;
  line-break: strict;
  text-wrap: wrap;
  text-spacing-trim: trim-start;
  font-synthesis: none;
}
:lang(zh) .columns {
  font-size: inherit;
  line-height: inherit;
}
:lang(zh) em {
  font-style: normal;
}
:lang(zh) ul > li::marker {
  font-size: 0.8em;
}
:lang(zh) :is(h1, h2, h3) {
  line-height: 1.35;
  word-break: keep-all;
  overflow-wrap: break-word;
}
:lang(zh) h2 {
  font-size: 14.5pt;
}
:lang(zh) .band h1 {
  font-size: 24pt;
  line-height: 1.25;
}
:lang(zh) .band h1 + p {
  font-size: 11.5pt;
  line-height: 1.6;
  max-width: none;
}
:lang(zh) .exhibit .title {
  font-size: 10.5pt;
  line-height: 1.4;
}
:lang(zh) .box .figure {
  font-size: calc(0.9 * var(--figure));
  letter-spacing: 0;
}
:lang(zh) table {
  font-size: 8.5pt;
}
:lang(zh) :is(.notes p, .legend) {
  line-height: 1.5;
}
:lang(zh) tbody th {
  word-break: keep-all;
}
:lang(zh) .figure-notes {
  line-height: 1.4;
  word-break: keep-all;
  overflow-wrap: break-word;
}
:lang(zh) .facts ul {
  grid-template-columns: repeat(3, auto);
  justify-content: start;
  column-gap: 11mm;
}
:lang(zh) nav {
  line-height: 1.55;
}
`,
  screen: `
@media screen {
:lang(zh) body {
  font-size: 1rem;
  line-height: 1.75;
}
:lang(zh) h2 {
  font-size: 1.5rem;
}
:lang(zh) h3 {
  font-size: 1.1875rem;
}
:lang(zh) .band h1 {
  font-size: clamp(1.75rem, 1.3rem + 2vw, 2.5rem);
}
:lang(zh) .band h1 + p {
  font-size: clamp(1rem, 0.95rem + 0.4vw, 1.125rem);
}
:lang(zh) .exhibit .title {
  font-size: 1.0625rem;
}
:lang(zh) .box .figure {
  font-size: clamp(1.25rem, 1rem + 1.1vw, 1.625rem);
}
:lang(zh) table {
  font-size: 0.875rem;
}
:lang(zh) td:not(.right) {
  min-width: 4em;
}
@media (width < 40rem) {
  :lang(zh) .facts ul {
    grid-template-columns: repeat(2, minmax(0, 1fr));
    column-gap: var(--gutter);
  }
}
}
`,
};
