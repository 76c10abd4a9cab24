import type { Explanation } from '../search/explanation.ts';
import type { SearchResult } from '../search/search.ts';

/** An explanation next to those of other components. */
export interface Ranked {
  readonly explanation: Explanation;
  readonly dearer: number;
}

/** The explanations of a component within the margin, the cheapest first. */
export interface RankedResult extends Omit<SearchResult, 'explanations'> {
  readonly ranked: readonly Ranked[];
}

/** Most components whose causes are joined, and most sets of causes that are kept on the way. */
const MOST_JOINED = 40;
const MOST_SETS = 500;

/** An explanation as a choice: the causes that others may share, and what it costs besides the first use of these. */
interface Choice {
  readonly shared: ReadonlySet<string>;
  readonly cost: number;
}

/**
 * Ranks the explanations of each component with the cheapest choice for all others: a cause that several components use
 * is paid for once. Where they share causes, `search` looks for more explanations of a component, up to a margin. `favour` is
 * taken off the cost of an explanation in the order only.
 */
export function jointlyRanked(
  results: readonly SearchResult[],
  margin: number,
  search: (index: number, margin: number) => SearchResult,
  favour: (explanation: Explanation) => number,
): RankedResult[] {
  const openings = sharedCauses(results);
  if (openings.size === 0 || results.length > MOST_JOINED) {
    return results.map((result) => rankedResult(result, margin, ({ cost }) => cost, favour));
  }
  const most = Math.max(...openings.values());
  const wider = results.map((result, index) => {
    const isSharing = result.explanations.some((each) =>
      [...causesOf(each).keys()].some((cause) => openings.has(cause)),
    );
    const found = isSharing ? search(index, margin + most) : result;
    // cut short before it finds anything, it is not wider
    return found.explanations.length > 0 ? found : result;
  });
  const choices = wider.map(({ explanations }) => explanations.map((each) => choiceOf(each, openings)));
  return wider.map((result, index) => {
    const others = tableOf(choices.filter((_, other) => other !== index));
    const costOf = (explanation: Explanation): number => {
      const { shared, cost } = choiceOf(explanation, openings);
      const totals = [...others.values()].map(
        (other) => cost + other.cost + opening([...shared, ...other.shared], openings),
      );
      return Math.min(...totals);
    };
    return rankedResult(result, margin, costOf, favour);
  });
}

function rankedResult(
  result: SearchResult,
  margin: number,
  costOf: (explanation: Explanation) => number,
  favour: (explanation: Explanation) => number,
): RankedResult {
  const { explanations, ...rest } = result;
  const costs = explanations.map((explanation) => {
    const cost = costOf(explanation);
    return { explanation, cost: cost - favour(explanation), counts: cost - explanation.orderOnly };
  });
  const least = Math.min(...costs.map(({ cost }) => cost));
  const limit = Math.min(...costs.map(({ counts }) => counts)) + margin;
  const ranked = costs
    .filter(({ counts }) => counts <= limit)
    .map(({ explanation, cost }): Ranked => ({ explanation, dearer: cost - least }))
    .sort((a, b) => a.dearer - b.dearer || byChanges(a.explanation, b.explanation));
  return { ...rest, ranked };
}

/** The causes of an explanation, with the cost of their first use besides a further one. */
function causesOf({ slips }: Explanation): ReadonlyMap<string, number> {
  return new Map(slips.map(({ cause, cost, further }) => [cause, cost - further]));
}

/** The causes that explanations of more than one component have. */
function sharedCauses(results: readonly SearchResult[]): ReadonlyMap<string, number> {
  const seen = new Map<string, number>();
  const shared = new Map<string, number>();
  for (const { explanations } of results) {
    const own = new Map(explanations.flatMap((explanation) => Array.from(causesOf(explanation))));
    for (const [cause, price] of own) (seen.has(cause) ? shared : seen).set(cause, price);
  }
  return shared;
}

function choiceOf(explanation: Explanation, openings: ReadonlyMap<string, number>): Choice {
  const causes = [...causesOf(explanation).keys()].filter((cause) => openings.has(cause)).sort();
  return { shared: new Set(causes), cost: explanation.cost - opening(causes, openings) };
}

function opening(causes: readonly string[], openings: ReadonlyMap<string, number>): number {
  return [...new Set(causes)].reduce((sum, cause) => sum + (openings.get(cause) ?? 0), 0);
}

/** For each set of causes that some components may use together, the least cost besides the first use of these. */
function tableOf(components: readonly (readonly Choice[])[]): ReadonlyMap<string, Choice> {
  let table = new Map<string, Choice>([['', { shared: new Set(), cost: 0 }]]);
  for (const choices of components) {
    const next = new Map<string, Choice>();
    for (const { shared, cost } of table.values()) {
      for (const choice of choices) {
        const joined = new Set([...shared, ...choice.shared]);
        const key = [...joined].sort().join(', ');
        const total = cost + choice.cost;
        if (total < (next.get(key)?.cost ?? Infinity)) next.set(key, { shared: joined, cost: total });
      }
    }
    // a component without an explanation joins nothing
    if (next.size > 0) table = new Map([...next].sort(([, a], [, b]) => a.cost - b.cost).slice(0, MOST_SETS));
  }
  return table;
}

/** The fewest figures first, then by figure, cost and name of the changes. */
function byChanges(a: Explanation, b: Explanation): number {
  if (a.repair.size !== b.repair.size) return a.repair.size - b.repair.size;
  const [left, right] = [[...a.repair], [...b.repair]];
  for (const [index, [figure, change]] of left.entries()) {
    const [other, otherChange] = right[index] ?? [figure, change];
    if (figure !== other) return figure - other;
    if (change.cost !== otherChange.cost) return change.cost - otherChange.cost;
    if (change.name !== otherChange.name) return change.name < otherChange.name ? -1 : 1;
  }
  return 0;
}
