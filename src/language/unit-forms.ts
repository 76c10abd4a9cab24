/** Names of units by code, as they stand after a number, and after 1 or `per`. */
export type UnitForms = Readonly<Record<string, readonly [plural: string, singular: string]>>;

/** The names after a number, by code. */
export function pluralsOf(forms: UnitForms): Record<string, string> {
  return Object.fromEntries(Object.entries(forms).map(([code, [plural]]) => [code, plural]));
}

/** The names after `per`, by code. */
export function singularsOf(forms: UnitForms): Record<string, string> {
  return Object.fromEntries(Object.entries(forms).map(([code, [, singular]]) => [code, singular]));
}

/** The names after 1, by those after other numbers. */
export function formsOf(forms: UnitForms): Record<string, string> {
  return Object.fromEntries(Object.values(forms).filter(([plural, singular]) => plural !== singular));
}

/** Units without a symbol: their words stand in tables too. */
const WITHOUT_SYMBOL: ReadonlySet<string> = new Set(['short_ton', 'long_ton', 'bale', 'acre', 'person', 'day']);

/** The names of units that have no symbol. */
export function wordsOnly(forms: UnitForms): UnitForms {
  return Object.fromEntries(Object.entries(forms).filter(([code]) => WITHOUT_SYMBOL.has(code)));
}
