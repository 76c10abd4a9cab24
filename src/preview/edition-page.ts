import type { Properties } from 'hast';
import type { Text } from 'mdast';
import { composeEdition } from '../pipeline/compose-edition.ts';
import type { Composition } from '../pipeline/composition.ts';
import type { DrawnChart } from '../pipeline/edition-charts.ts';
import { renderScreenPage, renderTexts } from '../pipeline/edition-rendering.ts';
import type { EditionSource } from '../pipeline/edition-source.ts';
import { checkGlyphs } from '../pipeline/missing-glyphs.ts';
import type { ChartThread } from '../chart/chart-thread.ts';
import { chartName } from '../chart/spec.ts';
import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { type Place, placeAt } from '../core/diagnostics/source-file.ts';
import { once } from '../core/machine/cache.ts';
import { statementsIn } from '../dataset/statements.ts';
import type { Exhibit } from '../document/exhibit-nodes.ts';
import type { ValueNode } from '../document/inline-nodes.ts';
import { TOKEN } from '../figure/token.ts';
import { formulaOf, inputsOf, observationOf, statementsOf, type Value } from '../figure/value.ts';
import type { PlaceMarks } from '../output/html/place-marks.ts';
import type { PlaceBook } from './place-book.ts';

/** An edition as it can be shown. */
export interface EditionPage {
  readonly composition: Composition;
  readonly html: string;
  /** The text outputs of the edition, by their paths in its folder. */
  readonly texts: () => Promise<ReadonlyMap<string, string>>;
  /** The figures of its release that it does not print. */
  readonly unprinted: readonly ShownFigure[];
}

/** A figure as a list of the preview names it. */
export interface ShownFigure {
  readonly address: string;
  readonly printed: string;
  /** Number of its place. */
  readonly place: number;
}

/** What can be clicked says so. */
const POINTED = `
[data-place] { cursor: pointer; }
.value[data-place]:hover, figure[data-place]:hover > figcaption { outline: 1px dashed; outline-offset: 2px; }
`;

/**
 * Composes an edition and makes its page, which is `brief.html` with marks. Undefined with mistakes, which are reported:
 * those of the edition, and those of its dataset.
 */
export async function composePage(
  source: EditionSource,
  drawn: Promise<readonly DrawnChart[]>,
  charts: ChartThread,
  book: PlaceBook,
  diagnostics: Diagnostics,
): Promise<EditionPage | undefined> {
  const composition = await composeEdition(source, drawn, diagnostics);
  // the figures were tested by composing, and what that found was reported to the selection of editions only
  diagnostics.include(source.datasetProblems);
  await checkGlyphs(composition, charts, diagnostics);
  if (diagnostics.failed) return undefined;
  const html = await renderScreenPage(composition, {
    marks: compositionMarks(composition, book),
    markStyle: POINTED,
  });
  return { composition, html, texts: once(() => renderTexts(composition)), unprinted: unprintedIn(composition, book) };
}

/** The figures of the edition's release that nothing in its document prints or is worked out of. */
function unprintedIn({ document, source }: Composition, book: PlaceBook): ShownFigure[] {
  const printed = new Set(document.values.flatMap(({ value }) => statementsOf(value)));
  return statementsIn(source.edition)
    .filter((statement) => !printed.has(statement) && statement.printed)
    .map((statement) => ({
      address: statement.address,
      printed: statement.printed?.text ?? '',
      place: book.numberOf(statement.place),
    }));
}

/** Statements of a calculated figure that are named; more are of no use to a person who clicks. */
const MAX_STATEMENTS = 8;

/**
 * Marks what a page shows of a composition with the numbers of places: `data-place` is the line of the template that an
 * author changes, `data-inside` the line within the partial that is called there, and `data-figure` the statements of a
 * figure, or the file of a chart.
 */
function compositionMarks({ filled, source }: Composition, book: PlaceBook): PlaceMarks {
  const calls = callsOfTokens(filled);
  const sentences = sentenceFinder(filled.markdown);
  const attributes = (place: Place | undefined, call: Place | undefined): Properties => ({
    ...(place ? { dataPlace: book.numberOf(call ?? place) } : {}),
    ...(place && call ? { dataInside: book.numberOf(place) } : {}),
  });
  const at = (offset: number | undefined): Properties =>
    offset === undefined ? {} : attributes(filled.placeOf(offset), filled.callOf?.(offset));
  const numbersOf = (places: readonly Place[]): Properties =>
    places.length > 0 ? { dataFigure: places.map((place) => book.numberOf(place)).join(' ') } : {};
  function ofValue({ value }: ValueNode): Properties {
    const { place } = value;
    return { ...attributes(place, place && calls.get(place)), ...numbersOf(placesOf(value)) };
  }
  function ofExhibit({ position, body }: Exhibit): Properties {
    const files = source.brief.charts.filter(({ path }) => body.type === 'chart' && chartName(path) === body.name);
    return { ...at(position?.start.offset), ...numbersOf(files.map((file) => placeAt(file, 0))) };
  }
  return {
    ofNode(node) {
      if (node.type === 'value') return ofValue(node as ValueNode);
      if (node.type === 'exhibit') return ofExhibit(node as Exhibit);
      return at(node.position?.start.offset);
    },
    ofSentence: (node, words) => at(sentences(node, words)),
  };
}

/** Where calls of partials with arguments stand, by the places of what was printed in them. */
function callsOfTokens(filled: Composition['filled']): ReadonlyMap<Place, Place> {
  const calls = new Map<Place, Place>();
  for (const match of filled.markdown.matchAll(TOKEN)) {
    const place = filled.tokens.all[Number(match[1])]?.place;
    const call = filled.callOf?.(match.index);
    if (place && call) calls.set(place, call);
  }
  return calls;
}

function placesOf(value: Value): Place[] {
  const stated = [value, ...inputsOf(formulaOf(value) ?? [])].flatMap((each) => observationOf(each)?.place ?? []);
  return stated.slice(0, MAX_STATEMENTS);
}

/** Characters of a sentence by which it is found. */
const SEEN = 24;

/**
 * Finds sentences in the filled text. All texts of a paragraph know only where it starts, but they are printed in their
 * order; a sentence that cannot be found, such as one with escaped characters, stands where the search has come to.
 */
function sentenceFinder(markdown: string): (node: Text, words: string) => number | undefined {
  let paragraph = -1;
  let reached = 0;
  return ({ position }, words) => {
    const start = position?.start.offset;
    const end = position?.end.offset;
    if (start === undefined || end === undefined) return undefined;
    if (paragraph !== start) [paragraph, reached] = [start, start];
    const wanted = words.trim().slice(0, SEEN);
    const found = markdown.slice(reached, end).replaceAll('\n', ' ').indexOf(wanted);
    const at = reached + Math.max(0, found);
    if (found >= 0) reached = at + wanted.length;
    return at;
  };
}
