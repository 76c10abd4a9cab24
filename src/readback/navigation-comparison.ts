import type { ExpectedOutput } from './expected-text.ts';
import { folioOf } from './page-folio.ts';
import type { OutlineEntry } from './pdf-navigation.ts';
import { type ReadOutput, squeezed } from './read-text.ts';

/** A difference, and the page that it is on. */
export interface WrongWay {
  readonly problem: string;
  readonly at?: number;
}

/**
 * The ways to pages of a PDF that are wrong: the labels of its pages are their numbers, its outline lists the headings
 * with their pages, and the name of each section leads to the page of its heading.
 */
export function wrongWays(
  { headings, sections, ...expected }: ExpectedOutput,
  { navigation, headings: pages }: ReadOutput,
): WrongWay[] {
  if (!navigation) return [];
  const { labels, outline, destinations } = navigation;
  const labelled = labels.flatMap((label, index) =>
    label === folioOf(index + 1, expected, { headings: pages })
      ? []
      : [{ problem: `the page is labelled "${label}"`, at: index + 1 }],
  );
  const led = sections.flatMap((id, index) => {
    const [page, at] = [destinations.get(encodeURIComponent(id)), pages[index]];
    if (page === undefined || at === undefined || page === at) return [];
    return [{ problem: `links to "${id}" lead to page ${page}, not to its heading`, at }];
  });
  return [
    ...labelled,
    ...wrongEntries(
      headings.filter((text) => squeezed(text) !== ''),
      pages,
      outline,
    ),
    ...led,
  ];
}

function wrongEntries(
  headings: readonly string[],
  pages: readonly number[],
  outline: readonly OutlineEntry[],
): WrongWay[] {
  if (outline.length !== headings.length) {
    return [{ problem: `its outline has ${outline.length} entries in place of ${headings.length}` }];
  }
  return outline.flatMap(({ title, page }, index) => {
    const at = pages[index] ?? 0;
    if (squeezed(title) !== squeezed(headings[index] ?? '')) {
      return [{ problem: `its outline names "${title}" and not "${headings[index]?.trim()}"`, at }];
    }
    return page === at ? [] : [{ problem: `its outline leads to page ${page} for "${title}"`, at }];
  });
}
