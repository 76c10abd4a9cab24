import type { Sheet } from './sheet.ts';

/** Charts and tables with their titles and notes, alone and in two columns. */
export const EXHIBIT: Sheet = {
  paper: `
.columns {
  columns: 2;
  column-gap: var(--gutter);
}
.columns {
  font-size: 0.95em;
  line-height: 1.45;
}
.columns ol,
.columns ul {
  margin-bottom: 0;
}
.columns li {
  break-inside: avoid;
  margin-bottom: 4.5pt;
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
/* The title of a table stands inside it, so beside one there are no rows to share. */
.columns:has(> .exhibit table) > .exhibit {
  display: block;
  grid-row: auto;
}
.exhibit {
  margin: 11pt 0 13pt;
  padding-top: 4.5pt;
  border-top: 1pt solid var(--ink);
  break-inside: avoid;
}
.exhibit[data-keep=''] {
  break-inside: auto;
}
/* a table of few columns on the measure of the text: figures stay near their labels */
main > .exhibit:has(table:not(.wide)),
section > .exhibit:has(table:not(.wide)) {
  max-width: var(--measure);
}
figcaption,
caption {
  text-align: left;
  font: 9pt / 1.3 var(--sans);
  margin-bottom: 5pt;
  break-after: avoid;
}
caption {
  padding-bottom: 2pt;
}
.exhibit .label,
.exhibit .title {
  font-size: 10.5pt;
  font-weight: 600;
  line-height: 1.3;
}
.exhibit .label {
  margin-right: 0.35em;
  font-weight: 400;
  color: var(--accent);
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
  font: 8pt / 1.35 var(--sans);
  color: var(--quiet);
  max-width: none;
  margin: 0;
}
.notes {
  margin-top: 5pt;
  break-before: avoid;
  break-inside: avoid;
}
.legend {
  break-before: avoid;
}
main > .legend {
  margin: -5pt 0 10pt;
}
`,
  screen: `
@media screen {
.columns {
  columns: 1;
  font-size: inherit;
  line-height: inherit;
}
.columns:has(> .exhibit) {
  display: block;
}
.columns > .exhibit {
  display: block;
}
.columns li {
  margin-bottom: 0.75em;
}
.exhibit {
  margin: 2rem 0 2.25rem;
  padding-top: 0.625rem;
  border-top-width: 2px;
}
figcaption,
caption {
  font-size: 0.9375rem;
  line-height: 1.4;
  margin-bottom: 0.75rem;
}
caption {
  padding-bottom: 0.5rem;
}
.exhibit .label,
.exhibit .title {
  font-size: 1.125rem;
}
main .notes p,
main .legend {
  font-size: 0.8125rem;
  line-height: 1.5;
}
main .notes {
  margin-top: 0.625rem;
}
main > .legend {
  margin: -0.5rem 0 1rem;
}
.chart,
.scroll {
  overflow-x: auto;
  /* a shade at the edge beyond which there is more */
  background:
    linear-gradient(var(--ground), var(--ground)) left / 1.5rem 100% no-repeat local,
    linear-gradient(var(--ground), var(--ground)) right / 1.5rem 100% no-repeat local,
    linear-gradient(to right, var(--edge), transparent) left / 0.75rem 100% no-repeat scroll,
    linear-gradient(to left, var(--edge), transparent) right / 0.75rem 100% no-repeat scroll;
}
caption {
  position: sticky;
  left: 0;
  max-width: calc(100vw - 2 * var(--side));
}
.chart svg {
  width: 100%;
  max-width: 46rem;
}
.chart svg[width='642'] {
  min-width: 34rem;
}
.columns > .exhibit .chart svg {
  max-width: 26rem;
}
@media (width >= 40rem) {
  .columns {
    columns: 2;
  }
  .columns:has(> .exhibit),
  .columns > .exhibit {
    display: grid;
  }
}
}
`,
};
