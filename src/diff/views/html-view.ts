import { lineOf } from '../../core/diagnostics/source-file.ts';
import type { ElementContent } from 'hast';
import { h } from 'hastscript';
import rehypeStringify from 'rehype-stringify';
import { unified } from 'unified';
import type { DatasetChanges } from '../../comparison/dataset-changes.ts';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Chart } from '../../document/exhibit-nodes.ts';
import type { CausedChange, Difference, EditionDifference } from '../difference.ts';
import {
  countsText,
  coverageTexts,
  dataTitle,
  findingText,
  hintText,
  moreVerdictsText,
  type Piece,
  problemPlace,
  programPieces,
  rulePieces,
  statementPieces,
  statementsTold,
  statementText,
  verdictPieces,
  whyText,
} from './data-words.ts';
import {
  causeText,
  chartTexts,
  editionText,
  failureTexts,
  otherTexts,
  placeText,
  shownEditions,
  summaryText,
  totalText,
  weightText,
} from './edition-words.ts';
import { firstText, firstThings, type FirstThings } from './first-things.ts';
import { markedTexts } from './marked-change.ts';

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** A difference as one page without scripts and other files, with both drawings of each chart that changes. */
export function differenceHtml(difference: Difference): string {
  const { base, head, packages, datasets, editions } = difference;
  const things = firstThings(difference);
  const title = `${base} → ${head}`;
  const { shown } = shownEditions(editions);
  const page = h('html', { lang: 'en' }, [
    h('head', [
      h('meta', { charset: 'utf-8' }),
      h('meta', { httpEquiv: 'Content-Security-Policy', content: POLICY }),
      h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      h('meta', { name: 'color-scheme', content: 'light dark' }),
      h('title', title),
      h('style', VIEW_STYLE),
    ]),
    h('body', [
      h('main', [
        h('h1', title),
        h('p', totalText(datasets.length, editions)),
        ...packages.map((change) => h('p', elements(programPieces(change)))),
        ...firstSection(things),
        ...(shown.length > 1 ? [contents(shown)] : []),
        ...shown.map((edition, index) => editionSection(edition, index)),
        ...datasets.map(datasetSection),
      ]),
    ]),
  ]);
  return `<!doctype html>\n${unified()
    .use(rehypeStringify)
    .stringify({ type: 'root', children: [page] })}\n`;
}

/** What a reviewer must know first, and what nothing below says. */
function firstSection(things: FirstThings): ElementContent[] {
  const counts = firstText(things);
  const advised = things.slips.flatMap(({ statement, advice, failure }) =>
    advice === undefined || failure ? [] : [{ statement, advice }],
  );
  return [
    ...(counts === '' ? [] : [h('p', h('b', `Look first at: ${counts}.`))]),
    ...things.failures.map((failure) => {
      const { what, editions } = failureTexts(failure);
      return problemArticle([h('b', what), `: ${editions}`], failure.problem);
    }),
    ...advised.map(({ statement, advice }) =>
      h('article', { className: ['slip'] }, [
        h('p', { className: 'what' }, [h('b', statement.nature), ' ', ...elements(statementPieces(statement))]),
        h('p', { className: 'text' }, statementText(statement)),
        h('p', { className: 'why' }, [hintText(advice), ' · ', h('code', lineOf(statement.place))]),
      ]),
    ),
    ...things.findings.map((found) => problemArticle([h('b', 'finding of the tests')], found)),
  ];
}

function problemArticle(what: (ElementContent | string)[], problem: Diagnostic): ElementContent {
  const hint = hintText(problem.hint ?? '');
  const place = problemPlace(problem);
  return h('article', { className: ['slip'] }, [
    h('p', { className: 'what' }, what),
    h('p', { className: 'text' }, findingText(problem)),
    h('p', { className: 'why' }, [hint, hint !== '' && place !== '' ? ' · ' : '', h('code', place)]),
  ]);
}

function contents(editions: readonly EditionDifference[]): ElementContent {
  const items = editions.map((edition, index) =>
    h('li', [h('a', { href: `#edition-${index}` }, editionText(edition)), `: ${summaryText(edition)}`]),
  );
  return h('ul', { className: 'contents' }, items);
}

