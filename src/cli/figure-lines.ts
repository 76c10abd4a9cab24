import { plural } from '../core/diagnostics/source-text.ts';
import type { FigureChange } from '../pipeline/figure-changes.ts';

/** The most figures of an edition that are named; `--json` names all. */
const NAMED = 20;

/** What the terminal says about the changed figures of an edition, one line each, indented. */
export function figureLines(figures: readonly FigureChange[]): string[] {
  const lines = figures.slice(0, NAMED).map((figure) => `  ${figureText(figure)}`);
  return figures.length > NAMED ? [...lines, `  and ${plural(figures.length - NAMED, 'other figure')}`] : lines;
}

/** `output.copper: 14.7 Mt → 14.8 Mt`. */
function figureText({ address, before, after }: FigureChange): string {
  if (before.length === 0 && after.length === 0) return `${address}: its origin or what its tests say`;
  const list = (texts: readonly string[]): string => (texts.length === 0 ? 'not printed' : texts.join(', '));
  return `${address}: ${list(before)} → ${list(after)}`;
}
