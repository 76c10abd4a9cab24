import type { Edition } from '../dataset/edition.ts';
import { textIn } from '../dataset/localised.ts';
import { type Lookup, lookUpAddress } from '../dataset/lookup.ts';
import type { Observation } from '../dataset/model.ts';
import { type LocaleId, words } from '../language/locales.ts';
import { statedValue, withRevisedFlag } from './printed-value.ts';
import { subjectOf } from './subject.ts';
import type { Value } from './value.ts';

/** A published figure as a brief prints it, with its provenance. */
export interface PrintedFigure {
  /** The figure with its unit: `14.72 million tonnes`. */
  readonly text: string;
  /** Indicator, measure and period: `Refined copper, 2025`. */
  readonly subject: string;
  /** Publisher and date of the release. */
  readonly source: string;
  /** The number, its interval, unit and flags. */
  readonly value: Value;
  /** The statement: print, correction with evidence, release, and place in the source. */
  readonly observation: Observation;
}

/** Like `Lookup`, but with the printed figure in place of the statement. */
export type FigureLookup = { readonly figure: PrintedFigure } | Exclude<Lookup, { readonly observation: Observation }>;

/** The figure that a brief of the edition prints for `{{value "address"}}` in a locale. */
export function lookUpFigure(edition: Edition, address: string, locale: LocaleId): FigureLookup {
  const found = lookUpAddress(edition, address);
  if (!('observation' in found)) return found;
  const { dataset } = edition;
  const { observation } = found;
  const stated = statedValue(observation, { locale });
  if (!stated) return { missing: `${observation.address} is a claim without a figure` };
  const value = withRevisedFlag(stated, dataset);
  const { published, source } = observation.release;
  const { comma, date } = words(locale);
  return {
    figure: {
      text: value.text,
      subject: subjectOf(observation, { dataset, locale }),
      source: textIn(source.publisher, locale) + comma + date(published),
      value,
      observation,
    },
  };
}
