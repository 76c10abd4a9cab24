import type { Value } from './value.ts';

/**
 * How a figure was worked out, as it is written: signs, brackets and constants as text, and between them the figures it
 * rests on, none of which was itself worked out.
 */
export type Formula = readonly (string | Value)[];

/** A figure as part of a formula: itself, or how it was worked out, in brackets where that is more than a name. */
export function term(value: Value): Formula {
  const { formula } = value.provenance;
  if (!formula) return [value];
  return formula.length > 1 ? ['(', ...formula, ')'] : formula;
}

/** A formula in one line; each figure by its address, unless `textOf` says otherwise. */
export function formulaText(formula: Formula, textOf = ({ address }: Value): string => address): string {
  return formula.map((part) => (typeof part === 'string' ? part : textOf(part))).join('');
}

/** The figures in a formula, each once, in the order in which they first stand there. */
export function inputsOf(formula: Formula): Value[] {
  const figures = formula.filter((part) => typeof part !== 'string');
  return [...new Map(figures.map((value) => [statementOf(value), value])).values()];
}

/**
 * Tells the statement behind a figure from others at its address, where a print stands beside its correction or one
 * release beside another; of a figure that was worked out, from what statements and how.
 */
export function statementOf({ address, provenance: { release, corrected, formula } }: Value): string {
  return formula ? formulaText(formula, statementOf) : [address, release, corrected].join(' ');
}
