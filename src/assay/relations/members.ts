import type { Diagnostics } from '../../core/diagnostics/diagnostic.ts';
import type { Place } from '../../core/diagnostics/source-file.ts';
import type { Dataset, Indicator } from '../../dataset/model.ts';
import type { Span, WrittenComparison, WrittenTerm } from './grammar.ts';

/** One of those for which a relation with patterns is tested: a region, or all between two dots. */
export interface Member {
  readonly name: string;
  /** An address with the indicator of this member in place of its pattern. */
  readonly named: (written: string) => string;
  /** With `for`: whether an indicator is about this member. */
  readonly isAbout?: ((indicator: Indicator) => boolean) | undefined;
}

/** The indicators whose ids match a name, in which `*` stands for anything but a dot. */
export function matchIndicators(name: string, { indicators }: Dataset): Indicator[] {
  const words = expressionFor(name);
  return [...indicators.values()].filter(({ id }) => words.test(id));
}

function expressionFor(name: string): RegExp {
  return new RegExp(`^${name.replaceAll('.', '\\.').replaceAll('*', '([^.]*)')}$`);
}

/** An address with a pattern, and where it stands. */
export interface WrittenPattern extends Span {
  readonly text: string;
}

/** The addresses with `*` that a relation names outside its sums. */
export function patternsIn(written: readonly WrittenComparison[]): WrittenPattern[] {
  return written.flatMap(({ left, right }) => [left, ...right]).flatMap(patternsOf);
}

function patternsOf(term: WrittenTerm): WrittenPattern[] {
  switch (term.kind) {
    case 'reference':
      return term.text.includes('*') ? [term] : [];
    case 'quantity':
    case 'sum':
      return [];
    case 'negate':
    case 'abs':
      return patternsOf(term.of);
    case 'min':
    case 'max':
      return term.of.flatMap(patternsOf);
    case 'add':
    case 'divide':
    case 'multiply':
    case 'subtract':
      return [...patternsOf(term.left), ...patternsOf(term.right)];
  }
}

/** Where the members of a relation are looked for. */
interface MemberScope {
  readonly dataset: Dataset;
  readonly diagnostics: Diagnostics;
  readonly placeOf: (span: Span) => Place;
}

/**
 * The members for which a relation with patterns is tested: those about which every pattern has an indicator. With a
 * dimension, `*` stands for the indicator about a member of it; without one, for the same words in every pattern.
 * Mistakes are reported; then there are none.
 */
export function membersOf(
  patterns: readonly WrittenPattern[],
  dimension: string | undefined,
  scope: MemberScope,
): Member[] {
  const tables = patterns.map((pattern) => {
    const name = nameOf(pattern.text);
    const matching = matchIndicators(name, scope.dataset);
    const found = new Map<string, Indicator>();
    for (const indicator of matching) {
      const key = dimension === undefined ? wordsOf(name, indicator) : indicator.dimensions.get(dimension);
      const other = key === undefined ? undefined : found.get(key);
      if (other && dimension !== undefined) reportAmbiguous(pattern, [other, indicator], scope);
      if (key !== undefined) found.set(key, indicator);
    }
    if (found.size === 0) reportUnmatched(pattern, dimension, scope);
    return [name, found] as const;
  });
  const [[, first] = ['', new Map<string, Indicator>()]] = tables;
  const shared = [...first.keys()].filter((key) => tables.every(([, found]) => found.has(key)));
  if (shared.length === 0 && tables.every(([, found]) => found.size > 0)) reportDisjoint(patterns, scope);
  return shared.map((key) => {
    const ids = new Map(tables.map(([name, found]) => [name, found.get(key)?.id ?? name]));
    return {
      name: key,
      named: (written) => written.replace(/^[^:@]+/, (name) => ids.get(name) ?? name),
      isAbout: dimension === undefined ? undefined : (indicator) => indicator.dimensions.get(dimension) === key,
    };
  });
}

/** The name of an indicator in an address. */
function nameOf(address: string): string {
  return address.replace(/[:@].*$/, '');
}

/** The words for which the stars of a pattern stand in an id that matches. */
function wordsOf(name: string, { id }: Indicator): string {
  return expressionFor(name).exec(id)?.slice(1).join('.') ?? '';
}

function reportUnmatched(pattern: WrittenPattern, dimension: string | undefined, scope: MemberScope): void {
  const about = dimension === undefined ? '' : ` and is about a ${dimension}`;
  const message = `no indicator matches ${nameOf(pattern.text)}${about}`;
  scope.diagnostics.error('assay/unknown-term', message, scope.placeOf(pattern));
}

function reportAmbiguous(pattern: WrittenPattern, [one, other]: readonly [Indicator, Indicator], scope: MemberScope) {
  const message = `${nameOf(pattern.text)} is both ${one.id} and ${other.id}, which are about the same member`;
  const hint = 'write more of their names, so that the pattern matches one indicator about each member';
  scope.diagnostics.error('assay/unknown-term', message, scope.placeOf(pattern), hint);
}

function reportDisjoint(patterns: readonly WrittenPattern[], scope: MemberScope): void {
  const names = [...new Set(patterns.map(({ text }) => nameOf(text)))];
  const message = `no member has an indicator for each of ${names.join(', ')}`;
  const [first] = patterns;
  const hint = '* stands for the same words in each; name a dimension with for, if ids differ';
  if (first) scope.diagnostics.error('assay/unknown-term', message, scope.placeOf(first), hint);
}
