import { type ReadOutput, squeezed, streamOf } from '../../src/readback/read-text.ts';

/** All that two readers of a PDF must agree on: everything but spaces and where runs of text are cut. */
export function agreed({
  pieces,
  tables,
  alternatives,
  drawings,
  headings,
  artifacts,
  pages,
  navigation,
}: ReadOutput): object {
  return {
    text: textOf(pieces),
    numerals: streamOf(pieces).numerals.map(({ digits }) => digits),
    markers: pieces.filter(({ isMarker }) => isMarker).map(({ text }) => text.trim()),
    tables: tables.map(({ rows, at }) => ({ rows, at })),
    alternatives,
    drawings: drawings.map(({ text, at }) => ({ text: squeezed(text), at })),
    headings,
    artifacts: textOf(artifacts),
    amongText: textOf(artifacts.filter(({ isAmongText }) => isAmongText)),
    pages,
    labels: navigation?.labels,
    outline: navigation?.outline,
    destinations: Object.fromEntries(navigation?.destinations ?? []),
  };
}

function textOf(pieces: readonly { readonly text: string }[]): string {
  return pieces.map(({ text }) => squeezed(text)).join('');
}
