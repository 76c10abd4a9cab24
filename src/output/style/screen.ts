/**
 * The house style on a screen. It follows the style of the printed page, which a browser also prints this page with, and
 * changes what paper and points ask for. Without knowledge of popovers their content is an annex at the end.
 */
export const SCREEN_STYLE = `
:root {
  --ground: #fff;
  --sheet: #fff;
  color-scheme: light dark;
}
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
main .facts ul {
  max-width: none;
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
main li a {
  text-decoration: underline;
  text-decoration-thickness: 1px;
  text-underline-offset: 0.18em;
}
code,
pre {
  font-size: 0.9375em;
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

.band {
  margin: 0;
  padding: clamp(2rem, 7vw, 4rem) var(--side) clamp(1.5rem, 5vw, 2.5rem);
}
.band h1 {
  max-width: 40rem;
  font-size: clamp(1.875rem, 1.3rem + 2.9vw, 3rem);
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
  gap: 0.75rem 2.25rem;
  padding: 1.125rem 0;
  font-size: 0.875rem;
}
.facts li {
  margin: 0;
}

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
.box .unit,
.box .figure .flag {
  font-size: 0.875rem;
}
.columns {
  columns: 1;
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
li::marker {
  font-size: 0.9375em;
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
.exhibit .label {
  font-size: 0.8125rem;
}
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
nav {
  margin: 2.25rem 0;
  padding: 1.125rem 1.25rem;
  border-radius: 6px;
  background: var(--wash);
  font-size: 0.9375rem;
}
.contents-title {
  margin-bottom: 0.375rem;
}
nav > ol {
  columns: 20rem 2;
  column-gap: 2rem;
}
nav ol ol {
  padding-left: 1rem;
}
nav a {
  padding: 0.25rem 0;
  border-bottom: 0;
}
main nav li a {
  text-decoration: none;
}
main nav li a:hover {
  color: var(--accent);
  text-decoration: underline;
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
@media (width < 40rem) {
  /* else the room for flags is pushed to a line of its own */
  thead .flags {
    display: none;
  }
}
@media (width >= 40rem) {
  .box {
    --columns: 5;
  }
  .columns {
    columns: 2;
  }
  .columns:has(> .exhibit) {
    display: grid;
  }
  .columns > .exhibit {
    display: grid;
  }
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
@media (prefers-reduced-motion: no-preference) {
  html {
    scroll-behavior: smooth;
  }
}
}
`;
