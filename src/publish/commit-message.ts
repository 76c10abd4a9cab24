import type { FigureChange } from './changed-figures.ts';
import type { PageOutcome } from './page-outcome.ts';

/** Figures that are named of a page. */
const NAMED = 12;

/** Says what changed: the pages, and which of their figures. */
export function commitMessage(outcomes: readonly PageOutcome[]): string {
  const changed = outcomes.filter(({ action }) => action === 'created' || action === 'updated' || action === 'deleted');
  const [first] = changed;
  const subject =
    changed.length === 1 && first ? `${VERBS[first.action]} ${first.page}` : `Publish ${changed.length} pages`;
  const body = changed.flatMap((outcome) => [
    ...(changed.length > 1 ? [`${VERBS[outcome.action]} ${outcome.page}`] : []),
    ...figureLines(outcome.figures ?? []),
  ]);
  return [
    changed.length === 0 ? 'Publish pictures and files' : subject,
    ...(body.length > 0 ? ['', ...body] : []),
  ].join('\n');
}

const VERBS: Readonly<Record<PageOutcome['action'], string>> = {
  created: 'Add',
  updated: 'Update',
  deleted: 'Remove',
  unchanged: 'Keep',
  refused: 'Keep',
  orphaned: 'Keep',
};

/** A line for each figure: where it stands in the dataset, how it read before, and how it reads now. */
export function figureLines(figures: readonly FigureChange[]): string[] {
  const lines = figures
    .slice(0, NAMED)
    .map(({ address, before, after }) => `- ${address === undefined ? '' : `${address}: `}${before} → ${after}`);
  const rest = figures.length - NAMED;
  return rest > 0 ? [...lines, `- and ${rest} more`] : lines;
}
