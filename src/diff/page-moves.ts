import type { FinishedEdition } from '../pipeline/finished-edition.ts';
import type { Block } from '../comparison/document-blocks.ts';

/** A section, chart or table that begins on another page of the PDF. */
export interface PageMove {
  readonly id: string;
  /** The heading of the section, or `Table 2`. */
  readonly name: string;
  /** The numbers that are printed on the pages. */
  readonly before: string;
  readonly after: string;
}

/** What a reader of the PDF finds on another page. */
export interface PageMoves {
  /** How many pages there are. */
  readonly pages: { readonly before: number; readonly after: number };
  /** In reading order. */
  readonly moves: readonly PageMove[];
}

/** What two prints of an edition have in common on other pages; `blocks` are those of the later one. */
export function pageMoves(
  was: Pick<FinishedEdition, 'built' | 'places'>,
  is: Pick<FinishedEdition, 'built' | 'places'>,
  blocks: readonly Block[],
): PageMoves {
  const moves = [...namesIn(blocks)].flatMap(([id, name]): PageMove[] => {
    const [before, after] = [was.places[id], is.places[id]];
    return before === undefined || after === undefined || before === after ? [] : [{ id, name, before, after }];
  });
  return { pages: { before: was.built.pages, after: is.built.pages }, moves };
}

/** Whether a reader finds anything on another page. */
export function hasMoved(moves: PageMoves | undefined): boolean {
  return moves !== undefined && (moves.moves.length > 0 || moves.pages.before !== moves.pages.after);
}

/** Sections and exhibits by their ids. */
function namesIn(blocks: readonly Block[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { kind, where } of blocks) {
    if (kind === 'heading') names.set(where.sectionId, where.section);
    if (where.exhibit && !names.has(where.exhibit.id)) names.set(where.exhibit.id, where.exhibit.name);
  }
  return names;
}
