import { nearestWord } from '../../core/diagnostics/diagnostic.ts';
import { dayOf } from '../../dataset/edition.ts';
import type { Release } from '../../dataset/model.ts';
import { type ArgumentKind, defineHelper } from '../helper.ts';
import { observation } from '../argument-kinds.ts';
import { word } from '../plain-arguments.ts';
import { isProblem, problem, type Problem } from '../problem.ts';
import type { Scope } from '../scope.ts';
import { releaseId } from '../../dataset/address.ts';

/** Releases, given by an id, by that of their source, or by the address of a figure that one of them states. */
const publications: ArgumentKind<readonly Release[]> = {
  names: ['indicator', 'source', 'release'],
  name: 'the address of a figure or the id of a source or release',
  read: (given, scope) => {
    const { releases, sources } = scope.edition.dataset;
    const named = typeof given === 'string' ? releases.get(releaseId(given)) : undefined;
    if (named) return publishedBy([named], scope);
    if (typeof given === 'string' && sources.has(given)) {
      const own = [...releases.values()].filter(({ source }) => source.id === given);
      return own.length > 0
        ? publishedBy(own, scope)
        : problem('dataset/unknown-source', `the source ${given} has no release`);
    }
    const stated = observation.read(given, scope);
    if (!isProblem(stated)) return [stated.release];
    const nearest = nearestWord(String(given), [...sources.keys(), ...releases.keys()]);
    if (nearest === undefined) return stated;
    return problem('dataset/unknown-source', `there is no source ${String(given)}`, `did you mean ${nearest}?`);
  },
};

/** Those that an edition can know; a problem if it can know none. */
function publishedBy(releases: readonly Release[], { edition: { asOf } }: Scope): readonly Release[] | Problem {
  const known = releases.filter((release) => dayOf(release) <= asOf);
  if (known.length > 0) return known;
  const message = `${releases.map(({ id }) => id).join(', ')} was published after ${asOf}`;
  return problem('dataset/unknown-source', message, 'an edition cites what was published up to its as_of');
}

/** The numbers of releases in the list of sources, in brackets. */
export const cite = defineHelper({
  takes: [publications],
  more: publications,
  run: ({ args: [first], more }) => ({ cited: [...first, ...more.flat()].map(({ id }) => id) }),
});

/** The sources of all figures of an exhibit, by name and number: `Sources: Harbour Office [1]`. */
export const sourcesOf = defineHelper({ takes: [word('exhibit')], run: () => ({ cited: 'exhibit' as const }) });
