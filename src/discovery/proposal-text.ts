import { stringify } from 'yaml';
import { countedText, gapText, madeOf, SEEMS, sumText } from '../assay/level-sum.ts';
import type { Proposal } from './proposals.ts';

/** The lines of an item of `relations.yaml`, for a rule that nobody has looked at yet. */
export function proposedItem(proposal: Proposal, locale: string): readonly string[] {
  const { id, holds, held, of, certainty } = proposal;
  return [
    `id: ${id}`,
    `hardness: ${certainty === 'certain' ? 'hard' : 'soft'}`,
    ...(certainty === 'certain' ? [] : ['owner: assay']),
    `# ${countText(proposal)}.`,
    `proposed: { holds: ${held}, of: ${of} }`,
    `reason: ${yamlText(reasonText(proposal, locale))}`,
    `holds: ${yamlText(holds)}`,
  ];
}

/** `Holds in 11 of 12 periods; unrelated figures would agree so with a chance of 1 in 10^32`. */
export function countText({ held, of, evidence }: Proposal): string {
  const periods = of === 1 ? 'the 1 period' : held === of ? `all ${of} periods` : `${held} of ${of} periods`;
  return `Holds in ${periods}; unrelated figures would agree so with a chance of 1 in 10^${Math.floor(evidence)}`;
}

function reasonText({ sums, holds }: Proposal, locale: string): string {
  const [sum] = sums;
  if (!sum || sums.length > 1) return `What was published follows this: ${holds}.`;
  return `${sumText(sum, locale)}.`;
}

/**
 * What a proposal says, and where it does not hold: `Total looks like Bus + Tram + Ferry: it holds in 11 of 12 periods.`,
 * then a line for each such period.
 */
export function proposalLines({ sums, held, of }: Proposal, locale: string): readonly string[] {
  const [first, ...more] = sums;
  if (!first) return [];
  const members =
    more.length > 0 ? `, and so ${more.length === 1 ? 'does' : 'do'} ${more.length} more of the kind` : '';
  return [
    `${countedText(sumText(first, locale, SEEMS) + members, held, of)}.`,
    ...sums.flatMap((sum) =>
      sum.breaks.flatMap(({ period, statements }) => {
        const made = madeOf(sum, statements);
        return made ? [`In ${period.text} it does not: ${gapText(sum, made, locale)}.`] : [];
      }),
    ),
  ];
}

/** A text as a value of YAML, in quotes where it needs them. */
function yamlText(text: string): string {
  return stringify(text, { lineWidth: 0 }).trimEnd();
}
