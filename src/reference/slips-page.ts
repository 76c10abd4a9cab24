import { ALL_KINDS } from '../assay/slips/kinds.ts';
import { tableOf } from './markdown-table.ts';

const HEAD = `# Kinds of slips

An explanation is a set of slips. The first slip of a cause (a kind of slip in the releases of one publisher) costs this
much, further ones of the same cause less; the first of a source with a higher rank than others costs 0.5 more, and each of
a figure that another publisher states alike 0.5 more. Each soft relation that it breaks costs 1.5 (of several that share a
figure which it leaves as it is, one counts), and each that it leaves contradicted 0.5, and in the order of explanations
another 0.5. Every explanation within a margin of the cheapest counts: the cost of one unknown value less that of the
cheapest slip, so 3 if all ranks are equal and no publisher confirms another.

A hard relation may itself be wrong, and so may a claim in words: it then explains all that it contradicts, in every period
and member. That costs 6, and 0.5 less for each further figure without a figure in common that breaks it, down to 4.5; a
relation that holds elsewhere costs more, the more often it holds; and 3.5 more for each of its equations that a repair of
figures meets exactly. Within the margin it is named with the figures, of which none is then certain: one test alone of a
bound accuses no figure. Where several figures break a relation, and it costs less than any repair of these, it is named first.

A source may set the costs of its own slips, with the key [\`slip_costs\`](dataset.md#sources).
`;

/** The page of the kinds of slips, with what each costs and assumes. */
export function slipsPage(): string {
  const rows = ALL_KINDS.flatMap((kind) => kind.rows).map(({ names, cost, assumed }) => [
    names.map((name) => `\`${name}\``).join(' '),
    String(cost),
    assumed,
  ]);
  return `${HEAD}\n${tableOf(['slip', 'cost', 'assumed'], rows)}\n`;
}
