import type { Sheet } from './sheet.ts';

/** The headline box. */
export const BOX: Sheet = {
  paper: `
.box {
  --columns: 5;
  --figure: 15pt;
  display: grid;
  grid-template-columns: repeat(var(--columns), minmax(0, 1fr));
  gap: 7pt 5mm;
  margin: 8pt 0;
  break-inside: avoid;
  font: 9pt / 1.35 var(--sans);
}
.box[data-count='2'] {
  --columns: 2;
  --figure: 18pt;
}
.box[data-count='3'],
.box[data-count='6'] {
  --columns: 3;
  --figure: 18pt;
}
.box[data-count='4'],
.box[data-count='7'],
.box[data-count='8'] {
  --columns: 4;
  --figure: 17pt;
}
.box > div {
  display: flex;
  flex-direction: column;
  padding-top: 4pt;
  border-top: 0.7pt solid var(--axis);
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
  font-size: var(--figure);
  line-height: 1.15;
  letter-spacing: -0.01em;
  color: var(--ink);
  margin-bottom: 2pt;
}
/* A unit for which there is no room goes to the next line, whole. */
.box .figure .value {
  white-space: normal;
  word-break: keep-all;
}
.box wbr,
td wbr {
  display: none;
}
.box .figure strong {
  font-weight: inherit;
}
.box .unit {
  padding-left: 0.1em;
  font-weight: 400;
  font-size: min(9pt, 0.55 * var(--figure));
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
  right: 0;
  bottom: 2pt;
}
.box:not([data-count='5']) p:has(+ p.beside) {
  padding-right: 52pt;
}
.box:is([data-count='4'], [data-count='7'], [data-count='8']) p.beside svg {
  width: 36pt;
  height: auto;
}
.box:is([data-count='4'], [data-count='7'], [data-count='8']) p:has(+ p.beside) {
  padding-right: 38pt;
}
.box .figure .flag {
  font-size: 8pt;
  letter-spacing: 0;
}
`,
  screen: `
@media screen {
.box {
  gap: 1.5rem var(--gutter);
  margin: 2rem 0;
  font-size: 0.875rem;
}
.box > div {
  padding-top: 0.5rem;
  border-top-width: 1px;
}
.box .label {
  padding-bottom: 0.25rem;
}
.box .figure {
  font-size: clamp(1.375rem, 1.1rem + 1.2vw, 1.75rem);
}
.box .unit,
.box .figure .flag {
  font-size: 0.875rem;
}
@media (width < 40rem) {
  .box[data-count] {
    --columns: 2;
  }
  .box[data-count] p.beside {
    position: static;
  }
  .box[data-count] p:has(+ p.beside) {
    padding-right: 0;
  }
}
}
`,
};
