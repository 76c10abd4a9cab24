import { HAN_STYLE } from './han.ts';

/**
 * The house style, for A4. It is a module and not a file of its own so that it is there wherever the program runs, from
 * source or as one bundled file. Colours, fonts and the size of text are variables that stand before it
 * (variables.ts); a brief's own style sheet follows it and may change them.
 *
 * The page has no side margins, so that the cover band can reach the edges: Chromium paints nothing into margins. The
 * body's padding stands for them. No text is made by the style sheet: what is read must be in the document. The one
 * exception is unseen: figures that lack a digit or a flag keep its room with hidden ones, so that points align.
 */
export const HOUSE_STYLE = `
:root {
  --side: 20mm;
  --gutter: 8mm;
  --measure: 146mm;
}

@counter-style running {
  system: cyclic;
  symbols: '';
}
@page {
  size: A4;
  margin: 20mm 0 21mm;
  @top-left {
    content: counter(page, running);
    padding: 0 20mm 6mm;
    vertical-align: bottom;
    font: 8pt var(--sans);
    color: #55626f;
  }
  @bottom-left {
    content: var(--title);
    padding-left: 20mm;
    font: 8pt var(--sans);
    color: var(--quiet);
  }
  @bottom-right {
    content: counter(page) ' / ' counter(pages);
    padding-right: 20mm;
    font: 8pt var(--sans);
    color: var(--quiet);
  }
}
@page :first {
  margin-top: 0;
}

* {
  box-sizing: border-box;
}
html {
  print-color-adjust: exact;
}
body {
  margin: 0;
  padding: 0 var(--side);
  font: var(--text-size) / 1.5 var(--serif);
  font-variant-numeric: lining-nums;
  color: var(--ink);
  orphans: 2;
  widows: 2;
}
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
p:has(+ ul),
p:has(+ ol) {
  margin-bottom: 2pt;
  break-after: avoid;
}
ul,
ol {
  padding-left: 14pt;
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
td.right {
  white-space: nowrap;
}
.flag {
  font: 0.78em var(--sans);
  color: var(--signal);
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
  margin: 21pt 0 6pt;
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
main > section:first-child > h2:first-child {
  margin-top: 13pt;
}
h2 + p,
h3 + p {
  break-before: avoid;
}

.band {
  margin: 0 calc(-1 * var(--side));
  padding: 19mm var(--side) 10mm;
  background: var(--band);
  color: var(--band-text);
}
.band h1 {
  font-size: 27pt;
  line-height: 1.12;
  color: var(--band-title);
  max-width: 150mm;
  margin: 0 0 8pt;
}
.band p {
  font: 9pt / 1.45 var(--sans);
  max-width: 140mm;
  margin: 0;
}
.band h1 + p {
  font: 12.5pt / 1.42 var(--serif);
  margin-bottom: 5pt;
}
.band p:last-child {
  margin-bottom: 0;
}
.band a,
.band .flag {
  color: inherit;
}

.facts ul {
  display: flex;
  flex-wrap: wrap;
  gap: 5pt 11mm;
  list-style: none;
  margin: 0;
  padding: 9pt 0 9pt;
  border-bottom: 0.5pt solid var(--rule);
  font: 8.5pt / 1.35 var(--sans);
  color: var(--quiet);
}
.facts strong {
  display: block;
  color: var(--ink);
}
.facts p {
  margin: 0;
}

.box {
  display: grid;
  grid-template-columns: repeat(var(--columns, 5), minmax(0, 1fr));
  row-gap: 11pt;
  margin: 12pt 0 10pt;
  break-inside: avoid;
  font: 9pt / 1.35 var(--sans);
}
.box[data-count='2'] {
  --columns: 2;
}
.box[data-count='3'],
.box[data-count='6'] {
  --columns: 3;
}
.box[data-count='4'],
.box[data-count='7'],
.box[data-count='8'] {
  --columns: 4;
}
.box > div {
  display: flex;
  flex-direction: column;
  padding: 1pt 8pt 1pt 9pt;
  border-left: 0.5pt solid var(--rule);
}
.box p {
  margin: 0 0 1pt;
  color: var(--accent);
}
.box .label {
  color: var(--quiet);
  line-height: 1.25;
  margin-bottom: auto;
  padding-bottom: 3pt;
}
.box .figure {
  font-weight: 600;
  font-size: 18pt;
  line-height: 1.15;
  letter-spacing: -0.01em;
  color: var(--ink);
  margin-bottom: 2pt;
  white-space: nowrap;
}
.box wbr,
td wbr {
  display: none;
}
.box .figure strong {
  font-weight: inherit;
}
.box .unit {
  font-weight: 400;
  font-size: 9pt;
  letter-spacing: 0;
  color: var(--quiet);
}
.box .figure .flag {
  font-size: 8pt;
  letter-spacing: 0;
}

.columns {
  columns: 2;
  column-gap: var(--gutter);
}
.columns ol,
.columns ul {
  margin-bottom: 0;
}
.columns li {
  break-inside: avoid;
  margin-bottom: 6.5pt;
}
.columns li p {
  margin-bottom: 0;
}
.columns:has(> .exhibit) {
  display: grid;
  grid-template-columns: 1fr 1fr;
  gap: 0 var(--gutter);
  break-inside: avoid;
}
.columns > .exhibit {
  display: grid;
  grid-row: span 3;
  grid-template-rows: subgrid;
  align-content: start;
}
li::marker {
  font: 600 9.5pt var(--sans);
  color: var(--accent);
}

.exhibit {
  margin: 12pt 0 14pt;
  padding-top: 5pt;
  border-top: 1.2pt solid var(--ink);
  break-inside: avoid;
}
figcaption,
caption {
  text-align: left;
  font: 9pt / 1.35 var(--sans);
  margin-bottom: 5pt;
  break-after: avoid;
}
caption {
  padding-bottom: 3pt;
}
.exhibit .label {
  font-size: 8pt;
  color: var(--accent);
}
.exhibit .title {
  font-size: 11pt;
  font-weight: 600;
  line-height: 1.25;
}
.exhibit .subtitle {
  color: var(--quiet);
}
.chart svg {
  display: block;
  max-width: 100%;
  height: auto;
}
main .notes p,
main .legend {
  font: 8pt / 1.4 var(--sans);
  color: var(--quiet);
  max-width: none;
  margin: 0;
}
.notes {
  margin-top: 4pt;
}
.legend {
  break-before: avoid;
}
main > .legend {
  margin: -4pt 0 10pt;
}

table {
  width: 100%;
  border-collapse: collapse;
  font: 9pt / 1.35 var(--sans);
  font-variant-numeric: lining-nums tabular-nums;
  break-inside: avoid;
}
th,
td {
  padding: 3pt 0 3pt 10pt;
  text-align: left;
  vertical-align: baseline;
  font-weight: 400;
}
th:first-child,
td:first-child {
  padding-left: 0;
}
thead th {
  font-weight: 600;
  color: var(--quiet);
  vertical-align: bottom;
  border-bottom: 0.8pt solid var(--ink);
}
tbody th,
tbody td {
  border-bottom: 0.4pt solid var(--rule);
}
.right {
  text-align: right;
}
.center {
  text-align: center;
}
.total > * {
  font-weight: 600;
}
.room::after,
.flags::after {
  content: attr(data-room);
  visibility: hidden;
}
.flags {
  display: inline-grid;
  justify-items: start;
  margin-left: 0.25em;
  font: 0.78em var(--sans);
}
.flags > .flag,
.flags::after {
  grid-area: 1 / 1;
  font-size: inherit;
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

nav {
  margin: 12pt 0;
  font: 9.5pt / 1.4 var(--sans);
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
  column-gap: 20pt;
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
  gap: 6pt;
  padding: 2pt 0;
  color: var(--ink);
  border-bottom: 0.8pt dotted var(--axis);
}
nav .page {
  margin-left: auto;
  min-width: 3ch;
  text-align: right;
  color: var(--quiet);
  font-variant-numeric: tabular-nums;
}
${HAN_STYLE}`;
