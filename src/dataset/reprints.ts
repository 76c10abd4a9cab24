import { compareText } from '../core/diagnostics/text-order.ts';
import { dayOf } from './edition.ts';
import type { Observation } from './model.ts';
import type { ReleaseDraft } from './release.ts';

/**
 * Gives each release the figures that others of its source reprint of it and that its own file lacks, with their places
 * in the others: so a release that was not read is known as far as later ones show it beside their own figures. If
 * several reprint a figure, the one published first counts.
 */
export function addReprints(drafts: readonly ReleaseDraft[]): void {
  const byId = new Map(drafts.map((draft) => [draft.id, draft]));
  const reprints = drafts
    .flatMap(({ release }) => release?.repeats ?? [])
    .filter(({ asIn }) => asIn !== undefined)
    .sort((a, b) => compareText(dayOf(a.release), dayOf(b.release)));
  const stated = new Set(drafts.flatMap(({ observations }) => observations.map(keyOf)));
  for (const reprint of reprints) {
    const origin = byId.get(reprint.asIn);
    const release = origin?.release;
    if (!release || release === reprint.release || release.source !== reprint.release.source) continue;
    const { asIn: _, ...figure } = reprint;
    const at = [reprint.release.id, reprint.at].filter(Boolean).join(', ');
    const own = { ...figure, release, at, transcribed: release.transcribed ?? false, knownFrom: reprint.release };
    if (stated.has(keyOf(own))) continue;
    stated.add(keyOf(own));
    origin.observations.push(own);
  }
}

function keyOf({ release, address }: Observation): string {
  return `${release.id} ${address}`;
}
