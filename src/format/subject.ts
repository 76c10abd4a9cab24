import type { Value } from '../core/value.ts';
import { parseAddress } from '../dataset/address.ts';
import { type Address, type Dataset, textIn } from '../dataset/model.ts';
import { provenanceWords } from './provenance.ts';
import { words } from './words.ts';

/** In which words, and of what dataset. */
export interface SubjectContext {
  readonly dataset: Pick<Dataset, 'indicators'>;
  readonly locale: string;
}

/**
 * What a figure of the dataset is about: `Refined copper, change on 2024, 2025`. Undefined of what was worked out or
 * typed, which has no address.
 */
export function subjectOf(value: Value, context: SubjectContext): string | undefined {
  const address = parseAddress(value.address);
  const label = 'problem' in address ? undefined : labelOf(address.indicator, context);
  if ('problem' in address || label === undefined) return undefined;
  const { period, comma } = words(context.locale);
  const parts = [label, measureOf(address, context), address.period && period(address.period)];
  return parts.filter(Boolean).join(comma);
}

function labelOf(indicator: string, { dataset, locale }: SubjectContext): string | undefined {
  const label = dataset.indicators.get(indicator)?.label;
  return label && textIn(label, locale);
}

function measureOf({ measure, base, counterpart }: Address, context: SubjectContext): string | undefined {
  const { measure: names } = provenanceWords(context.locale);
  if (measure === 'growth' || measure === 'cagr') return base && names[measure](words(context.locale).period(base));
  if (measure !== 'share' && measure !== 'difference') return undefined;
  const [indicator = ''] = (counterpart ?? '').split(':');
  return names[measure](labelOf(indicator, context) ?? indicator);
}
