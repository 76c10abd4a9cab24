import { inYaml } from '../core/diagnostics/quoting.ts';
import { stringify } from 'yaml';
import { countedText, gapText, madeOf, SEEMS, sumText } from '../assay/constraints/level-sum.ts';
import { textIn } from '../dataset/localised.ts';
import type { IndicatorMeasure, Proposal, UnexplainedIndicator } from './proposals.ts';

/** The lines of an item of `relations.yaml`, for a rule that nobody has looked at yet. */
export function proposedItem(proposal: Proposal, locale: string): readonly string[] {
  const { id, holds, held, of } = proposal;
  // From where it is said to hold, it holds everywhere.
  const tested = proposal.periods === undefined ? of : held;
  return [
    `id: ${id}`,
    'hardness: hard',
    `# ${countText(proposal)}.`,
    `proposed: { holds: ${held}, of: ${tested} }`,
    `reason: ${yamlText(reasonText(proposal, locale))}`,
    ...(proposal.periods === undefined ? [] : [`periods: ${proposal.periods}`]),
    `holds: ${yamlText(holds)}`,
  ];
}

/** A rule as a line to paste into `relations.yaml`: whoever pastes it answers for it. */
export function pastedLine(proposal: Proposal, locale: string): string {
  const { id, holds, periods } = proposal;
  const where = periods === undefined ? '' : `periods: ${periods}, `;
  return `- { id: ${id}, hardness: hard, reason: ${flowText(reasonText(proposal, locale))}, ${where}holds: ${flowText(holds)} }`;
}

/** A text as a value within braces, where a comma ends it. */
function flowText(text: string): string {
  return /[,{}[\]]/.test(text) ? inYaml(text) : yamlText(text);
}

/** `Holds in 11 of 12 periods; unrelated figures would agree so with a chance of 1 in 10^32`. */
export function countText({ form, held, of, evidence }: Proposal): string {
  const periods =
    of === 1 ? 'the 1 period' : held === of ? `${of === 2 ? 'both' : `all ${of}`} periods` : `${held} of ${of} periods`;
  if (form === 'part') return `Holds in ${periods}; its name says that it is a part`;
  return `Holds in ${periods}; unrelated figures would agree so with a chance of 1 in 10^${Math.floor(evidence)}`;
}

function reasonText({ form, sums, holds }: Proposal, locale: string): string {
  const [sum] = sums;
  if (form === 'part') return 'A part is not more than its whole.';
  if (!sum || sums.length > 1) return `What was published follows this: ${holds}.`;
  return `${sumText(sum, locale)}.`;
}

/**
 * What a proposal says, and where it does not hold: `Total looks like Bus + Tram + Ferry: it holds in 11 of 12 periods.`,
 * then a line for each such period.
 */
export function proposalLines(proposal: Proposal, locale: string): readonly string[] {
  const { holds, sums, breaks, held, of, periods } = proposal;
  const [first, ...more] = sums;
  const members =
    more.length > 0 ? `, and so ${more.length === 1 ? 'does' : 'do'} ${more.length} more of the kind` : '';
  const said = first ? sumText(first, locale, SEEMS) + members : `the figures seem to follow ${holds}`;
  if (periods !== undefined)
    return [
      `${said}, but ${periodsText(periods)}: its definition seems to have changed. It holds there in ${held} periods.`,
    ];
  return [`${countedText(said, held, of)}.`, ...(first ? sumBreaks(sums, locale) : otherBreaks(breaks))];
}

/** `from 2018 on`, `up to 2017`. */
function periodsText(periods: string): string {
  const [from = '', to = ''] = periods.split('..', 2);
  return to === '' ? `only from ${from} on` : `only up to ${to}`;
}

function sumBreaks(sums: Proposal['sums'], locale: string): readonly string[] {
  return sums.flatMap((sum) =>
    sum.breaks.flatMap(({ period, statements }) => {
      const made = madeOf(sum, statements);
      return made ? [`In ${period.text} it does not: ${gapText(sum, made, locale)}.`] : [];
    }),
  );
}

function otherBreaks(breaks: Proposal['breaks']): readonly string[] {
  return breaks.map(({ period, statements }) => {
    const printed = statements.map(({ address, printed: text }) => `${address} is ${text?.text ?? ''}`);
    return `In ${period.text} it does not: ${printed.join(', ')}.`;
  });
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
  const [firstId = '', secondId = ''] = of.map(({ id }) => id);
  const name = `${textIn(indicator.label, locale)} (${indicator.id})`;
  const state = (entry: string): string =>
    `as a measure it is tested. In the rows of a mapping that is { ${entry}, unit: '${indicator.unit.code}' }`;
  if (form === 'product')
    return `${name} looks like ${first} times ${second}, but their units do not make its own: say the units, and a rule is found`;
  if (form === 'share')
    return `${name} looks like the share of ${first} in ${second}: ${state(`indicator: ${firstId}, measure: share, of: ${secondId}`)}`;
  const what = form === 'change in time' ? 'change' : 'growth';
  const since = form === 'growth' ? ` over ${second}` : ` over ${lag === 1 ? 'the period' : `${lag} periods`} before`;
  return `${name} looks like the ${what} of ${first}${since}: ${state(`indicator: ${firstId}, measure: ${what}`)}`;
}

/** A text as a value of YAML, in quotes where it needs them. */
function yamlText(text: string): string {
  return stringify(text, { lineWidth: 0 }).trimEnd();
}
