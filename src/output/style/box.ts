import type { Sheet } from './sheet.ts';

/** The headline box. */
export const BOX: Sheet = {
  paper: `
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
.trend {
  display: block;
  margin-top: 4pt;
  color: var(--accent);
}
/* beside the change, where there is room for both */
.box:not([data-count='5']) > div {
  position: relative;
}
.box:not([data-count='5']) p.beside {
  position: absolute;
  right: 12pt;
  bottom: 2pt;
}
.box:not([data-count='5']) p:has(+ p.beside) {
  padding-right: 58pt;
}
.box .figure .flag {
  font-size: 8pt;
  letter-spacing: 0;
}
`,
  screen: `
@media screen {
@media (width < 40rem) {
  .box:not([data-count='5']) p.beside {
    position: static;
  }
  .box:not([data-count='5']) p:has(+ p.beside) {
    padding-right: 0;
  }
}
.box {
  --columns: 2;
  grid-template-columns: repeat(var(--columns), minmax(0, 1fr));
  gap: 1.5rem 0;
  margin: 2rem 0;
  font-size: 0.875rem;
}
.box > div {
  padding: 0 0.875rem;
}
.box .label {
  padding-bottom: 0.25rem;
}
.box .figure {
  font-size: clamp(1.375rem, 1.1rem + 1.2vw, 1.75rem);
  white-space: normal;
}
/* The reader's fonts may be wider than ours, so unit and flags have a line of their own. */
.box .figure .value {
  white-space: normal;
}
.box .unit {
  white-space: nowrap;
}
.box .unit::before {
  content: '\\A';
  white-space: pre;
}
.box .unit,
.box .figure .flag {
  font-size: 0.875rem;
}
@media (width >= 40rem) {
  .box {
    --columns: 5;
  }
}
}
`,
};
