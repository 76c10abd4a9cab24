import type { BuiltEdition } from './build-result.ts';
import { type EditionFile, editionFiles } from './edition-files.ts';
import type { RenderedEdition } from './edition-rendering.ts';

/** An edition that can be published: plain data, which outlasts the build. */
export interface FinishedEdition {
  readonly built: BuiltEdition;
  /** All files of the edition, in the order of publication. */
  readonly files: readonly EditionFile[];
  /** The pages on which ids of the document begin, on its first paper. */
  readonly places: Readonly<Record<string, string>>;
}

/** The files of a printed edition, with what the result of a build says about it. */
export async function finishEdition(rendered: RenderedEdition): Promise<FinishedEdition> {
  const { source, pdfs, values } = rendered;
  const printed = [...pdfs.values()];
  const papers = Object.fromEntries(printed.map(({ paper, pages }) => [paper, pages]));
  const built = { folder: source.folder, ...source.head, pages: printed[0]?.pages ?? 0, papers, values };
  return { built, files: await editionFiles(rendered), places: printed[0]?.places ?? {} };
}