function editionSection(edition: EditionDifference, index: number): ElementContent {
  return h('section', { id: `edition-${index}` }, [
    h('h2', editionText(edition)),
    h('p', summaryText(edition)),
    ...edition.changes.map((change) => changeArticle(change, edition)),
    ...otherTexts(edition).map(otherArticle),
  ]);
}

function otherArticle({ name, text }: ReturnType<typeof otherTexts>[number]): ElementContent {
  return h('article', [h('p', { className: 'what' }, h('b', name)), h('p', { className: 'text' }, text)]);
}

/** Pieces of a text as elements. */
function elements(pieces: readonly Piece[]): ElementContent[] {
  return pieces.map((piece) => (typeof piece === 'string' ? { type: 'text', value: piece } : h('code', piece.code)));
}

function changeArticle(change: CausedChange, edition: EditionDifference): ElementContent {
  const { weight, charts, place } = change;
  const isDrawn = charts !== undefined;
  const cause = causeText(change, edition);
  return h('article', { className: [weight] }, [
    h('p', { className: 'what' }, [h('b', weightText(change, edition)), ` ${placeText(change)}`]),
    isDrawn ? drawings(change) : h('p', { className: 'text' }, markedElements(change)),
    ...(isDrawn ? chartTexts(change).map((text) => h('p', { className: 'mark' }, text)) : []),
    h('p', { className: 'why' }, [cause, ...(place ? [cause === '' ? '' : ' · ', h('code', lineOf(place))] : [])]),
  ]);
}

function markedElements(change: CausedChange): ElementContent[] {
  return markedTexts(change).map(({ text, mark }) =>
    mark === 'same' ? { type: 'text', value: text } : h(mark === 'old' ? 'del' : 'ins', text),
  );
}

function drawings({ charts }: CausedChange): ElementContent {
  return h('div', { className: 'drawings' }, [drawing('before', charts?.before), drawing('after', charts?.after)]);
}

function drawing(name: string, chart: Chart | undefined): ElementContent {
  if (!chart) return h('figure', [h('figcaption', name), h('p', 'not shown')]);
  const { standalone, width, height } = chart.rendered;
  const src = `data:image/svg+xml;base64,${Buffer.from(standalone).toString('base64')}`;
  const picture = h('img', { src, alt: chart.alt, width: Math.round(width), height: Math.round(height) });
  return h('figure', [h('figcaption', name), picture]);
}

function datasetSection(changes: DatasetChanges): ElementContent {
  const counts = countsText(changes);
  const { rules, verdicts } = changes;
  const { single, gone } = statementsTold(changes);
  const more = moreVerdictsText(changes);
  const coverage = coverageTexts(changes);
  return h('section', [
    h('h2', dataTitle(changes)),
    ...(counts === '' ? [] : [h('p', counts)]),
    ...single.map((statement) =>
      h('article', { className: [statement.nature] }, [
        h('p', { className: 'what' }, [h('b', statement.nature), ' ', ...elements(statementPieces(statement))]),
        h('p', { className: 'text' }, statementText(statement)),
        h('p', { className: 'why' }, [whyText(statement), ' · ', h('code', lineOf(statement.place))]),
      ]),
    ),
    ...gone.map((text) => h('p', text)),
    ...rules.map((rule) =>
      h('article', [
        h('p', { className: 'what' }, [h('b', rule.kind), ' ', h('code', rule.name)]),
        h('p', { className: 'text' }, elements(rulePieces(rule))),
        h('p', { className: 'why' }, [h('code', lineOf(rule.place))]),
      ]),
    ),
    ...(verdicts.length > 0
      ? [
          h(
            'ul',
            verdicts
              .map((verdict) => h('li', elements(verdictPieces(verdict))))
              .concat(more === '' ? [] : [h('li', more)]),
          ),
        ]
      : []),
    ...(coverage.length > 0
      ? [
          h(
            'ul',
            coverage.map((text) => h('li', text)),
          ),
        ]
      : []),
  ]);
}

/** The style sheet of the page that shows a difference. */
const VIEW_STYLE = `
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
