import type { Sheet } from './sheet.ts';

/**
 * The page itself: paper, running heads and feet, what everything inherits. On a screen: the width of the text, what a
 * keyboard sees.
 *
 * The printed page has no side margins, so that the cover band can reach the edges: Chromium paints nothing into
 * margins. The body's padding stands for them.
 */
export const PAGE: Sheet = {
  paper: `
:root {
  --paper-width: 210mm;
  --text-width: 170mm;
  --side: calc((var(--paper-width) - var(--text-width)) / 2);
  --gutter: 8mm;
  --measure: 142mm;
}

@counter-style running {
  system: cyclic;
  symbols: '';
}
@page {
  margin: 19mm 0;
  @top-left {
    content: counter(page, running);
    padding: 0 var(--side) 1.1mm;
    vertical-align: bottom;
    font: 8pt / 4.6mm var(--sans);
    color: var(--quiet);
    white-space: pre;
  }
  @bottom-left {
    content: var(--title);
    padding-left: var(--side);
    font: 8pt var(--sans);
    color: var(--quiet);
  }
  @bottom-right {
    content: counter(page) ' / ' counter(pages);
    padding-right: var(--side);
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
  /* Else letters stand at whole pixels of a screen, and words run together. */
  text-rendering: geometricPrecision;
}
body {
  margin: 0;
  padding: 0 var(--side);
  font: var(--text-size) / 1.5 var(--serif);
  font-variant-numeric: lining-nums;
  color: var(--ink);
  text-wrap: pretty;
  orphans: 2;
  widows: 2;
}
`,
  screen: `
:root {
  --ground: #fff;
  --sheet: #fff;
  --edge: color-mix(in srgb, var(--ink) 18%, transparent);
  color-scheme: light dark;
}
.glyphs {
  position: absolute;
}
@media print {
  .skip,
  .provenance {
    display: none;
  }
}
@media screen {
html {
  font-size: 100%;
  scroll-padding-top: 1rem;
  text-size-adjust: 100%;
  -webkit-text-size-adjust: 100%;
}
body {
  --side: max(1.125rem, calc((100vw - 46rem) / 2));
  --measure: 40rem;
  --gutter: 2rem;
  padding: 0;
  background: var(--ground);
  font: 1.0625rem/1.6 var(--serif);
  overflow-wrap: break-word;
}
main,
.provenance {
  padding: 0 var(--side) 4rem;
}
main:focus {
  outline: none;
}
:focus-visible {
  outline: 2px solid var(--accent);
  outline-offset: 2px;
  border-radius: 2px;
}
.skip {
  position: absolute;
  z-index: 1;
  left: 1rem;
  top: -4rem;
  padding: 0.5rem 0.875rem;
  background: var(--sheet);
  font: 0.9375rem/1.4 var(--sans);
}
.skip:focus {
  top: 1rem;
}
@media (prefers-reduced-motion: no-preference) {
  html {
    scroll-behavior: smooth;
  }
}
}
`,
};
