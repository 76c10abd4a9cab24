import type { Observation } from '../dataset/model.ts';
import { words } from '../language/locales.ts';
import { sourceSaid } from './observation-item.ts';
import type { Scope } from './scope.ts';

/** The releases that support the correction of a statement, for a template; none if it has no correction. */
export function evidenceOf({ correction }: Observation, scope: Scope) {
  return (correction?.evidence ?? []).flatMap((id) => {
    const release = scope.edition.dataset.releases.get(id);
    if (!release) return [];
    return {
      release: id,
      source: sourceSaid(release.source, scope),
      published: words(scope.locale).date(release.published),
    };
  });
}
