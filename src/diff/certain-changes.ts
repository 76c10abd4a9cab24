import type { Segment } from '../comparison/segments.ts';
import type { CausedChange } from './difference.ts';

/** What stands where a template could not print. */
const GAP = '…';

/**
 * What a reader of an edition that does not build would surely see otherwise. A chart that cannot be drawn is not removed, a
 * sentence with a gap has not turned, and marks of sources have other numbers only because of both.
 */
export function certainChanges(changes: readonly CausedChange[]): CausedChange[] {
  return changes.filter(({ change, before, after, figures }) => {
    if (change !== 'changed' || !before || !after || gapsIn(before) !== gapsIn(after)) return false;
    return figures.length > 0 || uncited(before) !== uncited(after);
  });
}

function gapsIn({ text }: Segment): number {
  return text.split(GAP).length;
}

function uncited({ text, uncited: own = text }: Segment): string {
  return own;
}
