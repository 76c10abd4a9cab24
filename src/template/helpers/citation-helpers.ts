import { nearestWord } from '../../core/diagnostics/diagnostic.ts';
import type { Release } from '../../dataset/model.ts';
import { type ArgumentKind, defineHelper } from '../helper.ts';
import { observation } from '../argument-kinds.ts';
import { word } from '../plain-arguments.ts';
import { isProblem, problem } from '../problem.ts';

/** Releases, given by an id, by that of their source, or by the address of a figure that one of them states. */
const publications: ArgumentKind<readonly Release[]> = {
  name: 'the address of a figure or the id of a source or release',
  read: (given, scope) => {
    const { releases, sources } = scope.edition.dataset;
    const named = typeof given === 'string' ? releases.get(given) : undefined;
    if (named) return [named];
    if (typeof given === 'string' && sources.has(given)) {
      const own = [...releases.values()].filter(({ source }) => source.id === given);
      return own.length > 0 ? own : problem('dataset/unknown-source', `the source ${given} has no release`);
    }
    const stated = observation.read(given, scope);
    if (!isProblem(stated)) return [stated.release];
    const nearest = nearestWord(String(given), [...sources.keys(), ...releases.keys()]);
    if (nearest === undefined) return stated;
    return problem('dataset/unknown-source', `there is no source ${String(given)}`, `did you mean ${nearest}?`);
  },
};

/** The numbers of releases in the list of sources, in brackets. */
export const cite = defineHelper({
  takes: [publications],
  more: publications,
  run: ({ args: [first], more }) => ({ cited: [...first, ...more.flat()].map(({ id }) => id) }),
});

/** The sources of all figures of an exhibit, by name and number: `Sources: Harbour Office [1]`. */
export const sourcesOf = defineHelper({ takes: [word('exhibit')], run: () => ({ cited: 'exhibit' as const }) });
