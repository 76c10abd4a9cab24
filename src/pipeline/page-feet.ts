import type { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import type { Place } from '../core/diagnostics/source-file.ts';
import { nodesOf } from '../document/tree-walk.ts';
import type { PageFoot } from '../output/pdf/page-composition.ts';
import type { Composition } from './composition.ts';
import { type PaperPdf, pdfName } from './edition-rendering.ts';

/**
 * Warns of each page of a PDF that is too empty, at the last heading or exhibit on it. Of a draft there is no warning: its
 * notice moves what stands below it, and nobody lays out pages for that.
 */
export function warnOfEmptyPages(
  composition: Composition,
  { paper, feet }: Pick<PaperPdf, 'paper' | 'feet'>,
  diagnostics: Diagnostics,
): void {
  if (composition.source.head.draft) return;
  const file = `${composition.source.folder}/${pdfName(paper)}`;
  for (const foot of feet)
    diagnostics.warn('output/empty-page', messageOfFoot(foot, file), placeOf(composition, foot) ?? file, hintOf(foot));
}

/** Warns of each chart of a PDF whose letters are hard to read, at its exhibit. */
export function warnOfShrunkCharts(
  { document, filled, source }: Composition,
  { paper, shrunk }: Pick<PaperPdf, 'paper' | 'shrunk'>,
  diagnostics: Diagnostics,
): void {
  const exhibits = new Map(nodesOf(document.root, 'exhibit').map(({ id, position }) => [id, position?.start.offset]));
  for (const { exhibit, drawn, room, points } of shrunk) {
    const offset = exhibits.get(exhibit);
    const place = offset === undefined ? undefined : filled.placeOf(offset);
    diagnostics.warn(
      'output/small-type',
      `the smallest letters of this chart are ${points} points high on ${paper}: it is ${drawn} pixels wide and has room for ${room}`,
      place ?? `${source.folder}/${pdfName(paper)}`,
      `write "width": ${room} in the chart, or give its exhibit more room`,
    );
  }
}

function messageOfFoot({ page, empty, only }: PageFoot, file: string): string {
  return only === undefined
    ? `page ${page} of ${file} is empty for ${empty} mm at its foot`
    : `page ${page} of ${file} has only ${only} mm of text`;
}

function hintOf({ empty, only, charts }: PageFoot): string {
  const higher = charts ? 'let its charts be higher ("heights"), ' : '';
  return only === undefined
    ? `${higher}add an exhibit of at most ${empty} mm, or start the next chapter on it`
    : `cut ${only} mm before it, or let charts be less high ("heights")`;
}

/** Where the template has the last of the blocks of a page. */
function placeOf({ document, filled }: Composition, { blocks }: PageFoot): Place | undefined {
  const starts = new Map([
    ...nodesOf(document.root, 'section').map(({ id, children: [heading] }) => [id, heading.position] as const),
    ...nodesOf(document.root, 'exhibit').map(({ id, position }) => [id, position] as const),
  ]);
  const offset = starts.get(blocks.findLast((id) => starts.get(id)) ?? '')?.start.offset;
  return offset === undefined ? undefined : filled.placeOf(offset);
}
