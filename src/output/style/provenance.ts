import type { Sheet } from './sheet.ts';

/** Figures that open where they come from. Without knowledge of popovers their content is an annex at the end. */
export const PROVENANCE: Sheet = {
  paper: ``,
  screen: `
button.value {
  margin: 0;
  padding: 0;
  border: 0;
  background: none;
  color: inherit;
  font: inherit;
  font-variant-numeric: inherit;
  letter-spacing: inherit;
  text-align: inherit;
}
/* with the marks beside it */
span:not([class]):has(> button.value) {
  white-space: nowrap;
}
@media screen {
button.value {
  border-radius: 2px;
  cursor: pointer;
  text-decoration: underline dotted 1px color-mix(in srgb, currentcolor 35%, transparent);
  text-underline-offset: 0.2em;
}
.box button.value,
table button.value {
  text-decoration-color: transparent;
}
button.value:hover,
button.value:focus-visible {
  color: var(--accent);
  text-decoration: underline 1px currentcolor;
}
.band button.value:hover,
.band button.value:focus-visible {
  color: var(--band-title);
}
.provenance {
  font: 0.875rem/1.45 var(--sans);
}
.provenance > p {
  font-weight: 600;
}
[popover] {
  padding: 0.875rem 1rem;
  border: 1px solid var(--rule);
  border-radius: 8px;
  background: var(--sheet);
  color: var(--ink);
  box-shadow: 0 6px 24px rgb(0 0 0 / 0.18);
}
[popover] > p::first-letter {
  text-transform: uppercase;
}
[popover] > p {
  font-weight: 600;
  margin: 0 0 0.5rem;
}
[popover] dl {
  margin: 0;
}
[popover] dl > div {
  display: grid;
  grid-template-columns: 6.75rem minmax(0, 1fr);
  gap: 0.75rem;
  padding: 0.25rem 0;
  border-top: 1px solid var(--rule);
}
[popover] dt {
  color: var(--quiet);
}
[popover] dd {
  margin: 0;
  overflow-wrap: anywhere;
}
[popover] ul {
  margin: 0;
  padding: 0;
  list-style: none;
}
[popover] code {
  font: 0.8125rem/1.4 ui-monospace, 'Cascadia Code', Menlo, Consolas, monospace;
}
[popover] a {
  text-decoration: underline;
  text-underline-offset: 0.18em;
}
@supports selector(:popover-open) {
  .provenance {
    padding: 0;
  }
  .provenance > p {
    display: none;
  }
  [popover] {
    inset: auto 0 0;
    width: auto;
    max-height: 70vh;
    margin: 0;
    overflow: auto;
    border-radius: 12px 12px 0 0;
  }
}
@media (width >= 40rem) {
  @supports selector(:popover-open) {
    [popover] {
      inset: auto 1rem 1rem auto;
      width: 24rem;
      border-radius: 8px;
    }
  }
  @supports (position-area: block-end span-inline-end) {
    [popover] {
      inset: auto;
      margin: 0.375rem 0;
      position-area: block-end span-inline-end;
      max-height: calc(100% - 0.75rem);
      position-try: most-block-size flip-block, flip-inline, flip-block flip-inline;
    }
  }
}
}
`,
};
