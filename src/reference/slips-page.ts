import { ALL_KINDS } from '../assay/slips/kinds.ts';
import { tableOf } from './markdown-table.ts';

const HEAD = `# Kinds of slips

An explanation is a set of slips. Assay adds up what they cost, and prefers cheap explanations.

- The table below lists what the first slip with a cause costs. A *cause* is a kind of slip in the releases of one publisher.
  Further slips with the same cause cost less.
- If sources have different ranks, the first slip with a cause in a source of a higher rank costs 0.5 more.
- A slip in a figure that another publisher confirms costs 0.5 more.
- Each soft relation that the explanation breaks costs 1.5. If several of them share a figure that the explanation does not
  change, only one counts.
- Each soft relation that stays contradicted costs 0.5, and another 0.5 when Assay sorts the explanations.

Every explanation counts that costs at most a *margin* more than the cheapest. The margin is the cost of one unknown value
less the cost of the cheapest slip: 3 if all ranks are equal and no publisher confirms another.

A source can set the costs of its own slips with the key [\`slip_costs\`](dataset.md#sources).
`;

const FOOT = `## When the relation is wrong

A hard relation may itself be wrong, and so may a claim in words. It then explains everything that it contradicts, in every
period and for every member.

- This costs 6. It costs 0.5 less for each further test that fails and has no figure in common with the others, down to 4.5.
- It costs more, the more often the relation holds in other tests.
- It costs 3.5 more for each equation of the relation that a repair of figures satisfies exactly.

If the cost is within the margin, the relation is named together with the figures, and none of these is then accused. So the
single test of a bound never accuses a figure. If several figures break a relation, and it costs less than any repair of them,
the relation is named first.
`;

/** The page of the kinds of slips, with what each costs and assumes. */
export function slipsPage(): string {
  const rows = ALL_KINDS.flatMap((kind) => kind.rows).map(({ names, cost, assumed }) => [
    names.map((name) => `\`${name}\``).join(' '),
    String(cost),
    assumed,
  ]);
  return `${HEAD}\n${tableOf(['slip', 'cost', 'what is assumed'], rows)}\n\n${FOOT}`;
}
