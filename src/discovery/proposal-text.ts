import { stringify } from 'yaml';
import { countedText, gapText, madeOf, SEEMS, sumText } from '../assay/level-sum.ts';
import { textIn } from '../dataset/localised.ts';
import type { IndicatorMeasure, Proposal, UnexplainedIndicator } from './proposals.ts';

/** The lines of an item of `relations.yaml`, for a rule that nobody has looked at yet. */
export function proposedItem(proposal: Proposal, locale: string): readonly string[] {
  const { id, holds, held, of } = proposal;
  return [
    `id: ${id}`,
    'hardness: hard',
    `# ${countText(proposal)}.`,
    `proposed: { holds: ${held}, of: ${of} }`,
    `reason: ${yamlText(reasonText(proposal, locale))}`,
    `holds: ${yamlText(holds)}`,
  ];
}

/** A rule as a line to paste into `relations.yaml`: whoever pastes it answers for it. */
export function pastedLine(proposal: Proposal, locale: string): string {
  const { id, holds } = proposal;
  return `- { id: ${id}, hardness: hard, reason: ${flowText(reasonText(proposal, locale))}, holds: ${flowText(holds)} }`;
}

/** A text as a value within braces, where a comma ends it. */
function flowText(text: string): string {
  return /[,{}[\]]/.test(text) ? `'${text.replaceAll("'", "''")}'` : yamlText(text);
}

/** `Holds in 11 of 12 periods; unrelated figures would agree so with a chance of 1 in 10^32`. */
export function countText({ held, of, evidence }: Proposal): string {
  const periods =
    of === 1 ? 'the 1 period' : held === of ? `${of === 2 ? 'both' : `all ${of}`} periods` : `${held} of ${of} periods`;
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

/** `Total is not the sum of any neighbours (nearest: Bus to Ferry, in 2 of 12 periods)`. */
export function unexplainedText({ indicator, nearest }: UnexplainedIndicator, locale: string): string {
  const name = `${textIn(indicator.label, locale)} (${indicator.id})`;
  const ends = [nearest?.parts[0], nearest?.parts.at(-1)].map((one) => one && textIn(one.label, locale));
  const near = nearest ? ` (nearest: ${ends.join(' to ')}, in ${nearest.holds} of ${nearest.of} periods)` : '';
  return `${name} is not the sum of any neighbours${near}: if it is a sum, write it into relations.yaml`;
}

/** `Change, % looks like the growth of Total: state it as a measure of total (measure: growth)`. */
export function measureText({ indicator, form, lag, of }: IndicatorMeasure, locale: string): string {
  const [first, second] = of.map((one) => textIn(one.label, locale));
  const name = `${textIn(indicator.label, locale)} (${indicator.id})`;
  if (form === 'share')
    return `${name} looks like the share of ${first} in ${second}: state it as a measure, { indicator: ${of[0]?.id ?? ''}, measure: share, of: ${of[1]?.id ?? ''} }, and it is tested`;
  const since = form === 'growth' ? ` over ${second}` : ` over ${lag === 1 ? 'the period' : `${lag} periods`} before`;
  return `${name} looks like the growth of ${first}${since}: state it as a measure, { indicator: ${of[0]?.id ?? ''}, measure: growth }, and it is tested`;
}

/** A text as a value of YAML, in quotes where it needs them. */
function yamlText(text: string): string {
  return stringify(text, { lineWidth: 0 }).trimEnd();
}
