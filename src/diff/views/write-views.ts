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

/** Writes a difference into files, each in the view that its ending says. Throws an EnvironmentError if the disk refuses. */
export async function writeViews(
  difference: Difference,
  files: readonly string[],
  { from, ...options }: MarkdownOptions & { readonly from: string },
): Promise<void> {
  for (const file of files) {
    const view = VIEWS[path.extname(file)];
    if (!view) throw new RangeError(`${file} has none of the endings ${VIEW_ENDINGS.join(', ')}`);
    await written(file, () => disk.writeFile(path.resolve(from, file), view(difference, options)));
  }
}

/** The most bytes that GitHub takes as the summary of a step. Over that it shows none of it. */
const SUMMARY_LIMIT = 1024 * 1024;

/**
 * Adds a difference to the summary of a step, a Markdown file to which other steps of the job may have written, as far as
 * there is room. Throws an EnvironmentError if the disk refuses.
 */
export async function addToSummary(
  difference: Difference,
  file: string,
  { from, more }: Pick<MarkdownOptions, 'more'> & { readonly from: string },
): Promise<void> {
  const absolute = path.resolve(from, file);
  const before = await disk.readFile(absolute, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw cannotWrite(file, error);
  });
  const limit = SUMMARY_LIMIT - Buffer.byteLength(before);
  const lengthOf = (text: string): number => Buffer.byteLength(text);
  await written(file, () =>
    disk.writeFile(absolute, before + differenceMarkdown(difference, { limit, lengthOf, more })),
  );
}

async function written(file: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    throw cannotWrite(file, error);
  }
}

function cannotWrite(file: string, error: unknown): EnvironmentError {
  const remedies = ['name a file in a folder that exists and may be written'];
  return new EnvironmentError(`${file} cannot be written: ${(error as Error).message}`, remedies);
}
