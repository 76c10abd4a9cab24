import { stringify } from 'yaml';
import { add, type Decimal, decimalText, negate, subtract } from '../core/numbers/decimal.ts';
import { textIn } from '../dataset/localised.ts';
import { type Observation, quantityOf } from '../dataset/model.ts';
import { convert, type Unit } from '../dataset/unit.ts';
import type { IndicatorSum, Proposal } from './proposals.ts';

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

/** `Total is Bus + Tram + Ferry`. */
export function sumText({ total, parts }: IndicatorSum, locale: string): string {
  const made = parts.map(({ indicator, sign }, index) => {
    const operator = index === 0 ? (sign < 0 ? '−' : '') : sign < 0 ? ' − ' : ' + ';
    return operator + textIn(indicator.label, locale);
  });
  return total ? `${textIn(total.label, locale)} is ${made.join('')}` : `${made.join('')} make 100`;
}

/**
 * What a proposal says, and where it does not hold: `Total looks like Bus + Tram + Ferry: it holds in 11 of 12 periods.`,
 * then a line for each such period.
 */
export function proposalLines({ sums, held, of }: Proposal, locale: string): readonly string[] {
  const [first, ...more] = sums;
  if (!first) return [];
  const members = more.length > 0 ? `, and so do ${more.length} more of the kind` : '';
  const times = of === 1 ? 'in the only period' : held === of ? `in all ${of} periods` : `in ${held} of ${of} periods`;
  const said = sumText(first, locale).replace(' is ', ' looks like ').replace(' make ', ' seem to make ');
  return [
    `${said}${members}: ${more.length > 0 ? 'they hold' : 'it holds'} ${times}.`,
    ...sums.flatMap((sum) => breakLines(sum, locale)),
  ];
}

function breakLines(sum: IndicatorSum, locale: string): readonly string[] {
  return sum.breaks.flatMap(({ period, statements }) => {
    const printed = sum.total && statements.find(({ indicator }) => indicator.id === sum.total?.id);
    const unit = (printed ?? statements[0])?.indicator.unit;
    const values = sum.parts.map(({ indicator, sign }) => {
      const stated = statements.find((one) => one.indicator.id === indicator.id);
      const value = stated && unit && valueIn(stated, unit);
      return value && (sign < 0 ? negate(value) : value);
    });
    const made = values.reduce<Decimal>((so, value) => (value ? add(so, value) : so), { coefficient: 0n, exponent: 0 });
    const whole = printed && unit ? valueIn(printed, unit) : undefined;
    if (!unit) return [];
    const name = sum.total ? textIn(sum.total.label, locale) : 'their sum';
    if (!whole) return [`In ${period.text} it does not: they make ${grouped(made)}.`];
    const gap = subtract(made, whole);
    const isMore = gap.coefficient > 0n;
    const size = grouped(isMore ? gap : negate(gap));
    return [
      `In ${period.text} it does not: ${grouped(whole)} is printed for ${name}, the parts make ${grouped(made)}, ${size} ${isMore ? 'more' : 'less'}.`,
    ];
  });
}

function valueIn(stated: Observation, unit: Unit): Decimal | undefined {
  const quantity = quantityOf(stated);
  return quantity && convert(quantity.decimal, quantity.unit, unit);
}

/** Digits with commas between thousands. */
function grouped(value: Decimal): string {
  const [whole = '', ...fraction] = decimalText(value).split('.');
  return [whole.replaceAll(/\B(?=(?:\d{3})+$)/g, ','), ...fraction].join('.').replace('-', '−');
}

/** A text as a value of YAML, in quotes where it needs them. */
function yamlText(text: string): string {
  return stringify(text, { lineWidth: 0 }).trimEnd();
}
