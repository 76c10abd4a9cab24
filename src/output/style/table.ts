import type { Sheet } from './sheet.ts';

/** Tables. Figures that lack a digit or a flag keep its room with hidden ones, so that points align. */
export const TABLE: Sheet = {
  paper: `
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
thead th,
tbody th,
tbody td {
  border-bottom-width: 1px;
}
tbody tr:hover > * {
  background: var(--wash);
}
@media (width < 40rem) {
  /* else the room for flags is pushed to a line of its own */
  thead .flags {
    display: none;
  }
}
}
`,
};
