/** The style sheet of the page that shows a difference. */
export const VIEW_STYLE = `
:root { color-scheme: light dark; --old: #b3261e; --new: #146c2e; --line: #8884; }
@media (prefers-color-scheme: dark) { :root { --old: #ff8a80; --new: #7bd88f; } }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
main { max-width: 60rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.4rem; line-height: 1.25; }
h2 { font-size: 1.15rem; margin: 2.5rem 0 0; padding-top: 0.5rem; border-top: 2px solid; }
article { margin: 1rem 0; padding-left: 0.75rem; border-left: 3px solid var(--line); }
article.direction, article.rank, article.slip { border-left-color: var(--old); }
article p { margin: 0.15rem 0; }
.what { color: GrayText; font-size: 0.9rem; }
.what b { color: CanvasText; }
.why, .mark { font-size: 0.85rem; color: GrayText; }
code { font-size: 0.9em; }
del { color: var(--old); text-decoration: line-through; }
ins { color: var(--new); text-decoration: underline; font-weight: 600; }
.drawings { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); gap: 1rem; }
figure { margin: 0.5rem 0; }
figcaption { font-size: 0.85rem; color: GrayText; }
figure img { max-width: 100%; height: auto; background: #fff; }
`;
