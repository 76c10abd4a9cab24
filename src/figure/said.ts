import type { Indicator, Source } from '../dataset/model.ts';
import type { Period } from '../dataset/period.ts';
import type { Value } from './value.ts';

/** What words from the data are about: the indicator whose label or unit they are, a source, a period, or a figure that they rank. */
export type Subject =
  | { readonly kind: 'label'; readonly indicator: Indicator }
  | { readonly kind: 'source'; readonly source: Source }
  | { readonly kind: 'period'; readonly period: Period }
  | { readonly kind: 'unit'; readonly indicator: Indicator }
  | { readonly kind: 'figure'; readonly value: Value };

/**
 * Words that a helper takes from the data, with what they are said about, so that a document can compare them with the figures
 * next to them. Its parts are not own properties: templates cannot name them.
 */
export class Said {
  readonly #text: string;
  readonly #of: Subject;

  constructor(text: string, of: Subject) {
    this.#text = text;
    this.#of = of;
  }

  get text(): string {
    return this.#text;
  }

  get of(): Subject {
    return this.#of;
  }

  toString(): string {
    return this.#text;
  }
}

/** Words that may be said about something, as plain text. */
export function plainWords(words: string | Said): string {
  return words instanceof Said ? words.text : words;
}
