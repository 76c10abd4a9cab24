import type { Sheet } from './sheet.ts';

/** Tables. Figures that lack a digit or a flag keep its room with hidden ones, so that points align. */
export const TABLE: Sheet = {
  paper: `
table {
  width: 100%;
  border-collapse: collapse;
  font: 8.75pt / 1.3 var(--sans);
  font-variant-numeric: lining-nums tabular-nums;
}
th,
td {
  padding: 2.4pt 0 2.4pt 12pt;
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
  text-wrap: balance;
  border-bottom: 0.7pt solid var(--ink);
}
tbody th,
tbody td {
  border-bottom: 0.4pt solid var(--rule);
}
tbody tr:last-child > * {
  border-bottom: 0.7pt solid var(--ink);
}
tr {
  break-inside: avoid;
}
thead {
  break-after: avoid;
}
/* where a table is split, three rows stay with its head and three with its end */
tbody tr:nth-child(-n + 2) {
  break-after: avoid;
}
tbody tr:nth-last-child(-n + 2) {
  break-before: avoid;
}
.right {
  text-align: right;
}
/* Columns of figures that end a table are alike, unless there are many; what is left over goes to the words. */
.right {
  width: var(--figures, 28mm);
  padding-left: 8pt;
}
table:where(:has(thead .right ~ .right ~ .right)) {
  --figures: 24mm;
}
table:has(thead .right ~ .right ~ .right ~ .right ~ .right),
table:has(thead .right ~ :not(.right)),
.columns table {
  --figures: auto;
}
/* words beside figures do not press their labels into two lines */
:not(.columns) > .exhibit > table:has(.right) tbody th {
  min-width: 27mm;
}
.over {
  display: flex;
  justify-content: flex-end;
  align-items: flex-end;
}
.latest,
:is(th, td):has(+ .latest) {
  padding-right: 4pt;
}
.latest {
  background: var(--wash);
  color: var(--ink);
  font-weight: 600;
}
th.latest {
  color: var(--ink);
}
.none {
  color: var(--quiet);
}
.center {
  text-align: center;
}
.total > * {
  font-weight: 600;
  border-top: 0.7pt solid var(--ink);
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
  font: 8pt var(--sans);
}
.flags > .flag,
.flags::after {
  grid-area: 1 / 1;
  font-size: inherit;
}
`,
  screen: `
@media screen {
table {
  font-size: 0.875rem;
  line-height: 1.4;
}
th,
td {
  padding: 0.4375rem 0 0.4375rem 1rem;
}
.flags {
  font-size: 0.85em;
}
table,
table:where(:has(thead .right)) {
  --figures: 7.25rem;
}
@media (width < 40rem) {
  table,
  table:where(:has(thead .right)) {
    --figures: auto;
  }
  tr > :is(.right, td) {
    padding-left: 0.75rem;
  }
  thead .right {
    min-width: 4.75rem;
  }
}
/* Labels stay while figures pass behind them, with a shade over what is cut. */
.scroll {
  container-type: scroll-state;
}
@container scroll-state(scrollable: left) {
  table:has(.right) tr > th:first-child {
    position: sticky;
    z-index: 1;
    left: 0;
    background: var(--ground);
  }
  table:has(.right) tr > th:first-child::after {
    content: '';
    position: absolute;
    inset: 0 auto 0 100%;
    width: 0.75rem;
    background: linear-gradient(to right, var(--ground), var(--edge) 15%, transparent);
  }
}
thead th,
tbody th,
tbody td {
  border-bottom-width: 1px;
}
tbody tr:hover > * {
  background: var(--wash);
}
}
`,
};
