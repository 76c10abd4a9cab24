import path from 'node:path';
import { EnvironmentError } from '../../core/diagnostics/environment-error.ts';
import { disk } from '../../core/machine/machine.ts';
import type { Difference } from '../difference.ts';
import { differenceHtml } from './html-view.ts';
import { differenceJson } from './json-view.ts';
import { differenceMarkdown, type MarkdownOptions } from './markdown-view.ts';

/** The views of a difference that are written to files, by the endings of their names. */
const VIEWS: Readonly<Record<string, (difference: Difference, options: MarkdownOptions) => string>> = {
  '.md': differenceMarkdown,
  '.html': differenceHtml,
  '.json': (difference) => `${JSON.stringify(differenceJson(difference), null, 2)}\n`,
};

/** The endings of names that tell which view is written. */
export const VIEW_ENDINGS = Object.keys(VIEWS);

/** Writes a difference into files, each in the view that its ending tells. Throws an EnvironmentError if the disk refuses. */
export async function writeViews(
  difference: Difference,
  files: readonly string[],
  { from, ...options }: MarkdownOptions & { readonly from: string },
): Promise<void> {
  for (const file of files) {
    const view = VIEWS[path.extname(file)];
    if (!view) throw new RangeError(`${file} has none of the endings ${VIEW_ENDINGS.join(', ')}`);
    try {
      await disk.writeFile(path.resolve(from, file), view(difference, options));
    } catch (error) {
      const remedies = ['name a file in a folder that exists and may be written'];
      throw new EnvironmentError(`${file} cannot be written: ${(error as Error).message}`, remedies);
    }
  }
}
