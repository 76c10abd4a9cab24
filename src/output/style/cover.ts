import type { Sheet } from './sheet.ts';

/** The cover band and the facts of the edition below it. */
export const COVER: Sheet = {
  paper: `
.band {
  margin: 0 calc(-1 * var(--side));
  padding: 13mm var(--side) 7mm;
  background: var(--band);
  color: var(--band-text);
}
.band h1 {
  font-size: 25pt;
  line-height: 1.14;
  color: var(--band-title);
  max-width: 160mm;
  margin: 0 0 6pt;
}
.band p {
  font: 9pt / 1.45 var(--sans);
  max-width: 140mm;
  margin: 0;
}
.band h1 + p {
  font: 12.5pt / 1.42 var(--serif);
  text-wrap: balance;
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
  display: grid;
  grid-template-columns: repeat(3, minmax(0, 1fr));
  gap: 4pt 5mm;
  list-style: none;
  margin: 0;
  padding: 7pt 0 0;
  font: 8.5pt / 1.35 var(--sans);
  color: var(--quiet);
}
/* few stand in one line, each as wide as it is */
.facts ul:has(> :last-child:nth-child(-n + 4)) {
  display: flex;
  flex-wrap: wrap;
  column-gap: 11mm;
}
.facts strong {
  display: block;
  color: var(--ink);
}
.facts p {
  margin: 0;
}
`,
  screen: `
main .facts ul {
  max-width: none;
}
@media screen {
.band {
  margin: 0;
  padding: clamp(2rem, 7vw, 4rem) var(--side) clamp(1.5rem, 5vw, 2.5rem);
}
.band h1 {
  max-width: none;
  font-size: clamp(1.875rem, 1.4rem + 2vw, 2.625rem);
  margin-bottom: 0.75rem;
}
.band p {
  max-width: 40rem;
  font-size: 0.9375rem;
}
.band h1 + p {
  font-size: clamp(1.0625rem, 1rem + 0.5vw, 1.25rem);
  line-height: 1.45;
}
.band :focus-visible {
  outline-color: var(--band-title);
}
.facts ul {
  gap: 0.75rem var(--gutter);
  padding: 1.125rem 0 0;
  font-size: 0.875rem;
}
@media (width < 40rem) {
  .facts ul {
    grid-template-columns: repeat(2, minmax(0, 1fr));
  }
}
.facts li {
  margin: 0;
}
}
`,
};
