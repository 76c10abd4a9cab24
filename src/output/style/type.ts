import type { Sheet } from './sheet.ts';

/** Running text: paragraphs, lists, headings, links, remarks set off from it. */
export const TYPE: Sheet = {
  paper: `
p,
ul,
ol,
dl,
blockquote,
pre {
  margin: 0 0 6.5pt;
}
main p,
main ul,
main ol {
  max-width: var(--measure);
}
.whole {
  break-inside: avoid;
}
p:has(+ ul),
p:has(+ ol) {
  margin-bottom: 2pt;
  break-after: avoid;
}
ul,
ol {
  padding-left: 13pt;
}
main li {
  margin-bottom: 1.5pt;
}
a {
  color: var(--accent);
  text-decoration: none;
}
strong {
  font-weight: 600;
}
code {
  font: 0.9em var(--sans);
}
:is(table, .notes, .facts) code {
  font-size: inherit;
}
pre {
  font: 9pt / 1.4 var(--sans);
  white-space: pre-wrap;
}
hr {
  border: 0;
  border-top: 0.5pt solid var(--rule);
  margin: 12pt 0;
}
.value,
.joined,
td.right {
  white-space: nowrap;
}
.flag {
  font: 8pt var(--sans);
  color: var(--signal);
}
.flag a {
  color: inherit;
}

h1,
h2,
h3,
h4,
h5,
h6 {
  font-family: var(--serif);
  font-weight: 600;
  break-after: avoid;
  break-inside: avoid;
  text-wrap: balance;
}
h2 {
  font-size: 15.5pt;
  line-height: 1.22;
  margin: 20pt 0 5pt;
}
h3 {
  font-size: 11.5pt;
  line-height: 1.3;
  margin: 14pt 0 3pt;
}
h4,
h5,
h6 {
  font: 600 10pt / 1.35 var(--sans);
  margin: 10pt 0 2pt;
}
main > section:first-child > h2:first-child,
.box ~ section:nth-child(-n + 3) > h2:first-child {
  margin-top: 12pt;
}
h2 + p,
h3 + p {
  break-before: avoid;
}
li::marker {
  font: 600 9.5pt var(--sans);
  color: var(--accent);
}
.note {
  margin: 11pt 0;
  padding: 1pt 0 1pt 10pt;
  border-left: 2.2pt solid var(--signal);
  font: 9.5pt / 1.45 var(--sans);
  break-inside: avoid;
}
.note > :last-child {
  margin-bottom: 0;
}
blockquote {
  padding-left: 10pt;
  border-left: 1pt solid var(--rule);
}
main .figure-notes {
  columns: 2;
  column-gap: var(--gutter);
  max-width: none;
  padding: 0;
  list-style: none;
  font: 8pt / 1.3 var(--sans);
}
.figure-notes li {
  break-inside: avoid;
  padding-left: 10pt;
  text-indent: -10pt;
}
`,
  screen: `
@media screen {
p,
ul,
ol,
dl,
blockquote,
pre {
  margin-bottom: 0.875em;
}
ul,
ol {
  padding-left: 1.25em;
}
main li {
  margin-bottom: 0.375em;
}
main p a,
main li a,
main td a {
  text-decoration: underline;
  text-decoration-thickness: 1px;
  text-underline-offset: 0.18em;
}
code,
pre {
  font-size: 0.9375em;
}
.flag {
  font-size: 0.78em;
}
h2 {
  font-size: 1.625rem;
  margin: 3rem 0 0.75rem;
}
h3 {
  font-size: 1.25rem;
  margin: 2rem 0 0.5rem;
}
h4,
h5,
h6 {
  font-size: 1rem;
  margin: 1.5rem 0 0.25rem;
}
main > section:first-child > h2:first-child {
  margin-top: 2rem;
}
:target {
  scroll-margin-top: 1rem;
}
li::marker {
  font-size: 0.9375em;
}
.note {
  margin: 1.25rem 0;
  padding: 0.125rem 0 0.125rem 1rem;
  border-left-width: 3px;
  font-size: 0.9375rem;
}
blockquote {
  padding-left: 1rem;
  margin-inline: 0;
}
main .figure-notes {
  columns: 20rem 2;
  column-gap: 2rem;
  font-size: 0.875rem;
}
.figure-notes li {
  padding-left: 1rem;
  text-indent: -1rem;
}
}
`,
};
