import { parse, SyntaxError } from './relation-parser.ts';

/**
 * A relation as it is written: comparisons joined by `and`. Spans are UTF-16 offsets into the text.
 *
 *     trade.total = trade.imports + trade.exports
 *     output.alumina / output.primary_aluminium in [1.85, 2.20]
 *     output.copper <= 2 * output.copper@-1 and price.copper > 10000 CNY/t
 */
export interface WrittenComparison extends Span {
  readonly left: WrittenTerm;
  readonly sense: Sense | 'in';
  /** One term, or with `in` the two ends of a range. */
  readonly right: readonly WrittenTerm[];
}

/** How two sides of a relation compare. */
export type Sense = '=' | '!=' | '<=' | '<' | '>=' | '>';

/** A term as it is written. */
export type WrittenTerm = Span &
  (
    | { readonly kind: 'reference'; readonly text: string }
    | { readonly kind: 'quantity'; readonly numeral: string; readonly unit: string | null }
    | { readonly kind: 'sum'; readonly pattern: string }
    | { readonly kind: 'min' | 'max'; readonly of: readonly WrittenTerm[] }
    | { readonly kind: 'negate' | 'abs'; readonly of: WrittenTerm }
    | { readonly kind: Operator; readonly left: WrittenTerm; readonly right: WrittenTerm }
  );

export type Operator = 'add' | 'subtract' | 'multiply' | 'divide';

/** Where a part of a relation stands in its text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The reason why a text is not a relation. */
export interface SyntaxProblem extends Span {
  readonly problem: string;
  readonly hint: string;
}

/** Deepest nesting of parentheses and signs, far more than any author needs. */
export const MAX_DEPTH = 50;

/** Longest relation, in UTF-16 units. */
export const MAX_LENGTH = 5_000;

/** Reads a relation as it is written. Names in it need not exist. */
export function parseRelation(text: string): readonly WrittenComparison[] | SyntaxProblem {
  if (text.length > MAX_LENGTH || depthOf(text) > MAX_DEPTH)
    return {
      start: 0,
      end: text.length,
      problem: `the relation is too long to be read: it may have ${MAX_LENGTH} characters, and ${MAX_DEPTH} parentheses within one another`,
      hint: 'split it',
    };
  try {
    return parse(text) as WrittenComparison[];
  } catch (error) {
    if (error instanceof SyntaxError) return problemOf(text, error);
    throw error;
  }
}

/** The most parentheses that are open at once, with the minus signs before a term; hyphens of dates are none. */
function depthOf(text: string): number {
  let [deepest, open, signs] = [0, 0, 0];
  for (const sign of text.replaceAll(/\s/g, '')) {
    if (sign === '(') open += 1;
    else if (sign === ')') open -= 1;
    signs = sign === '-' || sign === '\u2212' ? signs + 1 : sign === '(' ? signs : 0;
    deepest = Math.max(deepest, open + signs);
  }
  return deepest;
}

interface ParseError {
  readonly location: { readonly start: { readonly offset: number } };
  readonly expected: readonly { readonly type: string; readonly description?: string; readonly text?: string }[] | null;
}

function problemOf(text: string, { location, expected }: ParseError): SyntaxProblem {
  const start = location.start.offset;
  const [found = ''] = /^[\w.]+|^\S/u.exec(text.slice(start)) ?? [];
  const wanted = [...new Set((expected ?? []).map((item) => item.description ?? item.text ?? ''))]
    .filter((name) => name !== '' && name !== 'space')
    .sort();
  const span = { start, end: start + Math.max(1, found.length) };
  return (
    patternProblem(text, start) ??
    nameProblem(text, start) ?? {
      ...span,
      problem: found ? `"${found}" cannot stand here in a relation` : 'the relation ends too early',
      hint: HINTS[found] ?? `here may stand ${wanted.join(', ')}`,
    }
  );
}

/** A `*` that stands for a part of a word, outside `sum`: to the parser it is a multiplication. */
function patternProblem(text: string, at: number): SyntaxProblem | undefined {
  for (const { 0: pattern, index } of text.matchAll(/[a-z*][\w*]*(?:\.[\w*]+)+/g)) {
    const isNear = at >= index && text.slice(index + pattern.length, at).trim() === '';
    if (!isNear || !/\w\*|\*\w/.test(pattern)) continue;
    return {
      start: index,
      end: index + pattern.length,
      problem: `in ${pattern}, * stands for a part of a word`,
      hint: `outside sum(…), * stands for all between two dots, as in ${pattern.replaceAll(/\w*\*[\w*]*/g, '*')}`,
    };
  }
  return undefined;
}

/** A name that ends in a point, or has two in a row. */
function nameProblem(text: string, at: number): SyntaxProblem | undefined {
  for (const { 0: name, 1: first = '', 2: next = '', index } of text.matchAll(
    /([a-z]\w*(?:\.\w+)*)\.(?!\w)\.*\s*(\w*)/g,
  )) {
    if (at < index || at > index + name.length) continue;
    return {
      start: index,
      end: index + name.trimEnd().length,
      problem: `after ${first}. no part of a name follows`,
      hint: next === '' ? `write the whole name, or sum(${first}.*) for all its parts` : `write ${first}.${next}`,
    };
  }
  return undefined;
}

/** What to write in place of signs and words that are usual elsewhere. */
const HINTS: Readonly<Record<string, string>> = {
  ',': 'numbers have no thousands commas in a relation: 17000 CNY/t; a comma stands in [a, b], min(…) and max(…)',
  '=': 'two sides are equal with one =; at least and at most are >= and <=',
  '!': 'unequal is written !=',
  '≥': 'write >=',
  '≤': 'write <=',
  '×': 'write *',
  '·': 'write *',
  '÷': 'write /',
  or: 'a relation holds as a whole: write a relation for each case, with its own periods or sources',
  '&': 'write and',
};
