import type { ExpectedOutput } from './expected-text.ts';
import type { ReadOutput } from './read-text.ts';

/** The number that a page must have, by its place among the pages, counted from 1. */
export function folioOf(
  page: number,
  { annex }: Pick<ExpectedOutput, 'annex'>,
  { headings }: Pick<ReadOutput, 'headings'>,
): string {
  const first = annex === undefined ? undefined : headings[annex];
  return first !== undefined && page >= first ? `A${page - first + 1}` : `${page}`;
}
